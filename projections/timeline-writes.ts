import type Database from 'better-sqlite3';
import type { Actor } from '../src/domain/actor.ts';
import type { Recorded } from '../src/domain/event.ts';
import { homeFinder } from './nomination-board.ts';
import { finder, writer } from './read-model.ts';
import { remembering } from './remembering.ts';
import { type Conferred, type SubjectKind, subjectFinder, subjectKinds } from './timeline-subjects.ts';

/**
 * Numbers for what many entries name, given as it first appears: a number takes a fraction of the room of the thing and
 * of the time to write it, and to index it.
 */
export const actorNumbers = (db: Database.Database): ((actor: Actor) => number) => {
  const insert = writer(db, 'INSERT OR IGNORE INTO actor (id, bureau, whole) VALUES (?, ?, ?)');
  const find = finder<{ number: number }>(db, 'SELECT number FROM actor WHERE whole = ?');
  const latest = new Map<string, { readonly actor: Actor; readonly number: number }>();
  return (actor) => {
    const known = latest.get(actor.id);
    if (known && isSame(known.actor, actor)) return known.number;
    const whole = JSON.stringify(actor);
    insert(actor.id, actor.bureau ?? null, whole);
    const number = find(whole)?.number as number;
    if (latest.size >= mostActors) latest.clear();
    latest.set(actor.id, { actor, number });
    return number;
  };
};

const mostActors = 10_000;

const isSame = (a: Actor, b: Actor): boolean =>
  a.name === b.name &&
  a.bureau === b.bureau &&
  a.channel === b.channel &&
  a.roles.length === b.roles.length &&
  a.roles.every((role, i) => role === b.roles[i]);

const subjectNumbers = (db: Database.Database): ((kind: SubjectKind, id: string) => number) => {
  const insert = db.prepare('INSERT OR IGNORE INTO subject (id, kind) VALUES (?, ?)');
  const find = finder<{ number: number }>(db, 'SELECT number FROM subject WHERE id = ? AND kind = ?');
  const add = (kind: SubjectKind) =>
    remembering((id: string): number | undefined => {
      const { changes, lastInsertRowid } = insert.run(id, kind);
      return changes === 1 ? Number(lastInsertRowid) : find(id, kind)?.number;
    });
  const byKind = Object.fromEntries(subjectKinds.map((kind) => [kind, add(kind)])) as Record<
    SubjectKind,
    ReturnType<typeof add>
  >;
  return (kind, id) => byKind[kind](id) as number;
};

/** Writes down whom and what an event is about, and gives the numbers of these subjects. */
export const subjectWriter = (
  db: Database.Database,
  atEnd: (write: () => void) => void,
): ((sequence: number, event: Recorded) => readonly number[]) => {
  const subjectsOf = subjectFinder({
    nominated: homeFinder(db),
    conferred: finder<Conferred>(db, 'SELECT editionId, bureau, nominationId, person FROM honor WHERE certificate = ?'),
    numberOf: subjectNumbers(db),
  });
  const insert = rowInserter(db);
  /** Sequences by subject: written in the order of the index, a batch touches few of its pages. */
  const bySubject = new Map<number, number[]>();
  atEnd(() => {
    for (const [subject, sequences] of [...bySubject].sort(([a], [b]) => a - b)) insert.add(subject, sequences);
    insert.rest();
    bySubject.clear();
  });

  return (sequence, event) => {
    const numbers: number[] = [];
    for (const number of subjectsOf(event)) {
      const sequences = bySubject.get(number);
      if (sequences?.at(-1) === sequence) continue;
      if (sequences) sequences.push(sequence);
      else bySubject.set(number, [sequence]);
      numbers.push(number);
    }
    return numbers;
  };
};

const rowsAtOnce = 32;

/** One statement for many rows takes half the time of one for each. */
const rowInserter = (db: Database.Database) => {
  const some = (rows: number) =>
    writer(db, `INSERT INTO entry_subject VALUES ${Array(rows).fill('(?, ?)').join(', ')}`);
  const [one, many] = [some(1), some(rowsAtOnce)];
  let values: number[] = [];
  return {
    add: (subject: number, sequences: readonly number[]): void => {
      for (const sequence of sequences) {
        values.push(subject, sequence);
        if (values.length < 2 * rowsAtOnce) continue;
        many(...values);
        values = [];
      }
    },
    rest: (): void => {
      for (let at = 0; at < values.length; at += 2) one(values[at], values[at + 1]);
      values = [];
    },
  };
};
