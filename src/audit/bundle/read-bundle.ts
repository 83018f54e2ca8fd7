import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { canonicalOf } from './canonical.ts';
import {
  type BundleFile,
  fileLimits,
  filesOf,
  isRequired,
  type Manifest,
  manifestBytes,
  manifestFile,
  manifestSchema,
} from './format.ts';
import { type Problem, type ProblemCode, UnusableBundle } from './report.ts';

/** A bundle's files as they lie in its directory, compared with its manifest. */
export interface BundleContents {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<BundleFile, Buffer>;
  readonly problems: readonly Problem[];
}

/**
 * Reads the files that a bundle may have, and follows no link out of its directory.
 * @throws {UnusableBundle} NOT_A_BUNDLE, MANIFEST_MALFORMED, UNSAFE_FILE, TOO_LARGE
 */
export const readBundle = (directory: string): BundleContents => {
  const entries = entriesOf(directory);
  const manifest = readManifest(directory);
  const files = new Map<BundleFile, Buffer>();
  const names = filesOf(manifest.scope);
  for (const name of names) {
    const bytes = readSafely(directory, name, fileLimits[name]);
    if (bytes) files.set(name, bytes);
  }
  return { manifest, files, problems: [...strangersIn(entries, names), ...compare(manifest, files)] };
};

const entriesOf = (directory: string): readonly string[] => {
  try {
    return readdirSync(directory).sort();
  } catch {
    throw new UnusableBundle('NOT_A_BUNDLE', `${directory} is not a directory that can be read.`);
  }
};

const readManifest = (directory: string): Manifest => {
  const bytes = readSafely(directory, manifestFile, manifestBytes);
  if (!bytes) throw new UnusableBundle('NOT_A_BUNDLE', `${directory} has no ${manifestFile}.`);
  const document = documentOf(bytes);
  if (!document) throw malformed('it is not one line of canonical JSON (RFC 8785) and a newline');
  const parsed = manifestSchema.safeParse(document.value);
  if (!parsed.success) throw malformed(parsed.error.issues.map(inWords).join('; '));
  for (const { name } of parsed.data.files) {
    if (!/^[A-Za-z][\w.-]*$/.test(name)) {
      throw new UnusableBundle('UNSAFE_FILE', `${manifestFile} names a file that cannot be one of the directory.`);
    }
  }
  return parsed.data;
};

const malformed = (what: string): UnusableBundle =>
  new UnusableBundle('MANIFEST_MALFORMED', `${manifestFile} is not that of a bundle of this format: ${what}.`);

const inWords = ({ path, message }: z.core.$ZodIssue): string =>
  path.length === 0 ? message : `${path.join('.')}: ${message}`;

/** Undefined if there is none of that name. */
const readSafely = (directory: string, name: string, limit: number): Buffer | undefined => {
  const path = join(directory, name);
  const found = statsOf(path);
  if (!found) return undefined;
  if (!found.isFile()) throw new UnusableBundle('UNSAFE_FILE', `${name} is not a plain file.`);
  if (found.size > limit) throw new UnusableBundle('TOO_LARGE', `${name} has more than ${limit} bytes.`);
  return readFileSync(path);
};

const statsOf = (path: string): Stats | undefined => lstatSync(path, { throwIfNoEntry: false });

const strangersIn = (entries: readonly string[], names: readonly string[]): readonly Problem[] =>
  entries
    .filter((name) => name !== manifestFile && !names.includes(name))
    .map((name) => ({ code: 'FILE_EXTRA', where: name }));

const compare = ({ files: listed, scope }: Manifest, files: ReadonlyMap<BundleFile, Buffer>): readonly Problem[] => {
  const names = filesOf(scope);
  const seen = new Set<string>();
  const inManifest = listed.flatMap((entry): readonly Problem[] => {
    const code = seen.has(entry.name) ? 'FILE_DUPLICATE' : mismatch(entry, names, files);
    seen.add(entry.name);
    return code ? [{ code, where: entry.name }] : [];
  });
  const left = names.filter((name) => !seen.has(name) && (files.has(name) || isRequired(name)));
  const unlisted = left.map(
    (name): Problem => ({ code: files.has(name) ? 'FILE_EXTRA' : 'FILE_MISSING', where: name }),
  );
  return [...inManifest, ...unlisted];
};

const mismatch = (
  { name, bytes, sha256 }: Manifest['files'][number],
  names: readonly string[],
  files: ReadonlyMap<string, Buffer>,
): ProblemCode | undefined => {
  if (!names.includes(name)) return 'MANIFEST_MISMATCH';
  const content = files.get(name);
  if (!content) return 'FILE_MISSING';
  return isAsListed(content, bytes, sha256) ? undefined : 'MANIFEST_MISMATCH';
};

const isAsListed = (content: Buffer, bytes: number, sha256: string): boolean =>
  content.length === bytes && createHash('sha256').update(content).digest('hex') === sha256;

const newline = 0x0a;

/** A file of one JSON value and a newline. */
export const documentOf = (bytes: Buffer): { readonly value: unknown } | undefined =>
  bytes.at(-1) === newline ? canonicalOf(bytes.subarray(0, -1)) : undefined;

export interface Lines {
  readonly lines: readonly Buffer[];
  /** Every line, the last one too, ends with a newline. */
  readonly whole: boolean;
}

export const linesOf = (bytes: Buffer): Lines => {
  const lines: Buffer[] = [];
  let from = 0;
  while (from < bytes.length) {
    const end = bytes.indexOf(newline, from);
    lines.push(bytes.subarray(from, end < 0 ? bytes.length : end));
    from = end < 0 ? bytes.length : end + 1;
  }
  return { lines, whole: bytes.length === 0 || bytes.at(-1) === newline };
};
