import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/api.ts';
import { accepted } from '../support/dossiers.ts';
import { names, type Publicized, publicized, textsIn } from '../support/selection.ts';

let given: Publicized;
let anyone: Caller;
beforeEach(async () => {
  given = await publicized();
  anyone = given.api.anyone;
});
afterEach(() => given.api.close());

const objector = { name: '邢坦言', contact: '15900007777' };
const grounds = '登记的从业时间与事实不符。';

/** Against the best ranked, unless said otherwise. */
const objection = (changes: object = {}): object => ({
  noticeId: given.noticeId,
  nominationId: given.nominations[0],
  objector,
  grounds,
  evidence: [{ title: '平台出具的注册记录', sha256: null }],
  ...changes,
});

const seen = 'objection { id status inTime anonymous standing objector { name contact } grounds findings }';

const lodged = async (by: Caller, changes: object = {}): Promise<Answer> =>
  (await accepted(by, 'object', objection(changes), 'objection { id status inTime anonymous }')).objection;

const ruled = async (name: 'admitObjection' | 'upholdObjection' | 'dismissObjection', objectionId: string) => {
  const words = name === 'admitObjection' ? { note: '已向平台核实。' } : { findings: '经核查，情况属实。' };
  const by = name === 'admitObjection' ? given.officer : given.approver;
  return accepted(by, name, { noticeId: given.noticeId, objectionId, ...words }, seen);
};

const codes = ({ errors }: Answer): string[] => errors.map(({ code }: Answer) => code);

const nomineesSeen = `query ($id: ID!) { notice(id: $id) { nominees(first: 10) {
  totalCount nodes { nominationId serial name certificate objectionStands redactions { field reason }
    bureau { code } category { code } nomination { status } }
} } }`;
const nomineesFor = async (caller: Caller, id = given.noticeId): Promise<Answer[]> =>
  (await caller.ask(nomineesSeen, { id })).notice.nominees.nodes;

