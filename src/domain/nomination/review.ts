import { type Calendar, localDateOf, publicityPeriod } from '../calendar.ts';
import { unless } from '../decider.ts';
import type { Edition } from '../edition/edition.ts';
import type { BureauCode } from '../ids.ts';
import { checkForm } from '../program/form.ts';
import { bureauOf, deadlineOf, type Level, type Program, stageOf } from '../program/program.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { refusalsOf } from '../rules/against.ts';
import { assess, type Moment, rulesAt } from '../rules/assess.ts';
import { dossierOf } from '../rules/dossier.ts';
import type { Finding } from '../rules/finding.ts';
import { sameEvidence } from '../rules/same-evidence.ts';
import { decisionWords, statusWords } from '../terms-in-words.ts';
import type { GivenOpinion, Nomination, NominationFact, ReviewDecision } from './nomination.ts';
import type { Judgment, KnownHonor } from './parts.ts';
import { closed, heldHere, whenRunning } from './when-running.ts';

export interface Review {
  readonly type: 'Review';
  readonly edition: Edition;
  readonly bureau: BureauCode;
  readonly decision: ReviewDecision;
  readonly opinion: GivenOpinion;
  readonly judgments: readonly Judgment[];
  /** Honors of the nominee on record. */
  readonly honors: readonly KnownHonor[];
  /** Working days a supplement is counted by. */
  readonly calendar: Calendar;
  /** Cleared for recognition already: an honor is revoked, not rejected. */
  readonly cleared?: boolean | undefined;
  readonly seatsHeld: readonly BureauCode[];
}
export interface AssessEligibility {
  readonly type: 'AssessEligibility';
  readonly edition: Edition;
  readonly bureau: BureauCode;
  readonly honors: readonly KnownHonor[];
}

const reviewable = (nomination: Nomination, decision: ReviewDecision, deciding: boolean): boolean => {
  const { status, bureau, holder } = nomination;
  if (decision === 'SUPPLEMENT') {
    return holder !== bureau && status === (deciding ? 'SUBMITTED' : 'RECEIVED');
  }
  if (deciding) return status === 'SUBMITTED' && decision !== 'RETURN';
  if (decision === 'PASS') return status === 'DRAFTED' || status === 'RECEIVED';
  return ['DRAFTED', 'RECEIVED', 'PASSED'].includes(status);
};

/** The last day to supply what is missing, counted as a public notice is. */
const supplementDue = ({ supplement, timeZone }: Program, calendar: Calendar, now: string) => {
  if (!supplement) return { refusals: [refusal('SUPPLEMENT_UNKNOWN', { path: ['decision'] })] };
  const { workingDays } = supplement;
  return publicityPeriod(calendar, { publishedAt: now, timeZone, workingDays, countPublicationDay: false });
};

/** What comes back only after its asker's own deadline could not go forward any more. */
const dueTooLate = (program: Program, level: Level, due: string): Refusal | false => {
  const stage = stageOf(program, level);
  if (!stage) return false;
  const { on, ruleId } = deadlineOf(program, stage.slate.deadline);
  return due > on && refusal('SUPPLEMENT_AFTER_DEADLINE', { path: ['decision'], ruleId, due, on });
};

const consequence = (nomination: Nomination, command: Review, now: string): NominationFact[] => {
  const { editionId, person, bureau: to, status } = nomination;
  const { bureau, decision, opinion, seatsHeld, edition, calendar } = command;
  if (decision === 'RETURN') {
    return [
      { type: 'Returned', data: { editionId, from: bureau, to, reason: opinion.text, seatsHeld: [...seatsHeld] } },
    ];
  }
  if (decision === 'REJECT') {
    return [{ type: 'Rejected', data: { editionId, by: bureau, person, seatsHeld: [...seatsHeld] } }];
  }
  if (decision === 'PASS') return [];
  const due = supplementDue(edition.program, calendar, now);
  if ('refusals' in due) return [];
  const { periodEnd: dueOn, closesAt: dueAt } = due.period;
  const backTo = status === 'SUBMITTED' ? 'SUBMITTED' : 'RECEIVED';
  return [
    {
      type: 'SupplementRequired',
      data: { editionId, from: bureau, to, reason: opinion.text, dueOn, dueAt, backTo },
    },
  ];
};

/** What this program asks of a stamped opinion at this level (R-Y25). */
const checkOpinion = (program: Program, level: Level, decision: ReviewDecision, opinion: GivenOpinion): Refusal[] => {
  const demand = program.opinions.find((item) => item.level === level);
  if (!demand || decision === 'RETURN' || decision === 'SUPPLEMENT') return [];
  const { ruleId } = demand;
  const expected = decision === 'PASS' ? 'RECOMMEND' : 'NOT_RECOMMEND';
  return [
    ...(demand.conclusion && opinion.conclusion !== expected
      ? [refusal('CONCLUSION_EXPECTED', { path: ['opinion', 'conclusion'], ruleId, expected })]
      : []),
    ...(demand.contact && !opinion.contact
      ? [refusal('CONTACT_EXPECTED', { path: ['opinion', 'contact'], ruleId })]
      : []),
  ];
};

/** Judgments are made on rules that ask for one, by reviewers of a level that the rule names. */
const checkJudgments = (program: Program, moment: Moment, judgments: readonly Judgment[]): Refusal[] => {
  const asked = judgedAt(program, moment);
  return judgments.flatMap(({ ruleId }, i) =>
    asked.includes(ruleId)
      ? []
      : [refusal('JUDGMENT_NOT_ASKED', { path: ['judgments', String(i), 'ruleId'], known: asked.join(', ') || '-' })],
  );
};

