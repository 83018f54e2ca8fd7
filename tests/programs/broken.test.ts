import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definition } from '../../src/domain/program/definition.ts';
import { definitions, library } from '../../src/domain/program/definitions/index.ts';
import { type ProgramLibrary, resolveProgram } from '../../src/domain/program/resolve-program.ts';
import { zhejiang } from './zhejiang.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Place = readonly (string | number)[];

const read = (name: string): Json => JSON.parse(readFileSync(join(zhejiang, name), 'utf8'));

const shared: ProgramLibrary = {
  ...library,
  bureaus: { ...library.bureaus, zhejiang: read('library/bureaus-zhejiang.json') },
  readings: { ...library.readings, zhejiang: read('library/readings-zhejiang.json') },
  calendars: { ...library.calendars, zhejiang: read('library/calendar-zhejiang.json') },
};

const sources: readonly (readonly [string, Json])[] = [
  ['village-artisan-2025', read('village-artisan-2025.json')],
  ...Object.entries(definitions).map(([name, content]) => [name, JSON.parse(JSON.stringify(content))] as const),
];

const placesIn = (value: Json, at: Place = []): Place[] => {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([key, item]) =>
    placesIn(item, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return at.length === 0 ? inner : [at, ...inner];
};

const valueAt = (value: Json, [first, ...rest]: Place): Json =>
  first === undefined ? value : valueAt((value as Record<string | number, Json>)[first] ?? null, rest);

/** A copy with another value at a place; undefined takes it away. */
const withAt = (value: Json, [first, ...rest]: Place, other: Json | undefined): Json => {
  if (first === undefined) return other ?? null;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, Json>;
  if (rest.length > 0) copy[first] = withAt(copy[first] ?? null, rest, other);
  else if (other !== undefined) copy[first] = other;
  else if (Array.isArray(copy)) copy.splice(Number(first), 1);
  else delete copy[first];
  return copy;
};

const problemsOf = (candidate: Json) => {
  const resolved = resolveProgram(candidate, shared);
  return 'problems' in resolved ? resolved.problems : [];
};

const firstPart = (path: string): string => path.split(/[.[]/)[0] ?? '';

describe.each(sources)('%s, a definition that holds,', (_, source) => {
  const places = placesIn(source);
  const anywhere = fc.constantFrom(...places);
  const runs = { numRuns: 200 };

  it('is the same program when it is resolved again', () => {
    const once = resolveProgram(source, shared);
    if (!('program' in once)) throw new Error(JSON.stringify(once.problems));
    expect(resolveProgram(once.program, shared)).toEqual(once);
    expect(resolveProgram(JSON.parse(JSON.stringify(once.program)), shared)).toEqual(once);
  });

  it('is refused, with the part named, where any value is of another kind', () => {
    fc.assert(
      fc.property(anywhere, (place) => {
        const problems = problemsOf(withAt(source, place, { broken: true }));
        expect(problems.map(({ path }) => firstPart(path))).toContain(String(place[0]));
        expect(problems.filter(({ message }) => message === '')).toEqual([]);
      }),
      runs,
    );
  });

  it('is refused without any one of its main parts', () => {
    const shape: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>> = definition.shape;
    // These may come from the library.
    const optional = ['use', 'bureaus', 'codeLists', 'readings'];
    const neededNot = (key: string) => optional.includes(key) || shape[key]?.safeParse(undefined).success;
    for (const key of Object.keys(source as object).filter((name) => !neededNot(name))) {
      expect([key, problemsOf(withAt(source, [key], undefined)).map(({ path }) => firstPart(path))]).toEqual([
        key,
        expect.arrayContaining([key === 'rules' ? expect.any(String) : key]),
      ]);
    }
  });

  it('is refused or accepted, never the end of the process, where anything is left out', () => {
    fc.assert(
      fc.property(anywhere, (place) => {
        for (const { path, message } of problemsOf(withAt(source, place, undefined))) {
          expect([typeof path, message.length > 0]).toEqual(['string', true]);
        }
      }),
      runs,
    );
  });

  const odd: readonly Json[] = [
    ...['', ' ', '无', '__proto__', 'constructor', 'toString', '-1', '2024-02-30', '9'.repeat(500), '\u0000'],
    ...[-1, 0, 0.1, 1e300, Number.MAX_SAFE_INTEGER + 2, null, true, [], {}],
  ];
  it('nor where anything is odd', () => {
    fc.assert(
      fc.property(anywhere, fc.constantFrom(...odd), (place, value) => {
        for (const { path, message } of problemsOf(withAt(source, place, value))) {
          expect([typeof path, message.length > 0]).toEqual(['string', true]);
        }
      }),
      { numRuns: 500 },
    );
  });

  /** Names by the key they stand under, of something that no definition has. */
  const unknown: Readonly<Record<string, string>> = {
    ruleId: 'ZZ-99',
    deadline: 'nowhere',
    selectionDeadline: 'nowhere',
    closesBy: 'nowhere',
    list: 'nowhere',
    sameAs: 'nowhere',
    field: 'nowhere',
    step: 'NOWHERE',
    material: 'NOWHERE',
    bureau: '999999',
    parent: '999999',
    calendar: 'nowhere',
    timeZone: 'Nowhere/Nowhere',
    topic: 'NOWHERE',
  };
  const names = places.filter((place) => {
    const key = String(place.at(-1));
    // What a rule is about is told in words, and so are the points that are open.
    const told = 'predicate' in (valueAt(source, place.slice(0, -1)) as object) && key === 'field';
    if (told || place[0] === 'readings') return false;
    return (key in unknown || key.endsWith('Rule')) && typeof valueAt(source, place) === 'string';
  });

  it('is refused where any one name is of nothing', () => {
    for (const place of names) {
      const key = String(place.at(-1));
      const problems = problemsOf(withAt(source, place, unknown[key] ?? 'ZZ-99'));
      expect([place.join('.'), problems.map(({ path }) => firstPart(path))]).toEqual([
        place.join('.'),
        expect.arrayContaining([place[0]]),
      ]);
    }
  });

  it('is refused where one deadline lies before another, or before its notice', () => {
    const deadlines = places.filter((place) => place[0] === 'deadlines' && place.at(-1) === 'on');
    expect(deadlines.length).toBeGreaterThan(1);
    for (const place of deadlines) {
      const problems = problemsOf(withAt(source, place, '2001-01-01'));
      expect(problems.map(({ path }) => path)).toContain(`deadlines[${place[1]}].on`);
    }
  });
});
