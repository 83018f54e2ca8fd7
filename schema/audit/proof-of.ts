import DataLoader from 'dataloader';
import { cosignedAt } from '../../src/audit/note/cosignature.ts';
import { type NoteSignature, parseNote, parseSignatureLines } from '../../src/audit/note/note.ts';
import { identityOf } from '../../src/audit/note/verifier-key.ts';
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

/** A proof takes hundreds of hashes: it costs as much as a handful of plain fields. */
export const proofCost = ({ childComplexity }: { readonly childComplexity: number }): number => 4 + childComplexity;

export const base64 = (bytes: Buffer): string => bytes.toString('base64');

export const checkpointOf = (stored: StoredCheckpoint): Checkpoint => ({
  stored,
  size: stored.size,
  root: base64(stored.root),
  note: stored.text,
  signers: parseNote(stored.note).signatures.map(keyOf),
  cosignatures: stored.cosignatures
    .flatMap(parseSignatureLines)
    .map((line) => ({ key: keyOf(line), at: timeOf(line) })),
});

const keyOf = ({ name, keyId }: NoteSignature): string => identityOf({ name, id: keyId });

const latest = Date.parse('9999-12-31T23:59:59.999Z');

const timeOf = ({ signature }: NoteSignature): string | null => {
  const ms = Number(cosignedAt(signature)) * 1000;
  return ms <= latest ? new Date(ms).toISOString() : null;
};

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