/** Ids of the rules that reviewers of this level judge. */
const judgedAt = (program: Program, moment: Moment): string[] =>
  rulesAt(program, moment).flatMap(({ id, check }) => {
    const parts = check?.kind === 'ALL' ? check.of : check ? [check] : [];
    return parts.some((part) => part.kind === 'JUDGMENT' && part.by.includes(moment.level)) ? [id] : [];
  });

interface Inputs {
  readonly honors: readonly KnownHonor[];
  readonly judgments: readonly Judgment[];
  readonly at?: string;
}

/** The findings as a fact: what was found in public, what it was found on sealed with the person's data. */
export const assessed = (
  bureau: BureauCode,
  { act, level }: Moment,
  findings: readonly Finding[],
  { honors, judgments, at }: Inputs,
): NominationFact => ({
  type: 'EligibilityAssessed',
  data: {
    bureau,
    level,
    act,
    ...(at && { at }),
    findings: findings.map(({ ruleId, outcome, waivedBy, warning }) => ({
      ruleId,
      outcome,
      ...(waivedBy && { waivedBy }),
      ...(warning && { warning }),
    })),
    evidence: Object.fromEntries(findings.map(({ ruleId, evidence }) => [ruleId, { ...evidence }])),
    judgments: [...judgments],
    honors: honors.map(({ level: at, topic, awardedOn }) => ({ level: at, topic, awardedOn })),
  },
});

/** A bureau's decision at its level, with its stamped opinion, by someone who did not draft; the rules are assessed with it. */
export const review = whenRunning<Review>((nomination, command, { actor, now }) => {
  const { edition, bureau, decision, opinion, cleared, honors, judgments, calendar } = command;
  const { program } = edition;
  const level = bureauOf(program, bureau)?.level ?? program.decidingLevel;
  const moment: Moment = { act: 'REVIEW', level };
  const today = localDateOf(now, program.timeZone);
  const findings = assess(dossierOf(nomination, { program, now, honors, judgments }), moment);
  const due = decision === 'SUPPLEMENT' ? supplementDue(program, calendar, now) : undefined;
  return unless(
    [
      closed(edition),
      heldHere(nomination, bureau),
      nomination.drafters.includes(actor.id) && refusal('FOUR_EYES', { act: { zh: '审核', en: 'review' } }),
      !reviewable(nomination, decision, level === program.decidingLevel) &&
        refusal('NOT_REVIEWABLE', {
          path: ['decision'],
          status: statusWords[nomination.status],
          decision: decisionWords[decision],
        }),
      decision === 'REJECT' &&
        cleared &&
        refusal('ALREADY_RECOGNIZED', { path: ['nominationId'], nomination: nomination.id }),
      !opinion.stamped && refusal('OPINION_UNSTAMPED', { path: ['opinion', 'stamped'], ruleId: program.opinionRule }),
      opinion.signedOn > today &&
        refusal('SIGNED_IN_FUTURE', { path: ['opinion', 'signedOn'], ruleId: program.opinionRule }),
      checkOpinion(program, level, decision, opinion),
      checkJudgments(program, moment, judgments),
      due && ('refusals' in due ? [...due.refusals] : dueTooLate(program, level, due.period.periodEnd)),
      decision === 'SUPPLEMENT' &&
        edition.scoringClosed &&
        refusal('SUPPLEMENT_AFTER_SCORING', { path: ['decision'], ruleId: program.supplement?.ruleId }),
      decision === 'PASS' && checkForm(program, nomination.form, { complete: true, today }),
      decision === 'PASS' && refusalsOf(findings, program),
    ],
    () => [
      ...(findings.length > 0 ? [assessed(bureau, moment, findings, { honors, judgments })] : []),
      {
        type: 'Reviewed',
        data: {
          level,
          bureau,
          decision,
          opinion: { ...opinion, stamped: true },
          ...(judgments.length > 0 && { judgments: [...judgments] }),
        },
      },
      ...consequence(nomination, command, now),
    ],
  );
});

/** The rules as they stand at this moment, put on record without any decision; nothing if that is on record already. */
export const assessEligibility = whenRunning<AssessEligibility>((nomination, { edition, bureau, honors }, { now }) => {
  const { program } = edition;
  const moment: Moment = { act: 'REVIEW', level: bureauOf(program, bureau)?.level ?? program.decidingLevel };
  const findings = assess(dossierOf(nomination, { program, now, honors }), moment);
  const fact = assessed(bureau, moment, findings, { honors, judgments: [] });
  return unless([closed(edition), heldHere(nomination, bureau)], () =>
    findings.length === 0 || isOnRecord(fact, nomination) ? [] : [fact],
  );
});

const isOnRecord = (fact: NominationFact, nomination: Nomination): boolean => {
  if (fact.type !== 'EligibilityAssessed') return false;
  const { bureau, act, findings, evidence } = fact.data;
  return sameEvidence({ bureau, act, findings, evidence }, nomination.assessed ?? {});
};

interface Going {
  readonly program: Program;
  readonly bureau: BureauCode;
  /** When it was put forward. */
  readonly now: string;
  readonly honors: readonly KnownHonor[];
}

/** How the rules stood when a bureau put the nominee forward: on record where some are due only then. */
export const assessedToGo = (nomination: Nomination, { program, bureau, now, honors }: Going): NominationFact[] => {
  const level = bureauOf(program, bureau)?.level ?? program.decidingLevel;
  const moment: Moment = { act: 'SUBMISSION', level };
  if (rulesAt(program, moment).length === rulesAt(program, { act: 'REVIEW', level }).length) return [];
  const findings = assess(dossierOf(nomination, { program, now, honors }), moment);
  return [assessed(bureau, moment, findings, { honors, judgments: [], at: now })];
};
