import type { Text } from '../program/program.ts';

/** Every conclusion there is, by the question it answers; some answer several. */
export const conclusionCodes = [
  'NOMINATED',
  'NOT_REACHED',
  // Forwarding
  'FORWARDED',
  'RETURNED',
  'RETURNED_AND_NOT_CORRECTED',
  'SENT_BACK',
  'SUPPLEMENT_AWAITED',
  'SUPPLEMENT_EXPIRED',
  'REVIEW_AWAITED',
  'NOT_PASSED_IN_TIME',
  'SEAT_AWAITED',
  'SEAT_NEVER_TAKEN',
  'NO_SEAT_LEFT',
  'TAKEN_OFF_SLATE',
  'SEAT_LAPSED',
  'SLATE_AWAITED',
  'SLATE_ABANDONED',
  'SLATE_ABANDONED_WITHOUT_SEAT',
  'REJECTED',
  'WITHDRAWN',
  // Selection
  'SCORES_AWAITED',
  'SHORTLIST_AWAITED',
  'SELECTED',
  'BELOW_PASS_MARK',
  'ALTERNATE_CATEGORY_FULL',
  'ALTERNATE_TARGET_FULL',
  'ALTERNATE_PROMOTED',
  'NOT_RANKED',
  // Publicity and recognition
  'NOTICE_AWAITED',
  'TAKEN_OFF_NOTICE',
  'PUBLICIZED',
  'PERIOD_RUNNING',
  'OBJECTION_STANDS',
  'DISQUALIFIED',
  'CLEARANCE_AWAITED',
  'RECOGNIZED',
  // Revocation
  'HONOR_STANDS',
  'REPORTED_NOT_REVOKED',
  'REVOKED',
] as const;
export type ConclusionCode = (typeof conclusionCodes)[number];

export interface Conclusion {
  readonly code: ConclusionCode;
  /** In a sentence, without personal data. */
  readonly text: Text;
  /** Id of the rule that it rests on, where there is one. */
  readonly ruleId?: string | undefined;
}

export const conclude = (code: ConclusionCode, text: Text, ruleId?: string): Conclusion => ({
  code,
  text,
  ...(ruleId && { ruleId }),
});

/** Of a question that was never asked, or not yet. */
export const notReached = (ended: boolean): Conclusion =>
  ended
    ? conclude('NOT_REACHED', { zh: '此前已终止，未进入本环节。', en: 'It had ended before, and never came to this.' })
    : conclude('NOT_REACHED', { zh: '尚未进入本环节。', en: 'It has not come to this yet.' });
