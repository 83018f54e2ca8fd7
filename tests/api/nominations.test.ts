import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, type Caller, startApi } from '../support/api.ts';
import { atWork } from '../support/at-work.ts';
import { accepted, drafted, inFlex, passing, ready, someoneFlexible, stamped } from '../support/dossiers.ts';
import { flexId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';

let api: Api;
let clerk: Caller;
let approver: Caller;

beforeAll(async () => {
  ({ api, clerk, approver } = await atWork('FLEX_STAR'));
});
afterAll(() => api.close());

describe('when a form does not hold', () => {
  test('every field is named, with what would be accepted, in the language asked for', async () => {
    const bad = () => inFlex({ form: someoneFlexible({ phone: '12', sex: '2', shoeSize: 43 }) });
    const english = await clerk.run('nominate', bad(), 'nomination { id }');
    expect(english).toMatchObject({ nomination: null, position: null });
    expect(english.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          __typename: 'FieldError',
          code: 'FIELD_INVALID',
          path: ['form', 'phone'],
          label: 'Telephone',
        }),
        expect.objectContaining({ code: 'FIELD_INVALID', path: ['form', 'sex'] }),
        expect.objectContaining({ code: 'FIELD_UNKNOWN', path: ['form', 'shoeSize'] }),
      ]),
    );

    const chinese = await api.as('COUNTY_CLERK', bureaus.county, undefined, 'zh');
    const { errors } = await chinese.run('nominate', bad());
    expect(errors.find(({ path }: { path: string[] }) => path[1] === 'phone')).toMatchObject({
      label: '联系电话',
      message: expect.stringMatching(/^“联系电话”填写有误/),
    });
  });

  test('a draft may leave fields empty; a bureau passes only a whole form', async () => {
    const { insurance3y: _, ...form } = someoneFlexible();
    const nominationId = await ready(clerk, inFlex({ form }));
    const { errors } = await approver.run('review', await passing(approver, nominationId));
    expect(errors).toEqual([
      expect.objectContaining({ code: 'FIELD_REQUIRED', path: ['form', 'insurance3y'], ruleId: expect.any(String) }),
    ]);
  });

  test('an opinion without its stamp does not count, and the answer names R-S03', async () => {
    const nominationId = await drafted(clerk, inFlex());
    const opinion = stamped('同意', { stamped: false });
    const { errors } = await approver.run('review', { nominationId, decision: 'RETURN', opinion });
    expect(errors).toEqual([
      expect.objectContaining({ code: 'OPINION_UNSTAMPED', ruleId: 'R-S03', path: ['opinion', 'stamped'] }),
    ]);
  });
});

describe('four eyes', () => {
  test('nobody reviews what they drafted, whatever roles they hold', async () => {
    const both = await api.as(['COUNTY_CLERK', 'COUNTY_APPROVER'], bureaus.county, 'both');
    const nominationId = await ready(both, inFlex());
    const review = await passing(both, nominationId);
    expect((await both.run('review', review)).errors).toEqual([expect.objectContaining({ code: 'FOUR_EYES' })]);
    expect((await approver.run('review', review, 'nomination { status }')).nomination).toEqual({ status: 'PASSED' });
  });
});

describe('sending a command again', () => {
  test('with the same content has the first outcome, and records nothing', async () => {
    const input = { commandId: randomUUID(), ...inFlex() };
    const first = await accepted(clerk, 'nominate', input, 'nomination { id revision }');
    const head = api.running.follower.position();
    const again = await accepted(clerk, 'nominate', input, 'nomination { id revision }');
    expect(again).toEqual(first);
    expect(await api.running.log.head()).toBe(head);
  });

  test('under the same id with other content is refused', async () => {
    const nominationId = await drafted(clerk, inFlex());
    const commandId = randomUUID();
    await accepted(clerk, 'amendForm', { commandId, nominationId, form: { remark: '甲' } });
    const other = await clerk.run('amendForm', { commandId, nominationId, form: { remark: '乙' } });
    expect(other.errors).toEqual([expect.objectContaining({ code: 'COMMAND_ID_REUSED', path: ['commandId'] })]);
  });

  test('on a revision that is not the latest is refused, with the latest', async () => {
    const nominationId = await drafted(clerk, inFlex());
    await accepted(clerk, 'amendForm', { nominationId, expectedRevision: 0, form: { remark: '甲' } });
    const late = await clerk.run('amendForm', { nominationId, expectedRevision: 0, form: { remark: '乙' } });
    expect(late.errors).toEqual([
      expect.objectContaining({ __typename: 'RevisionConflict', code: 'REVISION_CONFLICT', expected: 0, actual: 1 }),
    ]);
  });
});

