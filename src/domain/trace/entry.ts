import type { Case } from './case.ts';
import type { Event } from './event.ts';
import type { Told } from './tell.ts';
import { dossierTellers } from './tell-dossier.ts';
import { publicityTellers } from './tell-publicity.ts';
import { selectionTellers } from './tell-selection.ts';
import { slateTellers } from './tell-slate.ts';
import type { TraceEntry } from './trace.ts';

const tellers = { ...dossierTellers, ...slateTellers, ...selectionTellers, ...publicityTellers };

/** An event as a link of the chain; none for a type that no trace shows. */
const entryOf = (event: Event, records: Case): readonly TraceEntry[] => {
  // The table's type pairs every teller with its own event, which TypeScript cannot follow through the lookup.
  const tell = tellers[event.type] as ((event: Event, ...rest: unknown[]) => Told) | undefined;
  return tell ? [{ ...tell(event, records.edition.program, records), event }] : [];
};

/** The chain of the events that belong to a question, in the order of the log. */
export const entriesOf = (records: Case, belongs: (event: Event) => boolean): readonly TraceEntry[] =>
  records.events.filter(belongs).flatMap((event) => entryOf(event, records));
