import type { Position, Recorded } from '../domain/event.ts';
import type { StreamName } from '../domain/ids.ts';
import { catalog } from '../log/catalog.ts';
import type { EventLog } from '../log/event-log.ts';

/** Where the log names a file. */
export interface FileUse {
  readonly stream: StreamName;
  /** The material it was attached as; absent where the file is evidence of something, and need not be in the store. */
  readonly material?: string;
  /** The material was removed from the dossier later. What was decided before rests on it all the same. */
  readonly removed?: true;
  /** The file was destroyed since, with the data of whoever it told of. */
  readonly erased?: true;
}

/** Every file that the log names, by its hash. */
export type NamedFiles = ReadonlyMap<string, readonly FileUse[]>;

const BATCH = 1_000;

/** Reads the whole log. @throws {UndecodableEvent} @throws {LogUnavailable} */
export const namedFiles = async (log: Pick<EventLog, 'readAll'>): Promise<NamedFiles> => {
  const files = new Map<string, Map<string, FileUse>>();
  for await (const event of everythingIn(log)) {
    for (const sha256 of destroyedBy(event)) {
      const uses = files.get(sha256);
      for (const [key, use] of uses ?? []) uses?.set(key, { ...use, erased: true });
    }
    for (const [sha256, use] of usesIn(event)) {
      const uses = files.get(sha256) ?? new Map<string, FileUse>();
      files.set(sha256, uses.set(`${use.stream} ${use.material ?? ''}`, use));
    }
  }
  return new Map([...files].map(([sha256, uses]) => [sha256, [...uses.values()]]));
};

async function* everythingIn(log: Pick<EventLog, 'readAll'>): AsyncGenerator<Recorded> {
  let after: Position | undefined;
  for (;;) {
    const batch = await log.readAll(after, BATCH);
    yield* batch;
    if (batch.length < BATCH) return;
    after = batch.at(-1)?.position;
  }
}

const destroyedBy = ({ type, data }: Recorded): readonly string[] =>
  type === 'PersonalDataErased' ? (data as { files: readonly string[] }).files : [];

function* usesIn(recorded: Recorded): Generator<[sha256: string, use: FileUse]> {
  const { stream, ...event } = catalog.decode(recorded);
  if (event.type === 'MaterialAttached') yield [event.data.sha256, { stream, material: event.data.material }];
  else if (event.type === 'MaterialRemoved') {
    yield [event.data.sha256, { stream, material: event.data.material, removed: true }];
  } else for (const sha256 of hashesIn(event.data)) yield [sha256, { stream }];
}

/** Every `sha256` in the data of an event, however deep: evidence stands in many places. */
function* hashesIn(data: unknown): Generator<string> {
  if (typeof data !== 'object' || data === null) return;
  for (const [key, value] of Object.entries(data)) {
    if (key === 'sha256' && typeof value === 'string') yield value;
    else yield* hashesIn(value);
  }
}
