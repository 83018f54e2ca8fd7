export interface PostAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Sends a text. @throws {PostFailed} */
export type Post = (url: string, body: string) => Promise<PostAnswer>;

export class PostFailed extends Error {
  override readonly name = 'PostFailed';
  readonly reason: 'UNREACHABLE' | 'TIMEOUT';

  constructor(reason: 'UNREACHABLE' | 'TIMEOUT', cause: unknown) {
    super(reason === 'TIMEOUT' ? 'The witness did not answer in time.' : 'The witness cannot be reached.', { cause });
    this.reason = reason;
  }
}

/** Room for 16 cosignatures of any kind; a witness that sends more is not read to the end. */
const ANSWER_BYTES = 64 * 1024;

/** By HTTP, over connections that are kept; redirections are not followed. The time is for the whole exchange. */
export const httpPost =
  (timeoutMs: number): Post =>
  async (url, body) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const contentType = response.headers.get('content-type') ?? '';
      return { status: response.status, contentType, body: await readBounded(response) };
    } catch (error) {
      throw new PostFailed(error instanceof Error && error.name === 'TimeoutError' ? 'TIMEOUT' : 'UNREACHABLE', error);
    }
  };

const readBounded = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > ANSWER_BYTES) throw new Error(`An answer has at most ${ANSWER_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};
