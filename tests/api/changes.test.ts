import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Api, Caller } from '../support/api.ts';
import { startApi } from '../support/api.ts';
import { accepted, completed, drafted, inFlex, passed, prepared } from '../support/dossiers.ts';
import { flexId } from '../support/editions.ts';
import { lodged, ruled } from '../support/objections.ts';
import { bureaus } from '../support/people.ts';
import { type Publicized, publicized, textsIn } from '../support/selection.ts';

const CHANGES = /* GraphQL */ `
  query Changes($of: ChangesOfInput!, $from: AsOfInput!, $to: AsOfInput, $first: Int = 40, $after: String) {
    changes(of: $of, from: $from, to: $to, first: $first, after: $after) {
      fromPosition toPosition totalCount pageInfo { endCursor hasNextPage }
      nodes {
        is: __typename
        events { id type recordedAt actor { id } }
        ... on StatusChanged { was: before now: after }
        ... on HolderChanged { from: before { code } to: after { code } }
        ... on FormFieldChanged { field label { zh } before after redactions { field reason } }
        ... on MaterialAdded { material sha256 }
        ... on MaterialRemoved { material sha256 }
        ... on ReviewAdded { bureau { code } level decision }
        ... on SeatTaken { nominationId forwarded }
        ... on SeatReleased { nominationId }
        ... on SeatForwarded { nominationId }
        ... on QuotaChanged { seatsBefore: before seatsAfter: after }
        ... on NomineeCleared { nominationId certificate }
        ... on ErratumAdded { nominationId fresh }
        ... on ObjectionAdded { objectionId status }
        ... on ObjectionStatusChanged { objectionId stood: before stands: after }
        ... on HonorRevoked { ground revokedOn }
        ... on ViolationReportAdded { by { code } }
        ... on CircularAdded { number }
      }
    }
  }
`;

const ask = async (by: Caller, of: object, from: object, to: object | null = null): Promise<Answer> =>
  (await by.ask(CHANGES, { of, from, to })).changes;
const at = (position: string) => ({ position });
const kinds = ({ nodes }: Answer): string[] => nodes.map(({ is }: Answer) => is);
const typesBehind = ({ nodes }: Answer, is: string): string[] =>
  nodes
    .filter((node: Answer) => node.is === is)
    .flatMap(({ events }: Answer) => events.map(({ type }: Answer) => type));

