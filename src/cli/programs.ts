import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { builtInDefinitions, builtInPrograms, library } from '../domain/program/definitions/index.ts';
import type { Program } from '../domain/program/program.ts';
import {
  extendLibrary,
  type Named,
  type NamedPart,
  type ProgramSet,
  programSet,
} from '../domain/program/program-set.ts';
import type { ProblemAt, ProgramLibrary } from '../domain/program/resolve-program.ts';
import { BadEnvironment, readEnvironment } from './environment.ts';
import { pictureOf, tableOfPrograms } from './program-picture.ts';

/** The folder of shared parts within a directory of definitions. */
const LIBRARY = 'library';

/** What a file of shared parts is called, by the kind of what it holds. */
const partFiles: Readonly<Record<keyof ProgramLibrary, string>> = {
  bureaus: 'bureaus',
  codeLists: 'code-lists',
  readings: 'readings',
  rules: 'rules',
  calendars: 'calendar',
};

/** Every problem of definition files, a line each: file, place, and what would be accepted there. */
class BadPrograms extends BadEnvironment {
  constructor(problems: readonly ProblemAt[]) {
    super(problems.map(({ file, path, message }) => [file, path, message].filter(Boolean).join(': ')).join('\n'));
  }
}

/**
 * The programs that come with the product, and those of a directory, if one is given: each `*.json` in it is a
 * definition, and `library/` may hold further shared parts. Read once.
 * @throws {BadEnvironment} with every problem of every file
 */
export const readPrograms = (directory: string | undefined): ProgramSet => {
  if (directory === undefined) return builtInPrograms();
  const files = filesIn(directory, 'LAUREL_PROGRAMS');
  if (files.length === 0) {
    throw new BadEnvironment(`LAUREL_PROGRAMS: ${directory} holds no definition; expected at least one *.json`);
  }
  return programsOf(files, directory).set;
};

interface Read {
  readonly set: ProgramSet;
  /** Those of the files, without the others of the set. */
  readonly given: readonly Program[];
}

/**
 * Reads some definitions on top of the built-in ones, with the shared parts that lie beside them. A file that is one of
 * the product's own is not there twice.
 */
const programsOf = (files: readonly string[], directory: string): Read => {
  const parts = optionalFilesIn(join(directory, LIBRARY)).map(readPart);
  const definitions = files.map(readJson);
  const further = parts
    .filter((part) => 'kind' in part)
    .filter(({ kind, name, content }) => !isDeepStrictEqual(content, library[kind][name]));
  const shared = extendLibrary(library, further);
  const unread = [...parts, ...definitions].filter((item) => 'message' in item);
  const readable = definitions.filter((item) => 'content' in item);
  const read = programSet([...builtInDefinitions, ...readable.filter((item) => !isBuiltIn(item))], shared.library);
  const problems = [...unread, ...shared.problems, ...('problems' in read ? read.problems : [])];
  if (problems.length > 0 || !('set' in read)) throw new BadPrograms(problems);
  const codes = readable.map(({ content }) => (content as { readonly code: string }).code);
  return { set: read.set, given: [...read.set.programs.values()].filter(({ code }) => codes.includes(code)) };
};

const isBuiltIn = ({ file, content }: Named): boolean =>
  builtInDefinitions.some((own) => own.file === file && isDeepStrictEqual(own.content, content));

const readJson = (path: string): Named | ProblemAt => {
  const file = nameOf(path);
  try {
    // Some editors put a byte order mark first, which JSON does not know.
    return { file, content: JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return {
      file,
      path: '',
      message: code === undefined ? `it is not JSON: ${message}` : `it cannot be read: ${code}`,
    };
  }
};

const readPart = (path: string): NamedPart | ProblemAt => {
  const read = readJson(path);
  if (!('content' in read)) return read;
  const stem = basename(path, '.json');
  const kinds = Object.entries(partFiles) as [keyof ProgramLibrary, string][];
  const found = kinds.find(([, prefix]) => stem.startsWith(`${prefix}-`) && stem.length > prefix.length + 1);
  if (found) return { ...read, kind: found[0], name: stem.slice(found[1].length + 1) };
  const expected = kinds.map(([, prefix]) => `${prefix}-NAME.json`).join(', ');
  return { file: read.file, path: '', message: `its name does not say what it holds; expected one of: ${expected}` };
};

/** As problems speak of a file: with its folder, where that is the library. */
const nameOf = (path: string): string =>
  basename(dirname(path)) === LIBRARY ? join(LIBRARY, basename(path)) : basename(path);

/** Paths of the `*.json` in a directory, by name. @throws {BadEnvironment} if it cannot be read */
const filesIn = (directory: string, setting: string): readonly string[] => {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .sort()
      .map((name) => join(directory, name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new BadEnvironment(`${setting}: the directory ${directory} cannot be read (${code})`, { cause: error });
  }
};

const optionalFilesIn = (directory: string): readonly string[] => {
  try {
    return filesIn(directory, LIBRARY);
  } catch (error) {
    const { code } = (error as Error).cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw error;
  }
};

/** Prints what definition files say, or every problem in them. @throws {BadEnvironment} with the problems */
export const checkPrograms = async (files: readonly string[]): Promise<void> => {
  const directories = new Set(files.map((file) => dirname(resolve(file))));
  const [directory, another] = [...directories];
  if (directory === undefined || another !== undefined) {
    throw new BadEnvironment('Check files of one directory at a time: they share its library folder.');
  }
  const paths = files.map((file) => resolve(file));
  const { set, given } = programsOf(paths, directory);
  console.log(given.map((program) => pictureOf(program, set.calendars)).join('\n\n'));
};

/** Prints which programs editions can be opened of, by the directory of the environment. @throws {BadEnvironment} */
export const listPrograms = async (): Promise<void> => {
  const { programs } = readPrograms(readEnvironment(process.env).LAUREL_PROGRAMS);
  console.log(tableOfPrograms([...programs.values()]));
};
