import { describe, expect, it } from 'vitest';
import { checkForm, type Form } from '../../src/domain/program/form.ts';
import { messageOf } from '../../src/domain/refusal.ts';
import { flex, youth } from '../support/editions.ts';
import { flexForm } from '../support/forms.ts';

const complete = { complete: true, today: '2024-01-10' };

const against = (change: Form) => checkForm(flex, { ...flexForm, ...change }, complete);

const said = (change: Form) => against(change).map((refused) => messageOf(refused, 'zh'));
const saidInEnglish = (change: Form) => against(change).map((refused) => messageOf(refused, 'en'));

describe('Digits are Arabic (R-F39)', () => {
  it('in prose: full-width ones are refused, and what is accepted is said', () => {
    expect(said({ mainWork: '日均配送３０单' })).toEqual([
      '“主要工作内容”填写有误：含有全角等非标准数字。应填：半角阿拉伯数字0至9。',
    ]);
    expect(saidInEnglish({ deeds: '三年零差评，日均３０单。' })).toEqual([
      'Main deeds is not acceptable: it holds digits other than 0 to 9, such as full-width ones. Accepted: the Arabic digits 0 to 9.',
    ]);
  });

  it('in prose: numerals that are words or signs stand', () => {
    expect(against({ deeds: '三年零差评，带动二十余名同乡；①守时；Ⅱ级；半数以上。' })).toEqual([]);
  });

  it('in a telephone number: neither full-width nor Chinese ones', () => {
    expect(said({ phone: '１３８００１３８０００' })).toEqual([
      '“联系电话”填写有误：含有全角等非标准数字。应填：11位手机号，或“区号-号码”。',
    ]);
    expect(said({ phone: '一三八〇〇一三八〇〇〇' })).toEqual([
      '“联系电话”填写有误：用中文数字代替了阿拉伯数字。应填：11位手机号，或“区号-号码”。',
    ]);
  });

  it('in the number of a certificate: letters, digits and hyphens, nothing else', () => {
    for (const employmentCertNo of ['4101220012345678', 'HN4101-2022-001', '410122a1'])
      expect(against({ employmentCertNo })).toEqual([]);
    for (const employmentCertNo of ['四一〇一二二', '豫字第12号', '4101 2200', '-4101', 'ABC'])
      expect(against({ employmentCertNo })).toMatchObject([{ path: ['form', 'employmentCertNo'], ruleId: 'R-F10' }]);
    expect(said({ employmentCertNo: '四一〇一二二' })).toEqual([
      '“就业创业证编号”填写有误：用中文数字代替了阿拉伯数字。应填：证书上的编号，由字母、阿拉伯数字和“-”组成。',
    ]);
  });

  it('in dates, months, years and amounts', () => {
    expect(said({ filledOn: '二〇二四年一月五日' })[0]).toContain('用中文数字代替了阿拉伯数字。应填：日期');
    expect(said({ birthMonth: '１９８８-02' })[0]).toContain('含有全角等非标准数字。应填：年月');
    expect(said({ monthlyIncome: '六千' })[0]).toContain('用中文数字代替了阿拉伯数字。应填：数字');
    expect(said({ idNumber: '４１０１０１１９８８０２２９００１１' })[0]).toContain('应填：18位公民身份号码');
  });
});

describe('Characters that cannot be seen', () => {
  const unseen: readonly (readonly [string, string])[] = [
    ['NUL', '\u0000'],
    ['a bell', '\u0007'],
    ['an escape', '\u001b'],
    ['a control character of the second block', '\u0085'],
    ['half of a surrogate pair', '\ud840'],
    ['a zero-width space', '\u200b'],
    ['a zero-width joiner', '\u200d'],
    ['a byte order mark', '\ufeff'],
    ['a soft hyphen', '\u00ad'],
    ['a right-to-left mark', '\u200f'],
    ['a right-to-left override', '\u202e'],
    ['an isolate', '\u2067'],
    ['a line separator', '\u2028'],
    ['a filler', '\u3164'],
    ['a tag', '\u{e0041}'],
  ];

  it.each(unseen)('%s is refused, naming the field, wherever it stands', (_, mark) => {
    for (const mainWork of [`网约${mark}配送`, `${mark}网约配送`, `网约配送${mark}`, mark]) {
      expect(against({ mainWork })).toMatchObject([{ code: 'FIELD_INVALID', path: ['form', 'mainWork'] }]);
      expect(said({ mainWork })[0]).toContain('含有控制字符或不可见字符');
    }
    expect(against({ honors: [{ name: `先进${mark}`, level: 'CITY', topic: 'OTHER' }] })[0]).toMatchObject({
      path: ['form', 'honors', '0', 'name'],
    });
  });

  it('hide no 无', () => {
    expect(said({ remark: '\ufeff无' })[0]).toContain('不可见字符');
  });

  it('which change how a character looks stand: variants of characters and of emoji', () => {
    expect(against({ deeds: '葛\u{e0100}先生说：很好\u2764\ufe0f' })).toEqual([]);
  });
});

