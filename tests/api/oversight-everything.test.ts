import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordDisclosed } from '../../schema/disclosure/disclose.ts';
import { createLoaders } from '../../schema/loaders.ts';
import { createSchema } from '../../schema/schema.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { type RunningServer, startServer } from '../../src/server/server.ts';
import { headersOf } from '../support/api.ts';
import type { Answer } from '../support/caller.ts';
import { accepted, inYouth, ready, someoneYoung } from '../support/dossiers.ts';
import { type AskedWith, queriesForEverything } from '../support/everything.ts';
import { ask, silent } from '../support/http.ts';
import { grounds, lodged, objector, ruled } from '../support/objections.ts';
import { bureaus } from '../support/people.ts';
import { names, type Publicized, publicized, textsIn } from '../support/selection.ts';
import { unlimited } from '../support/unlimited.ts';

const certificate = 'HN-FS-2023-001';
const auditor: Actor = { id: 'auditor' as Actor['id'], name: 'auditor', roles: ['AUDITOR'], channel: 'API' };
const waiverReason = '事迹特别突出，拟予豁免。';
const statement = '获评后长期停业，冒用他人业绩。';

let given: Publicized;
let server: RunningServer;
let youthNomination: string;
const schema = createSchema();

/** Texts that are personal and that nobody has published, by the nomination they tell of. */
const personalTexts = (): ReadonlyMap<string, readonly string[]> =>
  new Map<string, readonly string[]>([
    ...given.nominations.map((id, i) => {
      const { idNumber, phone } = given.forms[i];
      return [id, [idNumber, phone, ...(i < 2 ? [] : [names[i] as string])]] as const;
    }),
    [youthNomination, [waiverReason]],
  ]);
const ofNobodyAlone = [
  objector.name,
  objector.contact,
  grounds,
  '经核查，情况属实。',
  statement,
  '已按要求办理。',
  '方专家',
  '孙科长',
  '同意推荐。',
];

beforeAll(async () => {
  given = await publicized();
  const { api, officer, approver, cityApprover, noticeId } = given;
  await accepted(officer, 'openEdition', {
    program: 'YOUTH_STAR',
    deadlines: [
      { key: 'citySubmission', on: '2024-03-25' },
      { key: 'selection', on: '2024-04-05' },
    ],
  });
  const cityClerk = await api.as('CITY_CLERK', bureaus.city);
  const honors = [
    {
      name: '河南省青年五四奖章',
      level: 'PROVINCIAL',
      topic: 'EMPLOYMENT_ENTREPRENEURSHIP',
      awardedOn: '2021-05-04',
      issuer: '共青团河南省委',
    },
  ];
  youthNomination = await ready(cityClerk, inYouth({ form: someoneYoung({ honors }) }));
  const asked = {
    nominationId: youthNomination,
    ruleId: 'R-Y14',
    reason: waiverReason,
    evidence: [{ title: '推荐函' }],
  };
  await accepted(cityApprover, 'requestWaiver', asked);
  const objection = await lodged(given, api.anyone);
  await ruled(given, 'admitObjection', objection.id);
  await ruled(given, 'dismissObjection', objection.id);
  await api.passTo('2024-02-02T01:00:00.000Z');
  await accepted(approver, 'recognize', { noticeId });
  await accepted(cityApprover, 'reportViolation', { certificate, statement, evidence: [{ title: '笔录' }] });
  server = await startServer({
    schema,
    buildContext: () => ({ services: api.running.services, loaders: createLoaders(api.running.services) }),
    beforeAnswer: recordDisclosed,
    verifyToken: async () => auditor,
    limits: unlimited,
    logger: silent,
    port: 0,
  });
});
afterAll(async () => {
  await server.close();
  await given.api.close();
});

