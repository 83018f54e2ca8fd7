import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/api.ts';
import { type Publicized, recognized } from '../support/selection.ts';

let given: Publicized;
let auditor: Caller;
beforeAll(async () => {
  given = await recognized();
  auditor = await given.api.as('AUDITOR');
});
afterAll(() => given.api.close());

const nodeAt = async (id: string, by = auditor): Promise<Answer> =>
  (await by.ask('query ($id: ID!) { node(id: $id) { __typename id } }', { id })).node;

/** Ids as an answer of the API gives them, by type. */
const idsSeen = async (): Promise<Record<string, string>> => {
  const { notice, honorees, timeline, nomination, reviews, slate } = await auditor.ask(
    `query ($notice: ID!, $edition: ID!, $nomination: ID!) {
      notice(id: $notice) { id edition { id } nominees(first: 1) { nodes { bureau { id } } } }
      honorees(first: 1) { nodes { id } }
      timeline(first: 1) { nodes { id } }
      nomination(id: $nomination) { id }
      reviews(editionId: $edition, first: 1) { nodes { id expert { id } } }
      slate(editionId: $edition, bureau: "410100") { id }
    }`,
    { notice: given.noticeId, edition: given.editionId, nomination: given.nominations[0] },
  );
  return {
    Notice: notice.id,
    Edition: notice.edition.id,
    Bureau: notice.nominees.nodes[0].bureau.id,
    Honoree: honorees.nodes[0].id,
    TimelineEntry: timeline.nodes[0].id,
    Nomination: nomination.id,
    Review: reviews.nodes[0].id,
    Expert: reviews.nodes[0].expert.id,
    Slate: slate.id,
  };
};

describe('node', () => {
  test('finds every type by the id that another answer gave', async () => {
    const ids = await idsSeen();
    for (const [type, id] of Object.entries(ids)) expect(await nodeAt(id)).toEqual({ __typename: type, id });
    const { nodes } = await auditor.ask(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Honoree { name } ... on Bureau { code } } }',
      { ids: [...Object.values(ids), randomUUID()] },
    );
    expect(nodes.map((node: Answer) => node?.__typename ?? null)).toEqual([...Object.keys(ids), null]);
  });

  test.each([
    '',
    'nothing',
    'Bureau:',
    'Bureau',
    'Bureau:flex-star-2023',
    'Review:%',
    'Slate:a:b:c',
    'Review:x:%E0%A4%A',
  ])('finds nothing by %j', async (id) => {
    expect(await nodeAt(id)).toBeNull();
  });

  test('shows the public what is public, and no more', async () => {
    const ids = await idsSeen();
    const found = await Promise.all(
      Object.entries(ids).map(async ([type, id]) => [type, await nodeAt(id, given.api.anyone)] as const),
    );
    expect(found.filter(([, node]) => node !== null).map(([type]) => type)).toEqual([
      'Notice',
      'Edition',
      'Bureau',
      'Honoree',
    ]);
  });

  test('shows an expert the own work only', async () => {
    const { Review = '', Expert = '', Slate = '' } = await idsSeen();
    const [own, other] = [await given.api.as('EXPERT', undefined, 'expert'), await given.api.as('EXPERT')];
    expect([await nodeAt(Review, own), await nodeAt(Expert, own)]).toMatchObject([{ id: Review }, { id: Expert }]);
    expect([await nodeAt(Review, other), await nodeAt(Expert, other), await nodeAt(Slate, own)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('viewer', () => {
  const asked = '{ viewer { id name roles bureau { code name { zh } level } permissions { mutations reads } } }';

  test('is the public without a token', async () => {
    expect((await given.api.anyone.ask(asked)).viewer).toEqual({
      id: 'public',
      name: 'Public',
      roles: ['PUBLIC'],
      bureau: null,
      permissions: { mutations: ['object'], reads: [] },
    });
  });

  test('is told what the roles allow', async () => {
    const inspector = await given.api.as(['CITY_REVIEWER', 'AUDITOR'], '410100', 'zhou');
    expect((await inspector.ask(asked)).viewer).toEqual({
      id: 'zhou',
      name: 'zhou',
      roles: ['CITY_REVIEWER', 'AUDITOR'],
      bureau: { code: '410100', name: { zh: '郑州市' }, level: 'CITY' },
      permissions: {
        mutations: expect.arrayContaining(['review', 'forward', 'reportViolation', 'object']),
        reads: [
          ...['NOMINATIONS', 'TALLIES', 'SCORES', 'OBJECTIONS', 'VIOLATIONS', 'QUEUES'],
          ...['ERASURES', 'TIMELINE', 'ACCESSES', 'PURPOSES', 'TRACES'],
        ],
      },
    });
  });
});
