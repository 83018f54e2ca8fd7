import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../support/api.ts';
import { codes } from '../support/caller.ts';
import { grounds, lodged, nomineesOf, objector, ruled } from '../support/objections.ts';
import { names, type Publicized, publicized, textsIn } from '../support/selection.ts';

let given: Publicized;
let anyone: Caller;
beforeEach(async () => {
  given = await publicized();
  anyone = given.api.anyone;
});
afterEach(() => given.api.close());

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
    expect(await nomineesOf(given.noticeId, anyone)).toEqual([row(0), row(1)]);
  });

  test('shows the dossier to who may see it', async () => {
    const [first] = await nomineesOf(given.noticeId, given.cityApprover);
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

test('the public reads nothing personal but the names on the notice', async () => {
  const { id } = await lodged(given, anyone);
  await ruled(given, 'admitObjection', id);
  const everything = await anyone.ask(
    `query ($id: ID!, $nomination: ID!, $objection: ID!) {
      notices(first: 5) { nodes { ...notice } }
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
