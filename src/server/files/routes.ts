import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { languageOf } from '../../../schema/context.ts';
import { type FileStore, FileStoreUnavailable } from '../../files/file-store.ts';
import type { VerifyToken } from '../auth.ts';
import { sendGraphQLError } from '../http-errors.ts';
import type { Limits } from '../limits.ts';
import type { RateLimiter } from '../rate-limit.ts';
import type { RequestTime } from '../request-time.ts';
import { askerOf } from './asker.ts';
import { addDownloadRoute, type MayDownload } from './download.ts';
import { fileRefusal } from './refusals.ts';
import { addUploadRoute, contentTypeUnknown } from './upload.ts';

/** The files of materials: where they lie, and who may have which. */
export interface Files {
  readonly store: FileStore;
  readonly mayDownload: MayDownload;
}

interface FileRoutes extends Files {
  readonly verifyToken: VerifyToken | undefined;
  readonly rate: RateLimiter | undefined;
  readonly limits: Limits;
  readonly time: RequestTime;
  readonly logger: Logger;
}

/** POST /files, and GET /nominations/:nominationId/materials/:sha256. */
export const addFileRoutes = (http: FastifyInstance, settings: FileRoutes): void => {
  const { verifyToken, rate, limits, logger } = settings;
  const asker = (request: FastifyRequest) => askerOf(request, verifyToken);
  http.register(async (scope) => {
    scope.addHook('onRequest', async ({ ip }) => rate?.chargeRequest(ip));
    scope.setErrorHandler((error: FastifyError, request, reply) => {
      const language = languageOf(request.headers['accept-language']);
      // A Content-Type that is no media type at all is refused before the route is asked.
      if (error.statusCode === 415) throw contentTypeUnknown(language);
      if (!(error instanceof FileStoreUnavailable)) throw error;
      logger.error({ err: error.cause, requestId: request.id }, 'file store unavailable');
      return sendGraphQLError(request, reply, fileRefusal('FILE_STORE_UNAVAILABLE', language));
    });
    const { fileBytes: maxBytes, uploadMs, requestMs } = limits;
    addUploadRoute(scope, { ...settings, askerOf: asker, maxBytes, uploadMs, requestMs });
    addDownloadRoute(scope, { ...settings, askerOf: asker });
  });
};
