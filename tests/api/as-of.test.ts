import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LaurelFact } from '../../src/domain/agenda.ts';
import type { Position, Recorded } from '../../src/domain/event.ts';
import type { StreamName } from '../../src/domain/ids.ts';
import { personStream } from '../../src/domain/person/person.ts';
import { catalog } from '../../src/log/catalog.ts';
import { comparePositions } from '../../src/log/event-log.ts';
import { type Answer, type Api, type Caller, startApi } from '../support/api.ts';
import { bureaus } from '../support/people.ts';
import { plausibleHistory } from '../support/plausible-history.ts';

/** Everything that can be read as of a moment, as far as it is told the same way for now and for then. */
const dossier = `id status name category { code } holder { code } updatedAt revision returns standingObjections certificate
  form drafters reviews { decision at } history(first: 100) { totalCount nodes { id type } } redactions { field reason }
  checklist { missing } vetting { answer } waivers { status } assessments { at } supplement { dueOn }
  expertReviews { status scoredAt total comment revisions counts recusalReason }`;
const tally = `quota drafted received forwarded taken submitted remaining slateStatus submittedAt
  coverage { category taken least }`;
const notice = `id status channel publishedAt closedAt revision days
  errata { nominationId fresh }
  nominees(first: 100) { totalCount nodes {
    serial name certificate clearedAt takenOffAt objectionStands redactions { field reason } nomination { id status }
  } pageInfo { hasNextPage } }
  objections(first: 100) { totalCount nodes {
    id status inTime standing updatedAt grounds note findings objector { name contact } evidence { title } nomination { id status }
  } }`;
const honoree = `certificate status name recognizedOn revocation { revokedOn statement ground { code } }
  violationReports { statement reportedAt } notice { id status closedAt } nomination { id status revision }`;

interface Subjects {
  readonly editionId: string;
  readonly nominations: readonly string[];
  readonly bureaus: readonly string[];
  readonly notice: string;
  readonly certificates: readonly string[];
  readonly objections: readonly string[];
}

const questions = (of: Subjects, asOf: string): Readonly<Record<string, string>> => {
  const at = asOf === '' ? '' : `, ${asOf}`;
  return {
    nominations: of.nominations
      .map((id, i) => `n${i}: nomination(id: "${id}"${at}) { ${dossier} seats { forwarded } }`)
      .join('\n'),
    slates: of.bureaus
      .map(
        (code, i) => `s${i}: slate(editionId: "${of.editionId}", bureau: "${code}"${at}) {
          status revision seats { forwarded nomination { id status name } } tally { ${tally} } steps { step } }`,
      )
      .join('\n'),
    tallies: `quotaTallies(editionId: "${of.editionId}", first: 100${at}) {
      totalCount nodes { bureau { code } ${tally} } }
      city: quotaTallies(editionId: "${of.editionId}", filter: { within: "${of.bureaus[1]}" }${at}) { totalCount }`,
    notices: `notice(id: "${of.notice}"${at}) { ${notice} }
      notices(filter: { programCode: "FLEX_STAR", status: OPEN }${at}) { totalCount nodes { id status channel publishedAt closedAt revision } }
      every: notices(first: 10, orderBy: { direction: ASC }${at}) { totalCount nodes { id status days publishedOn closesAt closedAt revision } }`,
    objections: of.objections
      .map((id, i) => `o${i}: objection(id: "${id}"${at}) { status note notice { id revision } }`)
      .join('\n'),
    register: `honorees(first: 100${at}) { totalCount nodes { ${honoree} } }
      ${of.certificates.map((id, i) => `h${i}: honoree(certificate: "${id}"${at}) { ${honoree} }`).join('\n')}
      revoked: honorees(filter: { status: REVOKED }${at}) { totalCount }`,
  };
};

const ask = async (caller: Caller, of: Subjects, asOf = ''): Promise<Answer> => {
  const answers: Answer = {};
  for (const [about, selection] of Object.entries(questions(of, asOf))) {
    answers[about] = await caller.ask(`{ ${selection} viewer { id } }`);
  }
  return answers;
};

const subjectsOf = (events: readonly Recorded<LaurelFact>[]): Subjects => {
  const ids = (type: LaurelFact['type'], field: string) => [
    ...new Set(events.flatMap((event) => (event.type === type ? [(event.data as Answer)[field] as string] : []))),
  ];
  return {
    editionId: ids('EditionOpened', 'editionId')[0] ?? '',
    nominations: ids('Nominated', 'nominationId'),
    bureaus: ['410000', ...ids('SeatTaken', 'bureau').slice(0, 3)],
    notice: ids('NoticePublished', 'noticeId')[0] ?? '',
    certificates: ids('Recognized', 'certificate').slice(0, 2),
    objections: ids('ObjectionLodged', 'objectionId'),
  };
};

const erasing = '2d0a3a0e-7b0f-4b57-9b1c-6f6f5f1d2c11';

/** The name is changed with the form, so that it was another before. */
const renaming = (events: readonly Recorded<LaurelFact>[]): readonly Recorded<LaurelFact>[] =>
  events.map((event, i) =>
    event.type === 'FormAmended'
      ? { ...event, data: { ...event.data, changes: { ...event.data.changes, name: `改名${i}` } } }
      : event,
  );