describe('who sees a nomination', () => {
  const board = `query ($editionId: ID!, $search: String) {
    nominations(filter: { editionId: $editionId, search: $search }, orderBy: { field: NAME }, first: 100) {
      totalCount nodes { id }
    }
  }`;
  const one = 'query ($id: ID!) { nomination(id: $id) { id form } node(id: $id) { id } }';
  let id: string;

  beforeAll(async () => {
    id = await drafted(clerk, inFlex({ form: someoneFlexible({ name: '司马南山', coverName: '司马南山' }) }));
  });

  test.each([
    ['the county', 'COUNTY_CLERK', bureaus.county],
    ['its city', 'CITY_REVIEWER', bureaus.city],
    ['the province', 'PROVINCE_OFFICER', bureaus.province],
    ['an auditor bound to no bureau', 'AUDITOR', undefined],
  ] as const)('%s does, in full', async (_, role, bureau) => {
    const caller = await api.as(role, bureau);
    const { nomination, node } = await caller.ask(one, { id });
    expect(nomination).toMatchObject({ id, form: { name: '司马南山', phone: '13800138000' } });
    expect(node).toEqual({ id });
    const { nominations } = await caller.ask(board, { editionId: flexId, search: '司马南山' });
    expect(nominations).toEqual({ totalCount: 1, nodes: [{ id }] });
  });

  test.each([
    ['another city', 'CITY_APPROVER', bureaus.otherCity],
    ['another county of the same city', 'COUNTY_CLERK', '410181'],
    ['an auditor of another city', 'AUDITOR', bureaus.otherCity],
    ['an officer whose token names no bureau', 'PROVINCE_OFFICER', undefined],
    ['an expert it is not assigned to', 'EXPERT', undefined],
    ['an administrator', 'ADMIN', bureaus.province],
  ] as const)('%s does not: neither it, nor that it is there', async (_, role, bureau) => {
    const caller = await api.as(role, bureau);
    expect(await caller.ask(one, { id })).toEqual({ nomination: null, node: null });
    expect(await caller.ask(one, { id: randomUUID() })).toEqual({ nomination: null, node: null });
    const { nominations } = await caller.ask(board, { editionId: flexId, search: '司马南山' });
    expect(nominations).toEqual({ totalCount: 0, nodes: [] });
    expect((await caller.ask(board, { editionId: flexId })).nominations.totalCount).toBe(0);
  });

  test('the public does not', async () => {
    expect(await api.anyone.ask(one, { id })).toEqual({ nomination: null, node: null });
    expect((await api.anyone.ask(board, { editionId: flexId })).nominations).toEqual({ totalCount: 0, nodes: [] });
  });

  test('to command what one may not know of fails as if it were not there', async () => {
    const elsewhere = await api.as('CITY_APPROVER', bureaus.otherCity);
    const withdraw = (nominationId: string) => elsewhere.run('withdraw', { nominationId, reason: '试' });
    const [hidden, missing] = [await withdraw(id), await withdraw(randomUUID())];
    expect(hidden.errors).toEqual(missing.errors);
    expect(hidden.errors).toEqual([expect.objectContaining({ code: 'NOMINATION_NOT_FOUND' })]);
  });

  test('a city asks within one of its counties; another city asking for that county finds nothing', async () => {
    const within = `query ($editionId: ID, $within: ID!) {
      nominations(filter: { editionId: $editionId, within: $within, search: "司马南山" }) { totalCount }
    }`;
    const variables = { editionId: flexId, within: bureaus.county };
    const counted = async (caller: Caller) => (await caller.ask(within, variables)).nominations.totalCount;
    expect(await counted(await api.as('CITY_CLERK', bureaus.city))).toBe(1);
    expect(await counted(await api.as('CITY_CLERK', bureaus.otherCity))).toBe(0);
    expect(await counted(await api.as('AUDITOR'))).toBe(1);
  });
});

