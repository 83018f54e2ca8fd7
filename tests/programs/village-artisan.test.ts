import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Form } from '../../src/domain/nomination/nomination.ts';
import type { Answer, Api, Caller } from '../support/api.ts';
import { accepted, drafted, someoneFlexible } from '../support/dossiers.ts';
import {
  against,
  artisan,
  attached,
  type City,
  editionId,
  gathered,
  hangzhou,
  inCity,
  lishui,
  paper,
  peopleOf,
  province,
  review,
  seated,
  startWithPrograms,
  withMaterials,
} from './village-artisan.ts';

/**
 * A program of another province, from its definition file alone, from its opening to a revocation: nothing in the code
 * knows of it. The tests follow each other in time.
 */
let api: Api;
let officer: Caller;
let approver: Caller;
let city: City;
let capital: City;

beforeAll(async () => {
  api = await startWithPrograms();
  officer = await api.as('PROVINCE_OFFICER', province);
  approver = await api.as('PROVINCE_APPROVER', province);
  city = await peopleOf(api, lishui);
  capital = await peopleOf(api, hangzhou);
});
afterAll(() => api.close());

describe('The program', () => {
  it('is there with its levels, its own form and its own codes', async () => {
    const { program } = await api.anyone.ask(`{ program(code: "VILLAGE_ARTISAN") {
      name { zh } decidingLevel quotaTotal certificatePattern
      stages { level cap submission perCategory }
      publicity { workingDays countPublicationDay }
      form { key type codes { code } fields { key type } }
    } }`);
    expect(program).toMatchObject({
      name: { zh: '浙江省“乡村匠师”' },
      decidingLevel: 'PROVINCE',
      quotaTotal: 11,
      certificatePattern: '浙匠〔{edition}〕{serial}号',
      stages: [{ level: 'CITY', cap: null, submission: 'TOGETHER', perCategory: 1 }],
      publicity: { workingDays: 7, countPublicationDay: true },
    });
    const field = (key: string) => program.form.find((item: Answer) => item.key === key);
    expect(field('craft').codes.map(({ code }: Answer) => code)).toEqual([
      'CELADON',
      'SWORD',
      'EMBROIDERY',
      'CODING',
      'TRADE',
    ]);
    expect(field('workshop').fields.map(({ key }: Answer) => key)).toEqual(['place', 'area', 'licence']);
    expect(field('awards')).toMatchObject({ type: 'RECORDS' });
  });

  it('is opened by its own province, and by no other', async () => {
    const henan = await api.as('PROVINCE_OFFICER', '410000');
    const input = { program: 'VILLAGE_ARTISAN' };
    expect(against(await henan.run('openEdition', input))).toEqual([['OUT_OF_JURISDICTION', null]]);
    const { edition } = await accepted(officer, 'openEdition', input, 'edition { id }');
    expect(edition.id).toBe(editionId);
  });
});

/** Nominations that go through to the end: the best two crafts, the best digital one, and those who do not make it. */
const running: Record<string, string> = {};

