import { type Check, holds } from './check.ts';
import { cutTable } from './cut.ts';
import type { CategoryFacts, Facts, HonoreeFacts } from './facts.ts';
import type { Incident } from './script/stage.ts';
import { type Column, heading, tableOf } from './table.ts';
import { wrap } from './wrap.ts';

const right = (zh: string, en: string): Column => ({ zh, en, align: 'right' });
const left = (zh: string, en: string, width?: number): Column => ({ zh, en, ...(width !== undefined && { width }) });

interface Name {
  readonly zh: string;
  readonly en: string;
}
const both = ({ zh, en }: Name): string => `${zh} ${en}`;

/** Without the quotation marks of the title, whose width terminals do not agree on. */
const titleOf = ({ edition: { name } }: Facts): Name => ({ zh: name.zh.replaceAll(/[“”]/g, ''), en: name.en });

const slateStatus: Readonly<Record<string, string>> = {
  DRAFTED: '草拟 drafted',
  SUBMITTED: '已报送 submitted',
  ABANDONED: '视为放弃 abandoned',
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Quota tallies by city, with the coverage of the categories. */
export const tallyTable = (facts: Facts): string => {
  const { cities, categories } = facts;
  const taken = (city: Facts['cities'][number], { code }: CategoryFacts): number =>
    city.coverage.find(({ category }) => category === code)?.taken ?? 0;
  const totals = [
    '合计 Total',
    sum(cities.map(({ quota }) => quota)),
    ...categories.map((category) => sum(cities.map((city) => taken(city, category)))),
    sum(cities.map(({ submitted }) => submitted)),
    '',
  ];
  const table = tableOf(
    [
      left('单位', 'Bureau'),
      right('名额', 'Seats'),
      ...categories.map(({ name }) => right(wrap(name.zh.replace(/类$/, ''), 8), '')),
      right('已报', 'Put forward'),
      left('名单', 'Slate'),
    ],
    [
      ...cities.map((city) => [
        both(city.bureau.name),
        city.quota,
        ...categories.map((category) => taken(city, category)),
        city.submitted,
        slateStatus[city.slateStatus] ?? city.slateStatus,
      ]),
      totals,
    ],
  );
  const { zh, en } = titleOf(facts);
  return `${heading(`名额使用与类别覆盖：${zh}`, `Quotas and coverage: ${en}`)}\n${table}`;
};

export const resultTable = (facts: Facts): string => {
  const { categories } = facts;
  const counts = ['before', 'selected', 'alternates', 'recognized', 'revoked'] as const;
  const table = tableOf(
    [
      left('类别', 'Category', 42),
      right('名额', 'Target'),
      right('参评', 'Reviewed'),
      right('拟定', 'Selected'),
      right('递补', 'Alternates'),
      right('认定', 'Recognized'),
      right('撤销', 'Revoked'),
    ],
    [
      ...categories.map((category) => [
        both(category.name),
        category.target ?? '-',
        ...counts.map((key) => category[key]),
      ]),
      ['合计 Total', facts.edition.target, ...counts.map((key) => sum(categories.map((category) => category[key])))],
    ],
  );
  const { zh, en } = titleOf(facts);
  return `${heading(`分类别结果：${zh}`, `Results by category: ${en}`)}\n${table}`;
};

export const nearTheCutTable = (facts: Facts): string => cutTable(titleOf(facts), facts.nearTheCut);

export const noticeTable = (programs: readonly Facts[]): string =>
  `${heading('公示', 'Public notices')}\n${tableOf(
    [
      left('活动', 'Program', 24),
      left('发布', 'Published'),
      left('公示期', 'Period'),
      left('计入的工作日', 'Working days counted', 34),
      right('人数', 'Nominees'),
    ],
    programs.flatMap((facts) =>
      facts.notices.map(({ publishedOn, periodStart, periodEnd, days, nominees }) => [
        titleOf(facts).zh,
        publishedOn,
        `${periodStart} - ${periodEnd}`,
        days.map((day) => day.slice(5)).join(' '),
        nominees.totalCount,
      ]),
    ),
  )}`;

const objectionStatus: Readonly<Record<string, string>> = {
  UPHELD: '成立 upheld',
  DISMISSED: '不成立 dismissed',
  REFUSED: '不予受理 refused',
};

export const objectionTable = (programs: readonly Facts[]): string =>
  `${heading('异议', 'Objections')}\n${tableOf(
    [
      left('活动', 'Program', 14),
      left('提出', 'Lodged'),
      left('署名', 'Signed'),
      left('期内', 'In time'),
      left('理由', 'Grounds', 22),
      left('处理', 'Outcome'),
      left('结论', 'Findings', 22),
    ],
    programs.flatMap((facts) =>
      facts.objections.map(({ lodgedAt, anonymous, inTime, grounds, status, findings, note }) => [
        titleOf(facts).zh,
        lodgedAt.slice(0, 10),
        anonymous ? '匿名 no' : '实名 yes',
        inTime ? '是 yes' : '否 no',
        grounds ?? '',
        objectionStatus[status] ?? status,
        findings ?? note ?? '',
      ]),
    ),
  )}`;

/** The first entries of each register, the last, and those that were revoked. */
const excerpt = ({ register }: Facts): readonly HonoreeFacts[] =>
  register.filter(({ status }, i) => i < 4 || i === register.length - 1 || status === 'REVOKED');

export const registerTable = (programs: readonly Facts[]): string =>
  `${heading('荣誉登记册（节选）', 'Honoree register (excerpt)')}\n${tableOf(
    [
      left('证书编号', 'Certificate'),
      left('姓名', 'Name'),
      left('推送单位', 'Nominated by'),
      left('类别', 'Category'),
      left('认定', 'Recognized'),
      left('状态', 'Status', 30),
    ],
    programs.flatMap((facts) =>
      excerpt(facts).map(({ certificate, name, bureau, category, recognizedOn, revocation }) => [
        certificate,
        name ?? '',
        both(bureau.name),
        category.name.zh,
        recognizedOn,
        revocation ? `${revocation.revokedOn} 撤销 revoked: ${revocation.ground.name.zh}` : '有效 stands',
      ]),
    ),
  )}`;

const steps: Readonly<Record<string, string>> = {
  NOMINATED: '申报 nominated',
  FORM_AMENDED: '修改 amended',
  REVIEWED: '审核 reviewed',
  RETURNED: '退回 returned',
  RESUBMITTED: '重报 resubmitted',
  FORWARDED: '报送 forwarded',
  MATERIAL_ATTACHED: '材料 material attached',
  STEP_RECORDED: '环节 step recorded',
  VETTING_ANSWERED: '联审 body answered',
  ELIGIBILITY_ASSESSED: '条款审查 rules assessed',
};

interface HistoryEntry {
  readonly type: string;
  readonly at: string;
  readonly actor: { readonly name: string; readonly id: string };
  readonly reason: string | null;
}

/** Local time of the notice: UTC+8. */
const localTime = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 60 * 60 * 1000).toISOString().slice(0, 16).replace('T', ' ');

