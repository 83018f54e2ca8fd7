import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import type { RequestContext } from '../../schema/context.ts';

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
        if (code === undefined || code === 'INTERNAL_SERVER_ERROR') {
          logger.error({ ...where, err: error.originalError ?? error }, 'operation failed');
        } else {
          logger.info({ ...where, code }, 'operation refused');
        }
      }
    },
  }),
});
