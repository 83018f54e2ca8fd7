import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/api.ts';
import { accepted } from '../support/dossiers.ts';
import { names, type Publicized, recognized, textsIn } from '../support/selection.ts';

const objector = { name: '邢坦言', contact: '15900007777' };
const revoking = randomUUID();

let given: Publicized;
let auditor: Caller;
beforeAll(async () => {
  given = await recognized();
  auditor = await given.api.as('AUDITOR');
  const [nominationId] = given.nominations;
  const late = { noticeId: given.noticeId, nominationId, objector, grounds: '有异议。', evidence: [] };
  await accepted(given.api.anyone, 'object', late);
  const certificate = 'HN-FS-2023-001';
  const evidence = [{ title: '核查笔录' }];
  await accepted(given.cityApprover, 'reportViolation', { certificate, statement: '达不到标准。', evidence });
  const revocation = { certificate, ground: 'BELOW_STANDARD', statement: '查实。', evidence, commandId: revoking };
  await accepted(given.approver, 'revoke', revocation);
});
afterAll(() => given.api.close());

const listed = async (filter: object = {}, by = auditor): Promise<{ totalCount: number; nodes: Answer[] }> =>
  (
    await by.ask(
      `query ($filter: TimelineFilter) { timeline(filter: $filter, first: 100) {
        totalCount nodes { id sequence type recordedAt actor { id bureau } }
      } }`,
      { filter },
    )
  ).timeline;

/** Every entry there is, page by page. */
const everything = async (after: string | null = null): Promise<Answer[]> => {
  const { timeline } = await auditor.ask(
    `query ($after: String) {
      timeline(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { type data } }
    }`,
    { after },
  );
  const { hasNextPage, endCursor } = timeline.pageInfo;
  return [...timeline.nodes, ...(hasNextPage ? await everything(endCursor) : [])];
};

const typesOf = async (filter: object) => {
  const { totalCount, nodes } = await listed(filter);
  expect(totalCount).toBe(nodes.length);
  return nodes.map(({ type }) => type);
};

describe('an entry', () => {
  test('says who did what, when, by which command, under which rules, and why', async () => {
    const { timeline } = await auditor.ask(
      `query ($filter: TimelineFilter) { timeline(filter: $filter) { nodes {
        id sequence position type schemaVersion stream revision recordedAt correlationId ruleVersion data
        actor { id name roles bureau channel } command { id name } cause { id } subjects { kind id }
      } } }`,
      { filter: { correlationId: revoking, types: ['Revoked'] } },
    );
    expect(timeline.nodes).toEqual([
      {
        id: expect.any(String),
        sequence: expect.any(Number),
        position: expect.stringMatching(/^\d+(\/\d+)?$/),
        type: 'Revoked',
        schemaVersion: 1,
        stream: 'honor-HN-FS-2023-001',
        revision: 2,
        recordedAt: '2024-02-02T01:00:00.000Z',
        correlationId: revoking,
        ruleVersion: 'henan-flex-star-2023/1',
        data: {
          certificate: 'HN-FS-2023-001',
          ground: 'BELOW_STANDARD',
          statement: null,
          evidence: null,
          fromNotice: true,
          revokedOn: '2024-02-02',
        },
        actor: {
          id: 'province_approver-410000',
          name: 'province_approver-410000',
          roles: ['PROVINCE_APPROVER'],
          bureau: '410000',
          channel: 'API',
        },
        command: { id: revoking, name: 'revoke' },
        cause: null,
        subjects: expect.arrayContaining([
          { kind: 'CERTIFICATE', id: 'HN-FS-2023-001' },
          { kind: 'EDITION', id: given.editionId },
          { kind: 'NOMINATION', id: given.nominations[0] },
        ]),
      },
    ]);
  });

  test('that followed from another names it, and the command that began it all', async () => {
    const { timeline } = await auditor.ask(`{ timeline(filter: { types: ["Recognized"] }, first: 1) { nodes {
      actor { id channel } correlationId cause { type correlationId actor { id } }
    } } }`);
    const [{ cause, ...entry }] = timeline.nodes;
    expect(entry).toMatchObject({ actor: { channel: 'POLICY' }, correlationId: cause.correlationId });
    expect(cause).toMatchObject({ type: 'NomineeCleared', actor: { id: 'province_approver-410000' } });
  });

  test('holds nothing personal: neither of nominees nor of objectors', async () => {
    const nodes = await everything();
    expect(nodes.map(({ type }: Answer) => type)).toEqual(
      expect.arrayContaining(['Nominated', 'ObjectionLodged', 'ViolationReported']),
    );
    const secret = [
      ...given.forms.flatMap(({ idNumber, phone }) => [idNumber, phone]),
      ...names,
      ...Object.values(objector),
      ...['来函', '有异议。', '达不到标准。', '核查笔录', '方专家'],
    ];
    expect(textsIn(nodes).filter((text) => secret.some((word) => text.includes(word)))).toEqual([]);
  });
});

