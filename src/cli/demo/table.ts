import Table from 'cli-table3';
import { wrap } from './wrap.ts';

export interface Column {
  readonly zh: string;
  readonly en: string;
  readonly align?: 'left' | 'right';
  /** Columns of the terminal to wrap longer text at; as wide as the text needs by default. */
  readonly width?: number;
}

export type Cell = string | number;

/** A table in Chinese and English. A Chinese character takes two columns of the terminal, and is counted so. */
export const tableOf = (columns: readonly Column[], rows: readonly (readonly Cell[])[]): string => {
  const table = new Table({
    head: columns.map(({ zh, en }) => `${zh}\n${en}`),
    colAligns: columns.map(({ align = 'left' }) => align),
    style: { head: [], border: [], compact: true },
  });
  table.push(
    ...rows.map((row) =>
      row.map((cell, i) => {
        const width = columns[i]?.width;
        return width === undefined ? cell : wrap(String(cell), width);
      }),
    ),
  );
  return table.toString();
};

export const heading = (zh: string, en: string): string => `\n■ ${zh}  ${en}`;
