import { expect, it } from 'vitest';
import type { z } from 'zod';
import type { Decision } from '../../src/domain/decider.ts';
import { isRefused } from '../../src/domain/decider.ts';
import type { Fact } from '../../src/domain/event.ts';
import { messageOf, type Refusal, type RefusalCode } from '../../src/domain/refusal.ts';
import type { finding } from '../../src/domain/rules/finding.ts';

interface RuleSpec {
  /** A case in which the rule lets a command through. */
  passes(title: string, act: () => void): RuleSpec;
  /** A case in which the rule stands against a command. */
  fails(title: string, act: () => void): RuleSpec;
}

/**
 * Cases of one rule, each a test whose title begins with the rule's id: `docs/rules.md` lists them, and every rule of a
 * shipped program needs one of each kind.
 *
 * `rule('R-Y10').passes('born on the cut-off day', () => ...).fails('born the day before', () => ...)`
 */
export const rule = (id: string): RuleSpec => {
  const spec: RuleSpec = {
    passes: (title, act) => {
      it(`${id} passes: ${title}`, act);
      return spec;
    },
    fails: (title, act) => {
      it(`${id} fails: ${title}`, act);
      return spec;
    },
  };
  return spec;
};

type Found = z.infer<typeof finding>;

/** What came of a command, looked at through one rule. */
export const outcomeOf = <F extends Fact>(decision: Decision<F>) => {
  const facts = (): readonly F[] => {
    if (isRefused(decision)) expect.fail(`Refused: ${decision.refusals.map(inShort).join('; ')}`);
    return decision.facts;
  };
  const findingOf = (ruleId: string): Found => {
    const assessed = facts().find(({ type }) => type === 'EligibilityAssessed');
    const found = (assessed?.data as { findings: Found[] } | undefined)?.findings.find(
      (item) => item.ruleId === ruleId,
    );
    return found ?? expect.fail(`${ruleId} was not assessed.`);
  };
  return {
    facts,
    /** Accepted; the rule was assessed and holds, without a waiver and without a warning. */
    holds(ruleId: string): void {
      expect(findingOf(ruleId)).toEqual({ ruleId, outcome: 'PASSED' });
    },
    /** Accepted; the rule holds, but asks to be looked at. */
    warns(ruleId: string): void {
      const { warning, ...rest } = findingOf(ruleId);
      expect(rest).toEqual({ ruleId, outcome: 'PASSED' });
      expect(warning).toEqual({ zh: expect.any(String), en: expect.any(String) });
    },
    /** Accepted; the rule does not hold, and is waived. */
    isWaived(ruleId: string, waivedBy: string): void {
      expect(findingOf(ruleId)).toEqual({ ruleId, outcome: 'PASSED', waivedBy });
    },
    /** Accepted, with facts of these types. */
    accepted(...types: readonly F['type'][]): void {
      expect(facts().map(({ type }) => type)).toEqual(types);
    },
    /** Refused for these reasons and no others, each with the rule that it cites. */
    refused(...expected: readonly (readonly [ruleId: string | undefined, code: RefusalCode])[]): void {
      if (!isRefused(decision)) expect.fail(`Accepted: ${decision.facts.map(({ type }) => type).join(', ')}`);
      expect(decision.refusals.map(({ ruleId, code }) => [ruleId, code])).toEqual(expected);
      for (const refusal of decision.refusals) {
        expect(messageOf(refusal, 'en')).not.toMatch(/\?|undefined|\[object/);
        expect(messageOf(refusal, 'zh')).not.toMatch(/\?|undefined|\[object/);
      }
    },
  };
};

const inShort = ({ code, ruleId, path }: Refusal): string => `${code} ${ruleId ?? ''} ${path.join('.')}`;
