import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Api, type Caller, headersOf, startApi } from '../support/api.ts';
import { accepted, drafted, inFlex, ready, someoneFlexible } from '../support/dossiers.ts';
import { ask } from '../support/http.ts';
import { bureaus } from '../support/people.ts';

const name = '高山远';
const purpose = '2023年度选树工作审计抽查';
const caseNumber = '豫纪〔2024〕17号';

let api: Api;
let clerk: Caller;
let auditor: Caller;
let silentAuditor: Caller;
let inspector: Caller;
let chief: Caller;
let nominationId: string;
const logged: string[] = [];

beforeAll(async () => {
  api = await startApi(undefined, { logger: pino({ level: 'trace' }, { write: (line) => logged.push(line) }) });
  [clerk, auditor, silentAuditor, inspector, chief] = await Promise.all([
    api.as('COUNTY_CLERK', bureaus.county),
    api.as('AUDITOR', undefined, 'auditor', 'en', { purpose }),
    api.as('AUDITOR', undefined, 'auditor', 'en', {}),
    api.as('DISCIPLINE_INSPECTOR', undefined, 'inspector', 'en', { caseNumber }),
    api.as('PROVINCE_APPROVER', bureaus.province),
  ]);
  await accepted(chief, 'openEdition', { program: 'FLEX_STAR' });
  nominationId = await ready(clerk, inFlex({ form: someoneFlexible({ name, coverName: name }) }));
});
afterAll(() => api.close());

const READ = 'query Look($id: ID!) { nomination(id: $id) { status name form redactions { field reason } } }';
const read = async (by: Caller, id = nominationId): Promise<Answer> => (await by.ask(READ, { id })).nomination;

const READS = `query ($filter: PersonalDataReadFilter) { personalDataReads(filter: $filter) {
  totalCount
  nodes { at role purpose caseNumber operation requestId reader { id roles } redactions { field reason }
    subjects { person nominationId what } }
} }`;
const readsBy = async (by: Caller, filter: object = { nominationId }): Promise<Answer> => {
  await api.running.follower.waitFor((await api.running.log.head()) ?? ('0' as never));
  return (await by.ask(READS, { filter })).personalDataReads;
};
const countOf = async (filter?: object): Promise<number> => (await readsBy(chief, filter)).totalCount;

describe('who watches over others and states no purpose', () => {
  test('is shown what is public of a dossier, and told how to be shown the rest', async () => {
    const shown = await read(silentAuditor);
    expect(shown).toMatchObject({ status: 'DRAFTED', name: null, form: null });
    for (const field of [
      'name',
      'form',
      'vetting.note',
      'reviews.opinion.contact',
      'history.changes',
      'steps.answers',
    ]) {
      expect(shown.redactions).toContainEqual({ field, reason: 'PURPOSE_NEEDED' });
    }
    expect(await countOf()).toBe(0);
  });

  test.each([
    ['to look for a name', `{ nominations(filter: { search: "${name}" }) { totalCount } }`],
    ['to sort by name', '{ nominations(orderBy: { field: NAME }) { nodes { id } } }'],
  ])('is refused %s, which would tell it', async (_, query) => {
    const [error] = await silentAuditor.refusedAsk(query);
    expect(error).toMatchObject({ extensions: { code: 'PURPOSE_NEEDED' } });
    expect(error?.message).toContain('Laurel-Purpose');
  });

  test('as an inspector is refused who states a purpose and no case', async () => {
    const without = await api.as('DISCIPLINE_INSPECTOR', undefined, 'inspector', 'en', { purpose });
    const [error] = await without.refusedAsk(READ, { id: nominationId });
    expect(error?.message).toContain('Laurel-Case');
    expect(error?.extensions).toMatchObject({ code: 'PURPOSE_INVALID' });
  });
});

