import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import type { RequestContext } from '../../schema/context.ts';

/** What whoever runs the system has to see to: the client is told no more than that. */
const failures: ReadonlySet<string> = new Set([
  'INTERNAL_SERVER_ERROR',
  'LOG_UNAVAILABLE',
  'LOG_DAMAGED',
  'VAULT_UNAVAILABLE',
  'EVENTS_TOO_LARGE',
]);

/**
 * Logs what a client was refused at the top level, and what went wrong here. Names and codes only: variables and
 * the text of a query hold personal data.
 */
export const loggingPlugin = (logger: Logger): ApolloServerPlugin<RequestContext> => ({
  contextCreationDidFail: async ({ error }) => {
    const code = (error as { extensions?: { code?: unknown } }).extensions?.code;
    if (code === undefined) logger.error({ err: error }, 'context could not be built');
    else logger.warn({ code, reason: error.message }, 'request refused');
  },
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, operationName, contextValue }) => {
      const { requestId, actor } = contextValue;
      for (const error of errors) {
        const code = error.extensions.code;
        const where = { requestId, actor: actor.id, operationName, path: error.path?.join('.') };
        if (code === undefined || failures.has(String(code))) {
          logger.error({ ...where, code, err: error.originalError ?? error }, 'operation failed');
        } else {
          logger.info({ ...where, code }, 'operation refused');
        }
      }
    },
  }),
});
