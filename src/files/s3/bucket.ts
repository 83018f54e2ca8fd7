import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import {
  type _Object,
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { orUnavailable } from '../disk.ts';
import { FileStoreUnavailable } from '../file-store.ts';
import type { SealedSource } from '../read-sealed.ts';
import { sealedHash } from '../spool.ts';
import { streamedSource } from './streamed-source.ts';
import type { S3Place } from './url.ts';

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface S3Object {
  readonly key: string;
  readonly size: number;
  /** Whole seconds, by the server's clock. */
  readonly modified: number;
}

const ATTEMPTS = 3;
const CONNECTION_MS = 3_000;
const BYTES_A_MS = 256;

/** Metadata: when an object was put or renewed, in ms since 1970. */
const STORED_AT = 'stored-at';
const metadata = () => ({ [STORED_AT]: String(Date.now()) });

/** What fails is thrown; without a logger the client also writes to the console. */
const ignore = () => undefined;
const silent = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

/** The calls of S3 that a file store needs, each with a deadline. All throw `FileStoreUnavailable`. */
export class S3Bucket {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #patienceMs: number;

  constructor({ bucket, endpoint, region }: S3Place, patienceMs: number, credentials?: S3Credentials) {
    this.#bucket = bucket;
    this.#patienceMs = patienceMs;
    this.#client = new S3Client({
      region,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: ATTEMPTS,
      logger: silent,
      requestHandler: { connectionTimeout: CONNECTION_MS },
      ...(endpoint !== undefined && { endpoint }),
      ...(credentials && { credentials }),
    });
  }

  /** Puts a local file whole; the server verifies its hash. A stream is not sent again by the client itself. */
  async put(key: string, path: string): Promise<void> {
    const ChecksumSHA256 = await sealedHash(path);
    const { size } = await orUnavailable(stat(path));
    const patienceMs = this.#patienceMs + size / BYTES_A_MS;
    for (let attempt = 1; ; attempt++) {
      const Body = createReadStream(path);
      try {
        const input = { Bucket: this.#bucket, Key: key, Body, ContentLength: size, ChecksumSHA256 };
        const command = new PutObjectCommand({ ...input, Metadata: metadata() });
        await within(patienceMs, (abortSignal) => this.#client.send(command, { abortSignal }));
        return;
      } catch (error) {
        if (attempt === ATTEMPTS || !isPassing(error)) throw unavailable(error);
      } finally {
        Body.destroy();
      }
    }
  }

  /** Counts as stored from now on; false if it is not there. */
  async renew(key: string): Promise<boolean> {
    const CopySource = `${this.#bucket}/${key}`;
    const input = { Bucket: this.#bucket, Key: key, CopySource, MetadataDirective: 'REPLACE' as const };
    const command = new CopyObjectCommand({ ...input, Metadata: metadata() });
    return (await this.#unlessMissing((abortSignal) => this.#client.send(command, { abortSignal }))) !== undefined;
  }

  /** Exact if the object tells it itself; else the end of the second that the server tells. */
  async storedAt(key: string): Promise<number | undefined> {
    const command = new HeadObjectCommand({ Bucket: this.#bucket, Key: key });
    const head = await this.#unlessMissing((abortSignal) => this.#client.send(command, { abortSignal }));
    if (!head) return undefined;
    const told = Number(head.Metadata?.[STORED_AT] ?? Number.NaN);
    if (Number.isSafeInteger(told)) return told;
    return head.LastModified ? head.LastModified.getTime() + 999 : Number.POSITIVE_INFINITY;
  }

  /** Removing what is not there is no error. */
  async remove(key: string): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: this.#bucket, Key: key });
    await this.#call((abortSignal) => this.#client.send(command, { abortSignal }));
  }

  async *list(prefix: string, most?: number): AsyncGenerator<S3Object> {
    let token: string | undefined;
    do {
      const from = token === undefined ? {} : { ContinuationToken: token };
      const limit = most === undefined ? {} : { MaxKeys: most };
      const command = new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: prefix, ...from, ...limit });
      const page = await this.#call((abortSignal) => this.#client.send(command, { abortSignal }));
      yield* (page.Contents ?? []).map(objectOf);
      token = most === undefined && page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }

  /** Each piece has the deadline for itself: a long download may take long. */
  async read(key: string): Promise<SealedSource> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key });
    const { Body, ContentLength } = await this.#call((abortSignal) => this.#client.send(command, { abortSignal }));
    return streamedSource(Body as Readable, ContentLength ?? 0, this.#patienceMs);
  }

  close(): void {
    this.#client.destroy();
  }

  #call<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return within(this.#patienceMs, work).catch((error: unknown) => {
      throw unavailable(error);
    });
  }

  #unlessMissing<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    return within(this.#patienceMs, work).catch((error: unknown) => {
      if (error instanceof S3ServiceException && ['NoSuchKey', 'NotFound'].includes(error.name)) return undefined;
      throw unavailable(error);
    });
  }
}

const objectOf = ({ Key = '', Size = 0, LastModified }: _Object): S3Object => ({
  key: Key,
  size: Size,
  modified: LastModified?.getTime() ?? 0,
});

/** The signal counts no longer when the work is done: what came of it may be read for longer. */
const within = async <T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
  }
};

const isPassing = (error: unknown): boolean =>
  error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? 500) >= 500 : !isAbort(error);

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** Only what the error says of itself: the client's own carries parts of the request. */
const unavailable = (error: unknown): FileStoreUnavailable => {
  if (isAbort(error)) return new FileStoreUnavailable(new Error('The S3 server did not answer in time.'));
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return new FileStoreUnavailable(new Error(`${name}: ${message}`));
};
