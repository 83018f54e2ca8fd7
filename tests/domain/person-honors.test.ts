import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { CertificateNumber, EditionId, NominationId, PersonPseudonym } from '../../src/domain/ids.ts';
import type { Nomination, NominationFact } from '../../src/domain/nomination/nomination.ts';
import type { PersonFact } from '../../src/domain/person/person.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { specOf } from '../support/decider-spec.ts';
import { editionOf, flex, flexId, youth, youthId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';

const { given, whenEmpty, stateOf } = specOf(aggregates.person);

const person = 'pseudonym' as PersonPseudonym;
const nominationId = 'n1' as NominationId;
const certificate = 'HN-FS-2023-001' as CertificateNumber;
const at = '2024-02-05T01:00:00.000Z';

const honor = {
  name: '河南省劳动模范',
  level: 'PROVINCIAL',
  topic: 'EMPLOYMENT_ENTREPRENEURSHIP',
  awardedOn: '2020-05-01',
  issuer: '河南省人民政府',
};
const source = { kind: 'IMPORT', fileSha256: 'a'.repeat(64), row: 2 } as const;
const recorded = (changes: Partial<typeof honor> = {}): PersonFact => ({
  type: 'PriorHonorRecorded',
  data: { person, honor: { ...honor, ...changes }, source },
});
const record = (changes: Partial<typeof honor> = {}) =>
  ({ type: 'RecordPriorHonor', person, honor: { ...honor, ...changes }, source: { ...source, row: 9 } }) as const;

describe('An honor of others', () => {
  it('is recorded with the row of the file it came from', () => {
    whenEmpty({ type: 'RecordPriorHonor', person, honor, source }).thenFacts(recorded());
  });

  it.each([
    ['the very same', {}],
    ['with other blanks in its name', { name: ' 河南省 劳动模范' }],
    ['with letters of another width or case', { name: '河南省劳动模范', issuer: '河南省人民政府　' }],
  ])('said twice is one honor: %s', (_, changes) => {
    given(recorded()).when(record(changes)).thenNothing();
  });

  it('is the same in full-width letters and in small ones', () => {
    given(recorded({ name: 'ＡＢ奖' }))
      .when(record({ name: 'ab奖' }))
      .thenNothing();
  });

  it.each([
    ['name', '河南省技术能手'],
    ['level', 'NATIONAL'],
    ['topic', 'LABOR_SKILLS'],
    ['awardedOn', '2021-05-01'],
    ['issuer', '河南省总工会'],
  ])('is another honor with another %s', (field, value) => {
    const other = { ...honor, [field]: value };
    given(recorded())
      .when(record({ [field]: value }))
      .thenFacts({ type: 'PriorHonorRecorded', data: { person, honor: other, source: { ...source, row: 9 } } });
  });
});

const nominated = (form = {}): NominationFact => ({
  type: 'Nominated',
  data: { nominationId, editionId: flexId, bureau: bureaus.county, category: 'OTHER', person, form },
});
const nominationOf = (...facts: readonly NominationFact[]): Nomination => {
  const state = specOf(aggregates.nomination, `nomination-${nominationId}`).stateOf(nominated(), ...facts);
  if (!('id' in state)) throw new Error('A nomination that was made is there.');
  return state;
};

const claim = (program: Program = flex, nomination = nominationOf(), attempt = 0) =>
  ({ type: 'ClaimHonor', person, edition: editionOf(program), nomination, certificate, attempt }) as const;

const claimed = (changes: object = {}, terms: object = {}): PersonFact => ({
  type: 'HonorClaimed',
  data: {
    person,
    editionId: flexId,
    nominationId,
    certificate,
    attempt: 0,
    honor: {
      name: flex.name.zh,
      level: 'PROVINCIAL',
      topic: 'EMPLOYMENT_ENTREPRENEURSHIP',
      awardedOn: '2024-02-05',
      issuer: flex.notice.issuer,
      ...terms,
    },
    ...changes,
  },
});
const elsewhere = { editionId: youthId, certificate: 'HN-YS-2023-007', nominationId: 'n7' };
const heldElsewhere = (terms: object = {}) => claimed(elsewhere, { awardedOn: '2024-02-02', ...terms });
const released = (reason: 'REVOKED' | 'NEVER_RECORDED', changes: object = {}): PersonFact => ({
  type: 'HonorReleased',
  data: { person, editionId: flexId, nominationId, certificate, attempt: 0, reason, ...changes },
});

describe('An honor of a program here', () => {
  it('is claimed on the day of its clearance, as what the program says it counts as', () => {
    whenEmpty(claim(), { at }).thenFacts(claimed());
  });

  it('is claimed once', () => {
    given(claimed()).when(claim(), { at }).thenNothing();
  });

  it('is claimed anew by a later attempt, and never by an earlier one', () => {
    given(claimed())
      .when(claim(flex, nominationOf(), 1), { at })
      .thenFacts(claimed({ attempt: 1 }));
    given(claimed({ attempt: 1 }))
      .when(claim(), { at })
      .thenNothing();
  });

  it('is not claimed where the program does not say what it counts as', () => {
    const { honor: _, ...silent } = flex;
    whenEmpty(claim(silent as Program), { at }).thenNothing();
  });

  it('stands beside the same person’s honors of others, which the reviews have assessed', () => {
    given(recorded()).when(claim(), { at }).thenFacts(claimed());
  });
});

describe('A second recognition (A25)', () => {
  const ruleId = 'R-F12';

  it('is refused by the rule about prior honors, and names the certificate and the way out', () => {
    given(heldElsewhere())
      .when(claim(), { at })
      .thenRefused('SECOND_RECOGNITION', {
        path: ['nominationIds'],
        ruleId,
        params: { certificate: elsewhere.certificate, nomination: nominationId, rule: ruleId },
      });
  });

  it('is taken if the rule does not count the honor: another topic, another level, too long ago', () => {
    given(heldElsewhere({ topic: 'OTHER' }))
      .when(claim(), { at })
      .thenFacts(claimed());
    given(heldElsewhere({ level: 'CITY' }))
      .when(claim(), { at })
      .thenFacts(claimed());
  });

  it('looks back five years from the notice where the program says so, that day included (A07)', () => {
    const inYouth = (awardedOn: string) =>
      given(claimed({}, { awardedOn })).when({ ...claim(youth), certificate: 'HN-YS-2023-007' as never }, { at });
    inYouth('2018-12-27').thenRefused('SECOND_RECOGNITION', { path: ['nominationIds'], ruleId: 'R-Y14' });
    inYouth('2018-12-26').thenFacts(
      claimed(
        { editionId: youthId, certificate: 'HN-YS-2023-007' },
        { name: youth.name.zh, issuer: youth.notice.issuer },
      ),
    );
  });

  it('is taken once the other honor is revoked', () => {
    given(heldElsewhere(), released('REVOKED', elsewhere)).when(claim(), { at }).thenFacts(claimed());
  });

  const requested = (against: readonly object[]): NominationFact => ({
    type: 'WaiverRequested',
    data: {
      ruleId,
      bureau: bureaus.city,
      level: 'CITY',
      reason: '事迹突出',
      evidence: [],
      against: { honors: against as never },
    },
  });
  const confirmed: NominationFact = {
    type: 'WaiverConfirmed',
    data: { ruleId, bureau: bureaus.province, note: '同意' },
  };
  const held = { level: honor.level, topic: honor.topic, awardedOn: '2024-02-02' };

  it('is taken with a confirmed waiver of the rule for what the person holds', () => {
    given(heldElsewhere())
      .when(claim(flex, nominationOf(requested([held]), confirmed)), { at })
      .thenFacts(claimed());
  });

  it.each([
    ['only requested', [requested([held])]],
    ['confirmed for another honor', [requested([{ ...held, awardedOn: '2020-05-01' }]), confirmed]],
  ])('is refused while the waiver is %s', (_, facts) => {
    given(heldElsewhere())
      .when(claim(flex, nominationOf(...facts)), { at })
      .thenRefused('SECOND_RECOGNITION', { path: ['nominationIds'], ruleId });
  });

  it('is no matter within one edition', () => {
    given(claimed({ certificate: 'HN-FS-2023-099' }))
      .when(claim(), { at })
      .thenFacts(claimed());
  });
});

describe('An honor that counts no longer', () => {
  const ids = { person, editionId: flexId as EditionId, nominationId, certificate };

  it('is let go when it is revoked, whichever attempt claimed it', () => {
    given(claimed({ attempt: 2 }))
      .when({ type: 'ReleaseHonor', ...ids, reason: 'REVOKED' })
      .thenFacts(released('REVOKED', { attempt: 2 }));
  });

  it('is let go when the clearance it was claimed for never came, unless it was claimed anew since', () => {
    given(claimed())
      .when({ type: 'ReleaseHonor', ...ids, attempt: 0, reason: 'NEVER_RECORDED' })
      .thenFacts(released('NEVER_RECORDED'));
    given(claimed(), claimed({ attempt: 1 }))
      .when({ type: 'ReleaseHonor', ...ids, attempt: 0, reason: 'NEVER_RECORDED' })
      .thenNothing();
  });

  it('is let go once', () => {
    given(claimed(), released('REVOKED'))
      .when({ type: 'ReleaseHonor', ...ids, reason: 'REVOKED' })
      .thenNothing();
    whenEmpty({ type: 'ReleaseHonor', ...ids, reason: 'REVOKED' }).thenNothing();
  });

  it('is no longer among the honors of the person; those of others stay', () => {
    const { honors } = stateOf(recorded(), heldElsewhere(), claimed(), released('REVOKED'));
    expect(honors.map(({ source: { kind }, awardedOn }) => [kind, awardedOn])).toEqual([
      ['IMPORT', '2020-05-01'],
      ['CERTIFICATE', '2024-02-02'],
    ]);
  });
});
