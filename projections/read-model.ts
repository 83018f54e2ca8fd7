import type Database from 'better-sqlite3';
import type { LaurelFact } from '../src/domain/agenda.ts';
import type { Recorded } from '../src/domain/event.ts';
import type { ActorId, EditionId, NominationId, ObjectionId, PersonPseudonym } from '../src/domain/ids.ts';

/** A fact of one type as the log holds it. */
export type FactOf<Type extends LaurelFact['type']> = Recorded<Extract<LaurelFact, { type: Type }>>;

/** What an event changes. `sequence` is its place in the whole log, 0-based and contiguous. */
export type Handle<Event = Recorded> = (event: Event, sequence: number) => unknown;

export type Handlers = {
  readonly [Type in LaurelFact['type']]?: Handle<FactOf<Type>>;
};

/**
 * One room: its tables and how it applies events; its queries stand in the same file.
 *
 * Columns are named as the fields of the rows that queries give. The same events lead to the same rows, whatever the
 * batches: a handler looks at nothing but the event and the tables.
 */
export interface ReadModel {
  readonly tables: string;
  /** Made after the tables have been filled from the whole log, which is faster. */
  readonly indexes: string;
  /**
   * Handlers by type of event, or one for every event; called once for each database. What would be changed again and
   * again within a batch can be gathered, and written by what `atEnd` is given, which is called at the end of every batch.
   */
  handlers(db: Database.Database, atEnd: (write: () => void) => void): Handlers | Handle;
}

/** The statement as a function of its values, which tells how many rows it has changed. */
export const writer = (db: Database.Database, sql: string): ((...values: readonly unknown[]) => number) => {
  const statement = db.prepare(sql);
  return (...values) => statement.run(...values).changes;
};

/** The same for what happens hardly ever, prepared when it first does. It may look into tables that are not always there. */
export const rareWriter = (db: Database.Database, sql: string): ((...values: readonly unknown[]) => number) => {
  let write: ReturnType<typeof writer> | undefined;
  return (...values) => {
    write ??= writer(db, sql);
    return write(...values);
  };
};

/** The first row of the statement as a function of its values. */
export const finder = <Row>(
  db: Database.Database,
  sql: string,
): ((...values: readonly unknown[]) => Row | undefined) => {
  const statement = db.prepare<unknown[], Row>(sql);
  return (...values) => statement.get(...values);
};

type OwnedFact = FactOf<'PersonalDataErased' | 'PersonalDataRestricted' | 'RestrictionLifted'>;

const ofOwner =
  <Id extends string>(kind: OwnedFact['data']['owner']['kind']) =>
  (act: (id: Id) => unknown) =>
  ({ data: { owner } }: OwnedFact): void => {
    if (owner.kind === kind) act(owner.id as Id);
  };

/** Handlers of what becomes of somebody's data, each for one kind of people. */
export const ofPerson = ofOwner<PersonPseudonym>('PERSON');
export const ofObjector = ofOwner<ObjectionId>('OBJECTOR');
export const ofExpert = ofOwner<ActorId>('EXPERT');

/** Nominations of a person, for a statement about what belongs to them. Holds one value: the person. */
export const nominationsOfPerson = 'SELECT nominationId FROM nomination WHERE person = ?';

/** A personal value that is no text, as it is stored; null once it is erased. */
export const jsonOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

const subjectOf =
  <Id extends string>(prefix: string) =>
  ({ stream }: { readonly stream: string }): Id =>
    stream.slice(prefix.length) as Id;

/** An edition's events are about the edition that names their stream; a nomination's likewise. */
export const editionOf = subjectOf<EditionId>('edition-');
export const nominationOf = subjectOf<NominationId>('nomination-');