describe('From the slates to the shortlist', () => {
  const statuses = async () => {
    const { quotaTallies } = await officer.ask(
      `{ quotaTallies(editionId: "${editionId}") { nodes { bureau { code } slateStatus } } }`,
    );
    return Object.fromEntries(quotaTallies.nodes.map(({ bureau, slateStatus }: Answer) => [bureau.code, slateStatus]));
  };

  const submit = (at: City) =>
    at.approver.run('submitSlate', { editionId, bureau: at.code, confirmFewer: true }, 'slate { status }');

  it('a city puts forward its quota and no more, each category covered, what it must record on record', async () => {
    running.celadon = await seated(api, city, { form: artisan({ fullName: '叶青瓷' }) });
    running.sword = await seated(api, city, { form: artisan({ fullName: '沈龙泉', craft: 'SWORD' }) });
    const third = await drafted(city.clerk, inCity());
    await gathered(city, third);
    await withMaterials(api, city, third);
    await review(city, third);
    const refused = await city.approver.run('forward', { nominationId: third });
    expect(refused.errors).toEqual([
      expect.objectContaining({ code: 'QUOTA_EXCEEDED', ruleId: 'ZJ-02', quota: 2, taken: 2 }),
    ]);

    expect(against(await submit(city))).toEqual(
      expect.arrayContaining([
        ['CATEGORY_NOT_COVERED', 'ZJ-03'],
        ['STEP_MISSING', 'ZJ-27'],
      ]),
    );
    await accepted(city.approver, 'takeOffSlate', { nominationId: running.sword });
    const form = artisan({ fullName: '麻数字', craft: 'CODING', practicingSince: '2021-01-01' });
    running.coding = await seated(api, city, { category: 'DIGITAL', form });
    const call = { editionId, bureau: lishui, step: 'PUBLIC_CALL', answers: { channel: '市政府网站' } };
    await accepted(city.clerk, 'recordSlateStep', call);
    expect((await submit(city)).slate).toEqual({ status: 'SUBMITTED' });
    const { slate } = await city.approver.ask(
      `{ slate(editionId: "${editionId}", bureau: "${lishui}") { summary { name columns rows { cells } } } }`,
    );
    expect(slate.summary).toEqual({
      name: 'Summary of the slate',
      columns: ['No.', 'Recommended by', 'Name', 'Craft', 'City of the workshop', 'Story'],
      rows: [
        { cells: ['1', 'Lishui', '叶青瓷', 'Celadon', 'Lishui', '从艺十五年，烧造青瓷，带徒六人。'] },
        { cells: ['2', 'Lishui', '麻数字', 'Digital craft', 'Lishui', '从艺十五年，烧造青瓷，带徒六人。'] },
      ],
    });
  });

  it('another city likewise; one that is late has given up', async () => {
    const of = (changes: Form) => ({ form: artisan(changes, hangzhou) });
    running.embroidery = await seated(api, capital, of({ fullName: '杭绣娘', craft: 'EMBROIDERY' }));
    running.blade = await seated(api, capital, of({ fullName: '岳铸剑', craft: 'SWORD' }));
    const digital = of({ fullName: '钱编程', craft: 'CODING' });
    running.program = await seated(api, capital, { category: 'DIGITAL', ...digital });
    const call = { editionId, bureau: hangzhou, step: 'PUBLIC_CALL', answers: { channel: '杭州日报' } };
    await accepted(capital.clerk, 'recordSlateStep', call);
    expect((await submit(capital)).slate).toEqual({ status: 'SUBMITTED' });

    expect(await statuses()).toMatchObject({ 330200: 'DRAFTED', 331100: 'SUBMITTED' });
    await api.passTo('2025-01-17T16:00:00.000Z');
    expect(await statuses()).toEqual({
      330100: 'SUBMITTED',
      330200: 'ABANDONED',
      330300: 'ABANDONED',
      330600: 'ABANDONED',
      331100: 'SUBMITTED',
    });
  });

  it('the province verifies, two experts score, and the pass mark counts', async () => {
    const opinion = { text: '核查属实。', stamped: true, signedOn: '2025-01-18', signer: '省厅' };
    const more = {
      nominationId: running.blade,
      decision: 'SUPPLEMENT',
      opinion: { ...opinion, text: '补充作品图片。' },
    };
    const asked = await accepted(officer, 'review', more, 'nomination { supplement { dueOn } }');
    // On a Saturday: Monday, Tuesday and Wednesday are the three working days.
    expect(asked.nomination.supplement).toEqual({ dueOn: '2025-01-22' });
    await attached(api, capital, String(running.blade), 'WORKS', 'image/png');
    await accepted(capital.clerk, 'resubmit', { nominationId: running.blade, note: '已补充。' });
    for (const nominationId of ['celadon', 'coding', 'embroidery', 'blade', 'program'].map((name) => running[name])) {
      await accepted(officer, 'review', { nominationId, decision: 'PASS', opinion });
    }
    await accepted(approver, 'freezeRubric', { editionId });
    const names = ['expert-a', 'expert-b'];
    const experts = await Promise.all(names.map((name) => api.as('EXPERT', undefined, name)));
    for (const name of names) {
      await accepted(officer, 'appointExpert', { editionId, expert: name, name, fields: ['工艺'] });
    }
    const scores = { celadon: 50, coding: 45, embroidery: 48.5, blade: 40, program: 29.5 };
    const assignments = Object.keys(scores).flatMap((key) =>
      names.map((expert) => ({ nominationId: running[key], expert })),
    );
    await accepted(officer, 'assignReviews', { editionId, assignments });
    for (const [key, mastery] of Object.entries(scores)) {
      const points = [
        { criterion: 'MASTERY', points: mastery },
        { criterion: 'TEACHING', points: 40 },
      ];
      for (const expert of experts) await accepted(expert, 'score', { nominationId: running[key], points });
    }
    await accepted(officer, 'closeScoring', { editionId });
    const places = 'edition { shortlist { places { place serial score nomination { name } } } }';
    const { edition } = await accepted(approver, 'decideShortlist', { editionId }, places);
    expect(edition.shortlist.places).toEqual([
      { place: 'SELECTED', serial: 1, score: '90.0000', nomination: { name: '叶青瓷' } },
      { place: 'SELECTED', serial: 2, score: '88.5000', nomination: { name: '杭绣娘' } },
      { place: 'SELECTED', serial: 3, score: '85.0000', nomination: { name: '麻数字' } },
      { place: 'ALTERNATE', serial: 4, score: '80.0000', nomination: { name: '岳铸剑' } },
      { place: 'BELOW_PASS_MARK', serial: null, score: null, nomination: { name: '钱编程' } },
    ]);
  });
});

