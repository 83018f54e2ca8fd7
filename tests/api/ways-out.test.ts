import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, startApi } from '../support/api.ts';
import { accepted, drafted, inFlex } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await accepted(await api.as('PROVINCE_APPROVER', bureaus.province), 'openEdition', { program: 'FLEX_STAR' });
});
afterAll(() => api.close());

test.each(['from', 'to'])('a position ahead of the log is told by the argument it stands in: %s', async (argument) => {
  const clerk = await api.as('COUNTY_CLERK', bureaus.county);
  const nomination = await drafted(clerk, inFlex());
  const { position } = await accepted(clerk, 'amendForm', { nominationId: nomination, form: { remark: '改' } });
  const [error] = await clerk.refusedAsk(
    `query ($of: ChangesOfInput!, $from: AsOfInput!, $to: AsOfInput) {
      changes(of: $of, from: $from, to: $to) { totalCount }
    }`,
    { of: { nomination }, from: { position }, to: { position }, [argument]: { position: '999999999' } },
  );
  expect(error?.extensions).toMatchObject({ code: 'READ_MODEL_BEHIND', path: [argument, 'position'] });
  expect(error?.message).toContain(`"${argument}.position"`);
  expect(error?.message).not.toContain('minPosition');
});

test('a clerk without the permission is told who has it, in the language asked for', async () => {
  const input = { editionId: 'any', bureau: bureaus.city, seats: 1, reason: '增补' };
  const told = async (language: 'zh' | 'en') => {
    const clerk = await api.as('COUNTY_CLERK', bureaus.county, 'clerk', language);
    const { errors } = await clerk.run('adjustQuota', input);
    return errors.map(({ message }: { message: string }) => message);
  };
  expect(await told('zh')).toEqual(['您没有此项权限。可办理的角色：省级经办、省级审批。']);
  expect(await told('en')).toEqual(['You may not do this. It is for: PROVINCE_OFFICER, PROVINCE_APPROVER.']);
});

test('files are uploaded by roles that go by their names in Chinese, and by their codes for programs', async () => {
  const answer = await fetch(`${api.running.url}/files`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await api.tokenOf('EXPERT')}`,
      'accept-language': 'zh',
      'content-type': 'application/pdf',
    },
    body: '%PDF-1.7',
  });
  const { errors } = (await answer.json()) as { errors: { message: string; extensions: object }[] };
  expect(answer.status).toBe(403);
  expect(errors[0]?.message).toMatch(/^您没有上传文件的权限。可办理的角色：县级经办、市级经办、[^A-Z]+。$/);
  expect(errors[0]?.extensions).toMatchObject({ roles: expect.stringContaining('COUNTY_CLERK, CITY_CLERK') });
});

test.each([
  [
    'AUDITOR',
    { purpose: '查' },
    'Laurel-Purpose is not acceptable: it takes 5 to 300 characters as percent-encoded UTF-8',
  ],
  ['AUDITOR', { purpose: '查' }, '审计 is sent as %E5%AE%A1%E8%AE%A1'],
  ['DISCIPLINE_INSPECTOR', { purpose: '年度审计抽查' }, 'DISCIPLINE_INSPECTOR sends Laurel-Case (1 to 100 characters)'],
] as const)('who reads as %s and states %o is told what is accepted', async (role, stated, said) => {
  const by = await api.as(role, undefined, undefined, 'en', stated);
  const [error] = await by.refusedAsk('{ viewer { id } }');
  expect(error).toMatchObject({ message: expect.stringContaining(said), extensions: { code: 'PURPOSE_INVALID' } });
});
