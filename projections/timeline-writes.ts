import type Database from 'better-sqlite3';
import type { Actor } from '../src/domain/actor.ts';
import type { Recorded } from '../src/domain/event.ts';
import { finder, writer } from './read-model.ts';
import { remembering } from './remembering.ts';
import { type Conferred, type Home, type SubjectKind, subjectFinder, subjectKinds } from './timeline-subjects.ts';

/**
 * Numbers for what many entries name, given as it first appears: a number takes a fraction of the room of the thing and
 * of the time to write it, and to index it.
 */
export const actorNumbers = (db: Database.Database): ((actor: Actor) => number) => {
  const insert = writer(db, 'INSERT OR IGNORE INTO actor (id, bureau, whole) VALUES (?, ?, ?)');
  const find = finder<{ number: number }>(db, 'SELECT number FROM actor WHERE whole = ?');
  const numberOf = remembering((whole: string): number | undefined => {
    const { id, bureau }: Actor = JSON.parse(whole);
    insert(id, bureau ?? null, whole);
    return find(whole)?.number;
  });
  return (actor) => numberOf(JSON.stringify(actor)) as number;
};

const subjectNumbers = (db: Database.Database): ((kind: SubjectKind, id: string) => number) => {
  const insert = writer(db, 'INSERT OR IGNORE INTO subject (id, kind) VALUES (?, ?)');
  const find = finder<{ number: number }>(db, 'SELECT number FROM subject WHERE id = ? AND kind = ?');
  const add = (kind: SubjectKind) =>
    remembering((id: string): number | undefined => {
      insert(id, kind);
      return find(id, kind)?.number;
    });
  const byKind = Object.fromEntries(subjectKinds.map((kind) => [kind, add(kind)])) as Record<
    SubjectKind,
    ReturnType<typeof add>
  >;
  return (kind, id) => byKind[kind](id) as number;
};

/** Writes down whom and what an event is about. */
export const subjectWriter = (db: Database.Database): ((sequence: number, event: Recorded) => void) => {
  const subjectsOf = subjectFinder({
    nominated: finder<Home>(db, 'SELECT editionId, bureau FROM nomination WHERE nominationId = ?'),
    conferred: finder<Conferred>(db, 'SELECT editionId, bureau, nominationId, person FROM honor WHERE certificate = ?'),
    numberOf: subjectNumbers(db),
  });
  const insertSome = Array.from({ length: mostAtOnce }, (_, i) =>
    writer(
      db,
      `INSERT INTO entry_subject VALUES ${Array(i + 1)
        .fill('(?, ?)')
        .join(', ')}`,
    ),
  );

  return (sequence, event) => {
    const values: number[] = [];
    for (const number of new Set(subjectsOf(event))) values.push(sequence, number);
    for (let at = 0; at < values.length; at += 2 * mostAtOnce) {
      const some = values.slice(at, at + 2 * mostAtOnce);
      insertSome[some.length / 2 - 1]?.(...some);
    }
  };
};

/** Rows of one statement: one for all subjects of an event takes half the time of one for each. */
const mostAtOnce = 16;
