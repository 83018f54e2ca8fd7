import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position, Recorded } from '../src/domain/event.ts';
import type { StreamName } from '../src/domain/ids.ts';
import { comparePositions, type EventLog } from '../src/log/event-log.ts';
import { type BuildReport, type OnProgress, watch } from './build-progress.ts';
import { definitionHash } from './definition-hash.ts';
import { alone, removeIfFree } from './file-claim.ts';
import { ReadFile } from './read-file.ts';
import type { Reader, SqlValue } from './reader.ts';

export interface ReadDatabaseOptions {
  /** Where the files are; made if it does not exist. */
  readonly directory: string;
  readonly log: EventLog;
  readonly onProgress?: OnProgress | undefined;
  /** Names the definition of the read models; their program text by default. */
  readonly definition?: string;
}

/** Events a batch while nobody is served yet; and beside a file that serves, so that queries wait milliseconds only. */
const buildBatch = 5000;
const besideBatch = 250;

const fileName = /^read-([0-9a-f]+)-(\d+)\.db$/;

/**
 * Opens the read models of a log: the file of this definition, if there is a sound one that belongs to the log and is
 * free, or one built now. Files of other definitions, half-built and damaged ones are removed once there is one that
 * serves; a file that another process has open is its own, and is left alone.
 * What the log has gained since, the follower applies.
 */
export const openReadDatabase = async (options: ReadDatabaseOptions): Promise<ReadDatabase> => {
  const { directory, log, onProgress, definition = definitionHash() } = options;
  mkdirSync(directory, { recursive: true });
  const place = placeIn(directory, definition);
  const file = (await openNewest(place, log)) ?? (await build(place.begin(), log, buildBatch, onProgress));
  place.removeAllBut(file.path);
  return new ReadDatabase(file, log, place);
};

/**
 * The read models that queries see. The file behind them can be replaced by a new one at any moment; they can be
 * thrown away at any time, since the log has it all.
 */
export class ReadDatabase implements Reader {
  readonly #log: EventLog;
  readonly #place: Place;
  #file: ReadFile;
  #rebuilding: Promise<BuildReport> | undefined;

  constructor(file: ReadFile, log: EventLog, place: Place) {
    this.#file = file;
    this.#log = log;
    this.#place = place;
  }

  /** Of the file that serves now. */
  get path(): string {
    return this.#file.path;
  }

  position(): Position | undefined {
    return this.#file.position();
  }

  applied(): number {
    return this.#file.applied();
  }

  all<Row>(sql: string, params?: readonly SqlValue[]): Row[] {
    return this.#file.all(sql, params);
  }

  get<Row>(sql: string, params?: readonly SqlValue[]): Row | undefined {
    return this.#file.get(sql, params);
  }

  /** For the follower only: the events that follow on those applied. */
  apply(events: readonly Recorded[]): void {
    this.#file.apply(events);
    // A file that a stopped process left behind holds what was erased; one in use is its owner's to mend.
    if (events.some(({ type }) => type === 'PersonalDataErased')) this.#place.removeAllBut(this.path);
  }

  /** The same for every database that was built from the same events by the same definition, in whatever batches. */
  contentDigest(): string {
    return this.#file.contentDigest();
  }

  /** Builds a new file from the log beside the one that goes on serving, and puts it in its place once it is level. */
  rebuild(onProgress?: OnProgress): Promise<BuildReport> {
    this.#rebuilding ??= this.#rebuild(onProgress).finally(() => {
      this.#rebuilding = undefined;
    });
    return this.#rebuilding;
  }

  close(): void {
    this.#file.close();
  }

  async #rebuild(onProgress: OnProgress | undefined): Promise<BuildReport> {
    const { report } = watch({ applied: () => 0, position: () => undefined }, undefined);
    const level = (events: readonly Recorded[]) => upTo(this.position(), events);
    const file = await build(this.#place.begin(), this.#log, besideBatch, onProgress, level);
    while (isBefore(file.position(), this.position())) {
      file.apply(level(await this.#log.readAll(file.position(), besideBatch)));
    }
    const served = this.#file;
    this.#file = file;
    served.close();
    this.#place.removeAllBut(file.path);
    return report(file);
  }
}

/** Where the files of one definition are, numbered as they are begun. */
interface Place {
  readonly newestFirst: () => readonly string[];
  /** A new file under a number that nobody else has or gets. */
  readonly begin: () => ReadFile;
  readonly removeAllBut: (path: string) => void;
}

const placeIn = (directory: string, definition: string): Place => {
  const all = () =>
    readdirSync(directory).flatMap((name) => {
      const [, hash, number] = fileName.exec(name) ?? [];
      return hash === undefined ? [] : [{ path: join(directory, name), hash, number: Number(number) }];
    });
  const own = () =>
    all()
      .filter(({ hash }) => hash === definition)
      .sort((a, b) => b.number - a.number);
  return {
    newestFirst: () => own().map(({ path }) => path),
    begin: () =>
      alone(directory, () =>
        ReadFile.begin(join(directory, `read-${definition}-${(own().at(0)?.number ?? 0) + 1}.db`)),
      ),
    removeAllBut: (kept) => {
      for (const { path } of all()) if (path !== kept) removeIfFree(path);
    },
  };
};

const openNewest = async (place: Place, log: EventLog): Promise<ReadFile | undefined> => {
  for (const path of place.newestFirst()) {
    const file = ReadFile.open(path, true);
    if (!file) continue;
    let belongs = false;
    try {
      belongs = await belongsTo(file, log);
    } finally {
      if (!belongs) file.close();
    }
    if (belongs) return file;
  }
  return undefined;
};

/** Whether the last event applied is in the log, at the place it had: not so if the log was restored or exchanged. */
const belongsTo = async (file: ReadFile, log: EventLog): Promise<boolean> => {
  const { stream, revision, eventId, position } = file.progress();
  if (stream === null || revision === null) return true;
  const [event] = await log.readStream(stream as StreamName, revision);
  return event?.id === eventId && event?.position === position;
};

const isBefore = (a: Position | undefined, b: Position | undefined): boolean =>
  b !== undefined && (a === undefined || comparePositions(a, b) < 0);

/** Those events that stand at or before a position; undefined is before every event. */
const upTo = (end: Position | undefined, events: readonly Recorded[]): readonly Recorded[] =>
  events.filter(({ position }) => !isBefore(end, position));

/** Fills a new file to the end of the log, or with what `level` leaves of it. */
const build = async (
  file: ReadFile,
  log: EventLog,
  batchSize: number,
  onProgress: OnProgress | undefined,
  level = (events: readonly Recorded[]) => events,
): Promise<ReadFile> => {
  try {
    const { progress } = watch(file, await log.head());
    for (;;) {
      const events = level(await log.readAll(file.position(), batchSize));
      if (events.length === 0) break;
      file.apply(events);
      onProgress?.(progress(file));
      await nextTurn();
    }
    for (const _ of file.makeIndexes()) await nextTurn();
    return file.finish();
  } catch (error) {
    file.close();
    removeIfFree(file.path);
    throw error;
  }
};
