import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Form } from '../../src/domain/nomination/nomination.ts';
import type { Api, Caller } from '../support/api.ts';
import { accepted, drafted } from '../support/dossiers.ts';
import { sendFile, zhHeader } from '../support/honor-files.ts';
import {
  against,
  answered,
  artisan,
  attached,
  bornOn,
  type City,
  creditCode,
  demonstrated,
  gathered,
  hangzhou,
  inCity,
  lishui,
  paper,
  peopleOf,
  province,
  recommended,
  review,
  startWithPrograms,
  withMaterials,
} from './village-artisan.ts';

/** The rules of a program that nothing in the code knows of. */
let api: Api;
let officer: Caller;
let approver: Caller;
let city: City;

beforeAll(async () => {
  api = await startWithPrograms();
  officer = await api.as('PROVINCE_OFFICER', province);
  approver = await api.as('PROVINCE_APPROVER', province);
  city = await peopleOf(api, lishui);
  await accepted(officer, 'openEdition', { program: 'VILLAGE_ARTISAN' });
});
afterAll(() => api.close());

describe('The city’s review is refused by each kind of rule:', () => {
  const refusals = async (form: Form, category = 'CRAFT') => {
    const nominationId = await drafted(city.clerk, inCity({ category, form }));
    await gathered(city, nominationId);
    return against(await review(city, nominationId));
  };

  const owner = { standing: 'OWNER', workshop: { place: lishui } };
  it.each<[string, Form, string, string]>([
    ['too young', { citizenId: bornOn('20000109'), born: '2000-01' }, 'RULE_FAILED', 'ZJ-12'],
    ['too old', { citizenId: bornOn('19790107'), born: '1979-01' }, 'RULE_FAILED', 'ZJ-12'],
    ['no craft', { craft: 'TRADE' }, 'RULE_FAILED', 'ZJ-13'],
    ['a day short of ten years', { practicingSince: '2015-01-09' }, 'WAIVER_NEEDED', 'ZJ-14'],
    ['a workshop elsewhere', { workshop: { place: hangzhou } }, 'RULE_FAILED', 'ZJ-15'],
    ['a civil servant', { standing: 'CIVIL_SERVANT' }, 'RULE_FAILED', 'ZJ-21'],
    ['an owner without a credit code', owner, 'RULE_FAILED', 'ZJ-22'],
    ['trained on the very day', { trainedOn: '2025-01-08' }, 'RULE_FAILED', 'ZJ-24'],
    ['recommended by another city', { recommendedBy: hangzhou }, 'RULE_FAILED', 'ZJ-26'],
    [
      'an honor of the province since 2022',
      { awards: [{ title: '省级工匠', level: 'PROVINCIAL', topic: 'CRAFT', awardedOn: '2022-01-01' }] },
      'WAIVER_NEEDED',
      'ZJ-20',
    ],
  ])('%s', async (_, changes, code, ruleId) => {
    expect(await refusals(artisan(changes))).toEqual([[code, ruleId]]);
  });

  it.each<[string, Form]>([
    ['25 yesterday', { citizenId: bornOn('20000107'), born: '2000-01' }],
    ['46 today', { citizenId: bornOn('19790108'), born: '1979-01' }],
    ['ten years today', { practicingSince: '2015-01-08' }],
    ['trained yesterday', { trainedOn: '2025-01-07' }],
    [
      'an honor of the day before',
      { awards: [{ title: '省级工匠', level: 'PROVINCIAL', topic: 'CRAFT', awardedOn: '2021-12-31' }] },
    ],
    ['an honor of a city', { awards: [{ title: '市级工匠', level: 'CITY', topic: 'CRAFT', awardedOn: '2024-01-01' }] }],
  ])('but not %s', async (_, changes) => {
    expect(await refusals(artisan(changes))).toEqual([]);
  });

  it('of those with digital skills, who was born too early, but not who is new to the craft', async () => {
    const digital = { craft: 'CODING', practicingSince: '2022-01-01' };
    const older = { ...digital, citizenId: bornOn('19841231'), born: '1984-12' };
    expect(await refusals(artisan(older), 'DIGITAL')).toEqual([['RULE_FAILED', 'ZJ-25']]);
    expect(await refusals(artisan(digital), 'DIGITAL')).toEqual([]);
  });

  it('nothing gathered, nothing judged, and an opinion that says little and has no stamp', async () => {
    const nominationId = await drafted(city.clerk, inCity());
    const { conclusion: _, contact: __, ...rest } = recommended;
    const opinion = { ...rest, stamped: false };
    expect(against(await review(city, nominationId, { opinion, judgments: [] }))).toEqual([
      ['OPINION_UNSTAMPED', 'ZJ-10'],
      ['CONCLUSION_EXPECTED', 'ZJ-10'],
      ['CONTACT_EXPECTED', 'ZJ-10'],
      ['RULE_FAILED', 'ZJ-16'],
      ['JUDGMENT_NEEDED', 'ZJ-18'],
      ['RULE_FAILED', 'ZJ-19'],
    ]);
  });

  it('a demonstration that was not passed, a department that knows nothing, a judgment against', async () => {
    const nominationId = await drafted(city.clerk, inCity());
    await accepted(city.clerk, 'recordStep', { nominationId, ...demonstrated('FAILED') });
    await accepted(city.clerk, 'answerVetting', { nominationId, ...answered('CULTURE_TOURISM') });
    await accepted(city.clerk, 'answerVetting', { nominationId, ...answered('TAX', 'UNKNOWN') });
    const judgments = [{ ruleId: 'ZJ-18', holds: false }];
    expect(against(await review(city, nominationId, { judgments }))).toEqual([
      ['RULE_FAILED', 'ZJ-16'],
      ['RULE_FAILED', 'ZJ-18'],
      ['RULE_FAILED', 'ZJ-19'],
    ]);
  });

  it('a step that the program does not know, or without what it asks', async () => {
    const nominationId = await drafted(city.clerk, inCity());
    const record = (changes: object) => city.clerk.run('recordStep', { nominationId, ...demonstrated(), ...changes });
    expect(against(await record({ step: 'CONSULTATION' }))).toEqual([['STEP_UNKNOWN', null]]);
    expect(against(await record({ evidence: [] }))).toEqual([['STEP_EVIDENCE', 'ZJ-16']]);
    expect(against(await record({ answers: { heldOn: '2025-01-06', result: 'PASSED', judges: 2 } }))).toEqual([
      ['FIELD_INVALID', 'ZJ-16'],
    ]);
  });
});

