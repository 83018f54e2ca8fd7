import type { LaurelFact } from '../src/domain/agenda.ts';
import { evolveEdition, initialEdition } from '../src/domain/edition/edition.ts';
import type { EditionId } from '../src/domain/ids.ts';
import type { Deadline, Program, Rubric } from '../src/domain/program/program.ts';
import { deadlineEnd } from '../src/domain/program/program.ts';
import { type Condition, equals } from './conditions.ts';
import { countOf, type Page, type PageRequest, pageOf, type Sort } from './page.ts';
import { editionOf, type FactOf, finder, type Handle, type Handlers, type ReadModel, writer } from './read-model.ts';
import { type Reader, rowsByIds, rowsByOwners } from './reader.ts';

/** Editions with their program as amended, and their calendar. */
export const editions: ReadModel = {
  tables: `
    CREATE TABLE edition (
      editionId TEXT PRIMARY KEY, programCode TEXT NOT NULL, programVersion TEXT NOT NULL,
      nameZh TEXT NOT NULL, nameEn TEXT NOT NULL, edition TEXT NOT NULL, issuedOn TEXT NOT NULL,
      target INTEGER NOT NULL, quotaTotal INTEGER NOT NULL, status TEXT NOT NULL, openedAt TEXT NOT NULL,
      rubricFrozenAt TEXT, scoringClosedAt TEXT, shortlistDecidedAt TEXT, concludedAt TEXT,
      rubric TEXT, revision INTEGER NOT NULL, programChangedAt INTEGER NOT NULL, program TEXT NOT NULL
    ) STRICT;
    CREATE TABLE deadline (
      editionId TEXT NOT NULL, key TEXT NOT NULL, ordinal INTEGER NOT NULL, nameZh TEXT NOT NULL, nameEn TEXT NOT NULL,
      "on" TEXT NOT NULL, until TEXT NOT NULL, originallyOn TEXT NOT NULL, printed TEXT NOT NULL,
      ruleId TEXT NOT NULL, late TEXT NOT NULL, passedAt TEXT,
      PRIMARY KEY (editionId, key)
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: 'CREATE INDEX edition_by_opening ON edition (openedAt, editionId);',

  handlers: (db) => {
    const insertEdition = writer(
      db,
      `INSERT INTO edition VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, NULL, NULL, NULL, NULL, NULL, 0, ?, ?)`,
    );
    const insertDeadline = writer(db, 'INSERT INTO deadline VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)');
    const programJson = finder<{ program: string }>(db, 'SELECT program FROM edition WHERE editionId = ?');
    const amendProgram = writer(
      db,
      'UPDATE edition SET program = ?, programChangedAt = ?, quotaTotal = ? WHERE editionId = ?',
    );
    const extendDeadline = writer(db, 'UPDATE deadline SET "on" = ?, until = ? WHERE editionId = ? AND key = ?');
    const passDeadline = writer(db, 'UPDATE deadline SET passedAt = ? WHERE editionId = ? AND key = ?');
    const freezeRubric = writer(db, 'UPDATE edition SET rubric = ?, rubricFrozenAt = ? WHERE editionId = ?');
    const closeScoring = writer(db, 'UPDATE edition SET scoringClosedAt = ? WHERE editionId = ?');
    const reopenScoring = writer(db, 'UPDATE edition SET scoringClosedAt = NULL WHERE editionId = ?');
    const decideShortlist = writer(db, 'UPDATE edition SET shortlistDecidedAt = ? WHERE editionId = ?');
    const conclude = writer(db, `UPDATE edition SET status = 'CONCLUDED', concludedAt = ? WHERE editionId = ?`);

    const touch = writer(db, 'UPDATE edition SET revision = ? WHERE editionId = ?');
    /** The aggregate's own fold amends the program, so that the rule of it stands once. */
    const amend = (
      event: FactOf<'QuotaAdjusted' | 'DeadlineExtended' | 'SeatsReallocated'>,
      sequence: number,
    ): void => {
      const found = programJson(editionOf(event));
      if (!found) return;
      const opened = {
        ...event,
        type: 'EditionOpened',
        data: { editionId: editionOf(event), program: JSON.parse(found.program) },
      } as const;
      const after = evolveEdition(evolveEdition(initialEdition, opened), event);
      if (after.status === 'UNOPENED') return;
      amendProgram(JSON.stringify(after.program), sequence, after.program.quotaTotal, editionOf(event));
    };

    const handlers: Handlers = {
      EditionOpened: ({ data: { editionId, program }, meta }, sequence) => {
        const { code, version, name, edition, notice, target, quotaTotal, deadlines } = program;
        insertEdition(
          ...[editionId, code, version, name.zh, name.en, edition, notice.issuedOn, target, quotaTotal],
          ...[meta.recordedAt, sequence, JSON.stringify(program)],
        );
        deadlines.forEach(({ key, name, on, printed, ruleId, late }, i) => {
          insertDeadline(editionId, key, i, name.zh, name.en, on, deadlineEnd(program, key), on, printed, ruleId, late);
        });
      },
      QuotaAdjusted: amend,
      DeadlineExtended: (event, sequence) => {
        const { deadline, to, until } = event.data;
        amend(event, sequence);
        extendDeadline(to, until, editionOf(event), deadline);
      },
      SeatsReallocated: amend,
      DeadlinePassed: (event) => passDeadline(event.meta.recordedAt, editionOf(event), event.data.deadline),
      RubricFrozen: (event) => freezeRubric(JSON.stringify(event.data.rubric), event.meta.recordedAt, editionOf(event)),
      ScoringClosed: (event) => closeScoring(event.meta.recordedAt, editionOf(event)),
      ScoringReopened: (event) => reopenScoring(editionOf(event)),
      ShortlistDecided: (event) => decideShortlist(event.meta.recordedAt, editionOf(event)),
      EditionConcluded: (event) => conclude(event.meta.recordedAt, editionOf(event)),
    };
    return (event, sequence) => {
      (handlers[event.type as LaurelFact['type']] as Handle | undefined)?.(event, sequence);
      if (event.stream.startsWith('edition-')) touch(event.revision, editionOf(event));
    };
  },
};

export interface EditionRow {
  readonly editionId: EditionId;
  readonly programCode: string;
  readonly programVersion: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly edition: string;
  readonly issuedOn: string;
  readonly target: number;
  readonly quotaTotal: number;
  readonly status: 'OPEN' | 'CONCLUDED';
  readonly openedAt: string;
  readonly rubricFrozenAt: string | null;
  readonly scoringClosedAt: string | null;
  readonly shortlistDecidedAt: string | null;
  readonly concludedAt: string | null;
  readonly revision: number;
}

const editionColumns = `editionId, programCode, programVersion, nameZh, nameEn, edition, issuedOn, target, quotaTotal,
  status, openedAt, rubricFrozenAt, scoringClosedAt, shortlistDecidedAt, concludedAt, revision`;

export interface EditionFilter {
  readonly programCode?: string | undefined;
  readonly status?: EditionRow['status'] | undefined;
}

const conditionsOf = ({ programCode, status }: EditionFilter): readonly Condition[] => [
  equals('programCode', programCode),
  equals('status', status),
];

export const listEditions = (
  reader: Reader,
  filter: EditionFilter,
  { by, direction }: Sort<'openedAt' | 'edition'>,
  page: PageRequest,
): Page<EditionRow> =>
  pageOf(
    reader,
    { select: editionColumns, from: 'edition', where: conditionsOf(filter), sortedBy: [by, 'editionId'], direction },
    page,
  );

export const countEditions = (reader: Reader, filter: EditionFilter): number =>
  countOf(reader, 'edition', conditionsOf(filter));

export const editionsByIds = (reader: Reader, ids: readonly EditionId[]): ReadonlyMap<EditionId, EditionRow> =>
  rowsByIds(
    reader,
    `SELECT ${editionColumns} FROM edition WHERE editionId IN (SELECT value FROM json_each(?))`,
    ids,
    ({ editionId }: EditionRow) => editionId,
  );

/** Programs by edition, with the sequence of the event that last changed them: they are large and seldom change. */
const parsedPrograms = new WeakMap<Reader, Map<EditionId, { readonly changedAt: number; readonly program: Program }>>();

/** The program as the edition runs it, with quotas and deadlines as amended. */
export const programOf = (reader: Reader, editionId: EditionId): Program | undefined => {
  const parsed = parsedPrograms.get(reader) ?? new Map();
  parsedPrograms.set(reader, parsed);
  const now = reader.get<{ changedAt: number }>(
    'SELECT programChangedAt AS changedAt FROM edition WHERE editionId = ?',
    [editionId],
  );
  const known = parsed.get(editionId);
  if (!now || known?.changedAt === now.changedAt) return known?.program;
  const found = reader.get<{ program: string }>('SELECT program FROM edition WHERE editionId = ?', [editionId]);
  if (!found) return undefined;
  const program: Program = JSON.parse(found.program);
  parsed.set(editionId, { changedAt: now.changedAt, program });
  return program;
};

/** The rubric that was frozen for the edition. */
export const rubricOf = (reader: Reader, editionId: EditionId): Rubric | undefined => {
  const found = reader.get<{ rubric: string | null }>('SELECT rubric FROM edition WHERE editionId = ?', [editionId]);
  return found?.rubric ? JSON.parse(found.rubric) : undefined;
};

export interface DeadlineRow {
  readonly editionId: EditionId;
  readonly key: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** The day as extended; `originallyOn` as first set. */
  readonly on: string;
  /** Its last moment, UTC. */
  readonly until: string;
  readonly originallyOn: string;
  readonly printed: string;
  readonly ruleId: string;
  readonly late: Deadline['late'];
  readonly passedAt: string | null;
}

export const deadlinesOf = (
  reader: Reader,
  editionIds: readonly EditionId[],
): ReadonlyMap<EditionId, readonly DeadlineRow[]> =>
  rowsByOwners(
    editionIds,
    reader.all<DeadlineRow>(
      `SELECT editionId, key, nameZh, nameEn, "on", until, originallyOn, printed, ruleId, late, passedAt
        FROM deadline WHERE editionId IN (SELECT value FROM json_each(?)) ORDER BY editionId, ordinal`,
      [JSON.stringify(editionIds)],
    ),
    ({ editionId }) => editionId,
  );
