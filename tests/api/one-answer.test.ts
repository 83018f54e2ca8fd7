import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Api, type Caller, startApi } from '../support/api.ts';
import { accepted, drafted, inFlex, passed, prepared, ready } from '../support/dossiers.ts';
import { flexId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';

let api: Api;
let clerk: Caller;
let approver: Caller;

beforeAll(async () => {
  api = await startApi();
  clerk = await api.as('COUNTY_CLERK', bureaus.county);
  approver = await api.as('COUNTY_APPROVER', bureaus.county);
  await accepted(await api.as('PROVINCE_APPROVER', bureaus.province), 'openEdition', { program: 'FLEX_STAR' });
});
afterAll(() => api.close());

describe('a list with everything that it leads to', () => {
  const list = `query ($id: ID!, $first: Int!) {
    nominations(filter: { editionId: $id }, first: $first) {
      nodes {
        name status category { name { zh } } edition { name { zh } } bureau { code parent { code } } holder { code }
        expertReviews { id } result { mean }
      }
    }
  }`;

  /** Only the log holds these. */
  const dossiers = `query ($id: ID!, $first: Int!) {
    nominations(filter: { editionId: $id }, first: $first) {
      nodes { form drafters reviews { by } history(first: 2) { totalCount nodes { type } } seats { forwarded } }
    }
  }`;

  /** The log, and what is known of the person. */
  const records = `query ($id: ID!, $first: Int!) {
    nominations(filter: { editionId: $id }, first: $first) {
      nodes {
        eligibility { outcome rule { id } } assessments { at bureau { code } } checklist { missing files { path } }
        vetting { answer } steps { step bureau { code } } waivers { status } supplement { dueOn }
      }
    }
  }`;

  const asking = async (document: string, first: number) => {
    const head = await api.as('PROVINCE_OFFICER', bureaus.province);
    const { database, log } = api.running;
    const statements = [vi.spyOn(database, 'all'), vi.spyOn(database, 'get')];
    const streams = vi.spyOn(log, 'readStream');
    const { nominations } = await head.ask(document, { id: flexId, first });
    expect(nominations.nodes).toHaveLength(first);
    const asked = {
      statements: statements.reduce((sum, { mock }) => sum + mock.calls.length, 0),
      streams: streams.mock.calls.map(([stream]) => stream),
    };
    for (const spy of [...statements, streams]) spy.mockRestore();
    return asked;
  };

  beforeAll(async () => {
    for (let i = 0; i < 20; i++) await drafted(clerk, inFlex());
    // The program of an edition is parsed when it is first asked for.
    await asking(list, 1);
  });

  test('takes as many statements for twenty as for two, and leaves the log alone', async () => {
    const forTwo = await asking(list, 2);
    expect(forTwo.statements).toBeGreaterThan(0);
    expect(await asking(list, 20)).toEqual({ statements: forTwo.statements, streams: [] });
  });

  test('reads the stream of each nomination once, however many fields ask, and that of their slate', async () => {
    const [forTwo, forTwenty] = [await asking(dossiers, 2), await asking(dossiers, 20)];
    expect(forTwenty.statements).toBe(forTwo.statements);
    for (const [{ streams }, count] of [
      [forTwo, 2],
      [forTwenty, 20],
    ] as const) {
      expect(streams.filter((stream) => stream.startsWith('nomination-'))).toHaveLength(count);
      expect(streams.filter((stream) => stream.startsWith('slate-'))).toHaveLength(1);
      expect(new Set(streams).size).toBe(streams.length);
    }
  });

  test('assesses each on its own stream and that of its person, read once', async () => {
    const [forTwo, forTen] = [await asking(records, 2), await asking(records, 10)];
    expect(forTen.statements).toBe(forTwo.statements);
    for (const [{ streams }, count] of [
      [forTwo, 2],
      [forTen, 10],
    ] as const) {
      expect(streams.map((stream) => stream.split('-')[0]).sort()).toEqual([
        ...Array(count).fill('nomination'),
        ...Array(count).fill('person'),
      ]);
      expect(new Set(streams).size).toBe(streams.length);
    }
  });
});

describe('while others write', () => {
  /** What happens right before the log is read for the answer. */
  const meanwhile = (act: () => Promise<unknown>) => {
    const { log } = api.running;
    const read = log.readStream.bind(log);
    const spy = vi.spyOn(log, 'readStream').mockImplementationOnce(async (...args) => {
      await act();
      return read(...args);
    });
    return () => spy.mockRestore();
  };

  test('one answer about a nomination is about one moment', async () => {
    const id = await drafted(clerk, inFlex());
    const restore = meanwhile(() => accepted(clerk, 'amendForm', { nominationId: id, form: { remark: '后来' } }));
    const asked = 'query ($id: ID!) { nomination(id: $id) { revision form history { totalCount } } }';
    const { nomination } = await clerk.ask(asked, { id });
    restore();
    expect(nomination).toMatchObject({ revision: 0, form: { remark: '无' }, history: { totalCount: 1 } });
    expect((await clerk.ask(asked, { id })).nomination).toMatchObject({ revision: 1, form: { remark: '后来' } });
  });

  test('so is one about a slate', async () => {
    await prepared(clerk, flexId, bureaus.county);
    const nominationId = await ready(clerk, inFlex());
    await passed(approver, nominationId);
    const restore = meanwhile(() => accepted(approver, 'forward', { nominationId }));
    const asked = `{ slate(editionId: "${flexId}", bureau: "${bureaus.county}") { revision seats { forwarded } tally { taken } } }`;
    const { slate } = await clerk.ask(asked);
    restore();
    expect(slate).toEqual({ revision: 0, seats: [], tally: { taken: 0 } });
    expect((await clerk.ask(asked)).slate).toEqual({ revision: 1, seats: [{ forwarded: true }], tally: { taken: 1 } });
  });
});