describe('the past of a nomination', () => {
  const shown = `query ($id: ID!, $asOf: AsOfInput) {
    nomination(id: $id, asOf: $asOf) { status revision asOfPosition form reviews { decision } history { totalCount } }
  }`;

  test('shows it as it was at a position or a time, and history tells who, when and why', async () => {
    await api.passTo('2024-01-08T03:00:00.000Z');
    const first = await accepted(clerk, 'nominate', inFlex(), 'nomination { id }');
    const { id } = first.nomination;
    await api.passTo('2024-01-08T04:00:00.000Z');
    await accepted(clerk, 'amendForm', { nominationId: id, form: { remark: '补充说明' } });
    await api.passTo('2024-01-08T05:00:00.000Z');
    const opinion = stamped('登记日期有误，请核实。');
    const returned = await accepted(approver, 'review', { nominationId: id, decision: 'RETURN', opinion });
    await accepted(clerk, 'resubmit', { nominationId: id, note: '已核实。' });

    const asOf = async (moment: object) => (await clerk.ask(shown, { id, asOf: moment })).nomination;
    expect(await asOf({ position: first.position })).toMatchObject({
      status: 'DRAFTED',
      revision: 0,
      asOfPosition: first.position,
      form: { remark: '无' },
      reviews: [],
      history: { totalCount: 1 },
    });
    expect(await asOf({ time: '2024-01-08T12:30:00+08:00' })).toMatchObject({
      status: 'DRAFTED',
      revision: 1,
      form: { remark: '补充说明' },
    });
    expect(await asOf({ position: returned.position })).toMatchObject({
      status: 'RETURNED',
      reviews: [{ decision: 'RETURN' }],
    });
    expect(await asOf({ time: '2024-01-08T02:30:00.000Z' })).toBeNull();
    expect((await clerk.ask(shown, { id })).nomination).toMatchObject({
      status: 'DRAFTED',
      asOfPosition: null,
      history: { totalCount: 6 },
    });

    const { nomination } = await approver.ask(
      `query ($id: ID!) { nomination(id: $id) { history {
        nodes {
          __typename type at reason revision actor { id roles }
          ... on FormAmendedEntry { changedFields changes }
          ... on EligibilityAssessedEntry { bureau { code } }
          ... on ReviewedEntry { decision opinion { text signer } bureau { code } }
          ... on ReturnedEntry { from { code } to { name { zh } } }
        }
      } } }`,
      { id },
    );
    expect(nomination.history.nodes).toMatchObject([
      { __typename: 'NominatedEntry', type: 'NOMINATED', at: '2024-01-08T03:00:00.000Z', revision: 0 },
      { __typename: 'FormAmendedEntry', changedFields: expect.arrayContaining(['remark']) },
      { __typename: 'EligibilityAssessedEntry', bureau: { code: bureaus.county } },
      {
        __typename: 'ReviewedEntry',
        decision: 'RETURN',
        bureau: { code: bureaus.county },
        opinion: { signer: '王主任' },
      },
      { __typename: 'ReturnedEntry', reason: '登记日期有误，请核实。', to: { name: { zh: '中牟县' } } },
      { __typename: 'ResubmittedEntry', reason: '已核实。', actor: { id: `county_clerk-${bureaus.county}` } },
    ]);
  });

  test('is shown under the permissions of today', async () => {
    const { nomination, position } = await accepted(clerk, 'nominate', inFlex(), 'nomination { id }');
    const elsewhere = await api.as('CITY_APPROVER', bureaus.otherCity);
    expect((await elsewhere.ask(shown, { id: nomination.id, asOf: { position } })).nomination).toBeNull();
  });

  test('takes a time or a position, not both', async () => {
    const [error] = await clerk.refusedAsk(shown, {
      id: randomUUID(),
      asOf: { position: '1', time: '2024-01-08T02:30:00.000Z' },
    });
    expect(error?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('comes page by page', async () => {
    const id = await drafted(clerk, inFlex());
    const opinion = stamped('请核实。');
    await accepted(approver, 'review', { nominationId: id, decision: 'RETURN', opinion });
    const page = `query ($id: ID!, $after: String) {
      nomination(id: $id) { history(first: 1, after: $after) { nodes { type } pageInfo { hasNextPage endCursor } } }
    }`;
    const first = (await clerk.ask(page, { id })).nomination.history;
    expect(first).toMatchObject({ nodes: [{ type: 'NOMINATED' }], pageInfo: { hasNextPage: true } });
    const second = (await clerk.ask(page, { id, after: first.pageInfo.endCursor })).nomination.history;
    expect(second).toMatchObject({ nodes: [{ type: 'ELIGIBILITY_ASSESSED' }], pageInfo: { hasNextPage: true } });

    for (const key of [['abc'], [-50], [null], [0.5], [], [0, 0]]) {
      const after = Buffer.from(JSON.stringify(['HISTORY', key, '1'])).toString('base64url');
      const [error] = await clerk.refusedAsk(page, { id, after });
      expect(error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: ['after'] });
    }
  });
});

describe('reading one’s own writes', () => {
  const list = `query ($minPosition: Position) {
    nominations(first: 1, minPosition: $minPosition) { totalCount }
  }`;

  test('a query waits for the position a mutation answered with', async () => {
    const { position } = await accepted(clerk, 'nominate', inFlex());
    expect((await clerk.ask(list, { minPosition: position })).nominations.totalCount).toBeGreaterThan(0);
  });

  test('a position that is not reached is told as such', async () => {
    const [error] = await clerk.refusedAsk(list, { minPosition: '999999999' });
    expect(error?.extensions).toMatchObject({ code: 'READ_MODEL_BEHIND', asked: '999999999' });
  });
});

describe('while the log cannot be reached', () => {
  test('a command says that nothing was recorded, and under which id it may be repeated', async () => {
    const cutOff = await startApi();
    const head = await cutOff.as('PROVINCE_APPROVER', bureaus.province);
    await accepted(head, 'openEdition', { program: 'FLEX_STAR' });
    await cutOff.running.log.close();
    const [error] = await head.refusedAsk(
      'mutation ($input: AdjustQuotaInput!) { adjustQuota(input: $input) { position } }',
      { input: { editionId: flexId, bureau: bureaus.city, seats: 12, reason: '增补。' } },
    );
    expect(error).toMatchObject({
      message: expect.stringContaining('Nothing was recorded.'),
      extensions: { code: 'LOG_UNAVAILABLE', outcome: 'nothing-recorded', commandId: expect.any(String) },
    });
    await cutOff.close();
  });
});
