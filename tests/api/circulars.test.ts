import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../support/api.ts';
import { codes } from '../support/caller.ts';
import { accepted } from '../support/dossiers.ts';
import { type Publicized, recognized } from '../support/selection.ts';

const [first, second] = ['HN-FS-2023-001', 'HN-FS-2023-002'];
const visit = { step: 'FOLLOW_UP', answers: { on: '2024-02-02', note: '经营正常，已落实社保补贴。' } };

let given: Publicized;
beforeAll(async () => {
  given = await recognized();
});
afterAll(() => given.api.close());

const selection = 'edition { circulars { number title issuedOn certificates listHash recordedAt } }';
const issue = (changes: object = {}, by = given.approver): Promise<Answer> =>
  by.run(
    'issueCircular',
    {
      editionId: given.editionId,
      number: '豫人社〔2024〕1号',
      title: '关于表扬的通报',
      issuedOn: '2024-02-02',
      ...changes,
    },
    selection,
  );
const circularOf = async (args: string): Promise<Answer> =>
  (await given.api.anyone.ask(`{ honoree(${args}) { circular { number issuedOn } } }`)).honoree.circular;

describe('once somebody is recognized', () => {
  test('the bureau follows up, and those entitled read it', async () => {
    const by = await given.api.as('CITY_CLERK', '410100');
    const { honoree } = await accepted(
      by,
      'followUp',
      { certificate: first, ...visit, evidence: [{ title: '走访记录' }] },
      'honoree { followUps { step name { zh } bureau { code } answers evidence { title } recordedAt } }',
    );
    expect(honoree.followUps).toEqual([
      {
        step: 'FOLLOW_UP',
        name: { zh: expect.any(String) },
        bureau: { code: '410100' },
        answers: visit.answers,
        evidence: [{ title: '走访记录' }],
        recordedAt: '2024-02-02T01:00:00.000Z',
      },
    ]);
    const look = `{ honoree(certificate: "${first}") { followUps { step } redactions { field } } }`;
    expect((await given.officer.ask(look)).honoree.followUps).toEqual([{ step: 'FOLLOW_UP' }]);
    for (const who of [given.api.anyone, await given.api.as('CITY_CLERK', '410200')]) {
      const { honoree: seen } = await who.ask(look);
      expect(seen.followUps).toBeNull();
      expect(seen.redactions).toContainEqual({ field: 'followUps' });
    }
  });

  test('another bureau does not, nor is a step recorded with fields left empty', async () => {
    const other = await given.api.as('CITY_CLERK', '410200');
    expect(codes(await other.run('followUp', { certificate: first, ...visit }))).toEqual(['OUT_OF_JURISDICTION']);
    const own = await given.api.as('CITY_CLERK', '410100');
    expect((await own.run('followUp', { certificate: first, step: 'FOLLOW_UP', answers: {} })).errors).toEqual([
      expect.objectContaining({ code: 'FIELD_REQUIRED', path: ['answers', 'on'], ruleId: 'R-F31' }),
      expect.objectContaining({ code: 'FIELD_REQUIRED', path: ['answers', 'note'], ruleId: 'R-F31' }),
    ]);
    expect(codes(await own.run('followUp', { certificate: first, ...visit, step: 'NONE' }))).toEqual(['STEP_UNKNOWN']);
  });

  test('a bureau records what it watches for the whole edition; others of its level do not see it', async () => {
    const step = {
      editionId: given.editionId,
      step: 'OPINION_MONITORING',
      answers: { on: '2024-02-02', note: '未见负面舆情。' },
    };
    const county = await given.api.as('COUNTY_CLERK', '410122');
    const steps = 'edition { steps { step bureau { code } } }';
    const { edition } = await accepted(county, 'recordEditionStep', step, steps);
    expect(edition.steps).toEqual([{ step: 'OPINION_MONITORING', bureau: { code: '410122' } }]);
    const look = 'query ($id: ID!) { edition(id: $id) { steps { step } } }';
    const seenBy = async (role: 'CITY_CLERK' | 'COUNTY_CLERK', bureau: string) =>
      (await (await given.api.as(role, bureau)).ask(look, { id: given.editionId })).edition.steps;
    expect(await seenBy('CITY_CLERK', '410100')).toEqual([{ step: 'OPINION_MONITORING' }]);
    expect(await seenBy('CITY_CLERK', '410200')).toEqual([]);
    expect((await given.api.anyone.ask(look, { id: given.editionId })).edition.steps).toBeNull();
    expect(codes(await given.api.anyone.run('recordEditionStep', step))).toEqual(['NOT_PERMITTED']);
  });
});

describe('a circular', () => {
  test('is issued by the approver of the province, dated today or before', async () => {
    expect(codes(await issue({}, given.officer))).toEqual(['NOT_PERMITTED']);
    expect(codes(await issue({ issuedOn: '2024-02-03' }))).toEqual(['CIRCULAR_DATE_IMPOSSIBLE']);
  });

  test('lists who is recognized and not revoked, with a hash that anyone can compute', async () => {
    const evidence = [{ title: '处理决定' }];
    await accepted(given.cityApprover, 'reportViolation', { certificate: second, statement: '停业。', evidence });
    const ground = 'BELOW_STANDARD';
    await accepted(given.approver, 'revoke', { certificate: second, statement: '查实。', ground, evidence });
    await given.api.passTo('2024-02-03T01:00:00.000Z');
    const { edition, errors } = await issue();
    expect(errors).toEqual([]);
    expect(edition.circulars).toEqual([
      {
        number: '豫人社〔2024〕1号',
        title: '关于表扬的通报',
        issuedOn: '2024-02-02',
        certificates: [first],
        listHash: createHash('sha256').update(`["${first}"]`).digest('hex'),
        recordedAt: '2024-02-03T01:00:00.000Z',
      },
    ]);
  });

  test('is found by everyone it lists, as of then', async () => {
    expect(await circularOf(`certificate: "${first}"`)).toEqual({
      number: '豫人社〔2024〕1号',
      issuedOn: '2024-02-02',
    });
    expect(await circularOf(`certificate: "${first}", asOf: { time: "2024-02-03T00:59:59.999Z" }`)).toBeNull();
    expect(await circularOf(`certificate: "${second}"`)).toBeNull();
  });

  test('is not followed by another one until somebody else is recognized', async () => {
    expect(codes(await issue())).toEqual(['NOBODY_TO_COMMEND', 'CIRCULAR_NUMBER_TAKEN']);
    expect(codes(await issue({ number: '豫人社〔2024〕2号' }))).toEqual(['NOBODY_TO_COMMEND']);
  });
});
