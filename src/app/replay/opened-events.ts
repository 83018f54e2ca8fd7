import type { Fact, Position, Recorded } from '../../domain/event.ts';
import type { StreamName } from '../../domain/ids.ts';
import { catalog } from '../../log/catalog.ts';
import { comparePositions, type EventLog } from '../../log/event-log.ts';
import { type KeyByName, openPart, saidPointer, unsealed } from '../../log/sealing.ts';
import type { Vault } from '../../privacy/vault.ts';

/** An event with its personal fields open, and what the command said that it is the first of. */
export interface OpenedEvent {
  readonly event: Recorded<Fact>;
  /** Fields of it read as null, because a key was destroyed. */
  readonly erased: boolean;
  readonly said:
    | { readonly is: 'KNOWN'; readonly value: unknown }
    | { readonly is: 'ERASED' }
    | { readonly is: 'NOT_RECORDED' };
}

/** As it is stored, and the keys to it. */
export interface SealedLog {
  readonly raw: EventLog;
  readonly vault: Vault;
}

/** Some events of the log: of one stream, after a position and through another. All by default. */
export interface Extent {
  readonly stream?: StreamName | undefined;
  readonly after?: Position | undefined;
  readonly to?: Position | undefined;
}

const batchSize = 500;

/** @throws {UndecodableEvent} @throws {SealBroken} @throws {KeyMissing} @throws {VaultUnavailable} */
export const openEvents = async (events: readonly Recorded[], vault: Vault): Promise<readonly OpenedEvent[]> => {
  const names = events.flatMap(({ meta }) => (meta.sealed ?? []).flatMap(({ keys }) => keys));
  const keys = await vault.keys(names);
  return events.map((event) => opened(event, (name) => keys.get(name) ?? 'DESTROYED'));
};

const opened = (event: Recorded, keyOf: KeyByName): OpenedEvent => {
  const parts = event.meta.sealed ?? [];
  const saidAt = parts.findIndex(({ fields }) => fields.includes(saidPointer));
  const erased = parts.some(
    ({ keys, fields }) =>
      fields.some((field) => field !== saidPointer) && keys.some((name) => keyOf(name) === 'DESTROYED'),
  );
  return { event: catalog.decode(unsealed(event, keyOf)), erased, said: saidIn(event, saidAt, keyOf) };
};

const saidIn = (event: Recorded, part: number, keyOf: KeyByName): OpenedEvent['said'] => {
  if (part < 0) return { is: 'NOT_RECORDED' };
  const found = openPart(event, part, keyOf);
  return found ? { is: 'KNOWN', value: found.values.get(saidPointer) } : { is: 'ERASED' };
};

/** The events of each decision, in the order of the log. One that began before the extent is left out. */
export async function* decisionsIn(log: SealedLog, extent: Extent): AsyncGenerator<readonly OpenedEvent[]> {
  let decision: OpenedEvent[] = [];
  for await (const item of eventsIn(log, extent)) {
    const [first] = decision;
    const last = decision.at(-1);
    const continues = first && last && isOneDecision(last.event, item.event);
    if (!continues && isBeyond(item.event, extent)) break;
    if (continues) {
      decision.push(item);
      continue;
    }
    if (first) yield decision;
    decision = [item];
  }
  if (decision.length > 0) yield decision;
}

/** Those of one decision are appended together. */
const isOneDecision = (a: Recorded, b: Recorded): boolean =>
  a.stream === b.stream && a.meta.command.id === b.meta.command.id && b.revision === a.revision + 1;

const isBeyond = ({ position }: Recorded, { to }: Extent): boolean =>
  to !== undefined && comparePositions(position, to) > 0;

async function* eventsIn({ raw, vault }: SealedLog, { stream, after }: Extent): AsyncGenerator<OpenedEvent> {
  const read = stream === undefined ? readerOfAll(raw, after) : readerOf(raw, stream, after);
  for (;;) {
    const batch = await read();
    if (batch.length === 0) return;
    yield* await openEvents(batch, vault);
  }
}

const readerOfAll = (raw: EventLog, after: Position | undefined) => {
  let last = after;
  return async () => {
    const batch = await raw.readAll(last, batchSize);
    last = batch.at(-1)?.position ?? last;
    return batch;
  };
};

const readerOf = (raw: EventLog, stream: StreamName, after: Position | undefined) => {
  let next = 0;
  return async (): Promise<readonly Recorded[]> => {
    for (;;) {
      const batch = await raw.readStream(stream, next, batchSize);
      next += batch.length;
      const later = after === undefined ? batch : batch.filter(({ position }) => comparePositions(position, after) > 0);
      if (batch.length === 0 || later.length > 0) return later;
    }
  };
};