export const historyTable = (entries: readonly HistoryEntry[]): string =>
  `${heading('一份申报的经过（县级申报，市级退回，修改后报送）', 'History of one nomination')}\n${tableOf(
    [left('时间', 'At'), left('经过', 'What'), left('操作人', 'Who'), left('理由', 'Why', 56)],
    entries.map(({ at, type, actor, reason }) => [
      localTime(at),
      steps[type] ?? type,
      `${actor.name} ${actor.id}`,
      reason ?? '',
    ]),
  )}`;

/** One row a reason; the same reason for several nominees is said once. */
const reasonsOf = ({ refusals }: Incident): readonly { readonly ruleId: string; readonly text: string }[] =>
  [...new Set(refusals.map(({ code }) => code))].map((code) => {
    const [first, ...more] = refusals.filter((refusal) => refusal.code === code);
    const others = more.length > 0 ? ` (+${more.length})` : '';
    return { ruleId: first?.ruleId ?? '-', text: `${code}${others}: ${first?.message}` };
  });

export const incidentTable = (incidents: readonly Incident[]): string =>
  `${heading('出错与不予受理', 'What went wrong, and what the API said')}\n${tableOf(
    [left('日期', 'On'), left('尝试', 'Tried', 28), left('条款', 'Rule'), left('答复', 'Answer', 62)],
    incidents.flatMap((incident) =>
      reasonsOf(incident).map(({ ruleId, text }, i) =>
        i === 0 ? [incident.on, `${incident.tried.zh}\n${incident.tried.en}`, ruleId, text] : ['', '', ruleId, text],
      ),
    ),
  )}`;

export const checkTable = (checks: readonly Check[]): string =>
  `${heading('核对', 'Checks')}\n${tableOf(
    [left('', ''), left('项目', 'What', 52), left('应为', 'Expected', 28), left('实为', 'Actual', 28)],
    checks.map((check) => [holds(check) ? '✔' : '✘', check.name, check.expected, check.actual]),
  )}`;
