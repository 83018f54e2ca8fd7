import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NoteError } from '../../audit/note/note-error.ts';
import { parseSignerKey } from '../../audit/note/signer-key.ts';
import { parseVerifierKey, type VerifierKey } from '../../audit/note/verifier-key.ts';
import type { Damage, DamageOfKind } from '../../audit/verify-log/damage.ts';
import { type LogProgress, type LogReport, verifyLog } from '../../audit/verify-log/verify-log.ts';
import { LogUnavailable } from '../../log/event-log.ts';
import { openEventStoreLog } from '../../log/eventstoredb/eventstoredb-log.ts';
import { UnusableLogFile } from '../../log/sqlite/format.ts';
import { type Vault, VaultUnavailable } from '../../privacy/vault.ts';
import { openVault } from '../../stores.ts';
import { BadEnvironment, type Environment, readEnvironment } from '../environment.ts';
import { mustHaveLog, storeSettings } from '../stored-log.ts';

export interface VerifyLogCommand {
  readonly directory?: string;
  readonly key: readonly string[];
  readonly checkpoint: readonly string[];
  readonly json: boolean;
}

/**
 * Re-hashes a log and checks all that is stored of it. Status 1 if anything is damaged, 2 if it cannot be checked, also
 * where heads were signed by keys that were not given.
 * Keys of the log come from `--key`, else they are the public part of LAUREL_LOG_SIGNING_KEY.
 */
export const verifyStoredLog = async (command: VerifyLogCommand): Promise<void> => {
  try {
    const report = await verify(command);
    console.log(command.json ? JSON.stringify(report) : inWords(report));
    if (report.verdict !== 'INTACT') process.exitCode = report.verdict === 'DAMAGED' ? 1 : 2;
  } catch (error) {
    const known = [BadEnvironment, UnusableLogFile, LogUnavailable, VaultUnavailable, NoteError];
    if (!known.some((kind) => error instanceof kind)) throw error;
    console.error((error as Error).message);
    process.exitCode = 2;
  }
};

const verify = async ({ directory, key, checkpoint, json }: VerifyLogCommand): Promise<LogReport> => {
  const environment = readEnvironment(process.env);
  const data = directory ?? environment.LAUREL_DATA;
  const { LAUREL_EVENT_STORE: eventStore } = environment;
  if (eventStore === undefined) mustHaveLog(data);
  const keys = key.length > 0 ? key.map(parseVerifierKey) : ownKeys(environment);
  if (!json) say(key.length > 0, keys, environment);
  const vault = await vaultOf(data, environment);
  const log = eventStore === undefined ? undefined : openEventStoreLog(eventStore);
  try {
    return await verifyLog({
      log: log ?? join(data, 'log.db'),
      tree: join(data, 'tree.db'),
      vault,
      keys,
      known: checkpoint.map((path) => ({ note: noteIn(path), where: `the checkpoint in ${path}` })),
      onProgress: showProgress,
    });
  } finally {
    await log?.close();
    await vault?.close();
  }
};

const ownKeys = ({ LAUREL_LOG_SIGNING_KEY: texts = [] }: Environment): readonly VerifierKey[] =>
  texts.map((text) => parseSignerKey(text).verifier);

const vaultOf = async (data: string, environment: Environment): Promise<Vault | undefined> => {
  if (!environment.LAUREL_KEY_ENCRYPTION_KEY) return undefined;
  try {
    return await openVault(storeSettings(environment, data), true);
  } catch (error) {
    if (!(error instanceof VaultUnavailable)) throw error;
    throw new BadEnvironment(
      `${error.message}\nOr unset LAUREL_KEY_ENCRYPTION_KEY, to verify without opening what is sealed.`,
      { cause: error },
    );
  }
};

const noteIn = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new BadEnvironment(`The checkpoint ${path} cannot be read.`, { cause: error });
  }
};

/** Whom the verdict rests on. */
const say = (given: boolean, keys: readonly VerifierKey[], { LAUREL_KEY_ENCRYPTION_KEY }: Environment): void => {
  const names = keys.map(({ name, id }) => `${name}+${id}`).join(', ');
  if (given) console.log(`Signatures are checked with the keys given: ${names}.`);
  else if (keys.length > 0) console.log(`Signatures are checked with this machine's own keys: ${names}.`);
  else console.log('Signatures are not checked: give a verifier key of the log with --key.');
  if (!LAUREL_KEY_ENCRYPTION_KEY) {
    console.log('Sealed data is not opened: LAUREL_KEY_ENCRYPTION_KEY is not set.');
  }
};

const showProgress = ({ events, of, bytes, seconds }: LogProgress): void => {
  if (!process.stderr.isTTY) return;
  const share = of === 0 ? 1 : events / of;
  process.stderr.write(`\r${String(Math.floor(share * 100)).padStart(3)}% ${rateOf(events, bytes, seconds)}   `);
  if (events >= of) process.stderr.write('\n');
};

const rateOf = (events: number, bytes: number, seconds: number): string => {
  const time = Math.max(seconds, 0.001);
  return `${Math.round(events / time)} events/s, ${(bytes / time / 1e6).toFixed(1)} MB/s`;
};

const inWords = (report: LogReport): string => {
  const { events, bytes, seconds, streams, integrated, heads, commitments, root, damages, verdict } = report;
  return [
    `${events} events in ${streams} streams; ${rateOf(events, bytes, seconds)}.`,
    `${integrated} in the tree, ${Math.max(0, events - integrated)} not integrated yet. Root of all events: ${root}`,
    `${heads.read} signed heads compared, the signatures of ${heads.signaturesChecked} checked.`,
    `Commitments: ${commitments.opened} agree with what is sealed, ${commitments.notOpened} not opened, ` +
      `${commitments.erased} of erased data.`,
    ...damages.map(lineOf),
    verdict,
  ].join('\n');
};

const lineOf = ({ kind, count, first }: DamageOfKind): string =>
  `${kind} (${count}): ${placeOf(first)}expected ${first.expected}; found ${first.found}`;

const placeOf = ({ position, eventId, stream, revision }: Damage): string => {
  if (position !== undefined) return `position ${position}, event ${eventId}, revision ${revision} of ${stream}: `;
  return eventId === undefined ? '' : `event ${eventId}: `;
};