describe('who states a purpose', () => {
  let before: number;
  beforeAll(async () => {
    before = await countOf();
    await read(auditor);
  });

  test('is shown all of it', async () => {
    expect(await read(inspector)).toMatchObject({ name, form: { name } });
  });

  test('is on record before the answer: whose data, which fields, by which operation', async () => {
    const { nodes, totalCount } = await readsBy(auditor);
    expect(totalCount).toBe(before + 2);
    expect(nodes).toMatchObject([
      { role: 'DISCIPLINE_INSPECTOR', purpose: null, caseNumber, reader: { id: 'inspector' } },
      { role: 'AUDITOR', purpose, caseNumber: null, operation: 'Look', reader: { id: 'auditor' }, redactions: [] },
    ]);
    expect(nodes[1].subjects).toEqual([
      { person: expect.any(String), nominationId, what: ['Nomination.name', 'Nomination.form'] },
    ]);
    const { person } = nodes[1].subjects[0];
    expect((await readsBy(auditor, { person })).totalCount).toBe(before + 2);
    expect((await readsBy(auditor, { reader: 'inspector' })).totalCount).toBe(1);
    expect((await readsBy(auditor, { to: '2023-12-31T00:00:00Z' })).totalCount).toBe(0);
  });

  test('who answers for the selection learns that it was read and by which role, not by whom or why', async () => {
    const { nodes } = await readsBy(chief);
    const withheld = ['reader', 'purpose', 'caseNumber', 'operation', 'requestId'];
    for (const node of nodes) {
      expect(node).toMatchObject(Object.fromEntries(withheld.map((field) => [field, null])));
      expect(node.redactions).toEqual(withheld.map((field) => ({ field, reason: 'NOT_ENTITLED' })));
    }
    expect(nodes.map(({ role }: Answer) => role)).toEqual(['DISCIPLINE_INSPECTOR', 'AUDITOR']);
    expect((await readsBy(chief, { reader: 'inspector' })).totalCount).toBe(0);
    const types = 'query ($f: TimelineFilter) { timeline(filter: $f) { totalCount } }';
    const filter = { f: { types: ['PersonalDataRead'] } };
    expect((await chief.ask(types, filter)).timeline.totalCount).toBe(0);
    expect((await auditor.ask(types, filter)).timeline.totalCount).toBeGreaterThan(0);
  });

  test('who runs the system reads who looked and why, and nobody else reads anything', async () => {
    expect((await readsBy(await api.as('ADMIN'))).nodes[1]).toMatchObject({ purpose, reader: { id: 'auditor' } });
    for (const nobody of [clerk, await api.as('PROVINCE_OFFICER', bureaus.province), api.anyone]) {
      expect((await readsBy(nobody)).totalCount).toBe(0);
    }
  });

  test('a nomination has its own access history, for the same readers', async () => {
    const query =
      'query ($id: ID!) { nomination(id: $id) { accessHistory { nodes { role purpose } } redactions { field } } }';
    const historyBy = async (by: Caller) => (await by.ask(query, { id: nominationId })).nomination;
    const { accessHistory } = await historyBy(silentAuditor);
    expect(accessHistory.nodes).toContainEqual({ role: 'AUDITOR', purpose });
    expect((await historyBy(chief)).accessHistory.nodes).toContainEqual({ role: 'AUDITOR', purpose: null });
    const hidden = await historyBy(clerk);
    expect(hidden.accessHistory).toBeNull();
    expect(hidden.redactions).toContainEqual({ field: 'accessHistory' });
  });

  test('finds people by name, and each found is on record, all by one event', async () => {
    const second = await drafted(clerk, inFlex({ form: someoneFlexible({ name: '高山近', coverName: '高山近' }) }));
    const all = await countOf({});
    const found = await auditor.ask('{ nominations(filter: { search: "高山" }) { nodes { id } } }');
    expect(found.nominations.nodes).toHaveLength(2);
    expect(await countOf({})).toBe(all + 1);
    expect((await readsBy(auditor, { nominationId: second })).nodes).toMatchObject([{ operation: null }]);
  });

  test('each of many requests at once is on record', async () => {
    const all = await countOf();
    await Promise.all(Array.from({ length: 20 }, () => read(auditor)));
    expect(await countOf()).toBe(all + 20);
  });

  test('is sealed in the log, and in no line of what the server logs', async () => {
    const stored = JSON.stringify(await api.running.raw.readStream('access-2024-01-08' as never));
    for (const text of [purpose, caseNumber]) {
      expect(stored).not.toContain(text);
      expect(logged.join('')).not.toContain(text);
      expect(logged.join('')).not.toContain(encodeURIComponent(text));
    }
  });
});

