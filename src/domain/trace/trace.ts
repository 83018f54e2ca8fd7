import type { Evidence } from '../evidence.ts';
import type { BureauCode, EditionId, NominationId, NoticeId } from '../ids.ts';
import type { NominationStatus } from '../nomination/nomination.ts';
import type { Judgment } from '../nomination/parts.ts';
import type { Period } from '../notice/period.ts';
import type { Level, Text } from '../program/program.ts';
import type { Outcome } from '../rules/finding.ts';
import type { DeadlineInForce } from './case.ts';
import type { Conclusion } from './conclusions.ts';
import type { Event } from './event.ts';
import type { Ranking } from './ranking.ts';

/** What is asked of every nomination, in this order; FORWARDED of each level that it has to pass. */
export const questionKinds = ['NOMINATED', 'FORWARDED', 'SHORTLISTED', 'PUBLICIZED', 'RECOGNIZED', 'REVOKED'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** OPEN: it can still come to a yes or a no. NOT_REACHED: it ended before, or has not come to this yet. */
export type Answer = 'YES' | 'NO' | 'OPEN' | 'NOT_REACHED';

/** One event of the chain that led to a conclusion, and what of it counts. */
export interface TraceEntry {
  readonly event: Event;
  /** In a sentence, without personal data. */
  readonly text: Text;
  readonly ruleId?: string | undefined;
  /** The words given then: a reason, an opinion, findings. Personal. Null where they are erased; undefined where there are none. */
  readonly says?: string | null | undefined;
  /** What it rests on. Personal. Null where that is erased; undefined where none is asked for. */
  readonly documents?: readonly Evidence[] | null | undefined;
  readonly findings?: readonly TracedFinding[] | undefined;
  readonly judgments?: readonly Judgment[] | undefined;
  readonly signature?: { readonly signer: string; readonly signedOn: string } | undefined;
  readonly points?: Readonly<Record<string, number>> | undefined;
  readonly period?: Period | undefined;
}

export interface TracedFinding {
  readonly ruleId: string;
  readonly outcome: Outcome;
  readonly waivedBy?: string | undefined;
  readonly warning?: Text | undefined;
  /** The facts that the rule was assessed on. Personal; null where erased. */
  readonly evidence: Readonly<Record<string, unknown>> | null;
}

/** Seats of a bureau's slate at the moment of the trace. */
export interface Seats {
  readonly taken: number;
  readonly cap: number;
  readonly ruleId: string;
}

export interface Question {
  readonly kind: QuestionKind;
  /** Who answers it, where that is a bureau. */
  readonly bureau?: BureauCode | undefined;
  readonly level?: Level | undefined;
  readonly answer: Answer;
  readonly conclusion: Conclusion;
  /** The chain of facts that led to it, in the order of the log. */
  readonly entries: readonly TraceEntry[];
  readonly deadline?: DeadlineInForce | undefined;
  readonly seats?: Seats | undefined;
  readonly ranking?: Ranking | undefined;
  readonly noticeId?: NoticeId | undefined;
}

/** Why one nomination was, or was not, forwarded, shortlisted, publicized, recognized and revoked. */
export interface DecisionTrace {
  readonly nominationId: NominationId;
  readonly editionId: EditionId;
  readonly bureau: BureauCode;
  readonly category: string;
  readonly status: NominationStatus;
  /** Of the question that settled it, or that it stands at. */
  readonly outcome: Question;
  readonly questions: readonly Question[];
}
