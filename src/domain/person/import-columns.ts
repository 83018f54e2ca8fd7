import type { Text } from '../program/terms.ts';
import { type Refusal, refusal } from '../refusal.ts';

/** The columns of a file of honors, in the order that messages name them. */
export const importColumns = {
  name: { zh: '姓名', en: 'name' },
  idNumber: { zh: '身份证号', en: 'idNumber' },
  honorName: { zh: '荣誉名称', en: 'honorName' },
  level: { zh: '级别', en: 'level' },
  topic: { zh: '类别', en: 'topic' },
  awardedOn: { zh: '授予日期', en: 'awardedOn' },
  issuer: { zh: '授予单位', en: 'issuer' },
} as const satisfies Record<string, Text>;
export type ImportColumn = keyof typeof importColumns;

const columns = Object.keys(importColumns) as ImportColumn[];

const listed = (keys: readonly ImportColumn[]): Text => ({
  zh: keys.map((key) => importColumns[key].zh).join('、'),
  en: keys.map((key) => importColumns[key].en).join(', '),
});

/** Which column stands at each place, or everything against the header. Columns come in any order. */
export type Header = { readonly order: readonly ImportColumn[] } | { readonly refusals: readonly Refusal[] };

/** Labels in Chinese, or keys in English in either case; blanks around and within them do not matter. */
const columnOf = (cell: string): ImportColumn | undefined => {
  const bare = cell.replace(/\s+/gu, '').toLowerCase();
  return columns.find((key) => importColumns[key].zh === bare || key.toLowerCase() === bare);
};

/** How much of a name that is not known a message repeats: somebody may have sent a file without a header. */
const repeatable = (cell: string): string => (/\d{6}/.test(cell) ? '…' : `“${cell.slice(0, 20)}”`);

/** Empty cells at the end are no columns: spreadsheets leave them behind. */
export const headerOf = (row: readonly string[]): Header => {
  const cells = row.slice(0, row.findLastIndex((cell) => cell.trim() !== '') + 1);
  if (cells.length === 0) return { refusals: [refusal('FILE_EMPTY', { columns: listed(columns) })] };
  const found = cells.map(columnOf);
  const order = found.filter((key) => key !== undefined);
  const missing = columns.filter((key) => !order.includes(key));
  const strange = cells.filter((_, i) => found[i] === undefined || found.indexOf(found[i]) !== i);
  const refusals = [
    ...(missing.length > 0 ? [refusal('COLUMN_MISSING', { missing: listed(missing), columns: listed(columns) })] : []),
    ...(strange.length > 0
      ? [
          refusal('COLUMN_UNKNOWN', {
            count: strange.length,
            unknown: strange.slice(0, 5).map(repeatable).join(' '),
            columns: listed(columns),
          }),
        ]
      : []),
  ];
  return refusals.length > 0 ? { refusals } : { order };
};
