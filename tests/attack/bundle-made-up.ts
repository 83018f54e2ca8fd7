import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choiceOfTime, choose } from '../../src/audit/bundle/chosen.ts';
import type { Manifest, TimeScope } from '../../src/audit/bundle/format.ts';
import { neighboursOf } from '../../src/audit/bundle/neighbours.ts';
import { type ProofSource, proofsOf } from '../../src/audit/bundle/proof-source.ts';
import { writeBundle } from '../../src/audit/bundle/write-bundle.ts';
import { integrate } from '../../src/audit/tree/integrate.ts';
import type { CheckpointSigner } from '../../src/audit/tree/signer.ts';
import type { StoredCheckpoint } from '../../src/audit/tree/stored-checkpoint.ts';
import { type Entry, TreeStore } from '../../src/audit/tree/tree-store.ts';
import { MemoryEventLog } from '../../src/log/memory-log.ts';
import { origin, signer } from '../audit/real-log.ts';
import { event, meta, stream } from '../log/facts.ts';

/** A log of made-up events, one on each of two streams in turn, and bundles of its stretches of time. */
export interface MadeUpLog {
  readonly tree: ProofSource;
  readonly head: StoredCheckpoint;
  /** Writes the bundle to a new directory. @param tree looks up the proofs */
  stretch(bounds: Pick<TimeScope, 'from' | 'to'>, tree?: ProofSource): Promise<{ bundle: string; manifest: Manifest }>;
  remove(): void;
}

/**
 * @param seconds after midnight, at which the events are recorded
 * @param heads sizes of the tree at which a head is signed, ascending; the last one is that of the whole log
 * @param signs the head of a size
 */
export const madeUpLog = async (
  seconds: readonly number[],
  heads: readonly number[],
  signs: (size: number) => CheckpointSigner = () => signer,
): Promise<MadeUpLog> => {
  const directory = mkdtempSync(join(tmpdir(), 'laurel-made-up-'));
  const log = new MemoryEventLog();
  for (const [i, second] of seconds.entries()) {
    const made = { ...event({ i }), meta: { ...meta, recordedAt: at(second) } };
    await log.append(stream(`nomination-${i % 2}`), [made], 'any');
  }
  const store = new TreeStore(join(directory, 'tree.db'));
  const recorded = await log.readAll(undefined, seconds.length);
  for (const [i, size] of heads.entries()) integrate(store, signs(size), recorded.slice(heads[i - 1] ?? 0, size));
  const head = store.newest() as StoredCheckpoint;
  let written = 0;
  return {
    tree: proofsOf(store),
    head,
    async stretch({ from, to }, tree = proofsOf(store)) {
      const scope = { kind: 'TIME', from, to } as const;
      const { chosen } = await choose(log, store.entryAt(head.size - 1) as Entry, choiceOfTime(from, to));
      const neighbours = await neighboursOf({ scope, events: chosen.events, log, tree, size: head.size });
      const bundle = join(directory, `bundle-${written++}`);
      const createdAt = '2024-03-01T00:00:00.000Z';
      const manifest = writeBundle(bundle, { scope, origin, createdAt, chosen, openings: [], neighbours, head, tree });
      return { bundle, manifest };
    },
    remove() {
      store.close();
      rmSync(directory, { recursive: true });
    },
  };
};

/** An instant of the day on which they are recorded. */
export const at = (second: number): string => new Date(Date.UTC(2024, 0, 8) + second * 1000).toISOString();
