import type { Actor } from '../domain/actor.ts';
import { localDateOf } from '../domain/calendar.ts';
import { headerOf } from '../domain/person/import-columns.ts';
import { type ImportedHonor, type RowCheck, readRow } from '../domain/person/import-row.ts';
import type { CodeList } from '../domain/program/form-field.ts';
import { honorListsOf } from '../domain/program/honor.ts';
import type { Program } from '../domain/program/program.ts';
import type { Refusal } from '../domain/refusal.ts';
import { rolesInWords } from '../domain/role-names.ts';
import { stepIdOf } from '../log/event-id.ts';
import type { Clock } from './clock.ts';
import { importsFor } from './commands/person.ts';
import { decidingBureau } from './handler.ts';
import type { Laurel } from './laurel.ts';
import { commandPermissions, mayRun } from './permissions.ts';
import { Refused, refused } from './refused.ts';

/** Why a row was not taken. The header is row 1, and every record is one row, as a spreadsheet counts. */
export interface RefusedRow {
  readonly row: number;
  readonly refusals: readonly Refusal[];
}

export interface ImportReport {
  /** With something in them. */
  readonly rows: number;
  readonly recorded: number;
  /** Known already. */
  readonly unchanged: number;
  readonly refusedRows: number;
  /** In the order of the file, the first `mostListed` of them. */
  readonly refused: readonly RefusedRow[];
}

/** The cells of a file, record by record, the header first. Read from the beginning each time. */
export interface HonorFile {
  readonly sha256: string;
  records(): AsyncIterable<readonly string[]>;
}

export interface PriorHonorImport {
  /** @throws {Refused} NOT_PERMITTED, OUT_OF_JURISDICTION, NO_HONOR_LISTS: before a byte of the file is looked at */
  permit(actor: Actor): void;
  /** @throws {Refused} everything against the header; nothing is recorded then */
  run(actor: Actor, file: HonorFile): Promise<ImportReport>;
}

interface Dependencies {
  readonly laurel: Pick<Laurel, 'execute'>;
  readonly programs: ReadonlyMap<string, Program>;
  readonly clock: Clock;
}

/** So many rows are being recorded at any time: appends of several share one write to the disk. */
const atOnce = 128;
export const mostListed = 1_000;

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

export const priorHonorImport = ({ laurel, programs, clock }: Dependencies): PriorHonorImport => {
  /** What rows are read by: the codes of all programs of the actor's province. */
  const checkFor = (actor: Actor): Omit<RowCheck, 'order'> => {
    const [first, ...others] = programsOf(actor);
    const lists = [first, ...others].flatMap((program) => honorListsOf(program) ?? []);
    if (lists.length === 0) throw refused('NO_HONOR_LISTS');
    return {
      levels: merged(lists.map(({ levels }) => levels)),
      topics: merged(lists.map(({ topics }) => topics)),
      today: localDateOf(new Date(clock.now()).toISOString(), first.timeZone),
    };
  };

  const programsOf = (actor: Actor): readonly [Program, ...Program[]] => {
    const { roles } = commandPermissions.importPriorHonors;
    if (!mayRun(actor, 'importPriorHonors')) throw refused('NOT_PERMITTED', { roles: rolesInWords(roles) });
    const [first, ...others] = importsFor(actor, programs);
    if (first) return [first, ...others];
    const tops = new Set([...programs.values()].map(decidingBureau));
    throw refused('OUT_OF_JURISDICTION', { bureau: [...tops].join(', ') });
  };

  const orderOf = (header: readonly string[]) => {
    const read = headerOf(header);
    if ('refusals' in read) throw new Refused(read.refusals);
    return read.order;
  };

  /** The same row of the same file by the same account is the same command. */
  const record = (actor: Actor, fileSha256: string, row: number, { idNumber, honor }: ImportedHonor) =>
    laurel.execute(
      'importPriorHonors',
      { idNumber, honor, source: { kind: 'IMPORT', fileSha256, row } },
      { actor, commandId: stepIdOf(fileSha256, `honor/${row}/${actor.id}`) },
    );

  return {
    permit: (actor) => void checkFor(actor),

    async run(actor, { sha256, records }) {
      const terms = checkFor(actor);
      let order: RowCheck['order'] | undefined;
      let row = 0;
      const counts = { rows: 0, recorded: 0, unchanged: 0, refusedRows: 0 };
      const refusedRows: RefusedRow[] = [];
      const refuse = (at: number, refusals: readonly Refusal[]): void => {
        counts.refusedRows++;
        if (refusedRows.length < mostListed) refusedRows.push({ row: at, refusals });
      };
      const take = async (at: number, entry: ImportedHonor): Promise<void> => {
        const outcome = await record(actor, sha256, at, entry);
        if (!outcome.ok) refuse(at, outcome.refusals);
        else counts[outcome.unchanged ? 'unchanged' : 'recorded']++;
      };

      const tasks = boundedBy(atOnce);
      for await (const cells of records()) {
        row++;
        if (!order) {
          order = orderOf(cells);
        } else if (!isBlank(cells)) {
          counts.rows++;
          const read = readRow(cells, { ...terms, order });
          const at = row;
          if ('refusals' in read) refuse(at, read.refusals);
          else await tasks.add(() => take(at, read.entry));
        }
      }
      await tasks.done();
      if (!order) orderOf([]);
      refusedRows.sort((a, b) => a.row - b.row);
      return { ...counts, refused: refusedRows };
    },
  };
};

const merged = (lists: readonly CodeList[]): CodeList => [
  ...new Map(lists.flat().map((item) => [item.code, item])).values(),
];

/** Tasks side by side, up to so many: `add` waits for a place. The first failure is thrown by the next call of either. */
const boundedBy = (most: number) => {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const check = (): void => {
    if (failures.length > 0) throw failures[0];
  };
  return {
    async add(task: () => Promise<void>): Promise<void> {
      if (underWay.size >= most) await Promise.race(underWay);
      check();
      const run: Promise<void> = task()
        .catch((error: unknown) => void failures.push(error))
        .finally(() => underWay.delete(run));
      underWay.add(run);
    },
    async done(): Promise<void> {
      await Promise.all(underWay);
      check();
    },
  };
};
