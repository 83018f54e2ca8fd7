import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { Bucket } from './bucket.ts';
import { type Credentials, isSigned } from './signature.ts';

/** What a request is answered with; a text is XML. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: Buffer | string;
}

export interface S3Server {
  /** `s3://bucket?endpoint=…`, as Laurel takes it. */
  readonly url: string;
  readonly credentials: Credentials;
  readonly bucket: Bucket;
  /** Answers the next requests of a method with a status, without doing anything. */
  fail(method: string, status: number, times: number): void;
  /** Sends half of what is downloaded from now on, then drops the connection or says nothing more. */
  breakOff(how: 'drop' | 'hang'): void;
  /** Called before each request is carried out; what it returns is waited for. */
  before(hook: (method: string, key: string) => void | Promise<void>): void;
  close(): Promise<void>;
}

const bucketName = 'laurel-files';

const fault = (status: number, code: string): Answer => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});

/**
 * A store that speaks the part of Amazon's S3 interface that Laurel uses: PutObject, CopyObject, GetObject, HeadObject,
 * DeleteObject, ListObjectsV2 (https://docs.aws.amazon.com/AmazonS3/latest/API/). Signatures and checksums are verified;
 * a list has at most `pageSize` keys; nothing is kept in versions.
 */
export const startS3 = async ({ pageSize = 3 } = {}): Promise<S3Server> => {
  const credentials = { accessKeyId: 'laurel', secretAccessKey: 'a secret of tests' };
  const bucket = new Bucket(bucketName);
  const failing = new Map<string, { status: number; times: number }>();
  let hook: (method: string, key: string) => void | Promise<void> = () => {};

  let breaking: 'drop' | 'hang' | undefined;

  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    const body = Buffer.concat(await request.toArray());
    const url = new URL(request.url ?? '/', 'http://store');
    const [, name, ...path] = decodeURIComponent(url.pathname).split('/');
    const [method = '', key] = [request.method, path.join('/')];
    const planned = failing.get(method);
    if (planned && planned.times-- > 0) return fault(planned.status, 'InternalError');
    if (!isSigned(request, body, credentials)) return fault(403, 'SignatureDoesNotMatch');
    if (name !== bucketName) return fault(404, 'NoSuchBucket');
    await hook(method, key);
    if (method === 'PUT') return put(request, key, body);
    if (method === 'DELETE') return { status: bucket.remove(key) };
    return key === '' ? bucket.list(url.searchParams, pageSize) : (bucket.get(key) ?? fault(404, 'NoSuchKey'));
  };

  const put = (request: IncomingMessage, key: string, body: Buffer): Answer => {
    const { 'x-amz-checksum-sha256': checksum, 'x-amz-copy-source': source } = request.headers;
    const metadata = Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) =>
        name.startsWith('x-amz-meta-') ? [[name, String(value)]] : [],
      ),
    );
    if (typeof source === 'string')
      return bucket.copy(decodeURIComponent(source), key, metadata) ?? fault(404, 'NoSuchKey');
    const found = createHash('sha256').update(body).digest('base64');
    return checksum === undefined || checksum === found ? bucket.put(key, body, metadata) : fault(400, 'BadDigest');
  };

  const server = createServer((request, response) => {
    answerTo(request).then(
      ({ status, headers, body }) => {
        const xml = typeof body === 'string' && { 'content-type': 'application/xml' };
        if (breaking && Buffer.isBuffer(body)) {
          response.writeHead(status, headers);
          response.write(body.subarray(0, body.length / 2), () => breaking === 'drop' && response.destroy());
          return;
        }
        response.writeHead(status, { ...xml, ...headers }).end(request.method === 'HEAD' ? undefined : body);
      },
      (error: Error) => response.destroy(error),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `s3://${bucketName}?endpoint=http://127.0.0.1:${port}&region=us-east-1`,
    credentials,
    bucket,
    fail: (method, status, times) => failing.set(method, { status, times }),
    breakOff(how) {
      breaking = how;
    },
    before(given) {
      hook = given;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
