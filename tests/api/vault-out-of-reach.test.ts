import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, type Caller, startApi } from '../support/api.ts';
import { workAt } from '../support/at-work.ts';
import { accepted, inFlex } from '../support/dossiers.ts';
import { type PostgresServer, postgresIsThere, startPostgres } from '../support/postgres.ts';

describe.runIf(postgresIsThere)('while the key vault is gone', () => {
  let postgres: PostgresServer;
  let api: Api;
  let clerk: Caller;

  beforeAll(async () => {
    postgres = await startPostgres();
    api = await startApi(undefined, { keyVault: await postgres.database() });
    ({ clerk } = await workAt(api, 'FLEX_STAR'));
    await accepted(clerk, 'nominate', inFlex());
    await postgres.stop();
  });
  afterAll(() => api.close());

  test('nothing is recorded, and a command says so', async () => {
    const before = await api.running.raw.head();
    const { errors } = await clerk.answer(
      'mutation ($input: NominateInput!) { nominate(input: $input) { position } }',
      { input: inFlex() },
    );
    expect(errors).toMatchObject([
      {
        message: 'The vault of the keys of personal data cannot be reached. Nothing was recorded. Ask again later.',
        extensions: { code: 'VAULT_UNAVAILABLE', outcome: 'nothing-recorded', commandId: expect.any(String) },
      },
    ]);
    expect(await api.running.raw.head()).toBe(before);
  });

  test('what read models hold is answered; what has to be opened is not', async () => {
    const { data, errors } = await clerk.answer('{ nominations(first: 1) { totalCount nodes { form } } }');
    expect(data).toEqual({ nominations: { totalCount: 1, nodes: [{ form: null }] } });
    expect(errors).toMatchObject([
      {
        message: 'The vault of the keys of personal data cannot be reached. Ask again later.',
        extensions: { code: 'VAULT_UNAVAILABLE' },
      },
    ]);
  });
});
