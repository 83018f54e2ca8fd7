import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position, Recorded } from '../../domain/event.ts';
import { comparePositions, type EventLog, shareOf } from '../../log/event-log.ts';
import { digestOf, leafText } from '../../log/leaf.ts';
import { entryBundle } from '../merkle/entry-bundle.ts';
import { consistencyProof, inclusionProof } from '../merkle/prove.ts';
import { widthOf } from '../merkle/tiles.ts';
import { InconsistentTree } from './inconsistent-tree.ts';
import { integrate, takeHead } from './integrate.ts';
import { follow } from './integrator.ts';
import { leafTexts } from './leaf-texts.ts';
import { reanchor } from './reanchor.ts';
import type { CheckpointSigner } from './signer.ts';
import type { StoredCheckpoint } from './stored-checkpoint.ts';
import { type Entry, TreeStore } from './tree-store.ts';
import { type WaitBounds, waiters } from './waiters.ts';

/** The Merkle tree over all events, its signed heads, and proofs about them. Sizes and indexes count entries from 0. */
export interface TransparencyLog {
  /** Name of the log; empty where nothing is signed. */
  readonly origin: string;
  /** Integrated entries, whether signed yet or not. */
  size(): number;
  entryOf(eventId: string): Entry | undefined;
  /** Those of many events, in any order. */
  entriesOf(eventIds: readonly string[]): readonly Entry[];
  /** What was hashed of entries: the canonical JSON of their events as they are stored now, by event id. */
  leafTexts(entries: readonly Entry[]): Promise<ReadonlyMap<string, string>>;
  /** From the first index up to the second, which is not included. */
  entriesBetween(from: number, to: number): readonly Entry[];
  /** @throws {RangeError} for what the tree has not got */
  inclusionProof(index: number, size: number): readonly Buffer[];
  /** @throws {RangeError} for sizes that the tree has not had */
  consistencyProof(from: number, to: number): readonly Buffer[];
  /** @throws {RangeError} for a size that the tree has not had */
  rootAt(size: number): Buffer;
  /** The newest signed head. */
  checkpoint(): StoredCheckpoint | undefined;
  /** Every signed head, the smallest first. */
  checkpoints(): readonly StoredCheckpoint[];
  /** Heads that cover a position and that somebody cosigned, the largest first, each with the last position in it. */
  cosigned(position: Position): Iterable<{ readonly checkpoint: StoredCheckpoint; readonly last: Position }>;
  /**
   * Takes over a head that another replica signed; whoever calls has verified its signatures. False while this tree is
   * not as large. One that this tree does not lead to becomes its fault.
   */
  takeHead(head: StoredCheckpoint): boolean;
  /** Stores the line of a witness with a signed head. Whoever calls has verified it. */
  addCosignature(size: number, line: string): void;
  /** Whether a signed head covers a position of the log. */
  isIntegrated(position: Position): boolean;
  /** Resolves when it does. @throws {NotIntegrated} after the timeout, 5 s by default */
  integrated(position: Position, bounds?: WaitBounds): Promise<void>;
  /** The first `width` hashes of a tile; undefined if the tree has not got so many. */
  tile(level: number, index: number, width: number): Buffer | undefined;
  /** The first `width` entries of a bundle; undefined if the tree has not got so many. */
  entryTile(index: number, width: number): Buffer | undefined;
  /** Calls back with each head that this process signs; returns how to stop. */
  onSigned(listener: (checkpoint: StoredCheckpoint) => void): () => void;
  /** Why nothing is integrated any more, if that is so. */
  fault(): InconsistentTree | undefined;
  close(): Promise<void>;
}

/** How far the tree has come while it catches up with the log, at the start. */
export interface IntegrationProgress {
  /** Events in the tree. */
  readonly applied: number;
  readonly position: Position | undefined;
  readonly head: Position | undefined;
  /** About how much of the log is done, from 0 to 1. */
  readonly share: number;
  readonly eventsPerSecond: number;
}

export interface TransparencyOptions {
  /** Of `tree.db`; its directory must exist. */
  readonly path: string;
  /** As events are stored: with commitments, not opened. */
  readonly log: EventLog;
  /** Name of the log, where another replica signs; the signer's by default. */
  readonly origin?: string | undefined;
  /** Without one the tree is built, and its heads are not signed. */
  readonly signer?: CheckpointSigner | undefined;
  readonly onProgress?: ((progress: IntegrationProgress) => void) | undefined;
  /** Told once, when the tree turns out not to fit the log or what was signed. */
  readonly onFault?: ((fault: InconsistentTree) => void) | undefined;
  /** Milliseconds after a batch of live events in which the next one gathers; 100 by default. */
  readonly gatherMs?: number | undefined;
}

/**
 * Brings the tree level with the log, then follows it. A tree that does not fit the log, or what was signed of it, is
 * served as it is and grows no more: see `fault`.
 *
 * @throws {UnusableTreeFile} @throws {LogUnavailable}
 */
