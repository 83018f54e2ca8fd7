import { GraphQLError } from 'graphql';

const timedOut = (ms: number): GraphQLError =>
  new GraphQLError(
    `The operation was not done within ${ms / 1000} s. A mutation may still take effect: send it again with the same commandId to learn its outcome.`,
    { extensions: { code: 'OPERATION_TIMEOUT', http: { status: 503 } } },
  );

/**
 * Runs work that gets so many milliseconds. After them it rejects with OPERATION_TIMEOUT and the signal aborts;
 * graphql-js cannot be stopped from outside, so resolvers that wait have to heed the signal.
 */
export const withinDeadline = async <T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = timedOut(ms);
      reject(error);
      controller.abort(error);
    }, ms);
  });
  try {
    return await Promise.race([work(controller.signal), passed]);
  } finally {
    clearTimeout(timer);
  }
};
