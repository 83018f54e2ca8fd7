import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/api.ts';
import { accepted } from '../support/dossiers.ts';
import { lodged, objector, ruled } from '../support/objections.ts';
import { bureaus } from '../support/people.ts';
import { names, type Publicized, publicized, shortlisted, textsIn } from '../support/selection.ts';

const HISTORY = /* GraphQL */ `
  query History($of: HistoryOfInput!, $audience: Audience! = PUBLIC, $first: Int = 50, $after: String) {
    history(of: $of, audience: $audience, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage startCursor }
      edges { cursor }
      nodes { id type at bureau { code } facts actor { id name } }
    }
  }
`;
const tell = async (by: Caller, of: object, audience?: string, page: object = {}): Promise<Answer> =>
  (await by.ask(HISTORY, { of, ...(audience && { audience }), ...page })).history;
const types = ({ nodes }: Answer): string[] => nodes.map(({ type }: Answer) => type);

/** Written into every free text on the way: none of it may come out again. */
const marker = '机密';
const first = 'HN-FS-2023-001';

describe('the history of somebody recognized, objected to and revoked', () => {
  let given: Publicized;
  let of: { readonly nomination: string };
  beforeAll(async () => {
    given = await publicized();
    of = { nomination: given.nominations[0] ?? '' };
    const { noticeId } = given;
    const objection = await lodged(given, given.api.anyone, { grounds: `${marker}理由` });
    await ruled(given, 'admitObjection', objection.id);
    await ruled(given, 'dismissObjection', objection.id);
    await accepted(given.approver, 'correctNotice', {
      noticeId,
      nominationId: of.nomination,
      correction: `${marker}更正`,
      fresh: false,
      reason: `${marker}原因`,
    });
    await given.api.passTo('2024-02-02T01:00:00.000Z');
    await accepted(given.approver, 'recognize', { noticeId });
    const circular = { number: '豫人社〔2024〕1号', title: '关于表扬的通报', issuedOn: '2024-02-02' };
    await accepted(given.approver, 'issueCircular', { editionId: given.editionId, ...circular });
    const violation = { certificate: first, statement: `${marker}情况`, evidence: [{ title: `${marker}证据` }] };
    await accepted(given.cityApprover, 'reportViolation', violation);
    const ground = { ground: 'VIOLATION_WITH_SERIOUS_IMPACT', impact: `${marker}影响` };
    await accepted(given.approver, 'revoke', { ...violation, ...ground });
  });
  afterAll(() => given.api.close());

  const publicTypes = ['NoticePublished', 'ErratumIssued', 'NoticeClosed', 'Recognized', 'CircularIssued', 'Revoked'];

  test('the public is told six things, by nomination and by honor', async () => {
    for (const asked of [of, { honor: first }]) {
      const told = await tell(given.api.anyone, asked);
      expect(types(told)).toEqual(publicTypes);
      expect(told.totalCount).toBe(6);
      expect(told.nodes[3].facts).toEqual({
        certificate: first,
        bureau: bureaus.city,
        category: 'NEW_FORM',
        noticeId: given.noticeId,
        recognizedOn: '2024-02-02',
      });
      expect(told.nodes[5]).toMatchObject({
        bureau: { code: bureaus.province },
        facts: { ground: 'VIOLATION_WITH_SERIOUS_IMPACT', revokedOn: '2024-02-02' },
      });
      expect(told.nodes.map(({ actor }: Answer) => actor)).toEqual(publicTypes.map(() => null));
    }
  });

  /** Everything about people and offices that the log holds of it. */
  const secrets = () => [
    marker,
    ...names,
    objector.name,
    objector.contact,
    '方专家',
    'approver',
    'expert',
    bureaus.county,
  ];

  test('none of what is not public comes out, nor out of cursors', async () => {
    const told = await tell(given.api.anyone, of);
    const cursors = told.edges.map(({ cursor }: Answer) => Buffer.from(cursor, 'base64url').toString());
    const texts = [...textsIn(told), ...cursors].join('\n');
    for (const secret of secrets()) expect(texts).not.toContain(secret);
    for (const number of given.forms.map(({ idNumber }: Answer) => idNumber)) expect(texts).not.toContain(number);
  });

  test('a page ends where the public history does, whatever else was recorded', async () => {
    const page = await tell(given.api.anyone, of, 'PUBLIC', { first: 4 });
    const rest = await tell(given.api.anyone, of, 'PUBLIC', { first: 4, after: page.pageInfo.endCursor });
    expect([...types(page), ...types(rest)]).toEqual(publicTypes);
    expect([page.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
  });

  test('the bureau may look at what its nominee would be told: decisions, nobody’s words, no scores, no objection', async () => {
    const clerk = await given.api.as('CITY_CLERK', bureaus.city);
    const told = await tell(clerk, of, 'NOMINEE');
    expect(types(told)).toEqual(
      expect.arrayContaining(['Nominated', 'Reviewed', 'Forwarded', 'ShortlistDecided', ...publicTypes]),
    );
    expect(types(told).filter((type) => /Objection|Scor|Violation|Seat|ReviewAssigned/.test(type))).toEqual([]);
    const factsOf = (type: string) => told.nodes.find((node: Answer) => node.type === type).facts;
    expect(factsOf('ShortlistDecided')).toEqual({ outcome: 'SELECTED' });
    expect(factsOf('Reviewed')).toEqual({
      bureau: bureaus.city,
      level: 'CITY',
      decision: 'PASS',
      ...(factsOf('Reviewed').conclusion && { conclusion: 'RECOMMEND' }),
    });
    const texts = textsIn(told).join('\n');
    for (const secret of [marker, objector.name, '方专家', '同意推荐', '王主任']) expect(texts).not.toContain(secret);
    expect(told.nodes.map(({ actor }: Answer) => actor).filter(Boolean)).toEqual([]);
  });

  test('an auditor is told everything, with who did it and without personal data', async () => {
    const auditor = await given.api.as('AUDITOR');
    const told = await tell(auditor, of, 'AUDITOR');
    expect(told.totalCount).toBe(told.nodes.length);
    expect(types(told)).toEqual(
      expect.arrayContaining(['NominationClaimed', 'Scored', 'ObjectionLodged', 'ViolationReported', ...publicTypes]),
    );
    expect(told.nodes.every(({ actor }: Answer) => actor !== null)).toBe(true);
    const texts = textsIn(told).join('\n');
    for (const secret of [objector.name, `${marker}理由`, ...names]) expect(texts).not.toContain(secret);
  });

  test('a higher audience than one’s roles allow is refused, whether or not there is anything', async () => {
    const strangers: [Caller, string[]][] = [
      [given.api.anyone, ['NOMINEE', 'AUDITOR']],
      [await given.api.as('EXPERT'), ['NOMINEE', 'AUDITOR']],
      [await given.api.as('CITY_CLERK', bureaus.city), ['AUDITOR']],
      [await given.api.as('PROVINCE_APPROVER', bureaus.city), ['AUDITOR']],
    ];
    for (const [stranger, refused] of strangers) {
      for (const audience of refused) {
        for (const asked of [of, { nomination: 'none' }]) {
          const [error] = await stranger.refusedAsk(HISTORY, { of: asked, audience });
          expect(error?.extensions).toMatchObject({ code: 'FORBIDDEN', path: ['audience'] });
        }
      }
    }
  });

  test('a bureau sees the nominee’s level of its own nominations only', async () => {
    expect(await tell(await given.api.as('CITY_CLERK', bureaus.otherCity), of, 'NOMINEE')).toBeNull();
    expect(await tell(await given.api.as('CITY_CLERK', bureaus.city), { nomination: 'none' }, 'NOMINEE')).toBeNull();
  });

  test('who was not selected is not publicized: for the public there is nothing', async () => {
    expect(await tell(given.api.anyone, { nomination: given.nominations[3] })).toBeNull();
    expect(await tell(given.api.anyone, { nomination: 'none' })).toBeNull();
    expect(await tell(given.api.anyone, { honor: 'none' })).toBeNull();
  });
});

test('before the notice the public is told nothing, not even that there is a nomination', async () => {
  const { api, nominations } = await shortlisted();
  expect(await tell(api.anyone, { nomination: nominations[0] })).toBeNull();
  await api.close();
});
