import { describe, expect, it } from 'vitest';
import { dualNominationsOf, priorHonorsOf } from '../../projections/person-honors.ts';
import type { LaurelFact } from '../../src/domain/agenda.ts';
import { editionStream } from '../../src/domain/edition/edition.ts';
import { honorStream } from '../../src/domain/honor/honor.ts';
import type { CertificateNumber, NominationId } from '../../src/domain/ids.ts';
import { nominationStream } from '../../src/domain/nomination/nomination.ts';
import { personStream } from '../../src/domain/person/person.ts';
import { catalog } from '../../src/log/catalog.ts';
import { flexId, youthId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';
import { inFlex, inYouth, people, publicizedInBoth } from '../support/two-programs.ts';
import { placesOfTest, readModelsOf } from './read-models-of.ts';

const places = placesOfTest();
const [flexible, young, alone] = ['flex-li', 'youth-li', 'flex-wang'] as NominationId[] as [
  NominationId,
  NominationId,
  NominationId,
];
const certificate = 'HN-FS-2023-001' as CertificateNumber;
const person = people.both;

let count = 0;
type OnStream = readonly [stream: string, fact: LaurelFact];

const following = async (...facts: readonly OnStream[]) => {
  const { log, database, follower } = await readModelsOf(publicizedInBoth(), places);
  for (const [stream, fact] of facts) {
    const command = { id: `3f2c1b8e-6a52-4a3e-9d3a-${String(count++).padStart(12, '0')}`, name: 'x', contentHash: '0' };
    const by = { id: 'x' as never, name: 'x', roles: [], channel: 'API' as const };
    const meta = { recordedAt: '2024-02-02T01:00:00.000Z', actor: by, command, correlationId: command.id };
    const { position } = await log.append(stream as never, catalog.encode([fact], meta), 'any');
    await follower.waitFor(position);
  }
  return database;
};

const claimed: LaurelFact = {
  type: 'HonorClaimed',
  data: {
    person,
    editionId: flexId,
    nominationId: flexible,
    certificate,
    attempt: 0,
    honor: { name: '之星', level: 'PROVINCIAL', topic: 'OTHER', awardedOn: '2024-02-02', issuer: '省厅' },
  },
};
const recognized: LaurelFact = {
  type: 'Recognized',
  data: {
    ...{ certificate, editionId: flexId, nominationId: flexible, noticeId: inFlex.noticeId, person },
    ...{ bureau: bureaus.city, category: inFlex.category, recognizedOn: '2024-02-02' },
  },
};
const released: LaurelFact = {
  type: 'HonorReleased',
  data: { person, editionId: flexId, nominationId: flexible, certificate, attempt: 0, reason: 'REVOKED' },
};
const onPerson = personStream(person);
const onHonor = honorStream(certificate);

describe('Prior honors as the read models know them', () => {
  const certificatesOf = (database: Awaited<ReturnType<typeof following>>) =>
    [flexible, young].map((id) =>
      priorHonorsOf(database, [id])
        .get(id)
        ?.map((row) => row.certificate),
    );

  it('an honor given here is a prior one for every nomination of the person but its own', async () => {
    expect(certificatesOf(await following([onPerson, claimed], [onHonor, recognized]))).toEqual([[], [certificate]]);
  });

  it('a claim that no recognition has followed is none', async () => {
    expect(certificatesOf(await following([onPerson, claimed]))).toEqual([[], []]);
  });

  it('one claimed twice is one, and one let go is none', async () => {
    const again = { ...claimed, data: { ...claimed.data, attempt: 1 } } as LaurelFact;
    const facts = [
      [onPerson, claimed],
      [onPerson, again],
      [onHonor, recognized],
    ] as const;
    expect(certificatesOf(await following(...facts))).toEqual([[], [certificate]]);
    expect(certificatesOf(await following(...facts, [onPerson, released]))).toEqual([[], []]);
  });

  it('each nomination has its own list, in one question', async () => {
    const database = await following([onPerson, claimed], [onHonor, recognized]);
    const lists = priorHonorsOf(database, [alone, young, flexible]);
    expect([...lists].map(([id, rows]) => [id, rows.length])).toEqual([
      [alone, 0],
      [young, 1],
      [flexible, 0],
    ]);
  });
});

describe('Dual nominations as the read models know them', () => {
  const flagged = async (...facts: readonly OnStream[]) => {
    const lists = dualNominationsOf(await following(...facts), [flexible, young, alone]);
    return [...lists].map(([id, rows]) => [id, rows.map(({ nominationId }) => nominationId)]);
  };
  const nobody = [
    [flexible, []],
    [young, []],
    [alone, []],
  ];

  it('are said on both sides, of those only who are nominated twice', async () => {
    expect(await flagged()).toEqual([
      [flexible, [young]],
      [young, [flexible]],
      [alone, []],
    ]);
  });

  it.each<[string, string, LaurelFact]>([
    [
      'rejected',
      nominationStream(young),
      { type: 'Rejected', data: { editionId: youthId, by: bureaus.province, person, seatsHeld: [] } },
    ],
    [
      'withdrawn',
      nominationStream(flexible),
      { type: 'Withdrawn', data: { editionId: flexId, person, reason: 'r', seatsHeld: [] } },
    ],
    [
      'disqualified',
      nominationStream(young),
      {
        type: 'Disqualified',
        data: { editionId: youthId, noticeId: inYouth.noticeId, objectionId: 'o' as never },
      },
    ],
  ])('end when one is %s', async (_, stream, fact) => {
    expect(await flagged([stream, fact])).toEqual(nobody);
  });

  it('end when one edition is concluded', async () => {
    const concluded: LaurelFact = { type: 'EditionConcluded', data: { note: 'done' } };
    expect(await flagged([editionStream(youthId), concluded])).toEqual(nobody);
  });
});
