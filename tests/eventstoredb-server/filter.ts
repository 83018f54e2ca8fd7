import type { FilterOptions } from './protocol.ts';
import type { RecordedEvent } from './record.ts';

/** Pages of a catch-up, and what waits in a live subscription before it falls behind: Enumerator.ReadBatchSize, MaxLiveEventBufferCount. */
export const pageSize = 32;

export interface Filter {
  readonly allows: (event: RecordedEvent) => boolean;
  /** Events looked at for one page. */
  readonly searchWindow: number;
  /** Events looked at from one checkpoint to the next. */
  readonly checkpointInterval: number;
}

/** EventFilter of src/EventStore.Core/Util/EventFilter.cs: a regular expression, or one of some beginnings, of the stream or the type. */
export const filterOf = (options: FilterOptions): Filter => {
  const byStream = options.hasStreamIdentifier();
  const expression = byStream ? options.getStreamIdentifier() : options.getEventType();
  const pattern = expression?.getRegex() ?? '';
  const prefixes = expression?.getPrefixList() ?? [];
  const matches = pattern === '' ? beginsWith(prefixes) : (text: string) => new RegExp(pattern, 'u').test(text);
  const searchWindow = options.hasMax() ? options.getMax() : pageSize;
  return {
    allows: (event) => matches(byStream ? event.stream : event.type),
    searchWindow,
    checkpointInterval: options.getCheckpointintervalmultiplier() * searchWindow,
  };
};

const beginsWith =
  (prefixes: readonly string[]) =>
  (text: string): boolean =>
    prefixes.some((prefix) => text.startsWith(prefix));
