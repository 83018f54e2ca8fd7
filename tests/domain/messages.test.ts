import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { messages } from '../../src/domain/messages.ts';
import { messageOf, type RefusalCode, refusal } from '../../src/domain/refusal.ts';
import { filesUnder } from '../support/source-files.ts';

const codes = Object.keys(messages) as RefusalCode[];

const blanksOf = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')),
];

/** A place in the source that refuses: the codes it may give, and the names of what it fills the message in with. */
interface Site {
  readonly at: string;
  readonly codes: readonly string[];
  readonly supplied: readonly string[];
  /** Rules that the code itself names. */
  readonly written: readonly string[];
}

const codesIn = (node: ts.Node | undefined): string[] => {
  if (!node) return [];
  if (ts.isStringLiteral(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...codesIn(node.whenTrue), ...codesIn(node.whenFalse)];
  return [];
};

const namesIn = (node: ts.Node | undefined): string[] =>
  node && ts.isObjectLiteralExpression(node)
    ? node.properties.flatMap(({ name }) =>
        name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : [],
      )
    : [];

const rulesIn = (node: ts.Node | undefined): string[] =>
  node && ts.isObjectLiteralExpression(node)
    ? node.properties.flatMap((property) =>
        ts.isPropertyAssignment(property) && property.name.getText() === 'ruleId' ? codesIn(property.initializer) : [],
      )
    : [];

const sitesIn = (path: string): Site[] => {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Site[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^refus(al|ed)$/.test(node.expression.getText(source))) {
      const [code, details] = node.arguments;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({
        at: `${path}:${line + 1}`,
        codes: codesIn(code),
        supplied: namesIn(details),
        written: rulesIn(details),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

const sites = filesUnder('src', '.ts')
  .flatMap(sitesIn)
  .filter(({ codes: given }) => given.length > 0);

describe('The message of every refusal', () => {
  it.each(codes)('%s is a sentence in both languages, with the same blanks', (code) => {
    const { en, zh } = messages[code];
    expect(en).toMatch(/^[A-Z{].*[.]$/s);
    expect(zh).toMatch(/[\u4e00-\u9fff].*[。]$/s);
    expect(blanksOf(zh).sort()).toEqual(blanksOf(en).sort());
  });

  it.each(codes)('%s is given somewhere, and every place that gives it fills its blanks in', (code) => {
    const giving = sites.filter((site) => site.codes.includes(code));
    expect(giving).not.toEqual([]);
    const blanks = blanksOf(messages[code].en);
    const short = giving
      .map(({ at, supplied }) => ({ at, missing: blanks.filter((name) => !supplied.includes(name)) }))
      .filter(({ missing }) => missing.length > 0);
    expect(short).toEqual([]);
  });

  it('names rules as the program defines them, never by the code: other programs have other rules', () => {
    expect(sites.filter(({ written }) => written.length > 0)).toEqual([]);
  });

  it('is filled in with the same in both languages, or in each with its own', () => {
    const category = { zh: '个体经营者', en: 'Self-employed' };
    const refused = refusal('CATEGORY_NOT_COVERED', { category, has: 0, least: 1 });
    expect(messageOf(refused, 'en')).toBe(
      'Category Self-employed has 0 nominees on the slate; at least 1 is required.',
    );
    expect(messageOf(refused, 'zh')).toBe('“个体经营者”仅有 0 人，每个类别至少报送 1 人。');
  });
});
