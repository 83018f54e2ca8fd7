import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/api.ts';
import { codes } from '../support/caller.ts';
import { accepted } from '../support/dossiers.ts';
import { names, type Publicized, recognized, textsIn } from '../support/selection.ts';

const [first, second] = ['HN-FS-2023-001', 'HN-FS-2023-002'];
const report = {
  certificate: first,
  statement: '获评后长期停业，冒用他人业绩。',
  evidence: [{ title: '现场核查笔录', sha256: 'a'.repeat(64) }],
};
const revocation = {
  certificate: first,
  ground: 'VIOLATION_WITH_SERIOUS_IMPACT',
  statement: '查实弄虚作假。',
  impact: '被多家媒体报道。',
  evidence: [{ title: '处理决定' }],
};

let given: Publicized;
let anyone: Caller;
beforeAll(async () => {
  given = await recognized();
  anyone = given.api.anyone;
});
afterAll(() => given.api.close());

interface Register {
  readonly asOfPosition: string | null;
  readonly totalCount: number;
  readonly nodes: readonly Answer[];
}
const register = async (args = ''): Promise<Register> =>
  (await anyone.ask(`{ honorees ${args} { asOfPosition totalCount nodes { certificate status } } }`)).honorees;
const statuses = async (args: string) => (await register(args)).nodes.map(({ status }) => status);

describe('when both are recognized', () => {
  test('anyone finds them in the register, with who put them forward and on which notice', async () => {
    const { honoree } = await anyone.ask(`{ honoree(certificate: "${first}") {
      id certificate name status recognizedOn recognizedAt asOfPosition revocation { revokedOn }
      edition { id } bureau { code } category { code } notice { id } nomination { id }
    } }`);
    expect(honoree).toEqual({
      id: first,
      certificate: first,
      name: names[0],
      status: 'RECOGNIZED',
      recognizedOn: '2024-02-02',
      recognizedAt: '2024-02-02T01:00:00.000Z',
      asOfPosition: expect.stringMatching(/^\d+(\/\d+)?$/),
      revocation: null,
      edition: { id: given.editionId },
      bureau: { code: '410100' },
      category: { code: 'NEW_FORM' },
      notice: { id: given.noticeId },
      nomination: null,
    });
  });

  test('the register is filtered, sorted and paged', async () => {
    const certificates = async (args: string) => (await register(args)).nodes.map(({ certificate }) => certificate);
    expect(await certificates('(orderBy: { field: CERTIFICATE, direction: DESC })')).toEqual([second, first]);
    expect(await certificates('(orderBy: { field: RECOGNIZED_ON, direction: ASC })')).toEqual([first, second]);
    expect(await certificates(`(filter: { search: "${names[1].slice(1)}" })`)).toEqual([second]);
    expect(await certificates(`(filter: { editionId: "${given.editionId}", within: "410000" })`)).toHaveLength(2);
    expect(await certificates('(filter: { bureau: "410200" })')).toEqual([]);
    expect(await certificates('(filter: { programCode: "YOUTH_STAR" })')).toEqual([]);
    expect(await certificates('(filter: { category: "PART_TIME" })')).toEqual([]);

    const { honorees } = await anyone.ask('{ honorees(first: 1) { pageInfo { endCursor hasNextPage } } }');
    const after = honorees.pageInfo.endCursor;
    expect(await certificates(`(first: 1, after: "${after}")`)).toEqual([second]);
    const [error] = await anyone.refusedAsk(
      `{ honorees(after: "${after}", orderBy: { field: RECOGNIZED_ON }) { totalCount } }`,
    );
    expect(error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: ['after'] });
  });

  test('an honor cannot be revoked before a locality has reported a violation', async () => {
    const payload = await given.approver.run('revoke', revocation, 'honoree { status }');
    expect(payload.honoree).toBeNull();
    expect(payload.errors).toEqual([expect.objectContaining({ code: 'NOT_REPORTED', ruleId: 'R-F30' })]);
  });
});

