import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLoaders } from '../../schema/loaders.ts';
import { createSchema } from '../../schema/schema.ts';
import { LIMITS } from '../../src/server/limits.ts';
import { startServer } from '../../src/server/server.ts';
import type { Caller } from '../support/api.ts';
import { codes } from '../support/caller.ts';
import { accepted } from '../support/dossiers.ts';
import { ask, silent } from '../support/http.ts';
import { grounds, lodged, nomineesOf, objectionOn, objector, ruled } from '../support/objections.ts';
import { names, type Publicized, publicized, textsIn } from '../support/selection.ts';

let given: Publicized;
let anyone: Caller;
beforeEach(async () => {
  given = await publicized();
  anyone = given.api.anyone;
});
afterEach(() => given.api.close());

describe('an objection', () => {
  test('in time and under a name stands against its nominee', async () => {
    expect(await lodged(given, anyone)).toMatchObject({ status: 'LODGED', inTime: true, anonymous: false });
    expect((await nomineesOf(given.noticeId, given.officer)).map(({ objectionStands }) => objectionStands)).toEqual([
      true,
      false,
    ]);
  });

  test('tells who lodged it where it stands, and withholds the rest by name', async () => {
    const selection = `objection { id status inTime standing objector { name contact } grounds evidence { title } note
      findings updatedAt postmarkedOn nomination { id } redactions { field reason } }`;
    const { objection: told } = await accepted(anyone, 'object', objectionOn(given), selection);
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
    const { id } = await lodged(given, anyone);
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
    const [first, second] = [await lodged(given, anyone, { commandId }), await lodged(given, anyone, { commandId })];
    expect(second.id).toBe(first.id);
    const { objections } = await given.officer.ask('{ objections { totalCount } }');
    expect(objections.totalCount).toBe(1);
  });

  test('without a name does not stand until an officer takes it up', async () => {
    const { id, anonymous } = await lodged(given, anyone, { objector: null });
    expect(anonymous).toBe(true);
    expect((await nomineesOf(given.noticeId, given.officer))[0]).toMatchObject({ objectionStands: false });
    await ruled(given, 'admitObjection', id);
    expect((await nomineesOf(given.noticeId, given.officer))[0]).toMatchObject({ objectionStands: true });
  });

  test('that comes late is recorded, and cannot be admitted', async () => {
    await given.api.passTo('2024-02-01T16:00:00.000Z');
    const { id, inTime } = await lodged(given, anyone);
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
    const claimed = await anyone.run('object', objectionOn(given, byPost), 'objection { id }');
    expect(claimed.objection).toBeNull();
    expect(codes(claimed)).toEqual(['POSTMARK_BY_OFFICER']);
    expect(await lodged(given, given.officer, byPost)).toMatchObject({ inTime: true });
    expect(await lodged(given, given.officer, { postmarkedOn: '2024-02-02' })).toMatchObject({ inTime: false });
  });

  test('needs a nominee of the notice, and grounds', async () => {
    const stranger = await anyone.run('object', objectionOn(given, { nominationId: given.nominations[3] }));
    expect(codes(stranger)).toEqual(['NOT_ON_NOTICE']);
    const [error] = await anyone.refusedAsk('mutation ($input: ObjectInput!) { object(input: $input) { commandId } }', {
      input: objectionOn(given, { grounds: '', objector: { name: '', contact: '15900007777' } }),
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

describe('without a token only so many objections an hour are taken', () => {
  const rationed = async (test: (url: string) => Promise<void>) => {
    const { services } = given.api.running;
    const server = await startServer({
      schema: createSchema(),
      buildContext: () => ({ services, loaders: createLoaders(services) }),
      limits: { rate: LIMITS.rate && { ...LIMITS.rate, actions: { object: { points: 2, seconds: 3600 } } } },
      logger: silent,
      port: 0,
    });
    await test(server.url).finally(() => server.close());
  };
  const recorded = async () => (await given.officer.ask('{ objections { totalCount } }')).objections.totalCount;

  test('whatever becomes of them', async () => {
    await rationed(async (url) => {
      const send = (changes: object) =>
        ask(url, 'mutation ($input: ObjectInput!) { object(input: $input) { errors { code } } }', {
          variables: { input: objectionOn(given, changes) },
        });
      expect((await send({})).data.object.errors).toEqual([]);
      expect((await send({ noticeId: 'none' })).data.object.errors).toEqual([{ code: 'NOTICE_NOT_FOUND' }]);
      const third = await send({});
      expect(third.status).toBe(429);
      expect(third.errors.map(({ extensions }) => extensions.code)).toEqual(['RATE_LIMITED']);
    });
    expect(await recorded()).toBe(1);
  });

  test.each([
    ['fits, all are recorded', ['a', 'b'], 200, 2],
    ['does not fit, none is', ['a', 'b', 'c'], 429, 0],
  ])('if what one request lodges %s', async (_, names, status, count) => {
    await rationed(async (url) => {
      const fields = names.map((name) => `${name}: object(input: $input) { errors { code } }`);
      const query = `mutation ($input: ObjectInput!) { ${fields.slice(1).join(' ')} ...First }
        fragment First on Mutation { ${fields[0]} }`;
      expect((await ask(url, query, { variables: { input: objectionOn(given) } })).status).toBe(status);
    });
    expect(await recorded()).toBe(count);
  });
});
