import type Database from 'better-sqlite3';
import type {
  ActorId,
  BureauCode,
  CertificateNumber,
  EditionId,
  NominationId,
  PersonPseudonym,
} from '../src/domain/ids.ts';
import type { NominationStatus } from '../src/domain/nomination/nomination.ts';
import { type Condition, contains, equals, oneOf, withinJurisdiction } from './conditions.ts';
import { countOf, mapPage, type Page, type PageRequest, pageOf, type Sort } from './page.ts';
import { finder, nominationOf, type ReadModel, writer } from './read-model.ts';
import type { Reader } from './reader.ts';

/** Every nomination where it stands now. The one place of a nominee's name among the read models. */
export const nominationBoard: ReadModel = {
  tables: `
    CREATE TABLE nomination (
      nominationId TEXT PRIMARY KEY, editionId TEXT NOT NULL, bureau TEXT NOT NULL, holder TEXT NOT NULL,
      category TEXT NOT NULL, status TEXT NOT NULL, person TEXT NOT NULL, name TEXT,
      draftedAt TEXT NOT NULL, draftedBy TEXT NOT NULL, updatedAt TEXT NOT NULL,
      revision INTEGER NOT NULL, returns INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
  indexes: `
    CREATE INDEX nomination_by_update ON nomination (editionId, updatedAt);
    CREATE INDEX nomination_by_bureau ON nomination (bureau, editionId);
    CREATE INDEX nomination_by_holder ON nomination (holder, status);
  `,

  handlers: (db) => {
    const insert = writer(db, `INSERT INTO nomination VALUES (?, ?, ?, ?, ?, 'DRAFTED', ?, ?, ?, ?, ?, ?, 0)`);
    const updating = (changes: string) => {
      const update = writer(db, `UPDATE nomination SET ${changes}, updatedAt = ?, revision = ? WHERE nominationId = ?`);
      return (event: { stream: string; revision: number; meta: { recordedAt: string } }, ...values: unknown[]) =>
        update(...values, event.meta.recordedAt, event.revision, nominationOf(event));
    };
    const recategorize = updating('category = ?');
    const rename = updating('category = ?, name = ?');
    const pass = updating(`status = CASE status WHEN 'SUBMITTED' THEN status ELSE 'PASSED' END`);
    const touch = updating('status = status');
    const giveBack = updating(`status = 'RETURNED', holder = ?, returns = returns + 1`);
    const forward = updating('status = ?, holder = ?');
    const set = updating('status = ?');

    return {
      Nominated: ({ data, meta, revision }) => {
        const { nominationId, editionId, bureau, category, person, form } = data;
        insert(
          ...[nominationId, editionId, bureau, bureau, category, person, nameIn(form) ?? null],
          ...[meta.recordedAt, meta.actor.id, meta.recordedAt, revision],
        );
      },
      FormAmended: (event) => {
        const { category, changes } = event.data;
        const name = nameIn(changes);
        if (name === undefined) recategorize(event, category);
        else rename(event, category, name);
      },
      Reviewed: (event) => (event.data.decision === 'PASS' ? pass : touch)(event),
      Returned: (event) => giveBack(event, event.data.to),
      Rejected: (event) => set(event, 'REJECTED'),
      Resubmitted: (event) => set(event, 'DRAFTED'),
      Forwarded: (event) => forward(event, event.data.deciding ? 'SUBMITTED' : 'RECEIVED', event.data.to),
      Withdrawn: (event) => set(event, 'WITHDRAWN'),
      Lapsed: (event) => set(event, 'LAPSED'),
      Disqualified: (event) => set(event, 'DISQUALIFIED'),
    };
  },
};

/** The form's field `name`: null where it was cleared, undefined where it is not spoken of or cannot be read any more. */
const nameIn = (form: Readonly<Record<string, unknown>> | null | undefined): string | null | undefined => {
  const name = form?.name;
  return typeof name === 'string' || name === null ? name : undefined;
};

/** To what a nomination belongs for good. */
export interface Home {
  readonly editionId: EditionId;
  readonly bureau: BureauCode;
}

/** For the rooms that hear of a nomination by its id only. */
export const homeFinder = (db: Database.Database): ((nomination: NominationId) => Home | undefined) =>
  finder<Home>(db, 'SELECT editionId, bureau FROM nomination WHERE nominationId = ?');

export interface NominationRow {
  readonly nominationId: NominationId;
  readonly editionId: EditionId;
  /** That nominated. */
  readonly bureau: BureauCode;
  /** In whose hands it is. */
  readonly holder: BureauCode;
  readonly category: string;
  readonly status: NominationStatus;
  readonly person: PersonPseudonym;
  /** Personal. */
  readonly name: string | null;
  readonly draftedAt: string;
  readonly draftedBy: ActorId;
  readonly updatedAt: string;
  readonly revision: number;
  /** How often it was sent back for correction. */
  readonly returns: number;
  /** Objections that keep it from recognition while they stand. */
  readonly objections: number;
  readonly certificate: CertificateNumber | null;
}

export interface NominationFilter {
  readonly editionId?: EditionId | undefined;
  readonly bureau?: BureauCode | undefined;
  /** Nominated by this bureau or one below it. */
  readonly within?: BureauCode | undefined;
  readonly holder?: BureauCode | undefined;
  readonly statuses?: readonly NominationStatus[] | undefined;
  readonly category?: string | undefined;
  /** A part of the name. */
  readonly search?: string | undefined;
  readonly nominationIds?: readonly NominationId[] | undefined;
  readonly draftedBy?: ActorId | undefined;
}

const conditionsOf = (filter: NominationFilter): readonly Condition[] => [
  equals('n.editionId', filter.editionId),
  equals('n.bureau', filter.bureau),
  withinJurisdiction('n', filter.within),
  equals('n.holder', filter.holder),
  oneOf('n.status', filter.statuses),
  equals('n.category', filter.category),
  contains('n.name', filter.search),
  oneOf('n.nominationId', filter.nominationIds),
  equals('n.draftedBy', filter.draftedBy),
];

const sortKeys = {
  updatedAt: 'n.updatedAt',
  name: `coalesce(n.name, '')`,
  bureau: 'n.bureau',
  status: 'n.status',
  category: 'n.category',
};
export type NominationSort = Sort<keyof typeof sortKeys>;

type RawNomination = Omit<NominationRow, 'objections' | 'certificate'>;

export const listNominations = (
  reader: Reader,
  filter: NominationFilter,
  { by, direction }: NominationSort,
  page: PageRequest,
): Page<NominationRow> =>
  mapPage(
    pageOf<RawNomination>(
      reader,
      {
        select: 'n.*',
        from: 'nomination n',
        where: conditionsOf(filter),
        sortedBy: [sortKeys[by], 'n.nominationId'],
        direction,
      },
      page,
    ),
    (rows) => withFlags(reader, rows),
  );

export const countNominations = (reader: Reader, filter: NominationFilter): number =>
  countOf(reader, 'nomination n', conditionsOf(filter));

export const nominationsByIds = (
  reader: Reader,
  ids: readonly NominationId[],
): ReadonlyMap<NominationId, NominationRow> => {
  const rows = reader.all<RawNomination>(
    'SELECT * FROM nomination WHERE nominationId IN (SELECT value FROM json_each(?))',
    [JSON.stringify(ids)],
  );
  return new Map(withFlags(reader, rows).map((row) => [row.nominationId, row]));
};

/** What other rooms know of the nominations of a page, in one statement. */
const withFlags = (reader: Reader, rows: readonly RawNomination[]): readonly NominationRow[] => {
  const flags = reader.all<Pick<NominationRow, 'objections' | 'certificate'>>(
    `SELECT (SELECT count(*) FROM objection o WHERE o.nominationId = k.value AND o.standing = 1) AS objections,
        (SELECT certificate FROM honor h WHERE h.nominationId = k.value) AS certificate
      FROM json_each(?) k ORDER BY k.key`,
    [JSON.stringify(rows.map(({ nominationId }) => nominationId))],
  );
  return rows.map((row, i) => ({ ...row, ...(flags[i] ?? { objections: 0, certificate: null }) }));
};