const askedWith = async (): Promise<AskedWith> => {
  const { editionId, noticeId, nominations } = given;
  const both = [...nominations, youthNomination];
  const { objections } = await given.officer.ask('{ objections { nodes { id } } }');
  const [objectionId] = objections.nodes.map(({ id }: Answer) => id);
  const editions = [`(editionId: "${editionId}")`, '(editionId: "youth-star-2023")'];
  const { slate, reviews } = await given.officer.ask(
    `{ slate(editionId: "${editionId}", bureau: "410100") { id } reviews(editionId: "${editionId}") { nodes { id expert { id } } } }`,
  );
  const { timeline } = await given.approver.ask('{ timeline(direction: DESC, first: 1) { nodes { id } } }');
  const nodes = [slate.id, reviews.nodes[0].id, reviews.nodes[0].expert.id, objectionId, certificate, noticeId];
  return {
    changes: [
      ...both.map((id) => `(of: { nomination: "${id}" }, from: { time: "2023-01-01T00:00:00Z" })`),
      `(of: { notice: "${noticeId}" }, from: { time: "2023-01-01T00:00:00Z" })`,
      `(of: { honor: "${certificate}" }, from: { time: "2023-01-01T00:00:00Z" })`,
    ],
    checkPlan: [`(editionId: "${editionId}", plan: { pairs: [] })`],
    proposePlan: [`(editionId: "${editionId}")`],
    panelConflicts: [`(editionId: "${editionId}")`],
    shortPanels: [`(editionId: "${editionId}")`],
    consistencyProof: [],
    counterfactual: [`(editionId: "${editionId}", without: {})`],
    decisionTrace: both.map((id) => `(nominationId: "${id}")`),
    edition: [`(id: "${editionId}")`],
    eventProof: [`(id: "${timeline.nodes[0].id}")`],
    history: both.map((id) => `(of: { nomination: "${id}" }, audience: AUDITOR)`),
    honoree: [`(certificate: "${certificate}")`],
    node: nodes.map((id) => `(id: "${id}")`),
    nodes: [`(ids: ["${nominations[0]}"])`],
    nomination: both.flatMap((id) => [`(id: "${id}")`, `(id: "${id}", asOf: { time: "2024-01-26T00:00:00Z" })`]),
    notice: [`(id: "${noticeId}")`],
    objection: [`(id: "${objectionId}")`],
    panelDiagnosis: editions,
    program: ['(code: "FLEX_STAR")'],
    shortlistProposal: editions,
    quotaTallies: editions,
    reviewQueues: editions,
    reviews: editions,
    scoreboard: editions,
    slate: [`(editionId: "${editionId}", bureau: "410100")`],
    timeline: ['(first: 100, direction: DESC)', '(first: 100)'],
    visibilityAt: [
      `(actor: { id: "expert" }, at: { time: "2024-01-26T00:00:00Z" }, nominationId: "${nominations[0]}")`,
    ],
  };
};

interface Told {
  readonly requestId: string | null;
  readonly text: string;
}

const askEverything = async (headers: Record<string, string>): Promise<readonly Told[]> => {
  const told: Told[] = [];
  for (const query of queriesForEverything(schema, await askedWith())) {
    const answer = await ask(server.url, query, { token: 'whoever', headers });
    expect({ query: query.slice(0, 120), errors: answer.errors }).toMatchObject({ errors: [] });
    told.push({ requestId: answer.headers.get('x-request-id'), text: textsIn(answer.data).join('\n') });
  }
  return told;
};

/** Nominations of which something was put on record, by the request that it was shown to. */
const recordedReads = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
  const admin = await given.api.as('ADMIN');
  const { personalDataReads } = await admin.ask(
    '{ personalDataReads(first: 100) { pageInfo { hasNextPage } nodes { requestId subjects { nominationId } } } }',
  );
  expect(personalDataReads.pageInfo.hasNextPage).toBe(false);
  return new Map(
    personalDataReads.nodes.map(({ requestId, subjects }: Answer) => [
      requestId,
      subjects.map(({ nominationId }: Answer) => nominationId),
    ]),
  );
};

const allPersonal = (): readonly string[] => [...[...personalTexts().values()].flat(), ...ofNobodyAlone];

describe('an auditor who asks for everything there is', () => {
  test('without a purpose is shown no personal text anywhere, and nothing is put on record', async () => {
    const told = await askEverything({});
    expect(allPersonal().filter((text) => told.some((answer) => answer.text.includes(text)))).toEqual([]);
    expect(told.some(({ text }) => text.includes('PURPOSE_NEEDED'))).toBe(true);
    expect((await recordedReads()).size).toBe(0);
  });

  test('with a purpose is shown all of it, and every answer that tells of a person has that on record', async () => {
    const told = await askEverything(headersOf({ purpose: '年度审计抽查' }));
    expect(allPersonal().filter((text) => !told.some((answer) => answer.text.includes(text)))).toEqual([]);
    const recorded = await recordedReads();
    for (const { requestId, text } of told) {
      const persons = [...personalTexts()].filter(([, texts]) => texts.some((one) => text.includes(one)));
      expect(recorded.get(requestId ?? '') ?? []).toEqual(expect.arrayContaining(persons.map(([id]) => id)));
    }
  });
});
