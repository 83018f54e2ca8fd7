import { meets } from '../program/condition.ts';
import type { Rule } from '../program/definition.ts';
import { type Level, levels, type Program } from '../program/program.ts';
import type { Dossier } from './dossier.ts';
import type { Finding } from './finding.ts';
import { verdictOn } from './functions.ts';
import { sameEvidence } from './same-evidence.ts';
import type { Verdict } from './verdict.ts';

/** The moment a nomination has come to: a bureau of this level decides on it, or puts it forward. */
export interface Moment {
  readonly act: 'REVIEW' | 'SUBMISSION';
  readonly level: Level;
}

/** Stages of rules that are to be fulfilled at a moment: those before it as well. */
const stagesUpTo = ({ act, level }: Moment): ReadonlySet<string> => {
  const reached = levels.slice(0, levels.indexOf(level) + 1);
  const reviews = reached.map((item) => `${item}_REVIEW`);
  const submissions = (act === 'SUBMISSION' ? reached : reached.slice(0, -1)).map((item) => `${item}_SUBMISSION`);
  return new Set(['NOMINATION', ...reviews, ...submissions]);
};

/** The rules of a program that are assessed on every nomination by a moment. */
export const rulesAt = ({ rules }: Program, moment: Moment): readonly Rule[] => {
  const stages = stagesUpTo(moment);
  return rules.filter(({ check, stage, assessedAt = stage }) => check && stages.has(assessedAt));
};

/** Assesses every rule that is due, in the order of the definition. The same dossier gives the same findings, always. */
export const assess = (dossier: Dossier, moment: Moment): readonly Finding[] =>
  rulesAt(dossier.program, moment).map((rule) => assessRule(rule, dossier));

/** One rule by itself, due or not. A rule without a check is not assessed on nominations: it passes. */
export const assessRule = (rule: Rule, dossier: Dossier): Finding => {
  const { id: ruleId, check } = rule;
  if (!check) return { ruleId, outcome: 'PASSED', evidence: {} };
  const verdict = verdictOn(check, dossier, ruleId);
  const { evidence } = verdict;
  if (verdict.holds === true) {
    return { ruleId, outcome: 'PASSED', evidence, ...(verdict.warning && { warning: verdict.warning }) };
  }
  const { problem, accepted } = verdict;
  if (verdict.holds === 'JUDGMENT') return { ruleId, outcome: 'NEEDS_JUDGMENT', evidence, problem, accepted };
  const waivedBy = waiverOf(rule, dossier, verdict);
  if (waivedBy) return { ruleId, outcome: 'PASSED', waivedBy, evidence };
  return { ruleId, outcome: rule.waivable ? 'NEEDS_WAIVER' : 'FAILED', evidence, problem, accepted };
};

/** A waiver of the program itself, or one confirmed for just what the rule finds now. */
const waiverOf = (rule: Rule, { form, waivers }: Dossier, { evidence }: Verdict): string | undefined => {
  const preset = rule.presetWaivers?.find(({ when }) => meets(form, when));
  if (preset) return preset.code;
  const waiver = rule.waivable ? waivers.get(rule.id) : undefined;
  return waiver?.status === 'CONFIRMED' && sameEvidence(waiver.against, evidence) ? 'CONFIRMED' : undefined;
};
