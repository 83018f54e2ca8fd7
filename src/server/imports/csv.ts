import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import type { Spooled } from './spool.ts';

/** A file whose quotation marks do not fit together; `line` is where that shows, 1-based. */
export class NotCsv extends Error {
  override readonly name = 'NotCsv';
  constructor(readonly line: number) {
    super(`The file is not CSV near line ${line}.`);
  }
}

/** A file that is neither UTF-8 nor GB18030. */
export class UnknownEncoding extends Error {
  override readonly name = 'UnknownEncoding';
}

/**
 * The cells of a CSV file (RFC 4180) record by record, streamed. Lines may end in CRLF, LF or CR; a byte order mark is
 * passed over; a record may be longer or shorter than others, and an empty line is a record of one empty cell.
 *
 * @throws {NotCsv} @throws {UnknownEncoding} when reading comes to it
 */
export async function* recordsOf(file: Pick<Spooled, 'encoding' | 'read'>): AsyncGenerator<readonly string[]> {
  const parser = parse({ bom: true, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true });
  const feeding = pipeline(Readable.from(decoded(file)), parser);
  // Told to the loop below as well, which the parser ends with the same error.
  feeding.catch(() => undefined);
  try {
    for await (const record of parser) yield record as string[];
  } catch (error) {
    throw error instanceof CsvError ? new NotCsv(Number(error.lines) || 1) : error;
  } finally {
    parser.destroy();
  }
}

async function* decoded({ encoding, read }: Pick<Spooled, 'encoding' | 'read'>): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const strictly = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch (error) {
      throw new UnknownEncoding('The file is neither UTF-8 nor GB18030.', { cause: error });
    }
  };
  for await (const chunk of read()) yield strictly(chunk);
  yield strictly();
}
