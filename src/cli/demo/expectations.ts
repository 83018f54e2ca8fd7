import type { Check } from './check.ts';
import type { Facts } from './facts.ts';
import type { Incident } from './script/stage.ts';

interface Outcome {
  readonly youth: Facts;
  readonly flex: Facts;
  readonly incidents: readonly Incident[];
  /** What scenes found by themselves. */
  readonly observed: readonly Check[];
  /** What happened to the nomination that its city returned, step by step. */
  readonly history: readonly { readonly type: string }[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const withSlate = (facts: Facts, status: string): number =>
  facts.cities.filter(({ slateStatus }) => slateStatus === status).length;

const coveringAll = (facts: Facts): number =>
  facts.cities.filter(
    ({ slateStatus, coverage }) => slateStatus === 'SUBMITTED' && coverage.every(({ taken }) => taken >= 1),
  ).length;

const byCategory = (facts: Facts, count: 'before' | 'selected'): string =>
  facts.categories.map((category) => category[count]).join(' + ');

const objectionsOf = (facts: Facts): string =>
  facts.objections.map(({ status, inTime }) => `${status}${inTime ? '' : ' (late)'}`).join(', ');

const daysOf = (facts: Facts, notice: number): string => facts.notices[notice]?.days.join(' ') ?? 'no such notice';

const standing = (facts: Facts): number => facts.register.filter(({ status }) => status === 'RECOGNIZED').length;

/** What the notice's calendar and the script's mishaps must come to, whatever the seed. */
export const checksOf = ({ youth, flex, incidents, observed, history }: Outcome): readonly Check[] => {
  const check = (name: string, expected: Check['expected'], actual: Check['actual']): Check => ({
    name,
    expected,
    actual,
  });
  const certificates = [...youth.register, ...flex.register].map(({ certificate }) => certificate);
  return [
    // 附件1: 120 seats in 18 cities. Hebi's 5 lapse; Zhengzhou's withdrawal is made up for.
    check('青年之星 youth: 名额 seats', 120, youth.edition.quotaTotal),
    check('青年之星 youth: 报送单位 cities', 18, youth.cities.length),
    check('青年之星 youth: 名单已提交 slates submitted', 17, withSlate(youth, 'SUBMITTED')),
    check('青年之星 youth: 名单视为放弃 slates abandoned', 1, withSlate(youth, 'ABANDONED')),
    check('青年之星 youth: 四类齐全 slates covering all categories', 17, coveringAll(youth)),
    check('青年之星 youth: 已报名额 seats put forward', 115, sum(youth.cities.map(({ submitted }) => submitted))),
    check('青年之星 youth: 撤回 withdrawn', 1, youth.statuses.WITHDRAWN ?? 0),
    check('青年之星 youth: 逾期放弃 lapsed', 5, youth.statuses.LAPSED ?? 0),
    check('青年之星 youth: 参评（分类别）before the panel', '28 + 29 + 29 + 29', byCategory(youth, 'before')),
    check('青年之星 youth: 评分 reviews scored', 3 * 115, youth.reviews.scored),
    check('青年之星 youth: 回避 recusals', 1, youth.reviews.recused),
    check('青年之星 youth: 拟定（分类别）selected', '25 + 25 + 25 + 25', byCategory(youth, 'selected')),
    check('青年之星 youth: 递补人选 alternates', 15, sum(youth.categories.map(({ alternates }) => alternates))),
    check('青年之星 youth: 公示日 days', '2024-01-31 2024-02-01 2024-02-02 2024-02-04 2024-02-05', daysOf(youth, 0)),
    check('青年之星 youth: 异议 objections', 'DISMISSED, REFUSED', objectionsOf(youth)),
    check('青年之星 youth: 认定 recognized', 100, standing(youth)),
    // 附件1: 125 seats. Jiyuan's 5 lapse, and one who never supplied what Zhengzhou asked for; three beyond the seats:
    // that one, the third nominee of Zhongyuan, who stays in the county, and the one whom dishonesty bars.
    check('灵活就业之星 flexible: 名额 seats', 125, flex.edition.quotaTotal),
    check('灵活就业之星 flexible: 报送单位 cities', 18, flex.cities.length),
    check('灵活就业之星 flexible: 名单已提交 slates submitted', 17, withSlate(flex, 'SUBMITTED')),
    check('灵活就业之星 flexible: 名单视为放弃 slates abandoned', 1, withSlate(flex, 'ABANDONED')),
    check('灵活就业之星 flexible: 已报名额 seats put forward', 120, sum(flex.cities.map(({ submitted }) => submitted))),
    check('灵活就业之星 flexible: 县级报送最多 most of one county', 2, flex.mostOfOneCounty),
    check('灵活就业之星 flexible: 留在县级 left in a county', 1, flex.statuses.PASSED ?? 0),
    check('灵活就业之星 flexible: 逾期放弃、未补正 lapsed', 5 + 1, flex.statuses.LAPSED ?? 0),
    check('灵活就业之星 flexible: 不同意 rejected', 1, flex.statuses.REJECTED ?? 0),
    check('灵活就业之星 flexible: 评分 reviews scored', 3 * 120, flex.reviews.scored),
    check('灵活就业之星 flexible: 回避 recusals', 1, flex.reviews.recused),
    check('灵活就业之星 flexible: 拟定 selected', 100, sum(flex.categories.map(({ selected }) => selected))),
    check('灵活就业之星 flexible: 递补人选 alternates', 19, sum(flex.categories.map(({ alternates }) => alternates))),
    check(
      '灵活就业之星 flexible: 公示日 days',
      '2024-01-31 2024-02-01 2024-02-02 2024-02-04 2024-02-05',
      daysOf(flex, 0),
    ),
    check(
      '灵活就业之星 flexible: 递补公示日 days of the alternate',
      '2024-02-07 2024-02-08 2024-02-09 2024-02-18 2024-02-19',
      daysOf(flex, 1),
    ),
    check('灵活就业之星 flexible: 异议 objections', 'UPHELD, REFUSED (late)', objectionsOf(flex)),
    check('灵活就业之星 flexible: 取消资格 disqualified', 1, flex.statuses.DISQUALIFIED ?? 0),
    check('灵活就业之星 flexible: 3月1日有效 standing on 1 March', 100, flex.stoodInMarch),
    check('灵活就业之星 flexible: 现有效 standing now', 99, standing(flex)),
    check('灵活就业之星 flexible: 已撤销 revoked', 1, flex.register.length - standing(flex)),
    // Numbers are never given twice; that of the disqualified nominee is given to nobody.
    check('证书编号不重复 certificates, all different', 200, new Set(certificates).size),
    check('空号 number of nobody', 0, certificates.filter((number) => number === 'HN-FS-2023-017').length),
    check('递补证书 number of the alternate', 1, certificates.filter((number) => number === 'HN-FS-2023-101').length),
    check(
      '退回件经过 steps of the returned nomination',
      returnedSteps.join(' '),
      history.map(({ type }) => type).join(' '),
    ),
    ...incidents.map((incident) =>
      check(`不予受理 refused: ${incident.tried.zh}`, incident.tried.codes.join(' + '), codesAmong(incident)),
    ),
    ...observed,
  ];
};

/** With each review stands on record how the rules were found. */
const reviewed = ['ELIGIBILITY_ASSESSED', 'REVIEWED'] as const;

/** Drafted and passed by the county, returned by the city after the county deadline, and not late for that. */
const returnedSteps = [
  'NOMINATED',
  ...Array.from({ length: 5 }, () => 'MATERIAL_ATTACHED'),
  ...Array.from({ length: 2 }, () => 'STEP_RECORDED'),
  ...Array.from({ length: 3 }, () => 'VETTING_ANSWERED'),
  ...reviewed,
  'FORWARDED',
  ...reviewed,
  'RETURNED',
  'FORM_AMENDED',
  'RESUBMITTED',
  ...reviewed,
  'FORWARDED',
  ...reviewed,
  'FORWARDED',
  // By the province, before the panel.
  ...reviewed,
];

/** Those of the expected reasons that were given: what is said beside them is not checked. */
const codesAmong = ({ tried, refusals }: Incident): string => {
  const given = refusals.flatMap(({ code, ruleId }) => [code, `${code} ${ruleId}`]);
  return tried.codes.filter((code) => given.includes(code)).join(' + ');
};
