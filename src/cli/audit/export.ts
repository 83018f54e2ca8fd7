import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose } from '../../audit/bundle/chosen.ts';
import type { Manifest, Scope } from '../../audit/bundle/format.ts';
import { type Opened, type OpenedEvent, openingsIn } from '../../audit/bundle/openings.ts';
import { type ProofSource, writeBundle } from '../../audit/bundle/write-bundle.ts';
import { consistencyProof, inclusionProof } from '../../audit/merkle/prove.ts';
import { parseCheckpoint } from '../../audit/note/checkpoint.ts';
import { parseNote } from '../../audit/note/note.ts';
import { NoteError } from '../../audit/note/note-error.ts';
import { parsePolicy } from '../../audit/note/parse-policy.ts';
import { verifyCheckpoint } from '../../audit/note/verify-checkpoint.ts';
import type { StoredCheckpoint } from '../../audit/tree/stored-checkpoint.ts';
import { TreeStore } from '../../audit/tree/tree-store.ts';
import type { Recorded } from '../../domain/event.ts';
import type { DataOwner } from '../../domain/protection/protection.ts';
import { keyOwnerOf } from '../../log/data-subjects.ts';
import { type EmbeddedLog, openEmbeddedLog } from '../../log/embedded.ts';
import type { EventLog } from '../../log/event-log.ts';
import type { KeyEncryptionKeys } from '../../privacy/key-wrapping.ts';
import { BadEnvironment, keyEncryptionKeys, readEnvironment } from '../environment.ts';
import { type Reader, recordDisclosure } from './disclosure.ts';
import { choiceOf } from './selection.ts';

export interface ExportRequest {
  readonly directory: string;
  readonly scope: Scope;
  readonly out: string;
  readonly open: Opened;
  /** Who opens personal fields, and what for; needed for anything but NONE. */
  readonly reader?: Reader | undefined;
  /** Wrap the keys in `keys.db`; those of the environment by default. */
  readonly sealing?: KeyEncryptionKeys | undefined;
  /** Path of the policy in force. */
  readonly policy?: string | undefined;
}

/**
 * Writes an audit bundle from a data directory, beside a running server if there is one. Openings are recorded before
 * anything is written.
 *
 * @throws {BadEnvironment} for what the caller can mend
 */
export const exportBundle = async (request: ExportRequest): Promise<Manifest> => {
  const { directory, out, reader } = request;
  mustBeThere(directory, 'log.db');
  mustBeThere(directory, 'tree.db');
  if (existsSync(out)) throw new BadEnvironment(`${out} is there already. Choose a new directory with --out.`);
  if (request.open !== 'NONE' && !reader) {
    throw new BadEnvironment(
      'Personal fields are opened for somebody and a purpose: say --as, --name, --role and --purpose.',
    );
  }
  const store = new TreeStore(join(directory, 'tree.db'));
  const embedded = openEmbeddedLog(directory, request.sealing ?? keyEncryptionKeys(readEnvironment(process.env)));
  try {
    return await write(request, store, embedded);
  } finally {
    store.close();
    await embedded.close();
  }
};

const write = async (request: ExportRequest, store: TreeStore, embedded: EmbeddedLog): Promise<Manifest> => {
  const { scope, out, open, reader } = request;
  const policy = request.policy === undefined ? undefined : readPolicy(request.policy);
  const head = newestHead(store, policy);
  const last = store.entryAt(head.size - 1);
  if (!last)
    throw new BadEnvironment(`tree.db has not the entries that its head of ${head.size} covers. Run log verify.`);
  const chosen = await choose(embedded.raw, last, choiceOf(scope));
  if (chosen.events.length === 0) {
    throw new BadEnvironment('The log has no event of that kind under a signed head. Is the id right?');
  }
  const restricted = open === 'NONE' ? new Set<string>() : await restrictedOwners(embedded.raw);
  const openings = await openingsIn(chosen.events, open, embedded.vault, restricted);
  const disclosure = await disclose(openings, reader, embedded.log);
  return writeBundle(out, {
    scope,
    origin: originOf(head),
    createdAt: new Date().toISOString(),
    chosen,
    openings,
    head,
    tree: proofsOf(store),
    policy,
    disclosure,
  });
};

const disclose = async (openings: readonly OpenedEvent[], reader: Reader | undefined, log: EventLog) =>
  openings.length > 0 && reader ? recordDisclosure(openings, reader, log) : undefined;

const mustBeThere = (directory: string, name: string): void => {
  const path = join(directory, name);
  if (!existsSync(path)) throw new BadEnvironment(`There is no ${path}. Choose a data directory with --directory.`);
};

const proofsOf = (store: TreeStore): ProofSource => ({
  entriesOf: (ids) => store.entriesOf(ids),
  checkpoints: () => store.checkpoints(),
  inclusionProof: (index, size) => inclusionProof(store.rangeHash, index, size),
  consistencyProof: (from, to) => consistencyProof(store.rangeHash, from, to),
});

/** Its text, which is a policy. */
const readPolicy = (path: string): string => {
  try {
    const text = readFileSync(path, 'utf8');
    parsePolicy(text);
    return text;
  } catch (error) {
    throw new BadEnvironment(`The witness policy ${path} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
};

/** With a policy, the newest head that its quorum cosigned. */
const newestHead = (store: TreeStore, policy: string | undefined): StoredCheckpoint => {
  const parsed = policy === undefined ? undefined : parsePolicy(policy);
  const head = store.checkpoints().findLast(({ text }) => {
    if (!parsed) return true;
    try {
      return verifyCheckpoint(text, parsed).size > 0;
    } catch (error) {
      if (error instanceof NoteError) return false;
      throw error;
    }
  });
  if (head) return head;
  throw new BadEnvironment(
    parsed
      ? 'No head of the log meets the policy yet: the witnesses have not cosigned.'
      : 'No head of the log is signed yet. Start the server with LAUREL_LOG_SIGNING_KEY once.',
  );
};

const originOf = ({ text }: StoredCheckpoint): string => parseCheckpoint(parseNote(text).text).origin;

/** Owners of keys whose data is shown to nobody for now. */
const restrictedOwners = async (raw: EventLog): Promise<ReadonlySet<string>> => {
  const restricted = new Set<string>();
  let after: Recorded['position'] | undefined;
  do {
    const events = await raw.readAll(after, 500);
    for (const { type, data } of events) {
      if (type !== 'PersonalDataRestricted' && type !== 'RestrictionLifted') continue;
      const owner = keyOwnerOf((data as { readonly owner: DataOwner }).owner);
      if (type === 'PersonalDataRestricted') restricted.add(owner);
      else restricted.delete(owner);
    }
    after = events.at(-1)?.position;
  } while (after !== undefined);
  return restricted;
};
