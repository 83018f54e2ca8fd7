import type { FastifyInstance, FastifyRequest } from 'fastify';
import { commandPermissions, mayRun } from '../../app/permissions.ts';
import type { MediaType } from '../../domain/program/definition.ts';
import type { Language } from '../../domain/refusal.ts';
import { rolesInWords } from '../../domain/role-names.ts';
import {
  EmptyFile,
  type FileStore,
  FileTooLarge,
  mediaTypes,
  OtherFileType,
  UnknownFileType,
} from '../../files/file-store.ts';
import { PUBLIC } from '../auth.ts';
import type { RequestTime } from '../request-time.ts';
import type { Asker } from './asker.ts';
import { fileRefusal } from './refusals.ts';

interface UploadSettings {
  readonly store: FileStore;
  readonly askerOf: (request: FastifyRequest) => Promise<Asker>;
  readonly maxBytes: number;
  /** How long an upload that is taken may take; how long the rest of one that is not. */
  readonly uploadMs: number;
  readonly requestMs: number;
  readonly time: RequestTime;
}

const accepted = mediaTypes.join(', ');

/**
 * POST /files takes one file as its body, and answers what it is known by, `{ sha256, size, mediaType }`: with 201, or
 * with 200 if it was there before. Who may not upload, and what cannot be taken, is refused before any of it is read.
 */
export const addUploadRoute = (http: FastifyInstance, settings: UploadSettings): void => {
  const { store, askerOf, maxBytes, uploadMs, requestMs, time } = settings;
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', (_request, _body, done) => done(null));
  http.post('/files', async (request, reply) => {
    const asker = await askerOf(request);
    try {
      const declared = admit(request, asker, maxBytes);
      time.allow(request, uploadMs);
      // Left open when the store stops reading, for the answer has to go out by the same connection.
      const bytes = request.raw.iterator({ destroyOnReturn: false });
      const { existed, ...file } = await store.put(bytes, { maxBytes, ...(declared && { declared }) });
      return await reply.code(existed ? 200 : 201).send(file);
    } catch (error) {
      time.allow(request, requestMs);
      request.raw.resume();
      throw refusalOf(error, request, asker.language);
    }
  });
};

const mustBeUploader = ({ actor, language }: Asker): void => {
  if (actor.id === PUBLIC.id) throw fileRefusal('UNAUTHENTICATED', language);
  if (mayRun(actor, 'attachMaterial')) return;
  throw fileRefusal('FORBIDDEN', language, { roles: rolesInWords(commandPermissions.attachMaterial.roles) });
};

/** What is settled by the head of the request. @returns what the file is said to be */
const admit = (request: FastifyRequest, asker: Asker, maxBytes: number): MediaType | undefined => {
  mustBeUploader(asker);
  const declared = declaredType(request, asker.language);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes, asker.language);
  return declared;
};

/** Undefined for application/octet-stream, which says nothing. */
const declaredType = ({ headers }: FastifyRequest, language: Language): MediaType | undefined => {
  const [type] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const declared = mediaTypes.find((mediaType) => mediaType === type?.trim());
  const known = declared !== undefined || type?.trim() === 'application/octet-stream';
  if (known && (headers['content-encoding'] ?? 'identity') === 'identity') return declared;
  throw contentTypeUnknown(language);
};

export const contentTypeUnknown = (language: Language) => fileRefusal('CONTENT_TYPE_UNKNOWN', language, { accepted });

/** What the uploader can mend, in words; anything else as it is. */
const refusalOf = (error: unknown, request: FastifyRequest, language: Language): unknown => {
  if (error instanceof EmptyFile) return fileRefusal('EMPTY_FILE', language);
  if (error instanceof FileTooLarge) return tooLarge(error.maxBytes, language);
  if (error instanceof UnknownFileType) return fileRefusal('UNSUPPORTED_MEDIA_TYPE', language, { accepted });
  if (error instanceof OtherFileType) {
    const { declared, found } = error;
    return fileRefusal('MEDIA_TYPE_MISMATCH', language, { declared, found });
  }
  return request.raw.errored ? fileRefusal('UPLOAD_ABORTED', language) : error;
};

const tooLarge = (maxBytes: number, language: Language) =>
  fileRefusal('FILE_TOO_LARGE', language, { accepted: maxBytes, mebibytes: +(maxBytes / 1024 / 1024).toFixed(1) });
