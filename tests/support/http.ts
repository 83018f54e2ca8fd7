import { pino } from 'pino';

/** For servers under test: says nothing. */
export const silent = pino({ level: 'silent' });

export interface GraphQLAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what each test asserts
  readonly data: any;
  readonly errors: readonly GraphQLAnswerError[];
}

export interface GraphQLAnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what each test asserts
  readonly extensions: any;
}

const answerOf = async (response: Response): Promise<GraphQLAnswer> => {
  const { data, errors = [] } = JSON.parse(await response.text());
  return { status: response.status, headers: response.headers, data, errors };
};

/** One operation, by fetch, as a client would send it. */
export const ask = async (
  url: string,
  query: string,
  { variables, token, headers }: { variables?: object; token?: string; headers?: Record<string, string> } = {},
): Promise<GraphQLAnswer> =>
  postBody(url, JSON.stringify({ query, variables }), {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...headers,
  });

/** Any body at all, to see what the server makes of it. */
export const postBody = async (
  url: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<GraphQLAnswer> =>
  answerOf(
    await fetch(`${url}/graphql`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    }),
  );
