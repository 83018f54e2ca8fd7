import { CsvError, parse } from 'csv-parse/sync';
import { GraphQLError } from 'graphql';
import type { PlannedPair } from '../../src/domain/edition/plan-events.ts';
import { actorId, nominationId } from '../../src/domain/ids.ts';

const header = ['nominationId', 'expert'] as const;

const refuse = (problem: string): GraphQLError => new GraphQLError(problem, { extensions: { code: 'BAD_USER_INPUT' } });

/** A plan as CSV (RFC 4180), in the order of its pairs, with a header. */
export const planAsCsv = (pairs: readonly PlannedPair[]): string =>
  [header, ...pairs.map((pair) => [pair.nominationId, pair.expert])]
    .map((row) => row.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','))
    .join('\r\n')
    .concat('\r\n');

/** Columns by name, in any order; others are passed over. @throws {GraphQLError} BAD_USER_INPUT naming row and column */
export const planFromCsv = (csv: string): readonly PlannedPair[] => {
  const [head = [], ...rows] = recordsOf(csv);
  const columns = header.map((name) => {
    const at = head.map((cell) => cell.trim()).indexOf(name);
    if (at < 0) throw refuse(`csv: the first row has no column ${name}. It needs ${header.join(' and ')}.`);
    return at;
  });
  return rows.map((row, i) => {
    const [nomination, expert] = columns.map((column) => row[column]?.trim() ?? '');
    const parsed = { nominationId: nominationId.safeParse(nomination), expert: actorId.safeParse(expert) };
    for (const name of header) {
      if (!parsed[name].success) throw refuse(`csv: row ${i + 2}, column ${name}: expected 1 to 200 characters.`);
    }
    return { nominationId: parsed.nominationId.data, expert: parsed.expert.data } as PlannedPair;
  });
};

const recordsOf = (csv: string): readonly (readonly string[])[] => {
  try {
    return parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true }) as string[][];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refuse(`csv: it is not CSV near line ${Number(error.lines) || 1}: quotation marks do not fit together.`);
  }
};