describe('Lines and blanks', () => {
  it('a long text has lines and tabs, a short one does not', () => {
    for (const key of ['deeds', 'mainWork', 'familyWork', 'remark'])
      expect(against({ [key]: '第一段\r\n\t第二段' })).toEqual([]);
    for (const key of ['mainEmployer', 'nativePlace'])
      expect(said({ [key]: '某单位\n' })[0]).toContain('应填：写在一行内的文字');
    expect(checkForm(youth, { deeds: '第一段\n第二段' }, { complete: false })).toEqual([]);
  });

  it('full-width blanks are blanks: an answer of them alone is none', () => {
    expect(against({ mainWork: '\u3000\u3000' })).toMatchObject([
      { code: 'FIELD_REQUIRED', path: ['form', 'mainWork'], ruleId: 'R-F39' },
    ]);
  });

  it('无 is 无 with blanks around it: taken where it may be, refused where not', () => {
    expect(against({ remark: '\u3000无\u3000', mainEmployer: ' 无', honors: '无\n' })).toEqual([]);
    for (const key of ['mainWork', 'familyWork', 'nativePlace'])
      expect(said({ [key]: '\u3000无 ' })[0]).toContain('此栏不能填“无”');
    expect(checkForm(youth, { degree: ' 无 ' }, { complete: false })).toEqual([]);
  });

  it('无 is no name', () => {
    expect(said({ name: '无', coverName: '无' })[0]).toContain('此栏不能填“无”。应填：1至50个汉字');
  });
});

describe('Two writings of one name', () => {
  it('are the same name: a compatibility character is the character (NFC)', () => {
    const [compatible, unified] = ['\uf9d1', '\u516d'];
    expect(against({ name: `陈${unified}`, coverName: `陈${compatible}` })).toEqual([]);
    expect(against({ name: '陈六', coverName: '陈七' })).toMatchObject([{ path: ['form', 'coverName'] }]);
  });

  it('are not a radical in place of a character, nor another dot', () => {
    for (const name of ['⼀平', '买买提•艾力', '买买提・艾力']) {
      expect(against({ name, coverName: name }).map(({ path }) => path[1])).toEqual(['coverName', 'name']);
    }
  });
});

describe('无 for a registered address or platform', () => {
  const none = { registeredAddressOrPlatform: '无' };

  it('is for those who work part time or otherwise', () => {
    for (const flexType of ['PART_TIME', 'OTHER']) expect(against({ ...none, flexType })).toEqual([]);
  });

  it('is for the self-employed only if they say that no business is registered', () => {
    expect(against({ ...none, flexType: 'SELF_EMPLOYED', businessRegistered: 'NO' })).toEqual([]);
    for (const businessRegistered of ['YES', undefined])
      expect(against({ ...none, flexType: 'SELF_EMPLOYED', businessRegistered })).toMatchObject([
        { code: 'FIELD_INVALID', path: ['form', 'registeredAddressOrPlatform'] },
      ]);
  });

  it('is not for those who work by a platform; a draft may leave it open', () => {
    expect(said(none)[0]).toContain('按所填情况，此栏不能填“无”');
    expect(checkForm(flex, { ...flexForm, ...none }, { ...complete, complete: false })).toEqual([]);
  });
});

describe('Social insurance of the last three years', () => {
  const paid = (year: number, kind: string) => ({ year, kind, months: 12 });

  it('is told once a year and kind', () => {
    expect(against({ insurance3y: [paid(2022, 'PENSION'), paid(2022, 'MEDICAL'), paid(2023, 'PENSION')] })).toEqual([]);
    expect(said({ insurance3y: [paid(2022, 'PENSION'), paid(2023, 'PENSION'), paid(2022, 'PENSION')] })).toEqual([
      '“本人近三年社会保险费缴纳情况·第3条·险种”填写有误：与前面一条重复。应填：与前面各条不同的内容。',
    ]);
  });

  it('is of 2021 to 2023, of whole months, at most twelve', () => {
    for (const year of [2020, 2024]) {
      expect(against({ insurance3y: [paid(year, 'PENSION')] })).toMatchObject([
        { path: ['form', 'insurance3y', '0', 'year'] },
      ]);
    }
    for (const months of [-1, 13, 1.5]) {
      expect(against({ insurance3y: [{ ...paid(2021, 'PENSION'), months }] })).toMatchObject([
        { path: ['form', 'insurance3y', '0', 'months'] },
      ]);
    }
  });

  it('has a hundred entries at most, like every list', () => {
    expect(said({ insurance3y: Array(101).fill({}) })).toEqual([
      '“本人近三年社会保险费缴纳情况”填写有误：共101条。应填：不超过100条。',
    ]);
  });
});
