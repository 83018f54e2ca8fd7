import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Api, Caller } from '../support/api.ts';
import { atWork } from '../support/at-work.ts';
import { accepted, inFlex, passed, prepared, ready, someoneFlexible } from '../support/dossiers.ts';
import { flexId, youthId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';

let api: Api;
let clerk: Caller;
let cityClerk: Caller;
let cityApprover: Caller;
let officer: Caller;

beforeAll(async () => {
  ({ api, clerk, cityClerk, cityApprover, officer } = await atWork('FLEX_STAR', 'YOUTH_STAR'));
});
afterAll(() => api.close());

describe('the summary of a slate', () => {
  const SUMMARY = /* GraphQL */ `
    query Summary($editionId: ID!) {
      slate(editionId: $editionId, bureau: "410100") {
        summary { name inferred columns rows { nomination { id } cells } }
      }
    }
  `;
  const summaryFor = async (by: Caller, editionId = flexId): Promise<Answer> =>
    (await by.ask(SUMMARY, { editionId })).slate?.summary;
  let fromCounty: string;
  let direct: string;
  let form: Answer;

  beforeAll(async () => {
    await prepared(clerk, flexId, bureaus.county);
    await prepared(cityClerk, flexId, bureaus.city);
    form = someoneFlexible({ name: '欧阳东山', coverName: '欧阳东山', deeds: '勤'.repeat(150) });
    fromCounty = await ready(clerk, inFlex({ form }));
    await passed(await api.as('COUNTY_APPROVER', bureaus.county), fromCounty);
    await accepted(clerk, 'forward', { nominationId: fromCounty });
    direct = await ready(cityClerk, inFlex({ bureau: bureaus.city }));
    for (const nominationId of [fromCounty, direct]) {
      await passed(cityApprover, nominationId);
      await accepted(cityClerk, 'forward', { nominationId });
    }
    await ready(cityClerk, inFlex({ bureau: bureaus.city }));
  });

  test('has a line for each on the slate, codes by their names, long texts cut', async () => {
    const chinese = await api.as('CITY_CLERK', bureaus.city, undefined, 'zh');
    const { name, inferred, columns, rows } = await summaryFor(chinese);
    expect([name, inferred, columns.length]).toEqual(['河南省“灵活就业之星”选树对象情况汇总表', true, 21]);
    expect(rows.map(({ nomination }: Answer) => nomination.id)).toEqual([fromCounty, direct]);
    const line = Object.fromEntries(columns.map((column: string, i: number) => [column, rows[0].cells[i]]));
    expect(line).toEqual({
      序号: '1',
      姓名: '欧阳东山',
      性别: '男',
      民族: '汉族',
      出生年月: '1988-02',
      政治面貌: '群众',
      文化程度: expect.stringMatching(/\S/),
      身份证号码: form.idNumber,
      联系电话: '13800138000',
      所在地区: '中牟县',
      推送单位: '郑州市',
      推送来源: '县（市、区）推送',
      灵活就业类型: expect.stringMatching(/新/),
      灵活就业工作地: '中牟县',
      '主要就业单位/平台企业': '无',
      就业创业证编号: '4101220012345678',
      灵活就业登记日期: '2022-03-01',
      养老保险类型: expect.stringContaining('居民'),
      曾获荣誉: '无',
      事迹摘要: '勤'.repeat(100),
      备注: '无',
    });
    expect(rows[1].cells.slice(0, 1)).toEqual(['2']);
    expect(rows[1].cells[columns.indexOf('推送来源')]).toBe('市本级直接推送');
  });

  test('is for those who see everyone on it; a program without one has none', async () => {
    expect((await summaryFor(officer)).rows).toHaveLength(2);
    expect((await summaryFor(officer)).columns[1]).toBe('Name');
    expect(await summaryFor(await api.as('CITY_CLERK', bureaus.otherCity))).toBeUndefined();
    expect(await summaryFor(clerk)).toBeUndefined();
    expect(await summaryFor(api.anyone)).toBeUndefined();
    expect(await summaryFor(cityClerk, youthId)).toBeNull();
  });
});
