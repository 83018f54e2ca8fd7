import type { Recorded } from '../../domain/event.ts';
import { comparePositions } from '../../log/event-log.ts';
import { digestOf, leafText } from '../../log/leaf.ts';
import { InconsistentTree } from './inconsistent-tree.ts';
import type { CheckpointSigner } from './signer.ts';
import type { StoredCheckpoint } from './stored-checkpoint.ts';
import type { TreeStore } from './tree-store.ts';

/**
 * Adds a batch of the log to the tree and signs the head that it comes to, in one transaction. What another process has
 * added already is compared and left as it is.
 *
 * @returns the head that was signed, if one was
 * @throws {InconsistentTree}
 */
export const integrate = (
  store: TreeStore,
  signer: CheckpointSigner | undefined,
  batch: readonly Recorded[],
): StoredCheckpoint | undefined =>
  store.write(() => {
    const last = store.last();
    const isThere = ({ position }: Recorded): boolean =>
      last !== undefined && comparePositions(position, last.position) <= 0;
    for (const event of batch.filter(isThere)) mustBeThatOf(event, store);
    const fresh = batch.filter((event) => !isThere(event));
    const signed = signedSoFar(store);
    if (fresh.length > 0) {
      const size = store.size();
      store.append(
        fresh.map((event, i) => ({
          index: size + i,
          eventId: event.id,
          position: event.position,
          digest: digestOf(leafText(event)),
        })),
      );
    }
    return signer && sign(store, signer, signed);
  });

/** The entry of an event that is in the tree already. @throws {InconsistentTree} if the tree has another, or none. */
export const mustBeThatOf = (event: Recorded, store: TreeStore): void => {
  const entry = store.entryOf(event.id);
  if (entry?.position === event.position && entry.digest.equals(digestOf(leafText(event)))) return;
  throw new InconsistentTree(
    'LOG_DIFFERS',
    `The log has event ${event.id} at position ${event.position}, where the tree has another.`,
  );
};

/**
 * Stores a head of another replica, if this tree leads to it: what is new of it, where it is not older than the newest.
 *
 * @returns whether this tree is as large by now
 * @throws {InconsistentTree} if it does not
 */
export const takeHead = (store: TreeStore, { size, root, note, cosignatures }: StoredCheckpoint): boolean =>
  store.write(() => {
    if (size > store.size()) return false;
    if (!store.rangeHash(0, size).equals(root)) {
      throw new InconsistentTree(
        'SIGNED_ROOT_DIFFERS',
        `Another replica signed a head of ${size} entries to which the events here do not lead: the two see other logs.`,
      );
    }
    const newest = store.newest();
    if (newest && newest.size > size) return true;
    if (newest?.size !== size) store.addCheckpoint(size, note);
    for (const line of cosignatures) store.addCosignature(size, line);
    return true;
  });

/** The newest signed head, after the stored hashes have been found to lead to its root. @throws {InconsistentTree} */
const signedSoFar = (store: TreeStore): StoredCheckpoint | undefined => {
  const signed = store.newest();
  if (!signed) return undefined;
  const size = store.size();
  if (signed.size > size) {
    throw new InconsistentTree(
      'ENTRIES_MISSING',
      `A head of ${signed.size} entries is signed, and only ${size} are stored.`,
    );
  }
  if (!store.rangeHash(0, signed.size).equals(signed.root)) {
    throw new InconsistentTree(
      'SIGNED_ROOT_DIFFERS',
      `The stored hashes do not lead to the root that is signed for ${signed.size} entries.`,
    );
  }
  return signed;
};

/** Signs the whole tree. To a head that is signed already, keys that are new only add their signatures. */
const sign = (
  store: TreeStore,
  signer: CheckpointSigner,
  before: StoredCheckpoint | undefined,
): StoredCheckpoint | undefined => {
  if (before) mustBeOurs(before, signer);
  const size = store.size();
  if (size === 0) return undefined;
  const note = signer.sign({ size, root: store.rangeHash(0, size) });
  if (before?.size !== size) {
    store.addCheckpoint(size, note);
    return store.newest();
  }
  const there = new Set(signatureLinesOf(before.note));
  const missing = signatureLinesOf(note).filter((line) => !there.has(line));
  if (missing.length === 0) return undefined;
  store.addSignatures(size, missing);
  return store.newest();
};

/**
 * A head is followed by another only if it bears a signature of a key at hand, so that one that was put in its place is
 * not built upon: Ed25519 signs the same head the same way again. A new key therefore signs beside the old one until both have signed a head.
 */
const mustBeOurs = ({ size, root, note }: StoredCheckpoint, signer: CheckpointSigner): void => {
  const ours = new Set(signatureLinesOf(signer.sign({ size, root })));
  if (signatureLinesOf(note).some((line) => ours.has(line))) return;
  throw new InconsistentTree(
    'SIGNATURE_UNKNOWN',
    `The head of ${size} entries bears no signature of the present keys of ${signer.origin}. All servers on one directory ` +
      'sign with the same keys, and a new key signs beside the former one first.',
  );
};

/** Each with its newline. */
const signatureLinesOf = (note: string): readonly string[] =>
  note.slice(note.lastIndexOf('\n\n') + 2).match(/.+\n/g) ?? [];
