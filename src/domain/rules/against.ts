import type { Program } from '../program/program.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { Finding } from './finding.ts';

const nothing = { zh: '', en: '' };

/** What stands against going on, by the findings: RULE_FAILED, WAIVER_NEEDED and JUDGMENT_NEEDED, each with its rule. */
export const refusalsOf = (findings: readonly Finding[], { rules }: Program): readonly Refusal[] =>
  findings.flatMap(({ ruleId, outcome, problem = nothing, accepted = nothing }) => {
    if (outcome === 'PASSED') return [];
    const quote = rules.find(({ id }) => id === ruleId)?.quote ?? ruleId;
    if (outcome === 'NEEDS_JUDGMENT')
      return [refusal('JUDGMENT_NEEDED', { path: ['judgments'], ruleId, asks: accepted })];
    const path = ['nominationId'];
    if (outcome === 'NEEDS_WAIVER') return [refusal('WAIVER_NEEDED', { path, ruleId, quote, problem, accepted })];
    return [refusal('RULE_FAILED', { path, ruleId, quote, problem, accepted })];
  });