describe('A rule that holds in principle', () => {
  it('is waived on the city’s request by the province, for what was found and by nobody who asked', async () => {
    const form = artisan({ practicingSince: '2016-05-01' });
    const nominationId = await drafted(city.clerk, inCity({ form }));
    await gathered(city, nominationId);
    const request = { nominationId, ruleId: 'ZJ-14', reason: '技艺突出，市里一致推荐。', evidence: paper };
    expect(against(await city.approver.run('requestWaiver', { ...request, ruleId: 'ZJ-12' }))).toEqual([
      ['RULE_NOT_WAIVABLE', 'ZJ-12'],
    ]);
    await accepted(city.approver, 'requestWaiver', request);
    expect(against(await review(city, nominationId))).toEqual([['WAIVER_NEEDED', 'ZJ-14']]);
    const confirm = { nominationId, ruleId: 'ZJ-14', note: '同意。' };
    expect(against(await city.approver.run('confirmWaiver', confirm))).toEqual([
      ['WAIVER_OF_THE_LEVEL_ABOVE', 'ZJ-14'],
      ['FOUR_EYES', 'ZJ-14'],
    ]);
    await accepted(approver, 'confirmWaiver', confirm);
    expect(against(await review(city, nominationId))).toEqual([]);
    await accepted(city.clerk, 'withdraw', { nominationId, reason: '本人放弃。' });
  });
});

describe('An honor on record', () => {
  it('counts by the levels and topics of this program, though the form does not tell of it', async () => {
    const form = artisan({ fullName: '季守白' });
    const file = [zhHeader, `季守白,${form.citizenId},浙江工匠,省级,技艺,2023-05-01,浙江省人民政府`, ''].join('\n');
    const token = await api.tokenOf('PROVINCE_OFFICER', province);
    expect((await sendFile(api.running.url, file, { token })).body).toMatchObject({ rows: 1, recorded: 1 });
    const nominationId = await drafted(city.clerk, inCity({ form }));
    await gathered(city, nominationId);
    expect(against(await review(city, nominationId))).toEqual([['WAIVER_NEEDED', 'ZJ-20']]);
  });
});

describe('The slate of a city', () => {
  it('takes nobody whose materials are not there, each as this program asks for it', async () => {
    const form = artisan({ standing: 'OWNER', workshop: { place: lishui, licence: creditCode('9133110012345678A') } });
    const nominationId = await drafted(city.clerk, inCity({ form }));
    await gathered(city, nominationId);
    expect(against(await review(city, nominationId))).toEqual([]);
    const forward = () => city.approver.run('forward', { nominationId });
    expect(against(await forward())).toEqual([['RULE_FAILED', 'ZJ-17']]);
    const wrongType = await attached(api, city, nominationId, 'WORKS', 'application/pdf');
    expect(against(wrongType)).toEqual([['MATERIAL_TYPE', 'ZJ-17']]);
    const ofAnother = await attached(api, city, nominationId, 'FLEX_FORM');
    expect(against(ofAnother)).toEqual([['MATERIAL_UNKNOWN', null]]);
    await withMaterials(api, city, nominationId);

    const { nomination } = await city.clerk.ask(
      `query ($id: ID!) { nomination(id: $id) { checklist { material { code } required reason missing } } }`,
      { id: nominationId },
    );
    expect(nomination.checklist).toEqual([
      { material: { code: 'APPLICATION' }, required: true, reason: null, missing: false },
      { material: { code: 'WORKS' }, required: true, reason: null, missing: false },
      { material: { code: 'LICENCE' }, required: true, reason: 'Owners of a workshop need it', missing: true },
      { material: { code: 'STATEMENT' }, required: false, reason: null, missing: false },
    ]);
    expect(against(await forward())).toEqual([['RULE_FAILED', 'ZJ-17']]);
    expect(against(await attached(api, city, nominationId, 'LICENCE'))).toEqual([]);
    expect(against(await forward())).toEqual([]);
    await accepted(city.approver, 'takeOffSlate', { nominationId });
    await accepted(city.clerk, 'withdraw', { nominationId, reason: '本人放弃。' });
  });
});