describe('the timeline is filtered', () => {
  test('by what an event is about', async () => {
    expect(await typesOf({ subject: { kind: 'CERTIFICATE', id: 'HN-FS-2023-001' } })).toEqual([
      'HonorClaimed',
      'NomineeCleared',
      'Recognized',
      'ViolationReported',
      'Revoked',
      'HonorReleased',
    ]);
    const [nominationId] = given.nominations;
    const story = await typesOf({ subject: { kind: 'NOMINATION', id: nominationId } });
    expect(story.slice(0, 3).sort()).toEqual(['MaterialAttached', 'Nominated', 'NominationClaimed']);
    expect(story).toContain('Revoked');
    expect(await typesOf({ subject: { kind: 'NOTICE', id: given.noticeId } })).toContain('ObjectionLodged');
    expect(await typesOf({ subject: { kind: 'EXPERT', id: 'expert' }, types: ['Scored'] })).toHaveLength(4);
    expect(await typesOf({ subject: { kind: 'NOTICE', id: nominationId } })).toEqual([]);
  });

  test('by who acted and for which bureau', async () => {
    const byExpert = await typesOf({ actor: 'expert' });
    expect(new Set(byExpert)).toEqual(new Set(['Scored']));
    const { nodes } = await listed({ bureau: '410100' });
    expect(new Set(nodes.map(({ actor }) => actor.bureau))).toEqual(new Set(['410100']));
    expect(nodes.map(({ type }) => type)).toContain('ViolationReported');
    expect((await listed({ actor: 'public' })).nodes.map(({ type }) => type)).toEqual(['ObjectionLodged']);
  });

  test('by type and by time, both ends included', async () => {
    expect(await typesOf({ types: ['NoticePublished', 'Revoked'] })).toEqual(['NoticePublished', 'Revoked']);
    const onTheDay = await typesOf({ from: '2024-01-25T02:00:00.000Z', to: '2024-01-25T10:00:00.000+08:00' });
    expect(onTheDay).toEqual(expect.arrayContaining(['ScoringClosed', 'ShortlistDecided', 'NoticePublished']));
    expect(onTheDay).not.toContain('Revoked');
    expect(await typesOf({ to: '2023-12-28T01:59:59.999Z' })).toEqual([]);
    expect(await typesOf({ from: '2024-02-02T01:00:00.001Z' })).toEqual([]);
  });

  test('by all of these at once', async () => {
    const subject = { kind: 'NOMINATION', id: given.nominations[1] };
    expect(await typesOf({ subject, bureau: '410100', types: ['Reviewed', 'Scored'] })).toEqual(['Reviewed']);
  });
});

test('page by page, in both directions, every event comes once and in order', async () => {
  const walked = async (direction: 'ASC' | 'DESC') => {
    const sequences: number[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { timeline } = await auditor.ask(
        `query ($after: String, $direction: Direction!) { timeline(first: 25, after: $after, direction: $direction) {
          nodes { sequence } pageInfo { hasNextPage endCursor } } }`,
        { after, direction },
      );
      sequences.push(...timeline.nodes.map(({ sequence }: Answer) => sequence));
      ({ hasNextPage: more, endCursor: after } = timeline.pageInfo);
    }
    return sequences;
  };
  const { totalCount } = await listed();
  const everything = Array.from({ length: totalCount }, (_, sequence) => sequence);
  expect(totalCount).toBeGreaterThan(50);
  expect(await walked('ASC')).toEqual(everything);
  expect(await walked('DESC')).toEqual(everything.reverse());
});

test('auditors, discipline inspectors and approvers of the province read it', async () => {
  const { totalCount } = await listed();
  for (const reader of [await given.api.as('DISCIPLINE_INSPECTOR'), given.approver]) {
    expect((await listed({}, reader)).totalCount).toBe(totalCount);
  }
});

test('for anyone else it looks empty, and its entries look missing', async () => {
  const [entry] = (await listed()).nodes;
  const strangers = [
    given.api.anyone,
    given.officer,
    given.cityApprover,
    await given.api.as('EXPERT'),
    await given.api.as('ADMIN'),
  ];
  for (const stranger of strangers) {
    expect(await listed({}, stranger)).toEqual({ totalCount: 0, nodes: [] });
    expect(await stranger.ask('query ($id: ID!) { node(id: $id) { id } }', { id: entry.id })).toEqual({ node: null });
  }
});