describe('while a history is recorded event by event', () => {
  let api: Api;
  let readers: readonly Caller[];
  const played: { readonly event: string; readonly position: string; readonly answers: readonly Answer[] }[] = [];
  let subjects: Subjects;

  beforeAll(async () => {
    // Nothing falls due before its time: the server's clock stands years before all of it.
    api = await startApi('2020-01-01T00:00:00.000Z', { limits: { rate: undefined, cost: 100_000 } });
    readers = [await api.as('PROVINCE_APPROVER', bureaus.province), api.anyone];
    const events = renaming(plausibleHistory({ nominations: 4, seed: 2218 }));
    subjects = subjectsOf(events);
    const { log, follower } = api.running;
    for (const { id, type, schemaVersion, data, meta, stream } of events) {
      const one = { id, type, schemaVersion, data, meta };
      const { position } = await log.append(stream as StreamName, [one], 'any');
      await follower.waitFor(position);
      const answers = [];
      for (const reader of readers) answers.push(await ask(reader, subjects));
      played.push({ event: id, position, answers });
    }
  }, 240_000);
  afterAll(() => api.close());

  test('the history has what it is to show', () => {
    const last = JSON.stringify(played.at(-1)?.answers[0]);
    for (const text of ['SUBMITTED', 'DISMISSED', 'REVOKED', 'RECOGNIZED', 'CLOSED', '改名'])
      expect(last).toContain(text);
    expect(subjects.objections.length).toBeGreaterThan(0);
  });

  test('as of each event everything is answered as the server answered then', async () => {
    for (const { event, answers } of played) {
      for (const [i, reader] of readers.entries()) {
        expect(await ask(reader, subjects, `asOf: { event: "${event}" }`), event).toEqual(answers[i]);
      }
    }
  }, 240_000);

  test('as of the head everything is as it is now', async () => {
    const head = played.at(-1);
    for (const [i, reader] of readers.entries()) {
      expect(await ask(reader, subjects, `asOf: { position: "${head?.position}" }`)).toEqual(head?.answers[i]);
    }
  });

  const CHANGES = `query ($id: ID!, $from: UUID!, $to: UUID!) {
    changes(of: { nomination: $id }, from: { event: $from }, to: { event: $to }, first: 60) { nodes {
      events { position }
      ... on StatusChanged { was: before now: after }
      ... on FormFieldChanged { field before after }
    } }
  }`;

  test('what differs between two moments is what the answers of then and later differ in', async () => {
    const moment = fc.integer({ min: 0, max: played.length - 1 });
    const whose = fc.integer({ min: 0, max: subjects.nominations.length - 1 });
    await fc.assert(
      fc.asyncProperty(moment, moment, whose, async (one, other, n) => {
        const [from, to] = [played[Math.min(one, other)], played[Math.max(one, other)]];
        if (!from || !to) throw new Error('There is no such moment.');
        const ids = { id: subjects.nominations[n], from: from.event, to: to.event };
        const changes: Answer[] = (await (readers[0] as Caller).ask(CHANGES, ids)).changes?.nodes ?? [];
        const [before, after] = [from, to].map(({ answers }) => answers[0].nominations[`n${n}`]);
        expect(changes.filter(({ now }) => now !== undefined).map(({ was, now }) => [was, now])).toEqual(
          before?.status === after?.status ? [] : [[before?.status ?? null, after?.status ?? null]],
        );
        const [then, now] = [before?.form ?? {}, after?.form ?? {}];
        const differing = Object.keys({ ...then, ...now }).filter(
          (key) => JSON.stringify(then[key]) !== JSON.stringify(now[key]),
        );
        const told = changes.filter(({ field }) => field !== undefined);
        expect(new Map(told.map((item) => [item.field, [item.before, item.after]]))).toEqual(
          new Map(differing.map((key) => [key, [then[key] ?? null, now[key] ?? null]])),
        );
        const behind = changes.flatMap(({ events }) => events.map(({ position }: Answer) => position as Position));
        expect(
          behind.every(
            (at) =>
              comparePositions(at, from.position as Position) > 0 && comparePositions(at, to.position as Position) <= 0,
          ),
        ).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('once somebody is erased, every moment has forgotten them', async () => {
    const { log, follower, vault } = api.running;
    const [id] = subjects.nominations;
    const [nominated] = await log.readStream(`nomination-${id}` as StreamName);
    const { person, form } = (nominated as Recorded).data as Answer;
    const keys = await vault.destroy(`person/${person}`);
    const owner = { kind: 'PERSON', id: person } as const;
    const data = {
      owner,
      requestId: 'erasure-1',
      legalBasis: 'PIPL_47_CONSENT_WITHDRAWN',
      keys,
      files: [],
      filesKept: [],
    };
    const meta = { ...(nominated as Recorded).meta, command: { id: erasing, name: 'erase', contentHash: '' } };
    const events = catalog.encode([{ type: 'PersonalDataErased', data } as never], meta);
    await follower.waitFor((await log.append(personStream(person), events, 'any')).position);

    const names = [form.name, ...played.flatMap(({ answers }) => answers[0].nominations.n0?.name ?? [])];
    for (const { event } of played) {
      for (const reader of readers) {
        const texts = JSON.stringify(await ask(reader, subjects, `asOf: { event: "${event}" }`));
        for (const name of new Set(names)) expect(texts).not.toContain(name);
      }
    }
    const { answers } = played.at(-1) as (typeof played)[number];
    const shown = answers[0].notices.notice.nominees.nodes.some((item: Answer) => item.name === names.at(-1));
    expect(shown).toBe(true);
    const { notice: then } = await (readers[0] as Caller).ask(
      `{ notice(id: "${subjects.notice}", asOf: { event: "${played.at(-1)?.event}" }) {
        nominees(first: 10) { nodes { nominationId name redactions { field reason } } } } }`,
    );
    expect(then.nominees.nodes.find(({ nominationId }: Answer) => nominationId === id)).toMatchObject({
      name: null,
      redactions: expect.arrayContaining([{ field: 'name', reason: 'ERASED' }]),
    });
  }, 120_000);
});