export const openTransparencyLog = async (options: TransparencyOptions): Promise<TransparencyLog> => {
  const { path, log, signer, onProgress, onFault, gatherMs = 100 } = options;
  const store = new TreeStore(path);
  const listeners = new Set<(checkpoint: StoredCheckpoint) => void>();
  const waiting = waiters();
  let fault: InconsistentTree | undefined;

  const isIntegrated = (position: Position): boolean => {
    const last = store.lastSigned();
    return last !== undefined && comparePositions(position, last.position) <= 0;
  };

  const report = (error: unknown): void => {
    if (!(error instanceof InconsistentTree)) throw error;
    fault = error;
    onFault?.(error);
  };

  /** False when the tree turned out to be inconsistent. */
  const take = (batch: readonly Recorded[]): boolean => {
    try {
      const signed = integrate(store, signer, batch);
      waiting.look(isIntegrated);
      if (signed) for (const listener of listeners) tell(listener, signed);
    } catch (error) {
      report(error);
    }
    return !fault;
  };

  try {
    await mustEndWithin(log, store).catch(report);
    if (!fault) await catchUp(log, store, take, onProgress);
  } catch (error) {
    store.close();
    throw error;
  }
  const following = fault ? undefined : follow({ log, after: store.last()?.position, take, gatherMs });

  const mustHave = (size: number): void => {
    if (!(size <= store.size())) throw new RangeError(`The tree has ${store.size()} entries, not ${size}.`);
  };

  return {
    origin: signer?.origin ?? options.origin ?? '',
    size: () => store.size(),
    entryOf: (eventId) => store.entryOf(eventId),
    entriesOf: (eventIds) => store.entriesOf(eventIds),
    leafTexts: (entries) => leafTexts(log, store, entries),
    entriesBetween: (from, to) => store.entriesBetween(from, to),
    inclusionProof(index, size) {
      mustHave(size);
      return inclusionProof(store.rangeHash, index, size);
    },
    consistencyProof(from, to) {
      mustHave(to);
      return consistencyProof(store.rangeHash, from, to);
    },
    rootAt(size) {
      mustHave(size);
      return store.rangeHash(0, size);
    },
    checkpoint: () => store.newest(),
    checkpoints: () => store.checkpoints(),
    *cosigned(position) {
      for (let head = store.cosignedBelow(store.size() + 1); head; head = store.cosignedBelow(head.checkpoint.size)) {
        if (comparePositions(position, head.last) > 0) return;
        yield head;
      }
    },
    takeHead(head) {
      if (fault) return false;
      try {
        const taken = takeHead(store, head);
        if (taken) waiting.look(isIntegrated);
        return taken;
      } catch (error) {
        report(error);
        return false;
      }
    },
    addCosignature: (size, line) => store.write(() => store.addCosignature(size, line)),
    isIntegrated,
    integrated: (position, bounds) => waiting.wait(position, isIntegrated, bounds),
    tile: (level, index, width) =>
      width > 0 && width <= widthOf(level, index, store.size()) ? store.tileAt(level, index, width) : undefined,
    entryTile(index, width) {
      if (!(width > 0 && width <= widthOf(0, index, store.size()))) return undefined;
      const entries = store.entriesBetween(index * 256, index * 256 + width);
      return entryBundle(entries.map(({ digest }) => digest));
    },
    onSigned(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    fault: () => fault,
    async close() {
      await following?.close();
      waiting.close();
      store.close();
    },
  };
};

/** The log must hold the last event of the tree, where the tree has it: else it is another log, or was put back. */
const mustEndWithin = async (log: EventLog, store: TreeStore): Promise<void> => {
  const last = store.last();
  if (!last || (await endsAt(log, store, last)) || (await reanchor(log, store))) return;
  throw new InconsistentTree(
    'LOG_DIFFERS',
    `The log has not event ${last.eventId} at position ${last.position}, as the tree has it.`,
  );
};

const endsAt = async (log: EventLog, store: TreeStore, last: Entry): Promise<boolean> => {
  const head = await log.head();
  if (head === undefined || !sameKind(head, last.position)) return false;
  const [event] = await log.readAll(store.entryAt(last.index - 1)?.position, 1);
  return (
    event?.id === last.eventId && event.position === last.position && last.digest.equals(digestOf(leafText(event)))
  );
};

/** Stores of one kind write positions alike. */
const sameKind = (a: Position, b: Position): boolean => a.includes('/') === b.includes('/');

const catchUpBatch = 5000;

const catchUp = async (
  log: EventLog,
  store: TreeStore,
  take: (batch: readonly Recorded[]) => boolean,
  onProgress: TransparencyOptions['onProgress'],
): Promise<void> => {
  const head = await log.head();
  const began = { at: performance.now(), size: store.size() };
  for (;;) {
    const position = store.last()?.position;
    const batch = await log.readAll(position, catchUpBatch);
    // An empty batch too: what was integrated without a signer, or with another, is signed.
    if (!take(batch) || batch.length === 0) return;
    const seconds = (performance.now() - began.at) / 1000;
    const last = batch.at(-1)?.position;
    onProgress?.({
      applied: store.size(),
      position: last,
      head,
      share: shareOf(last, head),
      eventsPerSecond: seconds > 0 ? Math.round((store.size() - began.size) / seconds) : 0,
    });
    await nextTurn();
  }
};

const tell = (listener: (checkpoint: StoredCheckpoint) => void, checkpoint: StoredCheckpoint): void => {
  try {
    listener(checkpoint);
  } catch (error) {
    process.emitWarning(`A listener of signed heads failed: ${error instanceof Error ? error.message : error}`);
  }
};
