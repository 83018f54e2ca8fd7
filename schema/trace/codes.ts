import 'reflect-metadata';
import type { ConclusionCode as Code } from '../../src/domain/trace/conclusions.ts';
import type { Relation } from '../../src/domain/trace/ranking.ts';
import type { ExpertReview } from '../../src/domain/trace/reviews.ts';
import type { Answer, QuestionKind } from '../../src/domain/trace/trace.ts';
import { enumOf } from '../enum.ts';

export const TraceQuestionKind = enumOf<QuestionKind>('TraceQuestionKind', 'What is asked of a nomination (环节).', {
  NOMINATED: 'Was it nominated (申报)?',
  FORWARDED: 'Did a bureau put it forward (报送)?',
  SHORTLISTED: 'Was it shortlisted (入选)?',
  PUBLICIZED: 'Was it publicized (公示)?',
  RECOGNIZED: 'Was it recognized (认定)?',
  REVOKED: 'Was the honor revoked (撤销认定)?',
});

export const TraceAnswer = enumOf<Answer>('TraceAnswer', 'What came of a question (结论).', {
  YES: 'It was (是).',
  NO: 'It was not, and the conclusion says why (否).',
  OPEN: 'It can still come to a yes or a no (未决).',
  NOT_REACHED: 'It ended before, or has not come to this yet (未进入).',
});

export const TraceConclusionCode = enumOf<Code>('TraceConclusionCode', 'Why a question came out as it did (原因).', {
  NOMINATED: 'A bureau nominated (已申报).',
  NOT_REACHED: 'It ended before, or has not come to this yet (未进入本环节).',
  FORWARDED: 'A bureau put it forward (已报送).',
  RETURNED: 'Sent back for correction, and can still be handed in again (已退回，待修改).',
  RETURNED_AND_NOT_CORRECTED: 'Sent back, and not handed in again by the deadline (退回后未按期重新提交).',
  SENT_BACK: 'This bureau sent it back, and has not received it again (退回后未再收到).',
  SUPPLEMENT_AWAITED: 'Something must still be supplied (待补正).',
  SUPPLEMENT_EXPIRED: 'It was not supplied in time (逾期未补正).',
  REVIEW_AWAITED: 'The bureau has not passed it yet (待审核).',
  NOT_PASSED_IN_TIME: 'The bureau had not passed it by the deadline (期限前未审核通过).',
  SEAT_AWAITED: 'Passed, without a seat yet (待占名额).',
  SEAT_NEVER_TAKEN: 'Passed, and given no seat though some were free (未占名额).',
  NO_SEAT_LEFT: 'Passed, and all seats are taken by others (名额已满).',
  TAKEN_OFF_SLATE: 'The bureau took it off its slate (移出名单).',
  SEAT_LAPSED: 'Its seat was taken after the slate had gone, and lapsed (名额失效).',
  SLATE_AWAITED: 'It holds a seat on a slate that can still be submitted (待报送名单).',
  SLATE_ABANDONED: 'It held a seat on a slate that was not submitted in time (名单逾期未报，视为放弃).',
  SLATE_ABANDONED_WITHOUT_SEAT:
    'The slate was not submitted in time, and it held no seat on it (名单视为放弃，且未占名额).',
  REJECTED: 'A bureau rejected it (否决).',
  WITHDRAWN: 'It was withdrawn (撤回).',
  SCORES_AWAITED: 'Experts have not scored it yet (待评分).',
  SHORTLIST_AWAITED: 'All scores are in, the shortlist is not decided (待拟定名单).',
  SELECTED: 'Selected by its rank (入选).',
  BELOW_PASS_MARK: 'Its mean is below the pass mark (未达合格线).',
  ALTERNATE_CATEGORY_FULL: 'An alternate: the places of its category went to those above (类别名额已满，列为递补).',
  ALTERNATE_TARGET_FULL: 'An alternate: all places went to those above (总名额已满，列为递补).',
  ALTERNATE_PROMOTED: 'An alternate that was promoted (递补入选).',
  NOT_RANKED: 'Not before the panel when the shortlist was decided (未列入评审).',
  NOTICE_AWAITED: 'Selected, and not publicized (待公示).',
  TAKEN_OFF_NOTICE: 'Taken off its notice, to be publicized anew (待重新公示).',
  PUBLICIZED: 'On a public notice (已公示).',
  PERIOD_RUNNING: 'The period of the notice runs (公示中).',
  OBJECTION_STANDS: 'An objection keeps it from recognition (异议未了结).',
  DISQUALIFIED: 'An objection was upheld (异议成立，取消资格).',
  CLEARANCE_AWAITED: 'Nothing stands against it, and it is not recognized (待认定).',
  RECOGNIZED: 'Recognized (已认定).',
  HONOR_STANDS: 'Nothing was reported, and the honor stands (认定有效).',
  REPORTED_NOT_REVOKED: 'A violation was reported, and the honor was not revoked (有报告，未撤销).',
  REVOKED: 'The honor was revoked (已撤销认定).',
});

export const NeighbourRelation = enumOf<Relation>(
  'NeighbourRelation',
  'Where another stands in the ranking (相对位置).',
  {
    LAST_SELECTED_IN_CATEGORY: 'The last one selected in its category (本类别最后入选).',
    LAST_SELECTED: 'The last one selected of all (最后入选).',
    FIRST_ALTERNATE: 'The first alternate, of its category where that has places of its own (第一递补).',
    NEXT_ABOVE: 'One rank above (前一名).',
    NEXT_BELOW: 'One rank below (后一名).',
  },
);

export const NotCounted = enumOf<NonNullable<ExpertReview['because']>>(
  'NotCounted',
  'Why the points of an expert are not in the mean (不计入原因).',
  {
    NOT_SCORED: 'None were given (未评分).',
    RECUSED: 'The expert stepped aside (已回避).',
    DISMISSED: 'The expert was dismissed before scoring closed (已解聘).',
    LATE: 'They were given after scoring closed (评分截止后).',
    VOIDED: 'The expert had to stand aside, and the score was voided (应回避而作废).',
    BEFORE_RESUBMISSION: 'They were given before the nomination was handed in again (重新提交前).',
  },
);
