import type { Edition } from '../edition/edition.ts';
import type { BureauCode } from '../ids.ts';
import type { Nomination } from '../nomination/nomination.ts';
import type { KnownHonor } from '../nomination/parts.ts';
import type { Stage } from '../program/program.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { refusalsOf } from '../rules/against.ts';
import { assess } from '../rules/assess.ts';
import { dossierOf } from '../rules/dossier.ts';
import type { Slate } from './slate.ts';

/** Somebody with a seat, or about to take one. */
export interface Nominee {
  readonly nomination: Nomination;
  /** Honors of the nominee on record. */
  readonly honors: readonly KnownHonor[];
}

interface Submission {
  readonly edition: Edition;
  readonly stage: Stage;
  /** Instant of being put forward, ISO 8601. */
  readonly now: string;
}

const findingsOn = ({ nomination, honors }: Nominee, { edition: { program }, stage: { level }, now }: Submission) =>
  assess(dossierOf(nomination, { program, now, honors }), { act: 'SUBMISSION', level });

/** What the rules find against putting the nominee forward now. */
export const notReady = (nominee: Nominee, submission: Submission): readonly Refusal[] =>
  refusalsOf(findingsOn(nominee, submission), submission.edition.program);

/** What has come between a seat and its being put forward: SEAT_UNFIT, or SEAT_BARRED for each rule that no longer holds. */
export const unfit = (
  { seats }: Slate,
  bureau: BureauCode,
  nominees: readonly Nominee[],
  submission: Submission,
): readonly Refusal[] =>
  nominees.flatMap((nominee) => {
    const { id, status, holder, category } = nominee.nomination;
    const fits = status === 'PASSED' && holder === bureau && category === seats.get(id)?.category;
    if (!fits) return [refusal('SEAT_UNFIT', { nomination: id })];
    return findingsOn(nominee, submission)
      .filter(({ outcome }) => outcome !== 'PASSED')
      .map(({ ruleId, problem, accepted }) => {
        const quote = submission.edition.program.rules.find((rule) => rule.id === ruleId)?.quote;
        return refusal('SEAT_BARRED', { ruleId, nomination: id, quote, problem, accepted });
      });
  });