describe('From the public notice to a revocation', () => {
  let noticeId: string;

  it('the period has seven working days, the day of publication and two make-up days among them', async () => {
    // Sunday 26 January is a make-up working day, and so is Saturday 8 February; 28 January to 4 February are off.
    await api.passTo('2025-01-26T02:00:00.000Z');
    const period = 'notice { id publishedOn periodStart periodEnd closesAt }';
    const { notice } = await accepted(approver, 'publicize', { editionId }, period);
    noticeId = notice.id;
    const days = ['2025-01-26', '2025-01-27', '2025-02-05', '2025-02-06', '2025-02-07', '2025-02-08', '2025-02-10'];
    expect(days).toHaveLength(7);
    expect(notice).toMatchObject({
      publishedOn: '2025-01-26',
      periodStart: days[0],
      periodEnd: days[6],
      closesAt: '2025-02-10T15:59:59.999Z',
    });
  });

  it('an objection holds the one it is about', async () => {
    await api.passTo('2025-02-08T02:00:00.000Z');
    const objector = { name: '邢坦言', contact: '15900007777' };
    const input = { noticeId, nominationId: running.coding, objector, grounds: '作品非本人所作。', evidence: paper };
    const { objection } = await accepted(api.anyone, 'object', input, 'objection { id inTime }');
    expect(objection.inTime).toBe(true);
    await accepted(officer, 'admitObjection', { noticeId, objectionId: objection.id, note: '受理。' });

    await api.passTo('2025-02-10T15:59:59.999Z');
    expect(against(await approver.run('recognize', { noticeId }))).toEqual([['PERIOD_RUNNING', 'ZJ-06']]);
    await api.passTo('2025-02-10T16:00:00.000Z');
    expect(
      against(await approver.run('recognize', { noticeId, nominationIds: [running.coding, running.celadon] })),
    ).toEqual([['OBJECTION_STANDS', 'ZJ-07']]);
    const ruling = { noticeId, objectionId: objection.id, findings: '查无实据。' };
    await accepted(approver, 'dismissObjection', ruling);
  });

  it('they are recognized with certificates of this program', async () => {
    await accepted(approver, 'recognize', { noticeId });
    const { honorees } = await api.anyone.ask(
      `{ honorees(filter: { editionId: "${editionId}" }, first: 10) { nodes { certificate name recognizedOn status } } }`,
    );
    expect(honorees.nodes).toEqual([
      { certificate: '浙匠〔2025〕001号', name: '叶青瓷', recognizedOn: '2025-02-11', status: 'RECOGNIZED' },
      { certificate: '浙匠〔2025〕002号', name: '杭绣娘', recognizedOn: '2025-02-11', status: 'RECOGNIZED' },
      { certificate: '浙匠〔2025〕003号', name: '麻数字', recognizedOn: '2025-02-11', status: 'RECOGNIZED' },
    ]);
  });

  it('a circular commends them', async () => {
    const circular = {
      editionId,
      number: '浙人社发〔2025〕8号',
      title: '关于公布乡村匠师名单的通知',
      issuedOn: '2025-02-11',
    };
    const { edition } = await accepted(approver, 'issueCircular', circular, 'edition { circulars { certificates } }');
    expect(edition.circulars[0].certificates).toHaveLength(3);
  });

  it('an honor is followed up, reported and revoked, on a ground of this program only', async () => {
    const certificate = '浙匠〔2025〕002号';
    const visit = { visitedOn: '2025-02-11', note: '工坊正常经营。' };
    await accepted(capital.clerk, 'followUp', { certificate, step: 'FOLLOW_UP', answers: visit });
    const report = { certificate, statement: '经核实作品造假。', evidence: paper };
    await accepted(capital.approver, 'reportViolation', report);
    expect(against(await approver.run('revoke', { ...report, ground: 'BELOW_STANDARD' }))).toEqual([
      ['GROUND_UNKNOWN', 'ZJ-08'],
    ]);
    const { honoree } = await accepted(
      approver,
      'revoke',
      { ...report, ground: 'FALSE_WORKS' },
      'honoree { status revocation { ground { name { zh } } } }',
    );
    expect(honoree).toEqual({ status: 'REVOKED', revocation: { ground: { name: { zh: '作品或业绩造假' } } } });
  });

  it('and the programs of the product are there as before, on their own calendars', async () => {
    const henan = await api.as('PROVINCE_OFFICER', '410000');
    const deadlines = [
      { key: 'countySubmission', on: '2025-03-10' },
      { key: 'citySubmission', on: '2025-03-20' },
      { key: 'selection', on: '2025-04-10' },
    ];
    const input = { program: 'FLEX_STAR', edition: '2025', deadlines };
    const { edition } = await accepted(henan, 'openEdition', input, 'edition { id }');
    const clerk = await api.as('COUNTY_CLERK', '410122');
    const form = someoneFlexible({ filledOn: '2025-02-10' });
    await drafted(clerk, { editionId: edition.id, bureau: '410122', category: 'NEW_FORM', form });
  });
});
