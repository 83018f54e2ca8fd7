import { existsSync } from 'node:fs';
import type { Recorded } from '../../domain/event.ts';
import type { EventLog } from '../../log/event-log.ts';
import type { Vault } from '../../privacy/vault.ts';
import { toBase64 } from '../note/encoding.ts';
import type { VerifierKey } from '../note/verifier-key.ts';
import { checkStored, readRow } from './content.ts';
import { type DamageOfKind, Damages } from './damage.ts';
import { headsOf, type KnownCheckpoint } from './heads.ts';
import { orderCheck } from './order.ts';
import { type LogRows, rowsOfFile, rowsOfLog, type StoredRow } from './rows.ts';
import { type SealedCounts, sealedPartsCheck } from './sealed-parts.ts';
import { openStoredTree, type StoredTree } from './stored-tree.ts';
import { treeCheck } from './tree-check.ts';

export interface VerifyLogOptions {
  /** Path of `log.db`, or a log on a server, as it is stored. */
  readonly log: string | Pick<EventLog, 'head' | 'readAll'>;
  /** Path of `tree.db`. */
  readonly tree: string;
  /** Opens what is sealed; without one the commitments are counted as not opened. */
  readonly vault?: Vault | undefined;
  /** Verifier keys of the log. */
  readonly keys: readonly VerifierKey[];
  /** Checkpoints that others hold. */
  readonly known: readonly KnownCheckpoint[];
  readonly onProgress?: ((progress: LogProgress) => void) | undefined;
}

export interface LogProgress {
  readonly events: number;
  readonly of: number;
  /** Of data, meta and ciphertexts. */
  readonly bytes: number;
  readonly seconds: number;
}

export interface LogReport {
  /** UNCHECKED: nothing is damaged, but there are heads that only keys which were not given have signed. */
  readonly verdict: 'INTACT' | 'UNCHECKED' | 'DAMAGED';
  readonly events: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly streams: number;
  /** Entries of the tree; later events are not integrated yet. */
  readonly integrated: number;
  readonly heads: { readonly read: number; readonly signaturesChecked: number };
  readonly commitments: SealedCounts;
  /** Of all events, in base64, as it stands in a checkpoint. */
  readonly root: string;
  readonly damages: readonly DamageOfKind[];
}

/**
 * Reads everything that is stored, once and in order, and names the first damage of each kind. Memory grows with the
 * streams, not with the events. May run beside a server: what is recorded after the start is left to the next run.
 *
 * @throws {UnusableLogFile} @throws {VaultUnavailable}
 */
export const verifyLog = async (options: VerifyLogOptions): Promise<LogReport> => {
  const damages = new Damages();
  // The tree first: whatever is in it then is in the log already.
  const tree = existsSync(options.tree) ? openTree(options.tree, damages) : undefined;
  const rows = typeof options.log === 'string' ? rowsOfFile(options.log) : await rowsOfLog(options.log);
  try {
    return await verify(options, rows, tree, damages);
  } finally {
    rows.close();
    tree?.close();
  }
};

const openTree = (path: string, damages: Damages): StoredTree | undefined => {
  try {
    return openStoredTree(path);
  } catch {
    damages.add('STORAGE_DAMAGED', {
      expected: `${path}: the tree of the log`,
      found: 'a file that cannot be read so',
    });
    return undefined;
  }
};

const verify = async (
  { keys, known, vault, onProgress }: VerifyLogOptions,
  rows: LogRows,
  tree: StoredTree | undefined,
  damages: Damages,
): Promise<LogReport> => {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const of = rows.count ?? tree?.size ?? 0;
  checkFile(rows, damages);
  const heads = headsOf(tree, known, keys, damages);
  const order = orderCheck(damages);
  const sealedParts = sealedPartsCheck(vault, damages);
  const merkle = treeCheck(tree, heads, damages);
  let [events, bytes] = [0, 0];
  for await (const page of rows.pages()) {
    await sealedParts.next(checkRows(page, order, damages));
    merkle.next(page);
    events += page.length;
    bytes += page.reduce((sum, { data, meta, sealed }) => sum + data.length + meta.length + (sealed?.length ?? 0), 0);
    onProgress?.({ events, of: Math.max(of, events), bytes, seconds: seconds() });
  }
  merkle.end();
  missing(tree, events, keys, heads.counts().read, damages);
  const commitments = await sealedParts.end();
  const found = damages.all();
  return {
    verdict: verdictOn(found),
    events,
    bytes,
    seconds: seconds(),
    streams: order.streams(),
    integrated: tree?.size ?? 0,
    heads: heads.counts(),
    commitments,
    root: toBase64(merkle.root()),
    damages: found,
  };
};

const verdictOn = (found: readonly DamageOfKind[]): LogReport['verdict'] => {
  if (found.length === 0) return 'INTACT';
  return found.every(({ kind }) => kind === 'HEAD_KEY_UNKNOWN') ? 'UNCHECKED' : 'DAMAGED';
};

const checkFile = (rows: LogRows, damages: Damages): void => {
  const fault = rows.fault();
  if (fault !== undefined) damages.add('STORAGE_DAMAGED', { expected: 'log.db: a whole database', found: fault });
  const duplicate = rows.duplicateId();
  if (duplicate === undefined) return;
  damages.add('DUPLICATE_ID', { eventId: duplicate, expected: 'one event of an id', found: 'several' });
};

/** Rows that could be read as events, with the events. */
const checkRows = (page: readonly StoredRow[], order: ReturnType<typeof orderCheck>, damages: Damages) =>
  page.flatMap((row): (readonly [StoredRow, Recorded])[] => {
    const event = readRow(row, damages);
    order.next(row, event && { recordedAt: event.meta.recordedAt, commandId: event.meta.command.id });
    if (!event) return [];
    checkStored(row, event, damages);
    return [[row, event]];
  });

const missing = (
  tree: StoredTree | undefined,
  events: number,
  keys: readonly VerifierKey[],
  heads: number,
  damages: Damages,
): void => {
  if (!tree && events > 0) {
    damages.add('TREE_MISSING', { expected: 'tree.db beside the log', found: 'none that can be read' });
  }
  if (tree && tree.size > 0 && keys.length > 0 && heads === 0) {
    damages.add('HEAD_MISSING', { expected: 'a signed head, as keys of the log are known', found: 'none' });
  }
};
