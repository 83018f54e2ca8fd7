import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Chosen, choose } from '../../audit/bundle/chosen.ts';
import type { Manifest, Neighbours, Scope } from '../../audit/bundle/format.ts';
import { neighboursOf } from '../../audit/bundle/neighbours.ts';
import { type Opened, type OpenedEvent, openingsIn } from '../../audit/bundle/openings.ts';
import { type ProofSource, proofsOf } from '../../audit/bundle/proof-source.ts';
import { writeBundle } from '../../audit/bundle/write-bundle.ts';
import { parseCheckpoint } from '../../audit/note/checkpoint.ts';
import { parseNote } from '../../audit/note/note.ts';
import { NoteError } from '../../audit/note/note-error.ts';
import { parsePolicy } from '../../audit/note/parse-policy.ts';
import type { Policy } from '../../audit/note/policy.ts';
import { verifyCheckpoint } from '../../audit/note/verify-checkpoint.ts';
import type { StoredCheckpoint } from '../../audit/tree/stored-checkpoint.ts';
import { TreeStore } from '../../audit/tree/tree-store.ts';
import type { EventLog } from '../../log/event-log.ts';
import type { SealedLog } from '../../log/sealed-log.ts';
import type { StoreSettings } from '../../stores.ts';
import { BadEnvironment, readEnvironment, storePlaces } from '../environment.ts';
import { mustHaveLog, openStoredLog, storeSettings } from '../stored-log.ts';
import { type AskedField, mustBeSealed, whatCameOf } from './asked-fields.ts';
import { recordDisclosure } from './disclosure.ts';
import type { Reader } from './reader.ts';
import { choiceOf } from './selection.ts';

export interface ExportRequest {
  readonly directory: string;
  readonly scope: Scope;
  readonly out: string;
  readonly open: Opened;
  /** Who opens personal fields, and what for; needed for anything but NONE. */
  readonly reader?: Reader | undefined;
  /** Where the log and its keys are kept; as the environment says by default. */
  readonly stores?: StoreSettings | undefined;
  /** Path of the policy in force. */
  readonly policy?: string | undefined;
}

export interface Exported {
  readonly manifest: Manifest;
  /** What came of each field that was to be opened. */
  readonly asked: readonly AskedField[];
}

/**
 * Writes an audit bundle from a data directory, beside a running server if there is one. Openings are recorded before
 * anything is written.
 *
 * @throws {BadEnvironment} for what the caller can mend
 */
export const exportBundle = async (request: ExportRequest): Promise<Exported> => {
  const { directory, out, reader } = request;
  const environment = readEnvironment(process.env);
  if ((request.stores ?? storePlaces(environment)).eventStore === undefined) mustHaveLog(directory);
  mustHaveTree(directory);
  if (existsSync(out)) throw new BadEnvironment(`${out} is there already. Choose a new directory with --out.`);
  if (request.open !== 'NONE' && !reader) {
    throw new BadEnvironment(
      'Personal fields are opened for somebody and a purpose: say --as, --name, --role, and --purpose or --case.',
    );
  }
  const stored = await openStoredLog(request.stores ?? storeSettings(environment, directory));
  const store = new TreeStore(join(directory, 'tree.db'));
  try {
    return await write(request, store, stored);
  } finally {
    store.close();
    await stored.close();
  }
};

const write = async (request: ExportRequest, store: TreeStore, stored: SealedLog): Promise<Exported> => {
  const { scope, out, open, reader } = request;
  const tree = proofsOf(store);
  const policy = request.policy === undefined ? undefined : readPolicy(request.policy);
  const head = newestHead(store, policy);
  const last = store.entryAt(head.size - 1);
  if (!last)
    throw new BadEnvironment(`tree.db has not the entries that its head of ${head.size} covers. Run log verify.`);
  const { chosen, restricted } = await choose(stored.raw, last, choiceOf(scope));
  if (chosen.events.length === 0 && scope.kind !== 'TIME') {
    throw new BadEnvironment('The log has no event of that kind under a signed head. Is the id right?');
  }
  mustBeSealed(chosen.events, open);
  const neighbours = await neighboursIn(scope, chosen, stored.raw, tree, head);
  const openings = await openingsIn(chosen.events, open, stored.vault, restricted);
  const disclosure = await disclose(openings, reader, stored.log);
  const manifest = writeBundle(out, {
    scope,
    origin: originOf(head),
    createdAt: new Date().toISOString(),
    chosen,
    openings,
    neighbours,
    head,
    tree,
    policy,
    disclosure,
  });
  return { manifest, asked: whatCameOf(chosen.events, open, openings, restricted) };
};

const disclose = async (openings: readonly OpenedEvent[], reader: Reader | undefined, log: EventLog) =>
  openings.length > 0 && reader ? recordDisclosure(openings, reader, log) : undefined;

const mustHaveTree = (directory: string): void => {
  const path = join(directory, 'tree.db');
  if (existsSync(path)) return;
  throw new BadEnvironment(
    `There is a log in ${directory}, and no tree.db with its signed heads. Restore it from a backup, which keeps the heads ` +
      'that were signed and cosigned; or start the server once with LAUREL_LOG_SIGNING_KEY, which builds it anew and signs.',
  );
};

/** Of a stretch of time, which they prove to be whole. */
const neighboursIn = async (
  scope: Scope,
  { events }: Chosen,
  log: EventLog,
  tree: ProofSource,
  { size }: StoredCheckpoint,
): Promise<Neighbours | undefined> =>
  scope.kind === 'TIME' ? neighboursOf({ scope, events, log, tree, size }) : undefined;

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

const meets = ({ text }: StoredCheckpoint, policy: Policy): boolean => {
  try {
    return verifyCheckpoint(text, policy).size > 0;
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
};

/** With a policy, the newest head that its quorum cosigned. */
const newestHead = (store: TreeStore, policy: string | undefined): StoredCheckpoint => {
  const parsed = policy === undefined ? undefined : parsePolicy(policy);
  let head = store.newest();
  while (head && parsed && !meets(head, parsed)) head = store.headBelow(head.size);
  if (head) return head;
  throw new BadEnvironment(
    parsed
      ? 'No head of the log meets the policy yet: the witnesses have not cosigned.'
      : 'No head of the log is signed yet. Start the server with LAUREL_LOG_SIGNING_KEY once.',
  );
};

const originOf = ({ text }: StoredCheckpoint): string => parseCheckpoint(parseNote(text).text).origin;
