import { type Calendar, calendar } from '../calendar.ts';
import { patternsMayMeet } from './certificate-pattern.ts';
import type { Program } from './program.ts';
import { libraryParts, type ProblemAt, type ProgramLibrary, problemsOf, resolveProgram } from './resolve-program.ts';

/** Everything editions can be opened of, and the calendars they are counted by. */
export interface ProgramSet {
  /** By code. */
  readonly programs: ReadonlyMap<string, Program>;
  /** By name. */
  readonly calendars: ReadonlyMap<string, Calendar>;
}

/** A definition, or a part of the library, with the name it is spoken of by: its file's. */
export interface Named {
  readonly file: string;
  readonly content: unknown;
}

export interface NamedPart extends Named {
  readonly kind: keyof ProgramLibrary;
  /** As definitions write it under `use` or `calendar`. */
  readonly name: string;
}

/** The library with further parts. Problems: a part of the wrong shape, or of a name that is taken. */
export const extendLibrary = (
  library: ProgramLibrary,
  parts: readonly NamedPart[],
): { readonly library: ProgramLibrary; readonly problems: readonly ProblemAt[] } => {
  const judged = parts.map((part) => ({ part, problems: partProblems(library, part) }));
  const sound = judged.flatMap(({ part, problems }) => (problems.length > 0 ? [] : [part]));
  const withMore = (kind: keyof ProgramLibrary) => ({
    ...library[kind],
    ...Object.fromEntries(sound.filter((part) => part.kind === kind).map(({ name, content }) => [name, content])),
  });
  return {
    library: {
      bureaus: withMore('bureaus'),
      codeLists: withMore('codeLists'),
      readings: withMore('readings'),
      rules: withMore('rules'),
      calendars: withMore('calendars'),
    },
    problems: judged.flatMap(({ problems }) => problems),
  };
};

const partProblems = (library: ProgramLibrary, { file, kind, name, content }: NamedPart): readonly ProblemAt[] => {
  if (Object.hasOwn(library[kind], name)) {
    return [{ file, path: '', message: `the library has ${kind} "${name}" already; expected another name` }];
  }
  const read = libraryParts[kind].safeParse(content);
  return read.success ? [] : problemsOf(read.error).map((problem) => ({ file, ...problem }));
};

/**
 * Programs from their definitions, in order. Every problem of every definition is returned, and what two of them must
 * not share: the code, by which they are opened, and certificate numbers, which are given once.
 */
export const programSet = (
  definitions: readonly Named[],
  library: ProgramLibrary,
): { readonly set: ProgramSet } | { readonly problems: readonly ProblemAt[] } => {
  const resolved = definitions.map(({ file, content }) => ({ file, ...resolveProgram(content, library) }));
  const whole = resolved.flatMap((item) => ('program' in item ? [item] : []));
  const problems = [
    ...resolved.flatMap((item) => ('problems' in item ? item.problems.map((it) => ({ file: item.file, ...it })) : [])),
    ...whole.flatMap((item, i) => whole.slice(0, i).flatMap((earlier) => clashes(item, earlier))),
  ];
  if (problems.length > 0) return { problems };
  return {
    set: {
      programs: new Map(whole.map(({ program }) => [program.code, program])),
      calendars: new Map(Object.entries(library.calendars).map(([name, days]) => [name, calendar.parse(days)])),
    },
  };
};

interface Resolved {
  readonly file: string;
  readonly program: Program;
}

const clashes = ({ file, program }: Resolved, earlier: Resolved): readonly ProblemAt[] => {
  const pattern = program.certificate.pattern;
  const other = earlier.program.certificate.pattern;
  return [
    ...(sameInIds(program.code, earlier.program.code)
      ? [
          {
            file,
            path: 'code',
            message: `${program.code} cannot be told from ${earlier.program.code} of ${earlier.file} in ids; expected another code`,
          },
        ]
      : []),
    ...(patternsMayMeet(pattern, other)
      ? [
          {
            file,
            path: 'certificate.pattern',
            message: `${pattern} may give the same numbers as ${other} of ${earlier.file}; expected another beginning, such as ${program.code}-{edition}-{serial}`,
          },
        ]
      : []),
  ];
};

const sameInIds = (a: string, b: string): boolean => inIds(a) === inIds(b);

/** Codes stand in ids in small letters, their parts joined by hyphens. */
const inIds = (code: string): string => code.toLowerCase().replaceAll(/_+/g, '-');
