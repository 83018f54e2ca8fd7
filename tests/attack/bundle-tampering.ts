import { parseCheckpoint } from '../../src/audit/note/checkpoint.ts';
import { parseNote } from '../../src/audit/note/note.ts';
import type { Judgment, Trust } from './both-verifiers.ts';
import type { BundleFiles } from './bundle-files.ts';
import { type Attack, classing } from './tally.ts';

// biome-ignore lint/suspicious/noExplicitAny: what a tampering changes has no type
export type Json = any;

/** Bundles that are tampered with. */
export interface Bundles {
  /** All of a nomination, with all openings. */
  readonly NOMINATION: string;
  /** Some days of the log, from the middle of it. */
  readonly TIME: string;
  /** A stretch in which nothing was recorded. */
  readonly NOTHING: string;
}
type TamperedBundle = keyof Bundles;

/** What is done to a bundle, and what both verifiers have to say of it. */
export interface Tampering extends Attack {
  /** The bundle it is done to: NOMINATION by default. */
  readonly of?: TamperedBundle;
  readonly apply: (bundle: BundleFiles) => void;
  /** Whether the forger makes the manifest agree; true by default. */
  readonly reseal?: boolean;
  readonly trust?: Trust;
  /** A reason of an event, a code of a problem, or why the bundle is unusable. */
  readonly expected: string;
}

export const headOf = (bundle: BundleFiles) => parseCheckpoint(parseNote(bundle.read('checkpoint.txt')).text);
/** A leaf in the middle: neither first nor last of anything. */
export const leaf =
  (change: (leaf: Json) => void, type = 'Reviewed') =>
  (bundle: BundleFiles) =>
    bundle.json('leaves.jsonl', (leaves) => {
      change(leaves.find((one) => one.type === type));
      return leaves;
    });
export const proof = (change: (proof: Json, index: number, all: Json[]) => void) => (bundle: BundleFiles) =>
  bundle.json('proofs.jsonl', (proofs) => {
    change(proofs[3], 3, proofs);
    return proofs;
  });
export const opening = (change: (opening: Json, all: Json[]) => void) => (bundle: BundleFiles) =>
  bundle.json('openings.jsonl', (openings) => {
    change(
      openings.find(({ pointer }) => pointer === '/data/form/name'),
      openings,
    );
    return openings;
  });
export const rawLeaf = (change: (text: string) => string) => (bundle: BundleFiles) =>
  bundle.lines('leaves.jsonl', (lines) => lines.map((line, i) => (i === 3 ? change(line) : line)));
export const note = (change: (note: string) => string) => (bundle: BundleFiles) =>
  bundle.write('checkpoint.txt', change(bundle.read('checkpoint.txt')));
export const chain = (change: (chain: Json[]) => void) => (bundle: BundleFiles) =>
  bundle.document('consistency.json', (value) => {
    change(value.chain);
    return value;
  });
export const flipped = (base64: string): string => {
  const bytes = Buffer.from(base64, 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return bytes.toString('base64');
};
export const swap = <T>(list: T[], a: number, b: number): void => {
  [list[a], list[b]] = [list[b] as T, list[a] as T];
};
export const drop = (bundle: BundleFiles, which: (leaf: Json) => boolean): void => {
  const gone = new Set<string>();
  bundle.json('leaves.jsonl', (leaves) =>
    leaves.filter((one) => {
      if (!which(one)) return true;
      gone.add(one.id);
      return false;
    }),
  );
  for (const file of ['proofs.jsonl', 'openings.jsonl']) {
    bundle.json(file, (lines) => lines.filter(({ id }) => !gone.has(id)));
  }
};
export const firstOf = (type: string) => {
  let found = false;
  return (one: Json): boolean => {
    if (found || one.type !== type) return false;
    found = true;
    return true;
  };
};

export const inClass = classing<Tampering>();

/** Everything that a judgment gives as its reason. */
export const reasonsIn = (judgment: Judgment): readonly string[] =>
  judgment.verdict === 'UNUSABLE'
    ? [judgment.reason]
    : [...judgment.problems.map(({ code }) => code), ...judgment.events.flatMap(({ reason }) => reason ?? [])];
