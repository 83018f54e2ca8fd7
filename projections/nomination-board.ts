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
import { nameField } from '../src/domain/program/name-field.ts';
import { conditionsOf, type NominationFilter } from './nomination-filter.ts';
import { countOf, mapPage, type Page, type PageRequest, pageOf, type Sort } from './page.ts';
import { finder, nominationOf, ofPerson, type ReadModel, rareWriter, writer } from './read-model.ts';
import type { Reader } from './reader.ts';

/** Every nomination where it stands now. The one place of a nominee's name among the read models. */
export const nominationBoard: ReadModel = {
  tables: `
    CREATE TABLE nomination (
      nominationId TEXT PRIMARY KEY, editionId TEXT NOT NULL, bureau TEXT NOT NULL, holder TEXT NOT NULL,
      category TEXT NOT NULL, status TEXT NOT NULL, person TEXT NOT NULL, writtenName TEXT,
      draftedAt TEXT NOT NULL, draftedBy TEXT NOT NULL, updatedAt TEXT NOT NULL,
      revision INTEGER NOT NULL, returns INTEGER NOT NULL, supplementFor TEXT, backTo TEXT, supplementDueOn TEXT,
      openWaivers INTEGER NOT NULL, erased INTEGER NOT NULL DEFAULT 0, restricted INTEGER NOT NULL DEFAULT 0,
      name TEXT GENERATED ALWAYS AS (iif(restricted = 1, NULL, writtenName)) VIRTUAL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE nameField (editionId TEXT PRIMARY KEY, field TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  indexes: `
    CREATE INDEX nomination_by_update ON nomination (editionId, updatedAt);
    CREATE INDEX nomination_by_bureau ON nomination (bureau, editionId);
    CREATE INDEX nomination_by_holder ON nomination (holder, status);
  `,

  handlers: (db) => {
    const insert = writer(
      db,
      `INSERT INTO nomination VALUES (?, ?, ?, ?, ?, 'DRAFTED', ?, ?, ?, ?, ?, ?, 0, NULL, NULL, NULL, 0, 0, 0)`,
    );
    const updating = (changes: string) => {
      const update = writer(db, `UPDATE nomination SET ${changes}, updatedAt = ?, revision = ? WHERE nominationId = ?`);
      return (event: { stream: string; revision: number; meta: { recordedAt: string } }, ...values: unknown[]) =>
        update(...values, event.meta.recordedAt, event.revision, nominationOf(event));
    };
    const recategorize = updating('category = ?');
    const rename = updating('category = ?, writtenName = ?');
    const pass = updating(`status = CASE status WHEN 'SUBMITTED' THEN status ELSE 'PASSED' END`);
    const touch = updating('status = status');
    const giveBack = updating(`status = 'RETURNED', holder = ?, returns = returns + 1`);
    const askForSupplement = updating(
      `status = 'RETURNED', holder = ?, returns = returns + 1, supplementFor = ?, backTo = ?, supplementDueOn = ?`,
    );
    const handIn = updating(
      `status = coalesce(backTo, 'DRAFTED'), holder = coalesce(supplementFor, holder),
        supplementFor = NULL, backTo = NULL, supplementDueOn = NULL`,
    );
    const expire = updating(`status = 'LAPSED', supplementFor = NULL, backTo = NULL, supplementDueOn = NULL`);
    const forward = updating('status = ?, holder = ?');
    const askWaiver = updating('openWaivers = openWaivers + 1');
    const settleWaiver = updating('openWaivers = openWaivers - 1');
    const set = updating('status = ?');
    const erase = rareWriter(db, 'UPDATE nomination SET writtenName = NULL, erased = 1 WHERE person = ?');
    const restrict = rareWriter(db, 'UPDATE nomination SET restricted = ? WHERE person = ?');
    const insertField = writer(db, 'INSERT INTO nameField VALUES (?, ?)');
    const fieldOf = finder<{ field: string }>(db, 'SELECT field FROM nameField WHERE editionId = ?');
    const homeOf = homeFinder(db);

    /** The name in a form: null where it was cleared, undefined where it is not spoken of or cannot be read any more. */
    const nameIn = (form: Answers, editionId: EditionId | undefined): string | null | undefined => {
      const name = form?.[fieldOf(editionId)?.field ?? ''];
      return typeof name === 'string' || name === null ? name : undefined;
    };

    return {
      EditionOpened: ({ data: { editionId, program } }) => {
        const field = nameField(program);
        if (field !== undefined) insertField(editionId, field);
      },
      Nominated: ({ data, meta, revision }) => {
        const { nominationId, editionId, bureau, category, person, form } = data;
        insert(
          ...[nominationId, editionId, bureau, bureau, category, person, nameIn(form, editionId) ?? null],
          ...[meta.recordedAt, meta.actor.id, meta.recordedAt, revision],
        );
      },
      FormAmended: (event) => {
        const { category, changes } = event.data;
        const name = nameIn(changes, homeOf(nominationOf(event))?.editionId);
        if (name === undefined) recategorize(event, category);
        else rename(event, category, name);
      },
      Reviewed: (event) => (event.data.decision === 'PASS' ? pass : touch)(event),
      Returned: (event) => giveBack(event, event.data.to),
      Rejected: (event) => set(event, 'REJECTED'),
      SupplementRequired: (event) => {
        const { to, from, backTo, dueOn } = event.data;
        askForSupplement(event, to, from, backTo, dueOn);
      },
      SupplementExpired: (event) => expire(event),
      Resubmitted: (event) => handIn(event),
      MaterialAttached: (event) => touch(event),
      MaterialRemoved: (event) => touch(event),
      VettingAnswered: (event) => touch(event),
      StepRecorded: (event) => touch(event),
      EligibilityAssessed: (event) => touch(event),
      WaiverRequested: (event) => askWaiver(event),
      WaiverConfirmed: (event) => settleWaiver(event),
      WaiverRefused: (event) => settleWaiver(event),
      Forwarded: (event) => forward(event, event.data.deciding ? 'SUBMITTED' : 'RECEIVED', event.data.to),
      Withdrawn: (event) => set(event, 'WITHDRAWN'),
      Lapsed: (event) => set(event, 'LAPSED'),
      Disqualified: (event) => set(event, 'DISQUALIFIED'),
      PersonalDataErased: ofPerson((person) => erase(person)),
      PersonalDataRestricted: ofPerson((person) => restrict(1, person)),
      RestrictionLifted: ofPerson((person) => restrict(0, person)),
    };
  },
};

type Answers = Readonly<Record<string, unknown>> | null | undefined;

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
  /** Personal; null where it is erased or restricted. */
  readonly name: string | null;
  readonly draftedAt: string;
  readonly draftedBy: ActorId;
  readonly updatedAt: string;
  readonly revision: number;
  /** How often it was sent back, for correction or for a supplement. */
  readonly returns: number;
  /** Objections that keep it from recognition while they stand. */
  readonly objections: number;
  readonly certificate: CertificateNumber | null;
  /** 1 once the person was erased, and while the data is restricted: nobody is shown anything personal of it. */
  readonly erased: 0 | 1;
  readonly restricted: 0 | 1;
}

const sortKeys = {
  updatedAt: 'n.updatedAt',
  name: `coalesce(n.name, '')`,
  bureau: 'n.bureau',
  status: 'n.status',
  category: 'n.category',
};
export type NominationSort = Sort<keyof typeof sortKeys>;

/** `writtenName` stands also while it is restricted. */
type RawNomination = Omit<NominationRow, 'objections' | 'certificate'> & { readonly writtenName: string | null };

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
  return rows.map(({ writtenName: _, ...row }, i) => ({
    ...row,
    ...(flags[i] ?? { objections: 0, certificate: null }),
  }));
};
