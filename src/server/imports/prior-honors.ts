import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { languageOf } from '../../../schema/context.ts';
import type { HonorFile, ImportReport, PriorHonorImport } from '../../app/prior-honors.ts';
import { Refused } from '../../app/refused.ts';
import { importColumns } from '../../domain/person/import-columns.ts';
import { type Language, messageOf } from '../../domain/refusal.ts';
import { LogUnavailable } from '../../log/event-log.ts';
import { PUBLIC, type VerifyToken } from '../auth.ts';
import { authenticate } from '../authenticate.ts';
import type { Limits } from '../limits.ts';
import type { RateLimiter } from '../rate-limit.ts';
import type { RequestTime } from '../request-time.ts';
import { NotCsv, recordsOf, UnknownEncoding } from './csv.ts';
import { importRefusal } from './refusals.ts';
import { type Spooled, spool, TooManyBytes } from './spool.ts';

export interface ImportRoute {
  readonly imports: PriorHonorImport;
  readonly verifyToken: VerifyToken | undefined;
  readonly rate: RateLimiter | undefined;
  readonly limits: Pick<Limits, 'uploadMs' | 'requestMs'>;
  readonly time: RequestTime;
}

/** Of a file; rows are counted without the header. */
export const IMPORT_LIMITS = { bytes: 10 * 1024 * 1024, rows: 50_000 } as const;

/** One reason against a row: the column concerned, null where it is the row as a whole. */
export interface RefusedCell {
  readonly row: number;
  readonly column: string | null;
  readonly message: string;
}

export interface ImportAnswer extends Omit<ImportReport, 'refused'> {
  readonly fileSha256: string;
  readonly refused: readonly RefusedCell[];
}

/** `POST /imports/prior-honors`: a CSV file of honors that people hold; answers with a report of its rows. */
export const addImportRoutes = (http: FastifyInstance, route: ImportRoute): void => {
  void http.register(async (imports) => {
    imports.removeAllContentTypeParsers();
    imports.addContentTypeParser('text/csv', (_request, _body, done) => done(null));
    imports.setErrorHandler((error: { statusCode?: number }, request) => {
      if (error.statusCode === 415) throw importRefusal('UNSUPPORTED_MEDIA_TYPE', languageIn(request));
      throw error;
    });
    const onRequest = async (request: FastifyRequest) => route.rate?.chargeRequest(request.ip);
    imports.post('/imports/prior-honors', { onRequest, bodyLimit: IMPORT_LIMITS.bytes }, (request) =>
      answer(request, route),
    );
  });
};

const languageIn = (request: FastifyRequest): Language => languageOf(request.headers['accept-language']);

/** Who may not import is told so before the file is read. */
const answer = async (
  request: FastifyRequest,
  { imports, verifyToken, limits, time }: ImportRoute,
): Promise<ImportAnswer> => {
  const language = languageIn(request);
  let file: Spooled | undefined;
  try {
    const actor = await authenticate(request.headers.authorization, verifyToken);
    if (actor.id === PUBLIC.id) throw importRefusal('UNAUTHENTICATED', language);
    if (request.headers['content-encoding']) throw importRefusal('UNSUPPORTED_MEDIA_TYPE', language);
    imports.permit(actor);
    time.allow(request, limits.uploadMs);
    // Left open when the reading stops, for the answer has to go out by the same connection.
    file = await spool(request.raw.iterator({ destroyOnReturn: false }), IMPORT_LIMITS.bytes);
    const { sha256 } = file;
    const records = () => recordsOf(file as Spooled);
    await checkWhole(records, language);
    const report = await imports.run(actor, { sha256, records });
    return { fileSha256: sha256, ...report, refused: report.refused.flatMap((row) => cellsOf(row, language)) };
  } catch (error) {
    if (!request.raw.readableEnded) {
      // A client still sending reads the answer only if its file is taken from it.
      time.allow(request, limits.requestMs);
      request.raw.resume();
    }
    throw request.raw.errored ? importRefusal('UPLOAD_ABORTED', language) : explained(error, language);
  } finally {
    await file?.close();
  }
};

/** Reads the file through once, so that one that breaks off in the middle leaves nothing half done. */
const checkWhole = async (records: HonorFile['records'], language: Language): Promise<void> => {
  let rows = -1;
  for await (const cells of records()) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (++rows > IMPORT_LIMITS.rows) throw importRefusal('TOO_MANY_ROWS', language, { most: IMPORT_LIMITS.rows });
  }
};

const cellsOf = ({ row, refusals }: ImportReport['refused'][number], language: Language): RefusedCell[] =>
  refusals.map((refusal) => ({
    row,
    column: columnNamed(refusal.path[0], language),
    message: messageOf(refusal, language),
  }));

const columnNamed = (key: string | undefined, language: Language): string | null =>
  Object.entries(importColumns).find(([column]) => column === key)?.[1][language] ?? null;

const explained = (error: unknown, language: Language): unknown => {
  if (error instanceof TooManyBytes) return importRefusal('FILE_TOO_LARGE', language, { most: IMPORT_LIMITS.bytes });
  if (error instanceof NotCsv) return importRefusal('FILE_NOT_CSV', language, { line: error.line });
  if (error instanceof UnknownEncoding) return importRefusal('FILE_ENCODING_UNKNOWN', language);
  if (error instanceof Refused) return refusedWhole(error, language);
  if (error instanceof LogUnavailable) return unavailable(error);
  return error;
};

const refusedWhole = ({ refusals }: Refused, language: Language): GraphQLError => {
  const codes = refusals.map(({ code }) => code);
  const forbidden = codes.some((code) => code === 'NOT_PERMITTED' || code === 'OUT_OF_JURISDICTION');
  return new GraphQLError(refusals.map((refusal) => messageOf(refusal, language)).join(' '), {
    extensions: { code: codes[0], http: { status: forbidden ? 403 : 400 } },
  });
};

const unavailable = (cause: LogUnavailable): GraphQLError =>
  new GraphQLError(
    'The event log cannot be reached. Some rows may be recorded: send the file again later, and they will count as unchanged.',
    { originalError: cause, extensions: { code: 'LOG_UNAVAILABLE', http: { status: 503 } } },
  );
