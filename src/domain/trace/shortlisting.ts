import { isOut } from '../nomination/nomination.ts';
import { type Case, deadlineAt } from './case.ts';
import { type Conclusion, conclude, notReached } from './conclusions.ts';
import { entriesOf } from './entry.ts';
import { type Event, isAbout } from './event.ts';
import { categoryName } from './names.ts';
import { whyOut } from './out.ts';
import { type Ranking, rankingOf, shortlistOf } from './ranking.ts';
import type { Answer, Question } from './trace.ts';

interface Reason {
  readonly answer: Answer;
  readonly conclusion: Conclusion;
}

/** Whether the level that decides shortlisted it. */
export const shortlistingQuestion = (records: Case): Question => {
  const { program } = records.edition;
  const ranking = rankingOf(records);
  return {
    kind: 'SHORTLISTED',
    level: program.decidingLevel,
    ...whyShortlisted(records, ranking),
    entries: beforeThePanel(records) ? entriesOf(records, (event) => belongs(event, records)) : [],
    deadline: deadlineAt(records, program.selectionDeadline),
    ranking: beforeThePanel(records) ? ranking : undefined,
  };
};

/** Whether it ever reached the level that decides, and was not sent back since. */
const beforeThePanel = ({ of }: Case): boolean => {
  const returned = of('Returned').at(-1);
  const last = of('Forwarded').at(-1);
  return last?.data.deciding === true && (!returned || returned.revision < last.revision);
};

const whyShortlisted = (records: Case, ranking: Ranking | undefined): Reason => {
  const { nominationId, nomination, edition } = records;
  const concluded = edition.status === 'CONCLUDED';
  if (!beforeThePanel(records)) {
    return { answer: 'NOT_REACHED', conclusion: notReached(isOut(nomination.status) || concluded) };
  }
  const decided = shortlistOf(records)?.data;
  if (!decided) return notDecided(records, ranking);
  const selected = decided.selected.find((item) => item.nominationId === nominationId);
  const rule = edition.program.targetRule;
  if (selected) {
    const { rank, score } = selected;
    return {
      answer: 'YES',
      conclusion: conclude(
        'SELECTED',
        {
          zh: `均分 ${score}，排名第 ${rank}，入选拟定名单。`,
          en: `With a mean of ${score} it ranked ${rank} and was selected.`,
        },
        rule,
      ),
    };
  }
  const alternate = decided.alternates.find((item) => item.nominationId === nominationId);
  if (alternate) return asAlternate(records, alternate, decided.alternates.indexOf(alternate) + 1, ranking);
  if (decided.belowPassMark.includes(nominationId)) {
    return {
      answer: 'NO',
      conclusion: conclude(
        'BELOW_PASS_MARK',
        {
          zh: `均分 ${ranking?.mean ?? ''}，低于合格线 ${ranking?.passMark ?? ''}。`,
          en: `Its mean of ${ranking?.mean ?? ''} is below the pass mark of ${ranking?.passMark ?? ''}.`,
        },
        edition.rubric?.ruleId ?? edition.program.rubric.ruleId,
      ),
    };
  }
  if (isOut(nomination.status)) return { answer: 'NO', conclusion: whyOut(records) };
  return {
    answer: 'NO',
    conclusion: conclude('NOT_RANKED', {
      zh: '拟定名单时不在评审之列。',
      en: 'It was not before the panel when the shortlist was decided.',
    }),
  };
};

const notDecided = (records: Case, ranking: Ranking | undefined): Reason => {
  const { nomination, edition } = records;
  if (isOut(nomination.status)) return { answer: 'NO', conclusion: whyOut(records) };
  if (nomination.supplement) {
    const { dueOn } = nomination.supplement;
    return {
      answer: 'OPEN',
      conclusion: conclude('SUPPLEMENT_AWAITED', {
        zh: `须于 ${dueOn} 前（含当日）补正，尚未补正。`,
        en: `A supplement is awaited through ${dueOn}.`,
      }),
    };
  }
  const has = ranking?.reviews.filter(({ counts }) => counts).length ?? 0;
  const size = (edition.rubric ?? edition.program.rubric).panelSize;
  if (has < size) {
    return {
      answer: 'OPEN',
      conclusion: conclude('SCORES_AWAITED', {
        zh: `需 ${size} 位专家评分，现有 ${has} 位。`,
        en: `It needs the scores of ${size} experts and has ${has}.`,
      }),
    };
  }
  return {
    answer: 'OPEN',
    conclusion: conclude('SHORTLIST_AWAITED', {
      zh: '评分已齐，待拟定名单。',
      en: 'All scores are in; the shortlist is not decided yet.',
    }),
  };
};