describe('a notice', () => {
  test('prints its period, and anyone reads it without a token', async () => {
    const { notices } = await anyone.ask(`{ notices(filter: { status: OPEN }) { totalCount nodes {
      id status channel fromNotice publishedOn periodStart periodEnd closesAt days countPublicationDay closedAt
      edition { id }
    } } }`);
    expect(notices).toEqual({
      totalCount: 1,
      nodes: [
        {
          id: given.noticeId,
          status: 'OPEN',
          channel: 'DEPARTMENT_WEBSITE',
          fromNotice: true,
          publishedOn: '2024-01-25',
          periodStart: '2024-01-26',
          periodEnd: '2024-02-01',
          closesAt: '2024-02-01T15:59:59.999Z',
          days: ['2024-01-26', '2024-01-29', '2024-01-30', '2024-01-31', '2024-02-01'],
          countPublicationDay: false,
          closedAt: null,
          edition: { id: given.editionId },
        },
      ],
    });
  });

  test('shows names, bureaus and categories by serial, and no dossier', async () => {
    const row = (i: number) => ({
      nominationId: given.nominations[i],
      serial: i + 1,
      name: names[i],
      certificate: null,
      objectionStands: null,
      redactions: [{ field: 'objectionStands', reason: 'NOT_ENTITLED' }],
      bureau: { code: '410100' },
      category: { code: 'NEW_FORM' },
      nomination: null,
    });
    expect(await nomineesFor(anyone)).toEqual([row(0), row(1)]);
  });

  test('shows the dossier to who may see it', async () => {
    const [first] = await nomineesFor(given.cityApprover);
    expect(first).toMatchObject({ nomination: { status: 'SUBMITTED' }, objectionStands: null });
  });

  test('lists its nominees page by page, and of one bureau or category', async () => {
    const page = `query ($id: ID!, $after: String) { notice(id: $id) { nominees(first: 1, after: $after) {
      nodes { serial } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;
    const first = (await anyone.ask(page, { id: given.noticeId })).notice.nominees;
    expect(first).toMatchObject({ nodes: [{ serial: 1 }], pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const second = (await anyone.ask(page, { id: given.noticeId, after: first.pageInfo.endCursor })).notice.nominees;
    expect(second).toMatchObject({ nodes: [{ serial: 2 }], pageInfo: { hasNextPage: false, hasPreviousPage: true } });

    const { notice } = await anyone.ask(
      `query ($id: ID!) { notice(id: $id) {
        here: nominees(bureau: "410100", category: "NEW_FORM") { totalCount nodes { serial } }
        elsewhere: nominees(bureau: "410200") { totalCount nodes { serial } }
        otherwise: nominees(category: "PART_TIME") { totalCount nodes { serial } }
      } }`,
      { id: given.noticeId },
    );
    expect(notice).toEqual({
      here: { totalCount: 2, nodes: [{ serial: 1 }, { serial: 2 }] },
      elsewhere: { totalCount: 0, nodes: [] },
      otherwise: { totalCount: 0, nodes: [] },
    });
  });

  test('is closed by itself when its period has ended', async () => {
    await given.api.passTo('2024-02-01T16:00:00.000Z');
    const { notice } = await anyone.ask('query ($id: ID!) { notice(id: $id) { status closedAt } }', {
      id: given.noticeId,
    });
    expect(notice).toEqual({ status: 'CLOSED', closedAt: '2024-02-01T16:00:00.000Z' });
  });

  test('is for the approver of the province to publish', async () => {
    const payload = await given.cityApprover.run('publicize', { editionId: given.editionId }, 'notice { id }');
    expect(payload).toMatchObject({ notice: null, position: null });
    expect(codes(payload)).toEqual(['NOT_PERMITTED']);
  });
});

describe('an objection', () => {
  test('in time and under a name stands against its nominee', async () => {
    expect(await lodged(anyone)).toMatchObject({ status: 'LODGED', inTime: true, anonymous: false });
    expect((await nomineesFor(given.officer)).map(({ objectionStands }) => objectionStands)).toEqual([true, false]);
  });

  test('tells who lodged it where it stands, and withholds the rest by name', async () => {
    const selection = `objection { id status inTime standing objector { name contact } grounds evidence { title } note
      findings updatedAt postmarkedOn nomination { id } redactions { field reason } }`;
    const { objection: told } = await accepted(anyone, 'object', objection(), selection);
    const withheld = ['standing', 'postmarkedOn', 'updatedAt', 'objector', 'grounds', 'evidence', 'note', 'findings'];
    expect(told).toEqual({
      id: told.id,
      status: 'LODGED',
      inTime: true,
      nomination: null,
      ...Object.fromEntries(withheld.map((field) => [field, null])),
      redactions: withheld.map((field) => ({ field, reason: 'NOT_ENTITLED' })),
    });
  });

  test('is read in full by officers of the province', async () => {
    const { id } = await lodged(anyone);
    const { objection: read } = await given.officer.ask(
      `query ($id: ID!) { objection(id: $id) { status standing anonymous objector { name contact } grounds
        evidence { title sha256 } note findings redactions { field } notice { id } nomination { id name } } }`,
      { id },
    );
    expect(read).toEqual({
      status: 'LODGED',
      standing: true,
      anonymous: false,
      objector,
      grounds,
      evidence: [{ title: '平台出具的注册记录', sha256: null }],
      note: null,
      findings: null,
      redactions: [],
      notice: { id: given.noticeId },
      nomination: { id: given.nominations[0], name: names[0] },
    });
  });

  test('sent twice under one command id is one objection', async () => {
    const commandId = randomUUID();
    const [first, second] = [await lodged(anyone, { commandId }), await lodged(anyone, { commandId })];
    expect(second.id).toBe(first.id);
    const { objections } = await given.officer.ask('{ objections { totalCount } }');
    expect(objections.totalCount).toBe(1);
  });

  test('without a name does not stand until an officer takes it up', async () => {
    const { id, anonymous } = await lodged(anyone, { objector: null });
    expect(anonymous).toBe(true);
    expect((await nomineesFor(given.officer))[0]).toMatchObject({ objectionStands: false });
    await ruled('admitObjection', id);
    expect((await nomineesFor(given.officer))[0]).toMatchObject({ objectionStands: true });
  });

  test('that comes late is recorded, and cannot be admitted', async () => {
    await given.api.passTo('2024-02-01T16:00:00.000Z');
    const { id, inTime } = await lodged(anyone);
    expect(inTime).toBe(false);
    const input = { noticeId: given.noticeId, objectionId: id };
    expect(codes(await given.officer.run('admitObjection', { ...input, note: '受理' }))).toEqual(['OBJECTION_LATE']);
    const { objection: refused } = await accepted(
      given.officer,
      'refuseObjection',
      { ...input, reason: '公示期满后提出。' },
      'objection { status note standing }',
    );
    expect(refused).toEqual({ status: 'REFUSED', note: '公示期满后提出。', standing: false });
  });

  test('by post counts by its postmark, which only an officer enters', async () => {
    await given.api.passTo('2024-02-05T01:00:00.000Z');
    const byPost = { postmarkedOn: '2024-02-01' };
    const claimed = await anyone.run('object', objection(byPost), 'objection { id }');
    expect(claimed.objection).toBeNull();
    expect(codes(claimed)).toEqual(['POSTMARK_BY_OFFICER']);
    expect(await lodged(given.officer, byPost)).toMatchObject({ inTime: true });
    expect(await lodged(given.officer, { postmarkedOn: '2024-02-02' })).toMatchObject({ inTime: false });
  });

  test('needs a nominee of the notice, and grounds', async () => {
    const stranger = await anyone.run('object', objection({ nominationId: given.nominations[3] }));
    expect(codes(stranger)).toEqual(['NOT_ON_NOTICE']);
    const [error] = await anyone.refusedAsk('mutation ($input: ObjectInput!) { object(input: $input) { commandId } }', {
      input: objection({ grounds: '', objector: { name: '', contact: '15900007777' } }),
    });
    expect(error?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: expect.arrayContaining([
        expect.objectContaining({ path: ['grounds'] }),
        expect.objectContaining({ path: ['objector', 'name'] }),
      ]),
    });
    expect(textsIn(error)).not.toEqual(expect.arrayContaining([expect.stringContaining('15900007777')]));
  });
});

describe('recognition', () => {
  const recognize = (input: object = {}) =>
    given.approver.run('recognize', { noticeId: given.noticeId, ...input }, 'notice { status }');

  test('waits until the period has ended', async () => {
    expect(codes(await recognize())).toEqual(['PERIOD_RUNNING']);
  });

  test('is refused to a nominee against whom an objection stands, and given to the other', async () => {
    await lodged(anyone);
    await given.api.passTo('2024-02-02T01:00:00.000Z');
    const payload = await recognize({ nominationIds: given.nominations.slice(0, 2) });
    expect(payload.errors).toEqual([
      expect.objectContaining({ code: 'OBJECTION_STANDS', path: ['nominationIds'], ruleId: 'R-F28' }),
    ]);
    expect(codes(await recognize())).toEqual([]);
    expect((await nomineesFor(anyone)).map(({ certificate }) => certificate)).toEqual([null, 'HN-FS-2023-002']);
  });

  test('follows when the objection is dismissed', async () => {
    const { id } = await lodged(anyone);
    await ruled('admitObjection', id);
    await given.api.passTo('2024-02-02T01:00:00.000Z');
    expect((await ruled('dismissObjection', id)).objection).toMatchObject({
      status: 'DISMISSED',
      standing: false,
      findings: '经核查，情况属实。',
    });
    expect(codes(await recognize())).toEqual([]);
    expect((await nomineesFor(anyone)).map(({ certificate }) => certificate)).toEqual([
      'HN-FS-2023-001',
      'HN-FS-2023-002',
    ]);
  });

  test('of one whose objection is upheld goes to the next alternate, publicized in turn', async () => {
    const { id } = await lodged(anyone);
    await ruled('admitObjection', id);
    expect((await ruled('upholdObjection', id)).objection).toMatchObject({ status: 'UPHELD', standing: true });
    const [out, , next] = given.nominations;
    const statusOf = 'query ($id: ID!) { nomination(id: $id) { status } }';
    expect(await given.approver.ask(statusOf, { id: out })).toEqual({ nomination: { status: 'DISQUALIFIED' } });

    await accepted(given.approver, 'promoteAlternate', {
      editionId: given.editionId,
      replaced: out,
      promoted: next,
      reason: '异议成立，依次递补。',
    });
    const { notice } = await accepted(
      given.approver,
      'publicize',
      { editionId: given.editionId },
      'notice { id periodStart periodEnd nominees { nodes { nominationId name serial } } }',
    );
    expect(notice.id).not.toBe(given.noticeId);
    expect(notice).toMatchObject({
      periodStart: '2024-01-26',
      periodEnd: '2024-02-01',
      nominees: { nodes: [{ nominationId: next, name: names[2], serial: 3 }] },
    });

    await given.api.passTo('2024-02-02T01:00:00.000Z');
    expect(codes(await recognize({ nominationIds: [out] }))).toEqual(['OBJECTION_STANDS', 'OUT_OF_THE_RUNNING']);
    for (const noticeId of [given.noticeId, notice.id]) await accepted(given.approver, 'recognize', { noticeId });
    const { honorees } = await anyone.ask('{ honorees { nodes { certificate name } } }');
    expect(honorees.nodes).toEqual([
      { certificate: 'HN-FS-2023-002', name: names[1] },
      { certificate: 'HN-FS-2023-003', name: names[2] },
    ]);
  });
});

describe('who reads objections', () => {
  const asked = '{ objections { totalCount nodes { id } } }';
  const caller = (role: Parameters<typeof given.api.as>[0], bureau?: string) => given.api.as(role, bureau, 'somebody');

  test('the province, auditors and discipline inspectors', async () => {
    const { id } = await lodged(anyone);
    const entitled = [
      given.officer,
      given.approver,
      await caller('AUDITOR'),
      await caller('DISCIPLINE_INSPECTOR', '410000'),
    ];
    for (const reader of entitled) {
      expect(await reader.ask(asked)).toEqual({ objections: { totalCount: 1, nodes: [{ id }] } });
    }
  });

  test('nobody else: hidden looks like missing, in lists, totals and by id', async () => {
    const { id } = await lodged(anyone);
    const strangers = [
      anyone,
      given.cityApprover,
      await caller('EXPERT'),
      await caller('ADMIN'),
      await caller('AUDITOR', '410100'),
      await caller('PROVINCE_OFFICER', '420000'),
    ];
    for (const stranger of strangers) {
      expect(await stranger.ask(asked)).toEqual({ objections: { totalCount: 0, nodes: [] } });
      const byId = 'query ($id: ID!) { objection(id: $id) { id } node(id: $id) { id } }';
      const missing = await stranger.ask(byId, { id: randomUUID() });
      expect(await stranger.ask(byId, { id })).toEqual(missing);
      expect(missing).toEqual({ objection: null, node: null });
    }
  });

  test('by edition, notice, nomination, status and whether they stand', async () => {
    const [named, nameless] = [await lodged(anyone), await lodged(anyone, { objector: null })];
    await ruled('admitObjection', named.id);
    const idsOf = async (filter: object) => {
      const { objections } = await given.officer.ask(
        'query ($filter: ObjectionFilter) { objections(filter: $filter) { totalCount nodes { id } } }',
        { filter },
      );
      const ids = objections.nodes.map(({ id }: Answer) => id);
      expect(objections.totalCount).toBe(ids.length);
      return ids;
    };
    expect((await idsOf({ editionId: given.editionId, noticeId: given.noticeId })).sort()).toEqual(
      [named.id, nameless.id].sort(),
    );
    expect(await idsOf({ statuses: ['ADMITTED'] })).toEqual([named.id]);
    expect(await idsOf({ standing: false })).toEqual([nameless.id]);
    expect(await idsOf({ nominationId: given.nominations[1] })).toEqual([]);
    expect(await idsOf({ editionId: 'youth-star-2023' })).toEqual([]);
  });
});

test('the public reads nothing personal but the names on the notice', async () => {
  const { id } = await lodged(anyone);
  await ruled('admitObjection', id);
  const everything = await anyone.ask(
    `query ($id: ID!, $nomination: ID!, $objection: ID!) {
      notices { nodes { ...notice } }
      notice(id: $id) { ...notice }
      honorees { totalCount nodes { name } }
      objections { nodes { ...objection } }
      objection(id: $objection) { ...objection }
      nomination(id: $nomination) { name form }
      nominations { totalCount nodes { name form } }
      timeline { totalCount nodes { data } }
      nodes(ids: [$id, $nomination, $objection]) { id ... on Notice { ...notice } ... on Objection { ...objection }
        ... on Nomination { form } }
      viewer { name }
    }
    fragment notice on Notice { id nominees(first: 5) { nodes { name nomination { name form } } } }
    fragment objection on Objection { objector { name contact } grounds evidence { title } note findings }`,
    { id: given.noticeId, nomination: given.nominations[0], objection: id },
  );
  const texts = textsIn(everything);
  expect(texts).toContain(names[0]);
  const secret = [
    ...given.forms.flatMap(({ idNumber, phone, deeds, birthMonth }) => [idNumber, phone, deeds, birthMonth]),
    ...Object.values(objector),
    ...[grounds, '平台出具的注册记录', '已向平台核实。', names[2], names[3]],
  ];
  expect(texts.filter((text) => secret.some((word) => text.includes(word)))).toEqual([]);
});
