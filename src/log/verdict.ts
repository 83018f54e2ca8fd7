import type { StreamName } from '../domain/ids.ts';
import { type Appended, AppendMismatch, type ExpectedRevision, WrongExpectedRevision } from './event-log.ts';
import { type Draft, positionOf, type Row } from './row.ts';

/** One call of `append`, as text. */
export interface Append {
  readonly stream: StreamName;
  readonly drafts: readonly Draft[];
  readonly expected: ExpectedRevision;
}

/** What must be known of a log to judge an append. */
export interface Ledger {
  lastRevisionOf(stream: StreamName): number | 'no-stream';
  placeOf(eventId: string): Pick<Row, 'stream' | 'revision' | 'position'> | undefined;
}

/** To be written at `nextRevision`; or the first outcome of the same append; or the error that refuses it. */
export type Verdict = { readonly nextRevision: number } | Appended | WrongExpectedRevision | AppendMismatch;

/** Judges one append by the rules of the port. Writes nothing, so that a refusal leaves no trace. */
export const judge = ({ stream, drafts, expected }: Append, ledger: Ledger): Verdict => {
  const places = drafts.map((draft) => ledger.placeOf(draft.id));
  const known = drafts.find((_, i) => places[i] !== undefined);
  if (known) return repeatOf(stream, places) ?? new AppendMismatch(stream, known.id);

  const twice = drafts.find((draft, i) => drafts.findIndex((other) => other.id === draft.id) !== i);
  if (twice) return new AppendMismatch(stream, twice.id);

  const actual = ledger.lastRevisionOf(stream);
  if (!meets(expected, actual)) return new WrongExpectedRevision(stream, expected, actual);
  return { nextRevision: actual === 'no-stream' ? 0 : actual + 1 };
};

const repeatOf = (stream: StreamName, places: readonly ReturnType<Ledger['placeOf']>[]): Appended | undefined => {
  const first = places.at(0);
  const last = places.at(-1);
  if (!first || !last) return undefined;
  const asBefore = places.every((place, i) => place?.stream === stream && place.revision === first.revision + i);
  return asBefore ? { revision: last.revision, position: positionOf(last.position), repeated: true } : undefined;
};

const meets = (expected: ExpectedRevision, actual: number | 'no-stream'): boolean => {
  if (expected === 'any') return true;
  if (expected === 'stream-exists') return actual !== 'no-stream';
  return actual === expected;
};
