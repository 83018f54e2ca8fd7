import DataLoader from 'dataloader';
import type { StoredCheckpoint } from '../../src/audit/tree/stored-checkpoint.ts';
import type { TransparencyLog } from '../../src/audit/tree/transparency-log.ts';
import type { Entry } from '../../src/audit/tree/tree-store.ts';
import { fromLog } from '../log-unavailable.ts';
import type { Proof } from './proof.ts';
import type { Checkpoint, EventProof } from './types.ts';

/** By event id: the proof to the newest signed head; undefined while there is none. */
export type Proofs = DataLoader<string, Proof | undefined>;

export const proofsOf = (log: TransparencyLog): Proofs =>
  new DataLoader(async (ids) => {
    const checkpoint = log.checkpoint();
    if (!checkpoint) return ids.map(() => undefined);
    const entries = new Map(log.entriesOf(ids).map((entry) => [entry.eventId, entry]));
    return ids.map((id) => {
      const entry = entries.get(id);
      if (!entry || entry.index >= checkpoint.size) return undefined;
      return { entry, checkpoint, hashes: log.inclusionProof(entry.index, checkpoint.size) };
    });
  });

/** By entry: its leaf text. A load throws LOG_UNAVAILABLE. */
export type Leaves = DataLoader<Entry, string | undefined, string>;

export const leavesOf = (log: TransparencyLog): Leaves =>
  new DataLoader(
    async (entries) => {
      const texts = await fromLog(() => log.leafTexts(entries));
      return entries.map(({ eventId }) => texts.get(eventId));
    },
    { cacheKeyFn: ({ eventId }) => eventId },
  );

export const base64 = (bytes: Buffer): string => bytes.toString('base64');

export const checkpointOf = ({ size, root, text }: StoredCheckpoint): Checkpoint => ({
  size,
  root: base64(root),
  note: text,
});

export const eventProofOf = (eventId: string, proof: Proof | undefined): EventProof => ({
  eventId,
  proof,
  integrated: proof !== undefined,
  leafIndex: proof?.entry.index ?? null,
  treeSize: proof?.checkpoint.size ?? null,
  digest: proof ? base64(proof.entry.digest) : null,
  hashes: proof?.hashes.map(base64) ?? null,
  checkpoint: proof ? checkpointOf(proof.checkpoint) : null,
});
