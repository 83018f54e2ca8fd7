import { type Decision, refuse, unless } from '../decider.ts';
import type { Edition } from '../edition/edition.ts';
import type { Evidence } from '../evidence.ts';
import type { BureauCode } from '../ids.ts';
import { bureauOf, stageOf } from '../program/program.ts';
import { refusal } from '../refusal.ts';
import { assessRule } from '../rules/assess.ts';
import { dossierOf } from '../rules/dossier.ts';
import type { NominationFact } from './nomination.ts';
import type { KnownHonor, Waiver } from './parts.ts';
import { closed, whenRunning } from './when-running.ts';

interface At {
  readonly edition: Edition;
  readonly bureau: BureauCode;
  readonly ruleId: string;
}
export interface RequestWaiver extends At {
  readonly type: 'RequestWaiver';
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly honors: readonly KnownHonor[];
}
export interface ConfirmWaiver extends At {
  readonly type: 'ConfirmWaiver';
  readonly note: string;
}
export interface RefuseWaiver extends At {
  readonly type: 'RefuseWaiver';
  readonly reason: string;
}

/** By a bureau on the nominee's path, for a rule that holds in principle only, and that now stands in the way (A02). */
export const requestWaiver = whenRunning<RequestWaiver>((nomination, command, { now }) => {
  const { edition, bureau, ruleId, reason, evidence, honors } = command;
  const { program } = edition;
  const rule = program.rules.find(({ id }) => id === ruleId);
  if (!rule) return refuse(refusal('RULE_UNKNOWN', { path: ['ruleId'] }));
  if (!rule.waivable) return refuse(refusal('RULE_NOT_WAIVABLE', { path: ['ruleId'], ruleId, quote: rule.quote }));
  const office = bureauOf(program, bureau);
  const stage = office && stageOf(program, office.level);
  const found = assessRule(rule, dossierOf(nomination, { program, now, honors }));
  return unless(
    [
      closed(edition),
      !stage && refusal('WAIVER_ASKED_ABOVE', { path: ['nominationId'], ruleId }),
      found.outcome !== 'NEEDS_WAIVER' && refusal('WAIVER_NOT_NEEDED', { path: ['ruleId'], ruleId }),
      nomination.waivers.get(ruleId)?.status === 'REQUESTED' &&
        refusal('WAIVER_REQUESTED', { path: ['ruleId'], ruleId }),
      evidence.length === 0 && refusal('EVIDENCE_REQUIRED', { path: ['evidence'], ruleId }),
    ],
    () => [
      {
        type: 'WaiverRequested',
        data: {
          ruleId,
          bureau,
          level: office?.level ?? program.decidingLevel,
          reason,
          evidence: [...evidence],
          against: { ...found.evidence },
        },
      },
    ],
  );
});

/** By the bureau right above the one that asked, and by somebody who neither asked nor drafted. */
const settle = <Command extends At>(
  act: { readonly zh: string; readonly en: string },
  settled: (waiver: Waiver, command: Command) => NominationFact,
) =>
  whenRunning<Command>((nomination, command, { actor }): Decision<NominationFact> => {
    const { edition, bureau, ruleId } = command;
    const waiver = nomination.waivers.get(ruleId);
    if (waiver?.status !== 'REQUESTED') return refuse(refusal('WAIVER_NOT_REQUESTED', { path: ['ruleId'], ruleId }));
    const above = bureauOf(edition.program, waiver.bureau)?.parent ?? waiver.bureau;
    return unless(
      [
        closed(edition),
        bureau !== above && refusal('WAIVER_OF_THE_LEVEL_ABOVE', { path: ['nominationId'], ruleId, bureau: above }),
        (actor.id === waiver.requestedBy || nomination.drafters.includes(actor.id)) &&
          refusal('FOUR_EYES', { ruleId, act }),
      ],
      () => [settled(waiver, command)],
    );
  });

export const confirmWaiver = settle<ConfirmWaiver>({ zh: '确认豁免', en: 'confirm a waiver of' }, (_, command) => ({
  type: 'WaiverConfirmed',
  data: { ruleId: command.ruleId, bureau: command.bureau, note: command.note },
}));

export const refuseWaiver = settle<RefuseWaiver>({ zh: '驳回豁免', en: 'refuse a waiver of' }, (_, command) => ({
  type: 'WaiverRefused',
  data: { ruleId: command.ruleId, bureau: command.bureau, reason: command.reason },
}));