describe('nothing is asked of, or recorded about,', () => {
  test('who reads by the role of their office', async () => {
    const all = await countOf();
    expect(await read(clerk)).toMatchObject({ name });
    expect(await read(chief)).toMatchObject({ name });
    expect(await countOf()).toBe(all);
  });

  test('who holds a role of oversight besides, where their office reaches', async () => {
    const all = await countOf();
    const both = await api.as(['CITY_REVIEWER', 'AUDITOR'], bureaus.city, 'zhou', 'en', {});
    expect(await read(both)).toMatchObject({ name });
    expect(
      (await both.ask(`{ nominations(filter: { search: "${name}" }) { totalCount } }`)).nominations.totalCount,
    ).toBe(1);
    expect(await countOf()).toBe(all);
  });

  test('but who holds one that reaches nothing here', async () => {
    const both = await api.as(['EXPERT', 'AUDITOR'], undefined, 'zheng', 'en', {});
    expect(await read(both)).toMatchObject({ name: null });
  });
});

describe('a file', () => {
  let path: string;
  let token: string;
  beforeAll(async () => {
    const { nomination } = await clerk.ask(
      'query ($id: ID!) { nomination(id: $id) { checklist { files { path } } } }',
      {
        id: nominationId,
      },
    );
    path = nomination.checklist.flatMap(({ files }: Answer) => files)[0].path;
    token = await api.tokenOf('AUDITOR', undefined, 'auditor');
  });
  const download = (headers: Record<string, string>) =>
    fetch(`${api.running.url}${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });

  test('is not handed out without a purpose', async () => {
    const all = await countOf();
    const response = await download({});
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'PURPOSE_NEEDED' } }] });
    expect((await download({ 'laurel-purpose': 'x' })).status).toBe(400);
    expect(await countOf()).toBe(all);
  });

  test('is handed out with one, and that is on record', async () => {
    const all = await countOf();
    const response = await download(headersOf({ purpose }));
    expect(response.status).toBe(200);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0);
    expect(await countOf()).toBe(all + 1);
    const { nodes } = await readsBy(auditor);
    expect(nodes[0]).toMatchObject({ purpose, requestId: response.headers.get('x-request-id') });
    expect(nodes[0].subjects).toMatchObject([{ nominationId, what: ['Nomination.files'] }]);
  });
});

test('each day of the province has a stream, from midnight there', async () => {
  await api.passTo('2024-01-31T15:59:59.000Z');
  await read(auditor);
  await api.passTo('2024-01-31T16:00:00.000Z');
  await read(auditor);
  await read(auditor);
  const readsOn = async (day: string) => (await api.running.log.readStream(`access-${day}` as never)).length;
  expect([await readsOn('2024-01-31'), await readsOn('2024-02-01'), await readsOn('2024-01')]).toEqual([1, 2, 0]);
});

test('what cannot be put on record is not shown', async () => {
  const broken = await startApi();
  try {
    const head = await broken.as('PROVINCE_APPROVER', bureaus.province);
    await accepted(head, 'openEdition', { program: 'FLEX_STAR' });
    await drafted(await broken.as('COUNTY_CLERK', bureaus.county), inFlex());
    const token = await broken.tokenOf('AUDITOR');
    const names = (headers: object) =>
      ask(broken.running.url, '{ nominations { nodes { id name } } }', { token, headers: { ...headers } });
    await broken.running.raw.close();
    // The list itself comes of the read models, which are still there.
    expect((await names({})).data.nominations.nodes).toMatchObject([{ name: null }]);
    const answer = await names(headersOf({ purpose }));
    expect(answer.status).toBe(503);
    expect(answer.data).toBeUndefined();
    expect(answer.errors).toMatchObject([{ extensions: { code: 'LOG_UNAVAILABLE' } }]);
  } finally {
    await broken.close();
  }
});