describe('when one is reported in March and revoked in April', () => {
  let beforeRevocation: string;
  beforeAll(async () => {
    await given.api.passTo('2024-03-08T02:00:00.000Z');
    const { position } = await accepted(given.cityApprover, 'reportViolation', report);
    beforeRevocation = position;
    await given.api.passTo('2024-04-10T02:00:00.000Z');
    await accepted(given.approver, 'revoke', revocation, 'honoree { status }');
  });

  test('the honor stays in the register, marked with ground and date', async () => {
    expect(await register()).toMatchObject({
      totalCount: 2,
      nodes: [
        { certificate: first, status: 'REVOKED' },
        { certificate: second, status: 'RECOGNIZED' },
      ],
    });
    const { honoree } = await anyone.ask(
      `{ honoree(certificate: "${first}") { revocation { revokedOn revokedAt fromNotice ground { code name { zh } } } } }`,
    );
    expect(honoree.revocation).toEqual({
      revokedOn: '2024-04-10',
      revokedAt: '2024-04-10T02:00:00.000Z',
      fromNotice: true,
      ground: { code: revocation.ground, name: { zh: '出现违法违规违纪问题并造成恶劣社会影响' } },
    });
    expect(await statuses('(filter: { status: REVOKED })')).toEqual(['REVOKED']);
  });

  test.each([
    ['before the recognition', '2024-02-02T00:59:59.999Z', []],
    ['at its moment', '2024-02-02T01:00:00Z', ['RECOGNIZED', 'RECOGNIZED']],
    ['the moment before the revocation', '2024-04-10T01:59:59.999Z', ['RECOGNIZED', 'RECOGNIZED']],
    ['at its moment, in local time', '2024-04-10T10:00:00+08:00', ['REVOKED', 'RECOGNIZED']],
    ['before there was anything', '2023-01-01T00:00:00Z', []],
  ])('as of a time %s', async (_, time, expected) => {
    expect(await statuses(`(asOf: { time: "${time}" })`)).toEqual(expected);
    expect((await register(`(asOf: { time: "${time}" })`)).totalCount).toBe(expected.length);
  });

  test('as of a position, which the answer echoes and which gives the same answer again', async () => {
    const then = await register(`(asOf: { position: "${beforeRevocation}" })`);
    expect(then).toMatchObject({ asOfPosition: beforeRevocation, totalCount: 2 });
    expect(then.nodes.map(({ status }) => status)).toEqual(['RECOGNIZED', 'RECOGNIZED']);

    const byTime = await register('(asOf: { time: "2024-03-31T16:00:00Z" })');
    expect(byTime).toEqual(then);
    expect(await statuses(`(filter: { status: REVOKED }, asOf: { position: "${beforeRevocation}" })`)).toEqual([]);
  });

  test('one entry as of a moment has neither the reports nor the revocation of later', async () => {
    const asOf = async (time: string) =>
      (
        await given.officer.ask(
          `query ($time: DateTimeISO!) { honoree(certificate: "${first}", asOf: { time: $time }) {
            status revocation { revokedOn } violationReports { reportedAt } } }`,
          { time },
        )
      ).honoree;
    expect(await asOf('2024-02-01T00:00:00Z')).toBeNull();
    expect(await asOf('2024-03-01T00:00:00Z')).toEqual({
      status: 'RECOGNIZED',
      revocation: null,
      violationReports: [],
    });
    expect(await asOf('2024-04-01T00:00:00Z')).toEqual({
      status: 'RECOGNIZED',
      revocation: null,
      violationReports: [{ reportedAt: '2024-03-08T02:00:00.000Z' }],
    });
    expect(await asOf('2024-04-10T02:00:00Z')).toMatchObject({
      status: 'REVOKED',
      revocation: { revokedOn: '2024-04-10' },
    });
  });

  test('a moment still to come, or two at once, is refused', async () => {
    const [ahead] = await anyone.refusedAsk('{ honorees(asOf: { time: "2024-04-10T02:00:00.001Z" }) { totalCount } }');
    expect(ahead?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: ['asOf', 'time'] });
    const [both] = await anyone.refusedAsk(
      '{ honorees(asOf: { time: "2024-04-01T00:00:00Z", position: "1" }) { totalCount } }',
    );
    expect(both?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  const theCase = `{ honoree(certificate: "${first}") {
    violationReports { by { code } reportedAt statement evidence { title sha256 } redactions { field } }
    revocation { statement impact evidence { title } redactions { field reason } }
    revision
    redactions { field reason }
  } }`;

  test('officers of the province and auditors read what led to it', async () => {
    const expected = {
      violationReports: [
        {
          by: { code: '410100' },
          reportedAt: '2024-03-08T02:00:00.000Z',
          statement: report.statement,
          evidence: report.evidence,
          redactions: [],
        },
      ],
      revocation: {
        statement: revocation.statement,
        impact: revocation.impact,
        evidence: revocation.evidence,
        redactions: [],
      },
      revision: 2,
      redactions: [],
    };
    for (const reader of [given.officer, await given.api.as('AUDITOR')]) {
      expect((await reader.ask(theCase)).honoree).toEqual(expected);
    }
  });

  test('the bureau that reported reads its own report, and nothing else of the case', async () => {
    const { honoree } = await given.cityApprover.ask(theCase);
    expect(honoree).toMatchObject({
      violationReports: [{ by: { code: '410100' }, statement: report.statement, evidence: report.evidence }],
      revocation: { statement: null, impact: null, evidence: null },
      revision: null,
    });
  });

  test('nobody else does; what is withheld is named', async () => {
    const strangers = [
      given.api.as('CITY_APPROVER', '410200'),
      given.api.as('COUNTY_APPROVER', '410122'),
      given.api.as('COUNTY_APPROVER', '410100'),
      given.api.as('PROVINCE_APPROVER', '410100'),
      given.api.as('EXPERT'),
    ];
    for (const reader of [anyone, ...(await Promise.all(strangers))]) {
      const { honoree } = await reader.ask(theCase);
      expect(honoree).toEqual({
        violationReports: null,
        revocation: {
          statement: null,
          impact: null,
          evidence: null,
          redactions: ['statement', 'impact', 'evidence'].map((field) => ({ field, reason: 'NOT_ENTITLED' })),
        },
        revision: null,
        redactions: ['violationReports', 'revision', 'followUps'].map((field) => ({ field, reason: 'NOT_ENTITLED' })),
      });
      const secret = [report.statement, revocation.statement, revocation.impact, '现场核查笔录', '处理决定'];
      expect(textsIn(honoree).filter((text) => secret.includes(text))).toEqual([]);
    }
  });

  test('it cannot be revoked, nor reported, again', async () => {
    expect(codes(await given.approver.run('revoke', revocation))).toEqual(['HONOR_REVOKED']);
    expect(codes(await given.cityApprover.run('reportViolation', report))).toEqual(['HONOR_REVOKED']);
  });

  test('each step is for its own level: another city does not report, a city does not revoke', async () => {
    const elsewhere = await given.api.as('CITY_APPROVER', '410200');
    expect(codes(await elsewhere.run('reportViolation', { ...report, certificate: second }))).toEqual([
      'OUT_OF_JURISDICTION',
    ]);
    expect(codes(await given.cityApprover.run('revoke', { ...revocation, certificate: second }))).toEqual([
      'NOT_PERMITTED',
    ]);
  });

  test('a revocation says its ground, the impact where the ground needs one, and its evidence', async () => {
    await accepted(given.cityApprover, 'reportViolation', { ...report, certificate: second });
    const other = { ...revocation, certificate: second };
    expect(codes(await given.approver.run('revoke', { ...other, ground: 'NO_SUCH' }))).toEqual(['GROUND_UNKNOWN']);
    expect(codes(await given.approver.run('revoke', { ...other, impact: null }))).toEqual(['IMPACT_REQUIRED']);
    const [error] = await given.approver.refusedAsk(
      'mutation ($input: RevokeInput!) { revoke(input: $input) { commandId } }',
      { input: { ...other, evidence: [] } },
    );
    expect(error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: ['evidence'] }] });
  });
});
