import type { CreditCodeProblem } from '../credit-code.ts';
import type { IdentityProblem } from '../identity-number.ts';
import type { Level } from './bureau.ts';
import type { CodeList, FieldOf } from './form-field.ts';
import type { Text } from './terms.ts';

/** What is wrong with an answer and what would be accepted, in words. Never holds the answer itself: it is personal. */
export interface Fault {
  readonly problem: Text;
  readonly accepted: Text;
}

/** `fault(zh problem, en problem, zh accepted, en accepted)` */
const fault = (problemZh: string, problemEn: string, acceptedZh: string, acceptedEn: string): Fault => ({
  problem: { zh: problemZh, en: problemEn },
  accepted: { zh: acceptedZh, en: acceptedEn },
});

const identityFault = (problemZh: string, problemEn: string): Fault =>
  fault(
    problemZh,
    problemEn,
    '18位公民身份号码，末位为X时大写',
    'the 18 characters of the identity card, a final X as a capital',
  );

const creditFault = (problemZh: string, problemEn: string): Fault =>
  fault(
    problemZh,
    problemEn,
    '营业执照上的18位统一社会信用代码',
    'the 18 characters of the unified social credit code',
  );

const identityNumber: Readonly<Record<IdentityProblem, Fault>> = {
  FORMAT: identityFault('不是18位身份号码', 'it is not 17 digits and a check character'),
  DIVISION: identityFault('前两位不是省级行政区划代码', 'its first two digits are no province'),
  BIRTH_DATE: identityFault('第7至14位不是有效的出生日期', 'its digits 7 to 14 are no date of birth'),
  CHECK_DIGIT: identityFault('校验码不符，有数字填错', 'its check character does not fit, so that a digit is wrong'),
};

const creditCode: Readonly<Record<CreditCodeProblem, Fault>> = {
  FORMAT: creditFault('不是18位统一社会信用代码', 'it is not 18 digits and capitals of the code'),
  CHECK_CHARACTER: creditFault(
    '校验码不符，有字符填错',
    'its check character does not fit, so that a character is wrong',
  ),
};

const levelNames: Readonly<Record<Level, Text>> = {
  COUNTY: { zh: '县（市、区）', en: 'county' },
  CITY: { zh: '市', en: 'city' },
  PROVINCE: { zh: '省', en: 'province' },
};

/** How many codes of a list a message names. */
const named = 8;

const notInList = (list: CodeList): Fault => {
  const names = (language: 'zh' | 'en') =>
    list.slice(0, named).map(({ code, name }) => `${code} ${name[language] ?? name.zh}`);
  const more = list.length > named;
  return fault(
    '不在代码表中',
    'it is not a code of the list',
    `${names('zh').join('、')}${more ? ` 等${list.length}个代码之一` : ''}`,
    `${names('en').join(', ')}${more ? `, … (one of ${list.length} codes)` : ''}`,
  );
};

const number = ({ min, max, exclusiveMin, decimals, unit }: FieldOf<'NUMBER'>): Fault => {
  const from =
    min === undefined ? [] : exclusiveMin ? [`大于${min}`, `above ${min}`] : [`不小于${min}`, `${min} or more`];
  const to = max === undefined ? [] : [`不大于${max}`, `${max} or less`];
  const places =
    decimals === 0
      ? ['整数', 'a whole number']
      : [`数字，小数不超过${decimals}位`, `a number of at most ${decimals} decimals`];
  return fault(
    '不是该范围内的数字',
    'it is not a number of this range',
    [places[0], from[0], to[0], unit && `单位：${unit.zh}`].filter(Boolean).join('，'),
    [places[1], from[1], to[1], unit && `in ${unit.en}`].filter(Boolean).join(', '),
  );
};

