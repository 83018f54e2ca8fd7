import { z } from 'zod';
import { calendar } from '../calendar.ts';
import { bureau } from './bureau.ts';
import { reading, rule } from './definition.ts';
import { codeList } from './form-field.ts';
import { type Program, program } from './program.ts';
import { supersededDivision } from './superseded-division.ts';

/** What is wrong in a definition: where (`quotas[3].bureau`), and what would be accepted there. */
export interface ProgramProblem {
  readonly path: string;
  readonly message: string;
}

/** A problem together with the name of the file it stands in. */
export interface ProblemAt extends ProgramProblem {
  readonly file: string;
}

export type Resolved = { readonly program: Program } | { readonly problems: readonly ProgramProblem[] };

const source = z.string();
/** What one part of the library holds, by its kind. */
export const libraryParts = {
  bureaus: z.strictObject({
    source,
    bureaus: z.array(bureau),
    superseded: z.array(supersededDivision).optional(),
  }),
  codeLists: z.strictObject({ source, codeLists: z.record(z.string(), codeList) }),
  readings: z.strictObject({ source, readings: z.array(reading) }),
  rules: z.strictObject({ source, rules: z.array(rule) }),
  calendars: calendar,
};
const library = z.strictObject({
  bureaus: z.record(z.string(), libraryParts.bureaus),
  codeLists: z.record(z.string(), libraryParts.codeLists),
  readings: z.record(z.string(), libraryParts.readings),
  rules: z.record(z.string(), libraryParts.rules),
  calendars: z.record(z.string(), libraryParts.calendars),
});
type Library = z.infer<typeof library>;

/** The shared parts that programs name, by kind and name; as read from files, and checked here. */
export type ProgramLibrary = { readonly [Kind in keyof Library]: Readonly<Record<string, unknown>> };

/** The shared parts a definition is built on; what it writes itself is added to them. */
const use = z.strictObject({
  bureaus: z.string().optional(),
  codeLists: z.string().optional(),
  readings: z.string().optional(),
  rules: z.string().optional(),
});

const draft = z.looseObject({
  use: use.default({}),
  calendar: z.string(),
  bureaus: z.array(z.unknown()).default([]),
  supersededDivisions: z.array(z.unknown()).default([]),
  codeLists: z.record(z.string(), z.unknown()).default({}),
  readings: z.array(z.unknown()).default([]),
  rules: z.array(z.unknown()).default([]),
});
type Draft = z.infer<typeof draft>;

/**
 * A program from its definition file: the shared parts it names under `use` are put in, ahead of its own, and
 * the whole is checked. Problems are all returned; their paths are those of the whole, or begin with `library`.
 */
export const resolveProgram = (definition: unknown, shared: ProgramLibrary): Resolved => {
  const parts = library.safeParse(shared);
  if (!parts.success) return { problems: problemsOf(parts.error, ['library']) };
  const own = draft.safeParse(definition);
  if (!own.success) return { problems: problemsOf(own.error) };
  const missing = missingParts(own.data, parts.data);
  if (missing.length > 0) return { problems: missing };
  return checkedProgram(whole(own.data, parts.data));
};

/** A program once more through the schema, for one that was changed or comes from elsewhere. */
export const checkedProgram = (candidate: unknown): Resolved => {
  const result = program.safeParse(candidate);
  return result.success ? { program: result.data } : { problems: problemsOf(result.error) };
};

const missingParts = ({ use, calendar: calendarName, codeLists }: Draft, parts: Library): readonly ProgramProblem[] => {
  const named = [
    ...Object.entries(use).map(([kind, name]) => ({
      path: `use.${kind}`,
      name,
      from: parts[kind as keyof typeof use],
    })),
    { path: 'calendar', name: calendarName, from: parts.calendars },
  ];
  const shadowed = Object.keys(partOf(parts.codeLists, use.codeLists)?.codeLists ?? {}).filter((name) =>
    Object.hasOwn(codeLists, name),
  );
  return [
    ...named
      .filter(({ name, from }) => name !== undefined && !Object.hasOwn(from, name))
      .map(({ path, name, from }) => ({
        path,
        message: `the library has no "${name}"; expected one of: ${Object.keys(from).join(', ') || 'none'}`,
      })),
    ...shadowed.map((name) => ({
      path: `codeLists.${name}`,
      message: `"${use.codeLists}" of the library has a list of this name already; expected another name`,
    })),
  ];
};

const whole = ({ use, ...own }: Draft, parts: Library): unknown => ({
  ...own,
  bureaus: [...(partOf(parts.bureaus, use.bureaus)?.bureaus ?? []), ...own.bureaus],
  supersededDivisions: [...(partOf(parts.bureaus, use.bureaus)?.superseded ?? []), ...own.supersededDivisions],
  codeLists: { ...partOf(parts.codeLists, use.codeLists)?.codeLists, ...own.codeLists },
  readings: [...(partOf(parts.readings, use.readings)?.readings ?? []), ...own.readings],
  rules: [...(partOf(parts.rules, use.rules)?.rules ?? []), ...own.rules],
});

const partOf = <Part>(parts: Readonly<Record<string, Part>>, name: string | undefined): Part | undefined =>
  name === undefined ? undefined : parts[name];

/** What a schema found, with the paths as they are written. */
export const problemsOf = (error: z.ZodError, within: readonly string[] = []): readonly ProgramProblem[] =>
  error.issues.map(({ path, message }) => ({ path: z.core.toDotPath([...within, ...path]), message }));
