import type { NominationStatus, ReviewDecision } from './nomination/nomination.ts';
import type { ObjectionStatus } from './notice/notice.ts';
import type { Level } from './program/program.ts';
import type { Language, Param } from './refusal.ts';
import type { ConflictGround } from './review/conflicts.ts';

/** Codes as messages say them, so that nobody has to read DRAFTED in a Chinese sentence. */
type Words<Code extends string> = Readonly<Record<Code, Readonly<Record<Language, string>>>>;

export const levelWords: Words<Level> = {
  COUNTY: { zh: '县（市、区）', en: 'county' },
  CITY: { zh: '市', en: 'city' },
  PROVINCE: { zh: '省', en: 'province' },
};

export const statusWords: Words<NominationStatus> = {
  DRAFTED: { zh: '草稿', en: 'in draft' },
  RETURNED: { zh: '已退回', en: 'returned' },
  PASSED: { zh: '已通过审核', en: 'passed' },
  RECEIVED: { zh: '已接收待审', en: 'received and not yet reviewed' },
  SUBMITTED: { zh: '已报送', en: 'submitted' },
  REJECTED: { zh: '已否决', en: 'rejected' },
  WITHDRAWN: { zh: '已撤回', en: 'withdrawn' },
  LAPSED: { zh: '已视为放弃', en: 'lapsed' },
  DISQUALIFIED: { zh: '已取消资格', en: 'disqualified' },
};

export const decisionWords: Words<ReviewDecision> = {
  PASS: { zh: '通过', en: 'pass' },
  RETURN: { zh: '退回', en: 'return' },
  REJECT: { zh: '否决', en: 'reject' },
  SUPPLEMENT: { zh: '要求补正', en: 'require a supplement' },
};

export const objectionWords: Words<ObjectionStatus> = {
  LODGED: { zh: '已提出', en: 'lodged' },
  ADMITTED: { zh: '已受理', en: 'admitted' },
  REFUSED: { zh: '不予受理', en: 'refused' },
  UPHELD: { zh: '成立', en: 'upheld' },
  DISMISSED: { zh: '不成立', en: 'dismissed' },
};

export const groundWords: Words<ConflictGround> = {
  INVOLVED: { zh: '曾填报或审核', en: 'drafted or reviewed it' },
  SAME_EMPLOYER: { zh: '同一工作单位', en: 'the same employer' },
  FORMER_COLLEAGUE: { zh: '近年曾为同事', en: 'colleagues in recent years' },
  SAME_BUREAU: { zh: '所在部门为申报、审核或联审单位', en: 'of a bureau that nominated, reviewed or vetted it' },
  SAME_NATIVE_COUNTY: { zh: '同一籍贯县', en: 'the same native county' },
  KINSHIP: { zh: '亲属关系', en: 'kinship' },
  INTEREST: { zh: '利害关系', en: 'an interest' },
  PINNED: { zh: '指定回避', en: 'pinned by an officer' },
};

/** Several codes in one sentence. */
export const inWords = <Code extends string>(words: Words<Code>, codes: readonly Code[]): Param => ({
  zh: codes.map((code) => words[code].zh).join('、'),
  en: codes.map((code) => words[code].en).join(' or '),
});
