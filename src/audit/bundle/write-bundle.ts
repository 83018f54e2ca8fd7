import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from '../../domain/event.ts';
import { canonicalJson, leafText } from '../../log/leaf.ts';
import type { StoredCheckpoint } from '../tree/stored-checkpoint.ts';
import { chainOf } from './chain.ts';
import type { Chosen } from './chosen.ts';
import {
  type BundleFile,
  fileLimits,
  formatName,
  type Manifest,
  manifestFile,
  type Neighbours,
  type Scope,
} from './format.ts';
import { howToVerify } from './how-to-verify.ts';
import type { OpenedEvent } from './openings.ts';
import type { ProofSource } from './proof-source.ts';

export interface BundleOf {
  readonly scope: Scope;
  readonly origin: string;
  readonly createdAt: string;
  readonly chosen: Chosen;
  readonly openings: readonly OpenedEvent[];
  /** Of a stretch of time. */
  readonly neighbours?: Neighbours | undefined;
  /** Under which everything is proven. */
  readonly head: StoredCheckpoint;
  readonly tree: ProofSource;
  /** Text of the policy in force, for those who read the bundle; a verifier does not go by it. */
  readonly policy?: string | undefined;
  /** The event that records the openings. */
  readonly disclosure?: string | undefined;
}

/** A file of the bundle would be larger than verifiers take. */
export class BundleTooLarge extends Error {
  override readonly name = 'BundleTooLarge';
}

/**
 * Writes a bundle into a directory that is not there yet. It appears only when it is complete.
 * @throws {BundleTooLarge}
 */
export const writeBundle = (directory: string, bundle: BundleOf): Manifest => {
  const partial = `${directory}.partial-${process.pid}`;
  mkdirSync(partial, { mode: 0o700 });
  try {
    const manifest = writeFiles(partial, bundle);
    if (existsSync(directory)) throw new Error(`${directory} is there already.`);
    renameSync(partial, directory);
    return manifest;
  } catch (error) {
    rmSync(partial, { recursive: true });
    throw error;
  }
};

const writeFiles = (partial: string, bundle: BundleOf): Manifest => {
  const { chosen, openings, head, tree } = bundle;
  const indexes = indexesOf(chosen.events, tree);
  const chain = chainOf(indexes.values(), head, tree);
  const files = [
    writeFile(partial, 'leaves.jsonl', lines(chosen.events, leafText)),
    writeFile(partial, 'proofs.jsonl', lines(chosen.events, proofLine(indexes, head, tree))),
    writeFile(partial, 'openings.jsonl', openingLines(openings)),
    writeFile(partial, 'checkpoint.txt', [head.text]),
    writeFile(partial, 'consistency.json', [`${canonicalJson({ chain })}\n`]),
    ...(bundle.neighbours ? [writeFile(partial, 'neighbours.json', [`${canonicalJson(bundle.neighbours)}\n`])] : []),
    ...(bundle.policy === undefined ? [] : [writeFile(partial, 'policy.txt', [bundle.policy])]),
    writeFile(partial, 'HOW-TO-VERIFY.md', [howToVerify(bundle.origin)]),
  ];
  const manifest: Manifest = {
    format: formatName,
    origin: bundle.origin,
    treeSize: head.size,
    createdAt: bundle.createdAt,
    scope: bundle.scope,
    whole: [...chosen.whole],
    counts: {
      events: chosen.events.length,
      openings: openings.reduce((count, { openings: of }) => count + of.length, 0),
      chain: chain.length,
    },
    files,
    ...(bundle.disclosure !== undefined && { disclosure: { eventId: bundle.disclosure } }),
  };
  writeChunks(join(partial, manifestFile), [`${canonicalJson(manifest)}\n`], Number.POSITIVE_INFINITY);
  return manifest;
};

function* lines<T>(items: readonly T[], textOf: (item: T) => string): Generator<string> {
  for (const item of items) yield `${textOf(item)}\n`;
}

function* openingLines(opened: readonly OpenedEvent[]): Generator<string> {
  for (const { event, openings } of opened) {
    for (const { pointer, salt, value } of openings) yield `${canonicalJson({ id: event.id, pointer, salt, value })}\n`;
  }
}

const inBase64 = (hashes: readonly Buffer[]): readonly string[] => hashes.map((hash) => hash.toString('base64'));

const proofLine =
  (indexes: ReadonlyMap<string, number>, { size }: StoredCheckpoint, tree: ProofSource) =>
  ({ id }: Recorded): string => {
    const index = indexes.get(id) as number;
    return canonicalJson({ id, index, proof: inBase64(tree.inclusionProof(index, size)) });
  };

const indexesOf = (events: readonly Recorded[], tree: ProofSource): ReadonlyMap<string, number> => {
  const indexes = new Map(tree.entriesOf(events.map(({ id }) => id)).map(({ eventId, index }) => [eventId, index]));
  const missing = events.find(({ id }) => !indexes.has(id));
  if (missing) throw new Error(`Event ${missing.id} is not in the tree: run \`laurel log verify\`.`);
  return indexes;
};

const writeFile = (directory: string, name: BundleFile, chunks: Iterable<string>): Manifest['files'][number] => ({
  name,
  ...writeChunks(join(directory, name), chunks, fileLimits[name]),
});

const writeChunks = (path: string, chunks: Iterable<string>, limit: number): { bytes: number; sha256: string } => {
  const hash = createHash('sha256');
  const file = openSync(path, 'wx', 0o600);
  let bytes = 0;
  try {
    for (const chunk of chunks) {
      const encoded = Buffer.from(chunk);
      bytes += encoded.length;
      if (bytes > limit)
        throw new BundleTooLarge(`${path} would have more than ${limit} bytes; choose less at a time.`);
      hash.update(encoded);
      writeSync(file, encoded);
    }
  } finally {
    closeSync(file);
  }
  return { bytes, sha256: hash.digest('hex') };
};
