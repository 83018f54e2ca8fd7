import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { rootOfLeaves } from '../audit/merkle/root-of-leaves.ts';
import type { Position } from '../domain/event.ts';
import { type CopiedFiles, copyFiles } from '../files/copy.ts';
import { compareLogs, copyLog } from '../log/copy.ts';
import { type EventLog, shareOf } from '../log/event-log.ts';
import { copyVault } from '../privacy/copy.ts';
import { openFiles, openRawLog, openVault, type StoreSettings } from '../stores.ts';
import { BadEnvironment, type Environment, keyEncryptionKeys, readEnvironment, storePlaces } from './environment.ts';
import { progressLine } from './progress.ts';

export interface CopyOptions {
  readonly from: string;
  readonly to: string;
}

export interface CopyLogOptions extends CopyOptions {
  readonly verifyOnly: boolean;
}

/** What stands for the stores that the environment names: their addresses hold passwords, which others could see here. */
const asSet = 'settings';

/**
 * `settings`; an address of an event store; or a data directory, with everything in it.
 * @throws {BadEnvironment}
 */
const placeOf = (text: string, environment: Environment): Omit<StoreSettings, 'sealing'> => {
  const directory = environment.LAUREL_DATA;
  if (text === asSet) return { directory, ...storePlaces(environment) };
  if (/^esdb(\+discover)?:\/\//.test(text)) return { directory, eventStore: text };
  if (/^[\w+]+:\/\//.test(text)) {
    throw new BadEnvironment(
      `--from and --to take a data directory, esdb://…, or "${asSet}" for what LAUREL_… variables say.`,
    );
  }
  return { directory: text };
};

type Kind = 'eventStore' | 'keyVault' | 'fileStore';

const placesOf = (kind: Kind, { from, to }: CopyOptions, environment: Environment) => {
  if (kind !== 'eventStore' && [from, to].some((text) => text.startsWith('esdb'))) {
    throw new BadEnvironment(
      `--from and --to take a data directory here, or "${asSet}": an event store holds the log only.`,
    );
  }
  const places = { from: placeOf(from, environment), to: placeOf(to, environment) };
  const [one, other] = [places.from, places.to].map((place) => place[kind] ?? resolve(place.directory));
  if (one === other) throw new BadEnvironment('--from and --to are the same place.');
  return places;
};

/** A copy that goes to a directory makes it; one that comes from there finds it. */
const opening = <Store>(
  place: Omit<StoreSettings, 'sealing'>,
  file: string,
  isSource: boolean,
  open: () => Store,
): Store => {
  const { directory } = place;
  if (isSource && !existsSync(`${directory}/${file}`)) throw new BadEnvironment(`There is no ${file} in ${directory}.`);
  if (!isSource) mkdirSync(directory, { recursive: true });
  return open();
};

/** Of no concern to the log. */
const unsealed = { sealing: { current: Buffer.alloc(32) } };

const openLog = (place: Omit<StoreSettings, 'sealing'>, mustExist: boolean): EventLog => {
  const open = () => openRawLog({ ...place, ...unsealed }, { mustExist });
  return place.eventStore === undefined ? opening(place, 'log.db', mustExist, open) : open();
};

/**
 * Copies a log as it is stored, and compares both from the first event to the last at the end. Goes on where an earlier
 * run was interrupted.
 *
 * @throws {BadEnvironment} @throws {NotACopy} @throws {LogUnavailable}
 */
export const copyStoredLog = async ({ verifyOnly, ...options }: CopyLogOptions): Promise<void> => {
  const places = placesOf('eventStore', options, readEnvironment(process.env));
  const from = openLog(places.from, true);
  try {
    const to = openLog(places.to, verifyOnly);
    try {
      const copied = verifyOnly ? undefined : await copyNow(from, to);
      const { events, position, root } = await verifyCopy(from, to, copied);
      console.log(`Equal: ${events} events in the same order. Root of all of them: ${root}`);
      if ((await from.readAll(position, 1)).length > 0) {
        console.log('The source has grown meanwhile. Stop its servers, and run this again for the last stretch.');
      }
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
};

/** @returns how many events the target holds */
const copyNow = async (from: EventLog, to: EventLog): Promise<number> => {
  const { events, written } = await copyLog({ from, to, onProgress: await showing('Copying the log', from) });
  console.log(`${written} events written; the target holds ${events}.`);
  return events;
};

/** `copied`: how many events were copied; without it, both must hold the same. */
const verifyCopy = async (from: EventLog, to: EventLog, copied: number | undefined) => {
  const leaves = rootOfLeaves();
  const onProgress = await showing('Comparing both', from);
  const atMost = copied === undefined ? {} : { atMost: copied };
  const both = { from, to, mayEnd: 'NEITHER', onEvent: leaves.add, onProgress } as const;
  return { ...(await compareLogs({ ...both, ...atMost })), root: leaves.root().toString('base64') };
};

const showing = async (what: string, log: EventLog) => {
  const head = await log.head();
  const line = progressLine(what);
  const began = performance.now();
  return ({ events, position }: { readonly events: number; readonly position: Position }): void => {
    const eventsPerSecond = (events * 1000) / Math.max(performance.now() - began, 1);
    line({ applied: events, position, head, share: shareOf(position, head), eventsPerSecond });
  };
};

/**
 * Copies the keys of persons and files, wrapped as they are.
 * @throws {BadEnvironment} @throws {OtherVault} @throws {VaultUnavailable}
 */
export const copyKeys = async (options: CopyOptions): Promise<void> => {
  const environment = readEnvironment(process.env);
  const sealing = keyEncryptionKeys(environment);
  const places = placesOf('keyVault', options, environment);
  const from = await openKeys({ ...places.from, sealing }, true);
  try {
    const to = await openKeys({ ...places.to, sealing }, false);
    try {
      const { keys, destroyed, taken } = await copyVault(from, to);
      console.log(`${keys} keys, ${destroyed} of them destroyed; ${taken} were new to the target.`);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
};

const openKeys = (place: StoreSettings, isSource: boolean) => {
  const open = () => openVault(place, isSource);
  return place.keyVault === undefined ? opening(place, 'keys.db', isSource, open) : open();
};

/**
 * Copies files; the keys have to be copied before.
 * @throws {BadEnvironment} @throws {FileStoreUnavailable} @throws {VaultUnavailable}
 */
export const copyStoredFiles = async (options: CopyOptions): Promise<void> => {
  const environment = readEnvironment(process.env);
  const sealing = keyEncryptionKeys(environment);
  const places = placesOf('fileStore', options, environment);
  const closers: (() => Promise<void>)[] = [];
  const open = async (place: StoreSettings) => {
    const vault = await openVault(place, true);
    closers.unshift(() => vault.close());
    const { files, close } = await openFiles(place, vault);
    closers.unshift(close);
    return files;
  };
  try {
    const from = await open({ ...places.from, sealing });
    const to = await open({ ...places.to, sealing });
    const { files, bytes, taken, erased } = await copyFiles(from, to, showFiles);
    console.log(
      `${files} files, ${bytes} bytes; ${taken} were new to the target, ${erased} are erased and left behind.`,
    );
  } finally {
    for (const close of closers) await close();
  }
};

const showFiles = ({ files, bytes }: CopiedFiles): void => {
  if (process.stderr.isTTY) process.stderr.write(`\rCopying files: ${files}, ${(bytes / 1e6).toFixed(1)} MB `);
};
