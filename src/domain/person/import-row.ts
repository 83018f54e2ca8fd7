import { isLocalDate } from '../calendar.ts';
import { parseIdentityNumber } from '../identity-number.ts';
import { type Fault, faults } from '../program/form-fault.ts';
import type { CodeList } from '../program/form-field.ts';
import { unreadableIn } from '../program/form-text.ts';
import type { HonorLists } from '../program/honor.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { type ImportColumn, importColumns } from './import-columns.ts';
import type { HonorTerms } from './prior-honor.ts';

/** A row of a file of honors that holds. */
export interface ImportedHonor {
  readonly idNumber: string;
  readonly honor: HonorTerms;
}

export interface RowCheck extends HonorLists {
  readonly order: readonly ImportColumn[];
  /** Local date: no honor was given later. */
  readonly today: string;
}

/** No honor of the kinds asked for was given before. */
const firstDay = '1949-01-01';
const mostCharacters = 200;

/** A row as the honor it states, or everything against it, each with its column as path. Never repeats a cell. */
export const readRow = (
  cells: readonly string[],
  { order, levels, topics, today }: RowCheck,
): { readonly entry: ImportedHonor } | { readonly refusals: readonly Refusal[] } => {
  if (cells.length < order.length || cells.slice(order.length).some((cell) => cell.trim() !== '')) {
    return { refusals: [refusal('ROW_LENGTH', { has: cells.length, columns: order.length })] };
  }
  const cell = (key: ImportColumn): string => (cells[order.indexOf(key)] ?? '').trim();
  const refusals: Refusal[] = [];
  const read = <Value>(key: ImportColumn, reading: (text: string) => Read<Value>): Value | undefined => {
    const text = cell(key);
    if (text === '') {
      refusals.push(refusal('FIELD_REQUIRED', { path: [key], label: importColumns[key], orNone: '' }));
      return undefined;
    }
    const result = reading(text);
    if ('value' in result) return result.value;
    const { problem, accepted } = result;
    refusals.push(refusal('FIELD_INVALID', { path: [key], label: importColumns[key], problem, accepted }));
    return undefined;
  };

  read('name', text);
  const idNumber = read('idNumber', identity(today));
  const name = read('honorName', text);
  const level = read('level', codeIn(levels));
  const topic = read('topic', codeIn(topics));
  const awardedOn = read('awardedOn', day(today));
  const issuer = read('issuer', text);
  if (refusals.length > 0 || !idNumber || !name || !level || !topic || !awardedOn || !issuer) return { refusals };
  return { entry: { idNumber, honor: { name, level, topic, awardedOn, issuer } } };
};

type Read<Value> = { readonly value: Value } | Fault;

const text = (value: string): Read<string> => {
  const length = [...value].length;
  return length > mostCharacters ? faults.tooLong(length, mostCharacters) : (unreadableIn(value) ?? { value });
};

/** Spreadsheets put an apostrophe before digits that are text. */
const identity =
  (today: string) =>
  (cell: string): Read<string> => {
    const value = cell.replace(/^['’]/, '').toUpperCase();
    const found = parseIdentityNumber(value);
    if ('problem' in found) return faults.identityNumber[found.problem];
    return found.birthDate > today ? faults.identityNumber.BIRTH_DATE : { value };
  };

/** By its code, or by its name in Chinese. */
const codeIn =
  (list: CodeList) =>
  (cell: string): Read<string> => {
    const found = list.find(({ code, name }) => code === cell.toUpperCase() || name.zh === cell);
    return found ? { value: found.code } : faults.notInList(list);
  };

const date: Fault = {
  problem: faults.date.problem,
  accepted: {
    zh: '日期，如2020-05-01、2020/5/1或2020年5月1日',
    en: 'a day such as 2020-05-01, 2020/5/1 or 2020年5月1日',
  },
};

const tooEarly: Fault = {
  problem: { zh: '早于1949年', en: 'it lies before 1949' },
  accepted: { zh: `不早于${firstDay}`, en: `${firstDay} or after` },
};

const day =
  (today: string) =>
  (cell: string): Read<string> => {
    const parts =
      /^(\d{4})-(\d{2})-(\d{2})$/.exec(cell) ??
      /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/.exec(cell) ??
      /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(cell);
    if (!parts) return date;
    const [, year = '', month = '', dayOfMonth = ''] = parts;
    const value = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
    if (!isLocalDate(value)) return date;
    if (value > today) return faults.future(today);
    return value < firstDay ? tooEarly : { value };
  };
