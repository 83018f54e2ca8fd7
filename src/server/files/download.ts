import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Language } from '../../domain/refusal.ts';
import { FileCorrupted, FileErased, type FileStore, type StoredFile } from '../../files/file-store.ts';
import type { Asker } from './asker.ts';
import { savedAs } from './content-disposition.ts';
import { fileRefusal } from './refusals.ts';

/**
 * Whether that file is attached to that nomination and the actor may see it; undefined where not, and where there is
 * none, which look alike. `name` is what to save it as, without an extension; `disclosed` puts on record that it is
 * about to be handed out. Who watches over others has to state a purpose first. `ERASED`: of who was erased, whose files
 * nobody is given any more.
 */
export type MayDownload = (
  asker: Asker,
  nominationId: string,
  sha256: string,
) => Promise<
  { readonly name?: string; readonly disclosed?: () => Promise<unknown> } | 'PURPOSE_NEEDED' | 'ERASED' | undefined
>;

interface DownloadSettings {
  readonly store: FileStore;
  readonly askerOf: (request: FastifyRequest) => Promise<Asker>;
  readonly mayDownload: MayDownload;
  readonly logger: Logger;
}

/**
 * GET /nominations/:nominationId/materials/:sha256 answers the file to whom the policy lets see it, to be saved and
 * never shown in place. What was erased is gone: 410. What is not as it was uploaded is never handed out whole: 500, or, if some of it was sent
 * before that came out, a connection that breaks off.
 */
export const addDownloadRoute = (http: FastifyInstance, settings: DownloadSettings): void => {
  const { store, askerOf, mayDownload, logger } = settings;
  http.get<{ Params: { nominationId: string; sha256: string } }>(
    '/nominations/:nominationId/materials/:sha256',
    { exposeHeadRoute: false },
    async (request, reply) => {
      const asker = await askerOf(request);
      const { language } = asker;
      const { nominationId, sha256 } = request.params;
      const allowed = await mayDownload(asker, nominationId, sha256);
      if (!allowed) throw fileRefusal('FILE_NOT_FOUND', language);
      if (allowed === 'PURPOSE_NEEDED') throw fileRefusal('PURPOSE_NEEDED', language);
      const log = logger.child({ nominationId, sha256, requestId: request.id });
      if (allowed === 'ERASED') throw refusalOf(new FileErased(sha256), language, log);
      if (isKnown(sha256, request.headers['if-none-match'])) return reply.code(304).headers(caching(sha256)).send();

      const begun = await begin(store, sha256, log).catch((error: unknown) => {
        throw refusalOf(error, language, log);
      });
      if (!begun) {
        log.error('stored file missing');
        throw fileRefusal('FILE_DAMAGED', language);
      }
      const { file, stream } = begun;
      await (allowed.disclosed?.() ?? Promise.resolve()).catch(letGo(stream));
      return reply.headers({ ...caching(sha256), ...content(file, allowed.name) }).send(stream);
    },
  );
};

/** Resolves with the first bytes: what goes wrong before them can still be said with a status. Undefined if it is lost. */
const begin = async (store: FileStore, sha256: string, log: Logger) => {
  const file = await store.describe(sha256);
  const bytes = await store.open(sha256);
  if (!file || !bytes) return undefined;
  const stream = Readable.from(bytes, { objectMode: false });
  stream.on('error', (err) => {
    if (!(err instanceof FileErased)) log.error({ err }, 'stored file cannot be read');
  });
  await once(stream, 'readable');
  return { file, stream };
};

/** That something is erased is as it should be, and no fault. */
const refusalOf = (error: unknown, language: Language, log: Logger): unknown => {
  if (error instanceof FileErased) {
    log.info('erased file asked for');
    return fileRefusal('FILE_ERASED', language);
  }
  return error instanceof FileCorrupted ? fileRefusal('FILE_DAMAGED', language) : error;
};

/** Nobody is to read it after all: the file is closed. */
const letGo =
  (stream: Readable) =>
  (error: unknown): never => {
    stream.destroy();
    throw error;
  };

/** The hash names the content for ever, but who may see it can change, so it is asked for again each time. */
const caching = (sha256: string) => ({ etag: `"${sha256}"`, 'cache-control': 'private, no-store' });

const content = ({ size, mediaType }: StoredFile, name: string | undefined) => ({
  'content-type': mediaType,
  'content-length': size,
  'content-disposition': savedAs(name, mediaType),
  'content-security-policy': "sandbox; default-src 'none'",
  'accept-ranges': 'none',
});

/** RFC 9110, 13.1.2: a list of entity tags, weak ones too, or `*`. */
const isKnown = (sha256: string, ifNoneMatch: string | undefined): boolean =>
  (ifNoneMatch ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === `"${sha256}"`);
