import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { library } from '../../src/domain/program/definitions/index.ts';
import { programSet } from '../../src/domain/program/program-set.ts';
import { type Answer, type Api, startApi } from '../support/api.ts';
import { accepted, drafted } from '../support/dossiers.ts';
import { against, artisan, recommended } from './village-artisan.ts';
import { zhejiang } from './zhejiang.ts';

/** What may be otherwise in a definition than in any that is shipped. */
const artisanProgram: Answer = JSON.parse(readFileSync(join(zhejiang, 'village-artisan-2025.json'), 'utf8'));
const province = '330000';
const longquan = '331181';
const jingning = '331127';

const bureau = (code: string, zh: string, en: string, level: string, parent: string | null) => ({
  ...{ code, name: { zh, en }, level, parent },
});

/** Counties straight below their province, two seats each, without quotas, checks or materials. */
const counties = (changes: object = {}): Answer => {
  const { vetting: _, summary: __, verification: ___, ...rest } = artisanProgram;
  const [stage] = rest.path;
  const place = (field: Answer): Answer => ({
    ...field,
    ...(field.level && { level: 'COUNTY' }),
    ...(field.fields && { fields: field.fields.map(place) }),
  });
  const plain = {
    ...rest,
    use: { codeLists: 'cn' },
    calendar: 'cn',
    readings: [],
    bureaus: [
      bureau(province, '浙江省', 'Zhejiang', 'PROVINCE', null),
      bureau(longquan, '龙泉市', 'Longquan', 'COUNTY', province),
      bureau(jingning, '景宁畲族自治县', 'Jingning', 'COUNTY', province),
    ],
    quotas: [],
    quotaTotal: 0,
    path: [{ ...stage, level: 'COUNTY', slate: { ...stage.slate, cap: 2, coverage: undefined } }],
    form: rest.form.map(place),
    materials: [],
    steps: [],
    opinions: [],
    ...changes,
  };
  const written = JSON.stringify({ ...plain, rules: [] });
  const rules = rest.rules
    .filter(({ id }: Answer) => written.includes(`"${id}"`))
    .map(({ check: _check, presetWaivers: _waivers, ...rule }: Answer) => ({ ...rule, waivable: false, readings: [] }));
  return JSON.parse(JSON.stringify({ ...plain, rules }));
};

const start = async (content: Answer, now = '2025-01-08T02:00:00.000Z'): Promise<Api> => {
  const read = programSet([{ file: 'variation.json', content }], library);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return startApi(now, { programs: read.set });
};

let api: Api;
afterEach(() => api.close());

const opened = async (): Promise<string> => {
  const officer = await api.as('PROVINCE_OFFICER', province);
  const { edition } = await accepted(officer, 'openEdition', { program: 'VILLAGE_ARTISAN' }, 'edition { id }');
  return edition.id;
};

/** Drafted and passed in Longquan. */
const passed = async (editionId: string): Promise<string> => {
  const clerk = await api.as('COUNTY_CLERK', longquan);
  const form = artisan({}, longquan);
  const nominationId = await drafted(clerk, { editionId, bureau: longquan, category: 'CRAFT', form });
  const approver = await api.as('COUNTY_APPROVER', longquan);
  await accepted(approver, 'review', { nominationId, decision: 'PASS', opinion: recommended });
  return nominationId;
};

describe('A program may', () => {
  it('have counties that submit slates straight to their province, by a number that is the same for all', async () => {
    api = await start(counties());
    const editionId = await opened();
    const approver = await api.as('COUNTY_APPROVER', longquan);
    const ids = [await passed(editionId), await passed(editionId), await passed(editionId)];
    await accepted(approver, 'forward', { nominationId: ids[0] });
    await accepted(approver, 'forward', { nominationId: ids[1] });
    expect(against(await approver.run('forward', { nominationId: ids[2] }))).toEqual([['QUOTA_EXCEEDED', 'ZJ-02']]);
    await accepted(approver, 'submitSlate', { editionId, bureau: longquan });
    const officer = await api.as('PROVINCE_OFFICER', province);
    const { nomination } = await officer.ask('query ($id: ID!) { nomination(id: $id) { status holder { code } } }', {
      id: ids[0],
    });
    expect(nomination).toEqual({ status: 'SUBMITTED', holder: { code: province } });
  });

  it('have a number for all, and take those who miss the deadline to have given up', async () => {
    api = await start(counties());
    const editionId = await opened();
    const nominationId = await passed(editionId);
    await accepted(await api.as('COUNTY_APPROVER', longquan), 'forward', { nominationId });
    await api.passTo('2025-01-17T16:00:00.000Z');
    const officer = await api.as('PROVINCE_OFFICER', province);
    const { quotaTallies } = await officer.ask(`{ quotaTallies(editionId: "${editionId}") { nodes { slateStatus } } }`);
    expect(quotaTallies.nodes).toEqual([{ slateStatus: 'ABANDONED' }, { slateStatus: 'ABANDONED' }]);
    const { nomination } = await officer.ask('query ($id: ID!) { nomination(id: $id) { status } }', {
      id: nominationId,
    });
    expect(nomination).toEqual({ status: 'LAPSED' });
  });

  it('have its days in another time zone', async () => {
    api = await start(counties({ timeZone: 'Asia/Kathmandu' }));
    const editionId = await opened();
    const officer = await api.as('PROVINCE_OFFICER', province);
    const { edition } = await officer.ask(`{ edition(id: "${editionId}") { deadlines { key on until } } }`);
    // Five hours and three quarters ahead of UTC.
    expect(edition.deadlines[0]).toEqual({
      key: 'recommendation',
      on: '2025-01-17',
      until: '2025-01-17T18:14:59.999Z',
    });
    const nominationId = await passed(editionId);
    await api.passTo('2025-01-17T18:14:59.999Z');
    const approver = await api.as('COUNTY_APPROVER', longquan);
    await accepted(approver, 'forward', { nominationId });
    await accepted(approver, 'submitSlate', { editionId, bureau: longquan, confirmFewer: true });
  });
});
