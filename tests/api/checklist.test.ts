import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Api, Caller } from '../support/api.ts';
import { atWork } from '../support/at-work.ts';
import { fileOf, sha256Of } from '../support/bytes.ts';
import { accepted, completed, drafted, inFlex, passing, someoneFlexible } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';

const CHECKLIST = /* GraphQL */ `
  query Checklist($id: ID!) {
    nomination(id: $id) {
      checklist {
        required missing reason
        material { code copies accepts ruleId name { zh } requiredWhen { field in } }
        files { sha256 mediaType size words attachedAt attachedBy { id } path }
      }
    }
  }
`;

let api: Api;
let clerk: Caller;
let approver: Caller;

beforeAll(async () => {
  ({ api, clerk, approver } = await atWork('FLEX_STAR'));
});
afterAll(() => api.close());

const checklistOf = async (id: string, by = clerk): Promise<Answer[]> =>
  (await by.ask(CHECKLIST, { id })).nomination.checklist;
const itemOf = async (id: string, code: string, by = clerk): Promise<Answer> =>
  (await checklistOf(id, by)).find(({ material }) => material.code === code);

const selfEmployed = (changes: object = {}) =>
  inFlex({
    category: 'SELF_EMPLOYED',
    form: someoneFlexible({
      flexType: 'SELF_EMPLOYED',
      businessRegistered: 'YES',
      uscc: '92410122MA3X4QKF1U',
      ...changes,
    }),
  });
const licenceOf = (id: string, by = clerk) => itemOf(id, 'E_LICENCE', by);

describe('the checklist of a rider', () => {
  test('asks for everything but a license, and says why in the language asked for', async () => {
    const id = await drafted(clerk, inFlex());
    const items = await checklistOf(id);
    expect(items.map(({ material, required, missing }) => [material.code, required, missing])).toEqual([
      ['FLEX_FORM', true, true],
      ['DEEDS', true, true],
      ['ID_COPY', true, true],
      ['E_LICENCE', false, false],
      ['NO_CRIME_PROOF', true, true],
      ['SUPPORTING', false, false],
      ['PHOTO', true, true],
    ]);
    expect(items[0]).toMatchObject({
      reason: 'The registration form, in two copies',
      material: { copies: 2, ruleId: 'R-F43', name: { zh: '登记表(附件2)' }, requiredWhen: null },
      files: [],
    });
    expect(items.at(-1).material.accepts).toEqual(['image/jpeg', 'image/png']);
    const chinese = await api.as('COUNTY_CLERK', bureaus.county, undefined, 'zh');
    expect((await checklistOf(id, chinese))[0].reason).toBe('登记表一式两份');
  });

  test('stops a review at what is missing, and at nothing that is not required', async () => {
    const id = await drafted(clerk, inFlex());
    const { errors } = await approver.run('review', await passing(approver, id));
    const byRule = Object.fromEntries(errors.map(({ ruleId, message }: Answer) => [ruleId, message]));
    expect(byRule['R-F35']).toContain('Certificate of no criminal record');
    expect(Object.keys(byRule)).toEqual(expect.arrayContaining(['R-F32', 'R-F43']));
    expect(JSON.stringify(errors)).not.toContain('business license');
    await completed(clerk, id);
    await accepted(approver, 'review', await passing(approver, id));
  });
});

describe('the checklist of an individual business', () => {
  test('asks for the license, and says of whom', async () => {
    const id = await drafted(clerk, selfEmployed());
    expect(await licenceOf(id)).toMatchObject({
      required: true,
      missing: true,
      reason: 'Of a registered individual business: the license is obtained by the unit that puts the nominee forward',
      material: {
        requiredWhen: [
          { field: 'flexType', in: ['SELF_EMPLOYED'] },
          { field: 'businessRegistered', in: ['YES'] },
        ],
      },
    });
  });

  test('stops at a license that is missing, and goes on once it is there', async () => {
    const id = await drafted(clerk, selfEmployed());
    await completed(clerk, id);
    const licence = (await licenceOf(id)).files[0];
    const removal = { nominationId: id, material: 'E_LICENCE', sha256: licence.sha256, reason: '换新照。' };
    await accepted(clerk, 'removeMaterial', removal);
    const { errors } = await approver.run('review', await passing(approver, id));
    expect(errors).toEqual([expect.objectContaining({ code: 'RULE_FAILED', ruleId: 'R-F34' })]);
    await completed(clerk, id);
    await accepted(approver, 'review', await passing(approver, id));
  });

  test('follows the form: not registered, no license', async () => {
    const id = await drafted(clerk, selfEmployed());
    await accepted(clerk, 'amendForm', { nominationId: id, form: { businessRegistered: 'NO', uscc: null } });
    expect(await licenceOf(id)).toMatchObject({ required: false, missing: false });
  });
});

describe('an attached file', () => {
  test('is told with what is known of it, where to have it from, and who attached it when', async () => {
    const id = await drafted(clerk, inFlex());
    const bytes = fileOf('application/pdf', 3000, 'deeds');
    const sha256 = await clerk.upload(bytes);
    expect(sha256).toBe(sha256Of(bytes));
    await accepted(clerk, 'attachMaterial', { nominationId: id, material: 'DEEDS', sha256, words: 800 });
    expect(await itemOf(id, 'DEEDS')).toMatchObject({
      missing: false,
      files: [
        {
          sha256,
          mediaType: 'application/pdf',
          size: 3000,
          words: 800,
          attachedAt: '2024-01-08T02:00:00.000Z',
          attachedBy: { id: `county_clerk-${bureaus.county}` },
          path: `/nominations/${id}/materials/${sha256}`,
        },
      ],
    });
  });

  test('stands in the past as it did then', async () => {
    const id = await drafted(clerk, inFlex());
    const sha256 = await clerk.upload(fileOf('application/pdf', 100, 'then'));
    const material = { nominationId: id, material: 'DEEDS', sha256 };
    const { position } = await accepted(clerk, 'attachMaterial', material);
    await accepted(clerk, 'removeMaterial', { ...material, reason: '误传。' });
    const past = `query ($id: ID!, $position: Position!) {
      nomination(id: $id, asOf: { position: $position }) { eligibility { outcome } checklist { missing material { code } } }
    }`;
    const { nomination } = await clerk.ask(past, { id, position });
    expect(nomination.eligibility).toBeNull();
    expect(nomination.checklist).toContainEqual({ missing: false, material: { code: 'DEEDS' } });
    expect(await itemOf(id, 'DEEDS')).toMatchObject({ missing: true, files: [] });
  });
});