interface Ranked {
  readonly rank: number;
  readonly score: string;
  readonly category: string;
}

/** An alternate found no place: its category was full, or the whole target was. */
const asAlternate = (
  records: Case,
  { rank, score, category }: Ranked,
  turn: number,
  ranking: Ranking | undefined,
): Reason => {
  const { nominationId, edition } = records;
  const { program } = edition;
  const promoted = records.of('AlternatePromoted').find(({ data }) => data.promoted === nominationId);
  if (promoted) {
    return {
      answer: 'YES',
      conclusion: conclude(
        'ALTERNATE_PROMOTED',
        {
          zh: `均分 ${score}，排名第 ${rank}，原为第 ${turn} 递补，后递补入选。`,
          en: `With a mean of ${score} it ranked ${rank}, alternate number ${turn}, and was promoted later.`,
        },
        program.targetRule,
      ),
    };
  }
  const filled = ranking?.category;
  const found = program.categories.find(({ code }) => code === category);
  const categoryFull = filled?.target != null && filled.selected >= filled.target;
  const name = categoryName(program, category);
  const open = edition.status === 'OPEN' && !isOut(records.nomination.status);
  const hope = open ? [`仍为递补人选。`, ' It can still be promoted.'] : ['未获递补。', ' It was never promoted.'];
  const [zh, en] = [
    `均分 ${score}，排名第 ${rank}，为第 ${turn} 递补：`,
    `With a mean of ${score} it ranked ${rank}, alternate number ${turn}: `,
  ];
  return {
    answer: 'NO',
    conclusion: categoryFull
      ? conclude(
          'ALTERNATE_CATEGORY_FULL',
          {
            zh: `${zh}“${name.zh}”的 ${filled.target} 个名额由排名在前者占满。${hope[0]}`,
            en: `${en}the ${filled.target} places of the category ${name.en} went to those ranked above.${hope[1]}`,
          },
          found?.targetRule ?? program.targetRule,
        )
      : conclude(
          'ALTERNATE_TARGET_FULL',
          {
            zh: `${zh}${ranking?.total?.target ?? program.target} 个名额由排名在前者占满。${hope[0]}`,
            en: `${en}all ${ranking?.total?.target ?? program.target} places went to those ranked above.${hope[1]}`,
          },
          program.targetRule,
        ),
  };
};

const belongs = (event: Event, records: Case): boolean => {
  const { nominationId, edition } = records;
  const { decidingLevel, selectionDeadline } = edition.program;
  switch (event.type) {
    case 'EligibilityAssessed':
    case 'Reviewed':
      return event.data.level === decidingLevel;
    case 'StepRecorded':
      return event.data.level === decidingLevel;
    case 'SupplementRequired':
      return event.data.backTo === 'SUBMITTED';
    case 'SupplementExpired':
    case 'Resubmitted': {
      const before = records.before(event);
      return before !== undefined && 'id' in before && before.supplement?.backTo === 'SUBMITTED';
    }
    case 'Rejected':
    case 'Withdrawn': {
      const before = records.before(event);
      return (
        before !== undefined && 'id' in before && before.status === 'SUBMITTED' && !edition.publicized.has(nominationId)
      );
    }
    case 'ReviewAssigned':
    case 'ReviewerRecused':
    case 'Scored':
    case 'ScoreRevised':
      return isAbout(event, nominationId);
    case 'ExpertDismissed':
      return records
        .of('ReviewAssigned')
        .some((assigned) => isAbout(assigned, nominationId) && assigned.data.expert === event.data.expert);
    case 'RubricFrozen':
    case 'ScoringClosed':
    case 'SeatsReallocated':
    case 'ShortlistDecided':
      return true;
    case 'AlternatePromoted':
      return event.data.promoted === nominationId || event.data.replaced === nominationId;
    case 'DeadlineExtended':
    case 'DeadlinePassed':
      return event.data.deadline === selectionDeadline;
    default:
      return false;
  }
};
