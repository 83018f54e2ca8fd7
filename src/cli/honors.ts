import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Language } from '../domain/refusal.ts';
import type { ImportAnswer } from '../server/imports/prior-honors.ts';
import { type Column, tableOf } from './demo/table.ts';
import { BadEnvironment } from './environment.ts';

export interface ImportOptions {
  readonly url: URL;
  readonly language: Language;
}

/**
 * Sends a CSV file of honors to a server, and prints its report. The token is that of LAUREL_TOKEN: the command line
 * of a process is no place for it.
 *
 * @returns whether every row was taken
 * @throws {BadEnvironment} for what the caller can mend: no token, no such file, no such server, a file refused whole
 */
export const importHonors = async (file: string, { url, language }: ImportOptions): Promise<boolean> => {
  const token = process.env.LAUREL_TOKEN;
  if (!token) {
    throw new BadEnvironment(
      'LAUREL_TOKEN is not set. Mint a token of an officer of the province: laurel token --help',
    );
  }
  const { size } = await sizeOf(file);
  const response = await send(url, {
    body: createReadStream(file).iterator(),
    size,
    headers: { authorization: `Bearer ${token}`, 'accept-language': language },
  });
  const answer = await answerOf(response);
  print(answer, language);
  return answer.refusedRows === 0;
};

const sizeOf = async (file: string): Promise<{ size: number }> => {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new BadEnvironment(`There is no file ${file} that can be read.`);
  return found;
};

interface Upload {
  readonly body: AsyncIterable<Uint8Array>;
  readonly size: number;
  readonly headers: Record<string, string>;
}

const send = async (url: URL, { body, size, headers }: Upload): Promise<Response> => {
  const request = {
    method: 'POST',
    body: Readable.toWeb(Readable.from(counted(body, size))),
    duplex: 'half',
    headers: { 'content-type': 'text/csv', ...headers },
  };
  try {
    return await fetch(
      new URL('imports/prior-honors', url.href.replace(/\/?$/, '/')),
      request as unknown as RequestInit,
    );
  } catch (error) {
    throw new BadEnvironment(
      `The server at ${url.origin} did not take the file. Is it running, and is --url its address?`,
      {
        cause: error,
      },
    );
  }
};

/** One line on stderr that is written over: first how much is sent, then that the rows are being recorded. */
async function* counted(body: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for await (const chunk of body) {
    sent += chunk.length;
    process.stderr.write(`\r${bar(sent / size)} ${sent} / ${size} bytes`);
    yield chunk;
  }
  process.stderr.write('\nSent. The server is recording the rows…\n');
}

const bar = (share: number): string => '█'.repeat(Math.floor(Math.min(share, 1) * 30)).padEnd(30, '░');

const answerOf = async (response: Response): Promise<ImportAnswer> => {
  const text = await response.text();
  if (response.ok) return JSON.parse(text) as ImportAnswer;
  throw new BadEnvironment(
    refusalIn(text) ?? `The server answered ${response.status}. Is --url the address of Laurel?`,
  );
};

const refusalIn = (text: string): string | undefined => {
  try {
    const { errors } = JSON.parse(text) as { errors: readonly { message: string }[] };
    return errors.map(({ message }) => message).join('\n');
  } catch {
    return undefined;
  }
};

const totals: readonly Column[] = [
  { zh: '行数', en: 'rows', align: 'right' },
  { zh: '新记录', en: 'recorded', align: 'right' },
  { zh: '已有', en: 'unchanged', align: 'right' },
  { zh: '未采纳', en: 'refused', align: 'right' },
];

const reasons: readonly Column[] = [
  { zh: '行', en: 'row', align: 'right' },
  { zh: '栏目', en: 'column' },
  { zh: '原因', en: 'reason', width: 80 },
];

const more = (listed: number, all: number): Record<Language, string> => ({
  zh: `仅列出前 ${listed} 行，共 ${all} 行未采纳。`,
  en: `These are the first ${listed} of ${all} rows refused.`,
});

const print = ({ fileSha256, rows, recorded, unchanged, refusedRows, refused }: ImportAnswer, language: Language) => {
  console.log(`SHA-256 ${fileSha256}`);
  console.log(tableOf(totals, [[rows, recorded, unchanged, refusedRows]]));
  if (refused.length === 0) return;
  console.log(
    tableOf(
      reasons,
      refused.map(({ row, column, message }) => [row, column ?? '', message]),
    ),
  );
  const listed = new Set(refused.map(({ row }) => row)).size;
  if (listed < refusedRows) console.log(more(listed, refusedRows)[language]);
};
