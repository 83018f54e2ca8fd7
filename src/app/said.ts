import type { Fact } from '../domain/event.ts';
import { type Origin, originOf } from './origins.ts';

/** A value of the command that stands in the data of one of the facts it led to, but for some properties of it. */
export interface FactReference {
  /** 0-based among the facts of the decision. */
  readonly $fact: number;
  readonly field: string;
  readonly without?: readonly string[];
}
export type Reference = Origin | FactReference;

/** Shorter texts cost less than saying where they stand. */
const shortText = 48;

/**
 * What a command said, as it is recorded with the decision, for `restored` to give it again: states, calendars and
 * what the facts repeat are named by where they stand (`$same`: under the same name in the first of them); whatever else
 * the decision was based on stands there itself.
 *
 * @throws {TypeError} naming the place of what cannot be recorded, such as a state that was changed on the way: an error
 *   of the program
 */
export const saidBy = (
  command: { readonly type: string },
  facts: readonly Fact[],
): Readonly<Record<string, unknown>> => {
  const said: Record<string, unknown> = {};
  const same: string[] = [];
  for (const [name, value] of Object.entries(command)) {
    if (value === undefined) continue;
    if (isInFirst(name, value, facts)) same.push(name);
    else said[name] = inFacts(value, facts) ?? written(value, `${command.type}.${name}`);
  }
  return same.length > 0 ? { ...said, $same: same } : said;
};

const isInFirst = (name: string, value: unknown, [first]: readonly Fact[]): boolean => {
  const stated = first?.data as Plain | undefined;
  return stated !== undefined && Object.hasOwn(stated, name) && sameJson(value, stated[name]);
};

const written = (value: unknown, at: string): unknown => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'object') {
    const origin = originOf(value);
    if (origin) return origin;
    if (Array.isArray(value)) return value.map((element, i) => written(element, `${at}.${i}`));
    if (value instanceof Set) return { $set: [...value].map((element, i) => written(element, `${at}.${i}`)) };
    if (isPlain(value)) return writtenObject(value, at);
  }
  throw new TypeError(`What a command says cannot be recorded: ${at} is no JSON, and no state as it was loaded.`);
};

const writtenObject = (value: Plain, at: string): unknown => {
  const properties: Record<string, unknown> = {};
  let marked = false;
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    properties[name] = written(inner, `${at}.${name}`);
    marked ||= name.startsWith('$');
  }
  return marked ? { $plain: properties } : properties;
};

type Plain = Readonly<Record<string, unknown>>;

/** What an input class made of JSON is an object like any other; maps, dates and the like are not. */
const isPlain = (value: unknown): value is Plain =>
  !Array.isArray(value) && Object.prototype.toString.call(value) === '[object Object]';

const inFacts = (value: unknown, facts: readonly Fact[]): FactReference | undefined => {
  if (!isWorthNaming(value)) return undefined;
  for (const [$fact, { data }] of facts.entries()) {
    for (const [field, stated] of Object.entries(data as Plain)) {
      if (sameJson(value, stated)) return { $fact, field };
      const without = isPlain(value) && isPlain(stated) ? beyond(value, stated) : undefined;
      if (without) return { $fact, field, without };
    }
  }
  return undefined;
};

const isWorthNaming = (value: unknown): boolean => {
  if (typeof value === 'string') return value.length > shortText;
  if (Array.isArray(value)) return value.length > 0;
  return isPlain(value) && Object.keys(value).length > 0 && !originOf(value);
};

/** Properties that `whole` has and `part` has not; undefined if one that both have differs, or `part` has others. */
const beyond = (part: Plain, whole: Plain): string[] | undefined => {
  for (const [name, inner] of Object.entries(part)) {
    if (inner !== undefined && !(Object.hasOwn(whole, name) && sameJson(inner, whole[name]))) return undefined;
  }
  return Object.keys(whole).filter((name) => part[name] === undefined);
};

/** Whether two values are written alike in JSON; a property that is undefined is none. */
const sameJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  if (!isPlain(a) || !isPlain(b)) return false;
  return beyond(a, b)?.every((name) => b[name] === undefined) ?? false;
};

/** What was recorded with every property of the command in its own place. */
export const spelledOut = (recorded: unknown): unknown => {
  if (!isPlain(recorded) || !Array.isArray(recorded.$same)) return recorded;
  const { $same, ...said } = recorded;
  const same = ($same as string[]).map((field): [string, FactReference] => [field, { $fact: 0, field }]);
  return { ...said, ...Object.fromEntries(same) };
};

/** Every reference that stands in what a command said. */
export const referencesIn = (said: unknown): readonly Reference[] => {
  if (Array.isArray(said)) return said.flatMap(referencesIn);
  if (!isPlain(said)) return [];
  if (isReference(said)) return [said];
  return Object.values(isPlain(said.$plain) ? said.$plain : said).flatMap(referencesIn);
};

/** The command again. `values` has that of every reference. */
export const restored = (said: unknown, values: ReadonlyMap<Reference, unknown>): unknown => {
  if (Array.isArray(said)) return said.map((item) => restored(item, values));
  if (!isPlain(said)) return said;
  if (isReference(said)) return values.get(said);
  if (Array.isArray(said.$set)) return new Set(said.$set.map((item) => restored(item, values)));
  const properties = isPlain(said.$plain) ? said.$plain : said;
  return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, restored(inner, values)]));
};

const isReference = (value: Plain): value is Plain & Reference =>
  '$state' in value || '$honors' in value || '$calendar' in value || '$fact' in value;

/** The value that a reference to a fact names. `facts` are those that were recorded. */
export const valueInFacts = ({ $fact, field, without }: FactReference, facts: readonly Fact[]): unknown => {
  const value = (facts[$fact]?.data as Plain | undefined)?.[field];
  if (!without || !isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !without.includes(name)));
};