/** Every way an answer can be wrong. */
export const faults = {
  notText: fault('不是文字', 'it is not a text', '文字', 'a text'),
  unreadable: fault(
    '含有控制字符或不可见字符',
    'it holds characters that cannot be seen',
    '只含可见文字、数字和标点的内容',
    'letters, digits and signs that can be seen',
  ),
  notOneLine: fault('含有换行或制表符', 'it holds line breaks or tabs', '写在一行内的文字', 'a text on one line'),
  otherDigits: fault(
    '含有全角等非标准数字',
    'it holds digits other than 0 to 9, such as full-width ones',
    '半角阿拉伯数字0至9',
    'the Arabic digits 0 to 9',
  ),
  chineseDigits: fault(
    '用中文数字代替了阿拉伯数字',
    'it writes digits as Chinese numerals',
    '半角阿拉伯数字0至9',
    'the Arabic digits 0 to 9',
  ),
  serial: fault(
    '不是证书编号',
    'it is not the number of a certificate',
    '证书上的编号，由字母、阿拉伯数字和“-”组成',
    'the number on the certificate: letters, the digits 0 to 9 and hyphens',
  ),
  noneRefused: fault('此栏不能填“无”', '无 is no answer here', '实际情况', 'the facts'),
  tooLong: (length: number, most: number) =>
    fault(`共${length}个字符`, `it has ${length} characters`, `不超过${most}个字符`, `at most ${most} characters`),
  tooManyWords: (words: number, most: number) =>
    fault(
      `共${words}字`,
      `it counts ${words} words`,
      `不超过${most}字（含标点）`,
      `at most ${most}, counting each Chinese character or sign as one`,
    ),
  personName: fault(
    '不是规范的中文姓名',
    'it is not a name in Chinese characters',
    '1至50个汉字，间隔号用“·”',
    '1 to 50 Chinese characters, with · between parts',
  ),
  notInList,
  date: fault(
    '不是有效日期',
    'it is not a day of the calendar',
    '日期，如2023-12-27',
    'a day as YYYY-MM-DD, such as 2023-12-27',
  ),
  month: fault('不是有效年月', 'it is not a month', '年月，如1995-06', 'a month as YYYY-MM, such as 1995-06'),
  future: (latest: string) => fault('晚于填报时间', 'it lies in the future', `不晚于${latest}`, `${latest} or before`),
  year: (from: number, to: number) =>
    fault('不在规定年度内', 'it is not one of the years asked for', `${from}至${to}年`, `a year from ${from} to ${to}`),
  number,
  identityNumber,
  creditCode,
  phone: fault(
    '不是有效的电话号码',
    'it is not a telephone number',
    '11位手机号，或“区号-号码”',
    'a mobile number of 11 digits, or area code, hyphen and number',
  ),
  bureau: {
    unknown: fault(
      '没有这一地区代码',
      'it is no bureau of this program',
      '本活动范围内地区的代码',
      'the code of a bureau of this program',
    ),
    level: (level: Level) =>
      fault(
        '级别不符',
        'the bureau is of another level',
        `${levelNames[level].zh}一级的代码`,
        `the code of a bureau of the ${levelNames[level].en} level`,
      ),
    lowest: fault(
      '未填到县（市、区）',
      'there are counties below it',
      '县（市、区）代码；不设县的市填市代码',
      'the code of a county, or of a city without counties',
    ),
  },
  notEntries: fault(
    '不是逐条填写的记录',
    'it is not a list of entries',
    '至少一条记录，每条分栏填写',
    'a list of entries, each with its fields',
  ),
  tooManyEntries: (entries: number, most: number) =>
    fault(`共${entries}条`, `it has ${entries} entries`, `不超过${most}条`, `at most ${most} entries`),
  sameEntry: fault(
    '与前面一条重复',
    'an entry before it says the same',
    '与前面各条不同的内容',
    'something else than the entries before it',
  ),
  noneNotHere: fault(
    '按所填情况，此栏不能填“无”',
    '无 is no answer here, by what else is filled in',
    '实际情况',
    'the facts',
  ),
  notGroup: fault('不是分栏填写的内容', 'it is not a set of fields', '按各分栏填写', 'its fields, each by its key'),
  identityMismatch: {
    SEX: fault(
      '与身份证号不一致',
      'it differs from the identity number',
      '身份证号所示性别',
      'the sex that the identity number says',
    ),
    BIRTH_MONTH: fault(
      '与身份证号不一致',
      'it differs from the identity number',
      '身份证号所示出生年月',
      'the month of birth that the identity number says',
    ),
  },
  sameAs: (other: Text) =>
    fault(`与“${other.zh}”不一致`, `it differs from ${other.en}`, `与“${other.zh}”相同`, `the same as ${other.en}`),
  tooYoung: (age: number) =>
    fault(
      `当时未满${age}周岁`,
      `the person was not yet ${age}`,
      `年满${age}周岁之后的年月`,
      `a month in which the person was ${age} or older`,
    ),
  beforeBirth: fault('早于出生', 'it lies before the person was born', '出生之后的日期', 'a date after the birth'),
  reversed: fault('止早于起', 'it ends before it begins', '不早于开始的年月', 'a month not before the beginning'),
  notFollowing: fault(
    '与上一条不衔接',
    'it does not follow the entry before it',
    '上一条结束的当月或次月',
    'the month in which the entry before it ends, or the next',
  ),
  stillOpen: fault(
    '后面还有记录，此条须有止',
    'entries follow it, so it must have an end',
    '结束的年月',
    'the month in which it ended',
  ),
} as const;
