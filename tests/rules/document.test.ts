import { describe, expect, it } from 'vitest';
import type { Program } from '../../src/domain/program/program.ts';
import { flex, youth } from '../support/editions.ts';
import type { Case } from './cases.ts';
import { documentOf } from './document.ts';
import { untrue } from './enforcement.ts';

const both = { youth, flex };
const ids = [...youth.rules, ...youth.extensions.flatMap(({ rules }) => rules), ...flex.rules].map(({ id }) => id);
const shown = (...kinds: readonly Case['kind'][]): Case[] =>
  ids.flatMap((ruleId) => kinds.map((kind) => ({ ruleId, kind, title: 'a case', file: 'tests/rules/a.test.ts' })));

describe('The page of rules', () => {
  it('lists every rule with what enforces it and what shows it', () => {
    const { text, problems } = documentOf(both, shown('passes', 'fails'));
    expect(problems).toEqual([]);
    for (const id of ids) expect(text).toContain(`#### ${id}\n`);
    for (const { id } of youth.readings) expect(text).toContain(`#### ${id}\n`);
  });

  it('misses the case of every rule that is shown one way only', () => {
    const { problems } = documentOf(both, shown('passes'));
    expect(problems).toHaveLength(youth.rules.length + flex.rules.length + 2);
    expect(problems[0]).toBe('YOUTH_STAR R-S01: no test shows a case that fails');
  });

  it('knows no rule that a test made up', () => {
    const stranger: Case = { ruleId: 'R-Z99', kind: 'fails', title: 'a case', file: 'tests/rules/a.test.ts' };
    const { problems } = documentOf(both, [...shown('passes', 'fails'), stranger]);
    expect(problems).toEqual(['tests/rules/a.test.ts: there is no rule R-Z99']);
  });

  it('asks what enforces a rule that nothing names', () => {
    const bare: Program = { ...flex, supplement: undefined, summary: undefined };
    const { problems } = documentOf({ youth, flex: bare }, shown('passes', 'fails'));
    expect(problems).toContain('FLEX_STAR R-F21: nothing enforces it');
  });

  it('asks what stands behind a place that nobody has explained', () => {
    const odd = { ...flex, moonRule: 'R-F21' } as Program;
    const { problems } = documentOf({ youth, flex: odd }, shown('passes', 'fails'));
    expect(problems).toEqual(['FLEX_STAR R-F21: nothing is said of what stands behind moonRule']);
  });

  it('asks where a reading is configuration, if its place is gone', () => {
    const { revocation, ...rest } = flex;
    const grounds = revocation.grounds.filter(({ needsImpact }) => !needsImpact);
    const { problems } = documentOf(
      { youth, flex: { ...rest, revocation: { ...revocation, grounds } } },
      shown('passes', 'fails'),
    );
    expect(problems).toEqual([
      'A17: the definitions have no flex.revocation.grounds.VIOLATION_WITH_SERIOUS_IMPACT.needsImpact',
    ]);
  });

  it('claims nothing of the code that is not so', () => {
    const file = 'src/domain/slate/decide.ts';
    expect(untrue({ file: 'src/nowhere.ts', symbol: 'takeSeat', codes: [] })).toEqual([
      'src/nowhere.ts does not exist',
    ]);
    expect(untrue({ file, symbol: 'takeSeat', codes: ['QUOTA_EXCEEDED'] })).toEqual([]);
    expect(untrue({ file, symbol: 'giveSeat', codes: ['GROUND_UNKNOWN'] })).toEqual([
      `${file} defines no giveSeat`,
      `${file} never refuses with GROUND_UNKNOWN`,
    ]);
  });
});
