import Database from 'better-sqlite3';
import type { Position, Recorded } from '../src/domain/event.ts';
import { contentDigest } from './content-digest.ts';
import { claim } from './file-claim.ts';
import { handling } from './handling.ts';
import { readModels } from './read-models.ts';
import type { Reader, SqlValue } from './reader.ts';

/** How far the log has been applied: in the same transaction as what was applied. */
const progressTable = `
  CREATE TABLE progress (
    id INTEGER PRIMARY KEY CHECK (id = 1), applied INTEGER NOT NULL, position TEXT, stream TEXT, revision INTEGER,
    eventId TEXT, complete INTEGER NOT NULL
  ) STRICT;
  INSERT INTO progress VALUES (1, 0, NULL, NULL, NULL, NULL, 0);
`;

export interface Progress {
  readonly applied: number;
  readonly position: Position | null;
  /** The event at that position. */
  readonly stream: string | null;
  readonly revision: number | null;
  readonly eventId: string | null;
  /** 0 until it has been built from the whole log once. */
  readonly complete: number;
}

/**
 * A transaction stays open over several batches, so that a page which many of them change is written once. Queries
 * see every batch at once, since they share the connection; what a crash takes back, the follower applies again.
 */
const commitAfter = { ms: 1000, events: 5000 } as const;

/** Statements with different filters that are kept prepared; more than all lists have in common use. */
const mostStatements = 500;

/** One SQLite file with all read models. */
export class ReadFile implements Reader {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement<SqlValue[]>>();
  #applyAll: Database.Transaction<(events: readonly Recorded[]) => void>;
  #progress: Progress;
  readonly #readProgress: () => Progress;
  #uncommitted = 0;
  #commitTimer: NodeJS.Timeout | undefined;
  #failure: unknown;

  private constructor(
    readonly path: string,
    db: Database.Database,
    /** Each batch is a transaction of its own then: within a longer one it would be a savepoint, which copies pages. */
    private readonly filling: boolean,
  ) {
    this.#db = db;
    this.#readProgress = progressReader(db);
    this.#progress = this.#readProgress();
    this.#applyAll = this.#prepareApply();
  }

  /**
   * A new file without indexes, to be filled quickly: worthless until `finish`, since it is not safe from a crash. It is
   * this process's alone from the first write on.
   */
  static begin(path: string): ReadFile {
    const db = new Database(path);
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('secure_delete = ON');
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    db.pragma('cache_size = -131072');
    db.exec(progressTable);
    for (const { tables } of readModels) db.exec(tables);
    return new ReadFile(path, db, true);
  }

  /**
   * A file that was finished and is sound, and that no other process has open; undefined if it is anything else.
   * `check` reads all of it to find out.
   */
  static open(path: string, check: boolean): ReadFile | undefined {
    let db: Database.Database | undefined;
    try {
      db = claim(path);
      db.pragma('journal_mode = WAL');
      toServe(db);
      const sound = !check || db.pragma('quick_check(1)', { simple: true }) === 'ok';
      if (sound && progressReader(db)().complete === 1) return new ReadFile(path, db, false);
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error;
    }
    db?.close();
    return undefined;
  }

  /** Makes the indexes, one with each step, so that others have their turn in between. */
  *makeIndexes(): Generator<void> {
    for (const { indexes } of readModels) {
      for (const index of indexes.split(';')) {
        if (index.trim() === '') continue;
        this.#db.exec(index);
        yield;
      }
    }
  }