describe('a nomination on its way up', () => {
  let api: Api;
  let clerk: Caller;
  let county: Caller;
  let id: string;
  /** The position after each step. */
  const after: Record<string, string> = {};

  beforeAll(async () => {
    api = await startApi();
    [clerk, county] = await Promise.all([
      api.as('COUNTY_CLERK', bureaus.county),
      api.as('COUNTY_APPROVER', bureaus.county),
    ]);
    const { position } = await accepted(await api.as('PROVINCE_APPROVER', bureaus.province), 'openEdition', {
      program: 'FLEX_STAR',
    });
    after.opened = position;
    id = await drafted(clerk, inFlex());
    const amend = async (form: object) => (await accepted(clerk, 'amendForm', { nominationId: id, form })).position;
    after.drafted = await amend({ phone: '13900001111' });
    after.amended = await amend({ phone: '13900002222', remark: '改' });
    after.undone = await amend({ phone: '13900001111' });
  });
  afterAll(() => api.close());
  const of = () => ({ nomination: id });

  test('the fields that differ are told, with what they were and by which events', async () => {
    const changes = await ask(clerk, of(), at(after.drafted ?? ''), at(after.amended ?? ''));
    expect(changes).toMatchObject({ fromPosition: after.drafted, toPosition: after.amended, totalCount: 2 });
    expect(changes.nodes).toEqual([
      {
        is: 'FormFieldChanged',
        field: 'phone',
        label: { zh: '联系电话' },
        before: '13900001111',
        after: '13900002222',
        redactions: [],
        events: [
          {
            id: expect.any(String),
            type: 'FormAmended',
            recordedAt: '2024-01-08T02:00:00.000Z',
            actor: { id: 'county_clerk-410122' },
          },
        ],
      },
      expect.objectContaining({ field: 'remark', after: '改' }),
    ]);
  });

  test('what was changed and changed back is not different', async () => {
    const changes = await ask(clerk, of(), at(after.drafted ?? ''), at(after.undone ?? ''));
    expect(changes.nodes.map(({ field }: Answer) => field)).toEqual(['remark']);
  });

  test('nothing differs between a moment and itself', async () => {
    expect(await ask(clerk, of(), at(after.undone ?? ''), at(after.undone ?? ''))).toMatchObject({
      totalCount: 0,
      nodes: [],
    });
  });

  test('from before it was there everything is new, and null before', async () => {
    const changes = await ask(clerk, of(), { time: '2020-01-01T00:00:00Z' }, at(after.drafted ?? ''));
    expect(changes.fromPosition).toBeNull();
    expect(changes.nodes[0]).toMatchObject({ is: 'StatusChanged', was: null, now: 'DRAFTED' });
    expect(changes.nodes.length).toBeGreaterThan(20);
  });

  test('an earlier moment that lies after the later one is refused', async () => {
    const [error] = await clerk.refusedAsk(CHANGES, {
      of: of(),
      from: at(after.undone ?? ''),
      to: at(after.drafted ?? ''),
    });
    expect(error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: ['from'] });
    expect(error?.message).toContain('"from" takes the earlier');
  });

  test('an event that is not recorded is refused, as are two objects at once', async () => {
    const unknown = { event: '6f1c1b8e-6a52-4a3e-9d3a-0c7f7a4f2b11' };
    const [error] = await clerk.refusedAsk(CHANGES, { of: of(), from: unknown });
    expect(error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: ['event'] });
    const [both] = await clerk.refusedAsk(CHANGES, { of: { ...of(), notice: 'n' }, from: at(after.opened ?? '') });
    expect(both?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('it is paged', async () => {
    const page = async (first: number, cursor?: string) =>
      (await clerk.ask(CHANGES, { of: of(), from: at(after.opened ?? ''), first, after: cursor })).changes;
    const whole = await page(40);
    const first = await page(3);
    const second = await page(37, first.pageInfo.endCursor);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect([...first.nodes, ...second.nodes]).toEqual(whole.nodes);
  });

  test('a nomination that one does not see looks like none', async () => {
    const strangers = await Promise.all([api.as('COUNTY_CLERK', '410123'), api.as('EXPERT'), api.as('ADMIN')]);
    for (const stranger of [api.anyone, ...strangers]) {
      expect(await ask(stranger, of(), at(after.opened ?? ''))).toBeNull();
    }
    expect(await ask(clerk, { nomination: 'none' }, at(after.opened ?? ''))).toBeNull();
  });

  test('a vetting body learns that a withheld field changed, not to what, and of nothing gathered', async () => {
    const police = await api.asBody('PUBLIC_SECURITY', bureaus.county);
    const changes = await ask(police, of(), at(after.drafted ?? ''), at(after.undone ?? ''));
    expect(changes.nodes).toEqual([
      {
        is: 'FormFieldChanged',
        field: 'remark',
        label: { zh: '备注' },
        before: null,
        after: null,
        redactions: ['before', 'after'].map((field) => ({ field, reason: 'NOT_ENTITLED' })),
        events: [{ id: expect.any(String), type: null, recordedAt: '2024-01-08T02:00:00.000Z', actor: null }],
      },
    ]);
    const all = await ask(police, of(), at(after.opened ?? ''));
    expect(textsIn(all.nodes)).not.toContain('13900001111');
    expect(kinds(all)).not.toContain('CategoryChanged');
  });

  test('auditors see the answers only once they have said why', async () => {
    const span = [of(), at(after.drafted ?? ''), at(after.undone ?? '')] as const;
    const changes = await ask(await api.as('AUDITOR', undefined, undefined, 'en', {}), ...span);
    expect(changes.nodes).toMatchObject([
      {
        field: 'remark',
        before: null,
        after: null,
        redactions: [{ reason: 'PURPOSE_NEEDED' }, { reason: 'PURPOSE_NEEDED' }],
      },
    ]);
    expect((await ask(await api.as('AUDITOR'), ...span)).nodes).toMatchObject([
      { field: 'remark', after: '改', redactions: [] },
    ]);
  });

  test('materials, reviews and seats; and the slate with its quota', async () => {
    const other = await drafted(clerk, inFlex());
    const { position: begun } = await accepted(clerk, 'amendForm', { nominationId: other, form: { remark: '一' } });
    await completed(clerk, other);
    const { position: before } = await accepted(clerk, 'amendForm', { nominationId: other, form: { remark: '二' } });
    await prepared(county, flexId, bureaus.county);
    await passed(county, other);
    const { position: passedAt } = await accepted(county, 'forward', { nominationId: other });
    const changes = await ask(county, { nomination: other }, at(before));
    expect(kinds(changes)).toEqual(expect.arrayContaining(['StatusChanged', 'HolderChanged', 'ReviewAdded']));
    expect(typesBehind(changes, 'StatusChanged')).toEqual(['Reviewed', 'Forwarded']);
    const gathered = await ask(county, { nomination: other }, at(begun), at(before));
    expect(kinds(gathered)).toEqual(expect.arrayContaining(['MaterialAdded', 'VettingAnswerChanged', 'StepAdded']));

    const slate = { slate: { editionId: flexId, bureau: bureaus.county } };
    const ofSlate = await ask(county, slate, at(before), at(passedAt));
    expect(ofSlate.nodes.filter(({ is }: Answer) => is === 'SeatTaken')).toMatchObject([
      { nominationId: other, forwarded: true },
    ]);
    expect(await ask(await api.as('COUNTY_CLERK', '410123'), slate, at(before))).toBeNull();
    expect(await ask(api.anyone, slate, at(before))).toBeNull();

    const officer = await api.as('PROVINCE_OFFICER', bureaus.province);
    const quota = { editionId: flexId, bureau: bureaus.city, seats: 9, reason: '调整' };
    await accepted(officer, 'adjustQuota', quota);
    const ofCity = { slate: { editionId: flexId, bureau: bureaus.city } };
    expect((await ask(officer, ofCity, at(passedAt))).nodes).toMatchObject([
      { is: 'QuotaChanged', seatsBefore: expect.any(Number), seatsAfter: 9, events: [{ type: 'QuotaAdjusted' }] },
    ]);
  });
});

describe('a notice and the honors that come of it', () => {
  let given: Publicized;
  let published: string;
  const reasons = '打印错误，内部核对。';
  beforeAll(async () => {
    given = await publicized();
    published = (await given.officer.ask(`{ notices { asOfPosition } }`)).notices.asOfPosition;
    const objection = await lodged(given, given.api.anyone);
    await ruled(given, 'admitObjection', objection.id);
    await ruled(given, 'dismissObjection', objection.id);
    await lodged(given, given.api.anyone, { nominationId: given.nominations[1] });
    const words = { correction: '工作单位应为某某平台。', fresh: false, reason: reasons };
    await accepted(given.approver, 'correctNotice', {
      noticeId: given.noticeId,
      nominationId: given.nominations[0],
      ...words,
    });
    await given.api.passTo('2024-02-02T01:00:00.000Z');
    await accepted(given.approver, 'recognize', { noticeId: given.noticeId });
  });
  afterAll(() => given.api.close());

  test('the province sees objections, corrections and who was cleared', async () => {
    const changes = await ask(given.officer, { notice: given.noticeId }, at(published));
    expect(kinds(changes).toSorted()).toEqual(
      ['ErratumAdded', 'NomineeCleared', 'ObjectionAdded', 'ObjectionAdded', 'StatusChanged'].toSorted(),
    );
    expect(changes.nodes.find(({ is }: Answer) => is === 'ObjectionAdded')).toMatchObject({ status: 'DISMISSED' });
    expect(typesBehind(changes, 'ObjectionAdded')).toEqual([
      'ObjectionLodged',
      'ObjectionAdmitted',
      'ObjectionDismissed',
      'ObjectionLodged',
    ]);
  });

  test('anyone sees what the notice shows, without actors, objections or reasons', async () => {
    const changes = await ask(given.api.anyone, { notice: given.noticeId }, at(published));
    expect(kinds(changes).toSorted()).toEqual(['ErratumAdded', 'NomineeCleared', 'StatusChanged']);
    expect(changes.totalCount).toBe(3);
    expect(changes.nodes.flatMap(({ events }: Answer) => events.map(({ actor }: Answer) => actor))).toEqual([
      null,
      null,
      null,
    ]);
    expect(textsIn(changes)).not.toContain(reasons);
  });

  test('an honor that is reported and revoked: the public sees the ground, not the report', async () => {
    const certificate = 'HN-FS-2023-001';
    const { asOfPosition } = (await given.api.anyone.ask('{ honorees { asOfPosition } }')).honorees;
    const evidence = [{ title: '处理决定' }];
    const violation = { certificate, statement: '弄虚作假', evidence };
    await accepted(given.cityApprover, 'reportViolation', violation);
    const revocation = { ...violation, ground: 'VIOLATION_WITH_SERIOUS_IMPACT', impact: '恶劣' };
    await accepted(given.approver, 'revoke', revocation);
    const circular = { number: '豫人社〔2024〕1号', title: '通报', issuedOn: '2024-02-02' };
    await given.approver.run('issueCircular', { editionId: given.editionId, ...circular });
    const shown = await ask(given.api.anyone, { honor: certificate }, at(asOfPosition));
    expect(kinds(shown).slice(0, 2)).toEqual(['StatusChanged', 'HonorRevoked']);
    expect(kinds(shown)).not.toContain('ViolationReportAdded');
    expect(shown.nodes[0]).toMatchObject({
      was: 'RECOGNIZED',
      now: 'REVOKED',
      events: [{ type: 'Revoked', actor: null }],
    });
    expect(textsIn(shown)).not.toContain('弄虚作假');
    for (const reader of [given.officer, given.cityApprover]) {
      expect(kinds(await ask(reader, { honor: certificate }, at(asOfPosition)))).toContain('ViolationReportAdded');
    }
    expect(await ask(given.api.anyone, { honor: 'none' }, at(asOfPosition))).toBeNull();
  });
});
