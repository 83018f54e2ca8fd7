import { createHash } from 'node:crypto';
import type { Answer } from './s3-server.ts';

interface Stored {
  readonly bytes: Buffer;
  readonly modified: Date;
  readonly metadata: Metadata;
}

/** Headers `x-amz-meta-…`. */
export type Metadata = Readonly<Record<string, string>>;

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** The objects of one bucket, by key. */
export class Bucket {
  readonly #name: string;
  readonly #objects = new Map<string, Stored>();

  constructor(name: string) {
    this.#name = name;
  }

  keys(): string[] {
    return [...this.#objects.keys()].sort();
  }

  bytesOf(key: string): Buffer | undefined {
    return this.#objects.get(key)?.bytes;
  }

  /** Puts other bytes in the place of an object, as a failing disk would. */
  damage(key: string, bytes: Buffer): void {
    const { modified = new Date(), metadata = {} } = this.#objects.get(key) ?? {};
    this.#objects.set(key, { bytes, modified, metadata });
  }

  /** Makes an object look as if it was written then, with that metadata. */
  age(key: string, modified: Date, metadata: Metadata): void {
    const found = this.#objects.get(key);
    if (found) this.#objects.set(key, { ...found, modified, metadata });
  }

  put(key: string, bytes: Buffer, metadata: Metadata): Answer {
    this.#objects.set(key, { bytes, modified: this.#now(), metadata });
    return { status: 200, headers: { etag: etagOf(bytes) } };
  }

  copy(source: string, key: string, metadata: Metadata): Answer | undefined {
    const from = this.#objects.get(source.replace(/^\//, '').slice(this.#name.length + 1));
    if (!from) return undefined;
    const modified = this.#now();
    this.#objects.set(key, { ...from, modified, metadata });
    const result = `<LastModified>${modified.toISOString()}</LastModified><ETag>${etagOf(from.bytes)}</ETag>`;
    return { status: 200, body: `<CopyObjectResult xmlns="${namespace}">${result}</CopyObjectResult>` };
  }

  get(key: string): Answer | undefined {
    const found = this.#objects.get(key);
    if (!found) return undefined;
    const { bytes, modified, metadata } = found;
    const headers = {
      ...metadata,
      'content-length': bytes.length,
      'last-modified': modified.toUTCString(),
      etag: etagOf(bytes),
    };
    return { status: 200, headers, body: bytes };
  }

  /** As the real one: no difference whether there was something. */
  remove(key: string): number {
    this.#objects.delete(key);
    return 204;
  }

  list(query: URLSearchParams, pageSize: number): Answer {
    const prefix = query.get('prefix') ?? '';
    const after = query.get('continuation-token') ?? '';
    const keys = this.keys().filter((key) => key.startsWith(prefix) && key > after);
    const page = keys.slice(0, Math.min(pageSize, Number(query.get('max-keys') ?? pageSize)));
    const more = keys.length > page.length;
    const contents = page.map((key) => {
      const { bytes, modified } = this.#objects.get(key) as Stored;
      const facts = `<Size>${bytes.length}</Size><LastModified>${modified.toISOString()}</LastModified>`;
      return `<Contents><Key>${key}</Key>${facts}</Contents>`;
    });
    const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    const head = `<Name>${this.#name}</Name><KeyCount>${page.length}</KeyCount><IsTruncated>${more}</IsTruncated>${next}`;
    return {
      status: 200,
      body: `<ListBucketResult xmlns="${namespace}">${head}${contents.join('')}</ListBucketResult>`,
    };
  }

  /** Whole seconds, as the real one. */
  #now(): Date {
    return new Date(Math.floor(Date.now() / 1000) * 1000);
  }
}

const etagOf = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`;