  /**
   * Marks a file that holds the whole log as complete, once all the rest is on the disk, and goes on with it as one that
   * serves. It is not closed in between: nobody else is to take it.
   */
  finish(): ReadFile {
    this.#db.pragma('synchronous = FULL');
    // Is itself a write to the file, and waits until the disk has all that was written before.
    this.#db.pragma('journal_mode = WAL');
    this.#db.exec('UPDATE progress SET complete = 1');
    toServe(this.#db);
    return new ReadFile(this.path, this.#db, false);
  }

  progress(): Progress {
    return this.#progress;
  }

  position(): Position | undefined {
    return this.#progress.position ?? undefined;
  }

  applied(): number {
    return this.#progress.applied;
  }

  all<Row>(sql: string, params: readonly SqlValue[] = []): Row[] {
    return this.#statement(sql).all(...params) as Row[];
  }

  get<Row>(sql: string, params: readonly SqlValue[] = []): Row | undefined {
    return this.#statement(sql).get(...params) as Row | undefined;
  }

  /** The events that follow on those applied: all of them in all read models, or none in any. */
  apply(events: readonly Recorded[]): void {
    if (events.length === 0) return;
    if (this.#failure !== undefined) throw this.#failure;
    try {
      if (this.filling) {
        this.#applyAll.immediate(events);
      } else {
        if (!this.#db.inTransaction) this.#begin();
        this.#applyAll(events);
        this.#uncommitted += events.length;
      }
    } catch (error) {
      // Handlers remember what they have written; of what was rolled back they must not.
      this.#applyAll = this.#prepareApply();
      throw error;
    }
    this.#progress = this.#readProgress();
    if (events.some(({ type }) => type === 'PersonalDataErased')) this.#forgetBytes();
    if (this.#uncommitted >= commitAfter.events) this.#commit();
  }

  /** What an event erased is overwritten, and does not stay in the write-ahead log. */
  #forgetBytes(): void {
    if (this.filling) return;
    this.#commit();
    if (this.#db.open && !this.#db.inTransaction) this.#db.pragma('wal_checkpoint(TRUNCATE)');
  }

  contentDigest(): string {
    return contentDigest(this.#db);
  }

  close(): void {
    this.#commit();
    this.#db.close();
  }

  #begin(): void {
    this.#db.exec('BEGIN IMMEDIATE');
    this.#commitTimer = setTimeout(() => this.#commit(), commitAfter.ms);
    this.#commitTimer.unref();
  }

  /** If the disk does not take it, the file is behind what it has shown: it goes no further, and a restart applies it again. */
  #commit(): void {
    clearTimeout(this.#commitTimer);
    this.#uncommitted = 0;
    if (!this.#db.open || !this.#db.inTransaction) return;
    try {
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#failure = error;
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
    }
  }

  #prepareApply(): Database.Transaction<(events: readonly Recorded[]) => void> {
    const { handle, end } = handling(this.#db, readModels);
    const advance = this.#db.prepare(
      'UPDATE progress SET applied = ?, position = ?, stream = ?, revision = ?, eventId = ? WHERE applied = ?',
    );
    return this.#db.transaction((events) => {
      let sequence = this.#progress.applied;
      const last = events.at(-1);
      const progress = [sequence + events.length, last?.position, last?.stream, last?.revision, last?.id];
      const { changes } = advance.run(...progress, sequence);
      if (changes !== 1) throw new Error(`${this.path} is being written to by another process.`);
      for (const event of events) handle(event, sequence++);
      end();
    });
  }

  #statement(sql: string): Database.Statement<SqlValue[]> {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (this.#statements.size >= mostStatements) this.#statements.clear();
    const statement = this.#db.prepare<SqlValue[]>(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

const toServe = (db: Database.Database): void => {
  db.pragma('secure_delete = ON');
  db.pragma('synchronous = NORMAL');
  db.pragma('cache_size = -32768');
  // 64 MB, as for the log: each checkpoint writes every page once, however often it changed since the last.
  db.pragma('wal_autocheckpoint = 16000');
};

export const isDamage = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);

const progressReader = (db: Database.Database) => {
  const select = db.prepare<[], Progress>('SELECT * FROM progress');
  return (): Progress => {
    const found = select.get();
    if (!found) throw new Database.SqliteError('The read database does not say how far it is.', 'SQLITE_CORRUPT');
    return found;
  };
};
