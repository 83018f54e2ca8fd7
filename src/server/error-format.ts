import { unwrapResolverError } from '@apollo/server/errors';
import type { ValidationError } from 'class-validator';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { fieldProblems } from '../../schema/validation.ts';
import { limitExceeded } from './limits.ts';

/**
 * What a client sees of a top-level error: never a stack, never a value from the request (it may be personal data),
 * nothing at all of what was not meant for it.
 */
export const formatError = (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
  const cause = unwrapResolverError(error);
  if (cause instanceof ArgumentValidationError) return invalidArguments(formatted, cause);
  switch (formatted.extensions?.code) {
    case 'INTERNAL_SERVER_ERROR':
      return { ...formatted, message: 'Internal server error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
    case 'GRAPHQL_PARSE_FAILED':
      return tokenLimit(formatted) ?? { ...formatted, message: withoutValue(formatted.message) };
    case 'GRAPHQL_VALIDATION_FAILED':
      return { ...formatted, message: withoutValue(formatted.message) };
    case 'BAD_USER_INPUT':
      return { ...formatted, message: withoutVariableValue(formatted.message, error) };
    default:
      return formatted;
  }
};

const invalidArguments = (formatted: GraphQLFormattedError, cause: ArgumentValidationError): GraphQLFormattedError => {
  const problems = fieldProblems(cause.extensions.validationErrors as ValidationError[]);
  return {
    ...formatted,
    message: `The input is not acceptable: ${problems.map(({ message }) => message).join('; ')}`,
    extensions: { code: 'BAD_USER_INPUT', fields: problems },
  };
};

/** graphql-js stops lexing at the limit, so how long the query is stays unknown. */
const tokenLimit = (formatted: GraphQLFormattedError): GraphQLFormattedError | undefined => {
  const accepted = /contains more tha[nt] (\d+) tokens/.exec(formatted.message)?.[1];
  if (accepted === undefined) return undefined;
  const { message, extensions } = limitExceeded('tokens', 'more', Number(accepted));
  const { http: _, ...shown } = extensions;
  return { message, extensions: shown };
};

/** graphql-js: `Variable "$input" got invalid value <value> at "input.form"; <reason>`, the reason being the original error. */
const withoutVariableValue = (message: string, error: unknown): string => {
  const name = /^Variable "(\$\w+)" got invalid value /.exec(message)?.[1];
  if (name === undefined) return withoutValue(message);
  const reason = error instanceof GraphQLError ? error.originalError?.message : undefined;
  if (reason === undefined || !message.endsWith(`; ${reason}`)) {
    return `Variable "${name}" has a value that its type does not accept.`;
  }
  const path = / at "([^"]+)"$/.exec(message.slice(0, -`; ${reason}`.length))?.[1] ?? name.slice(1);
  return `Variable "${name}" is not acceptable at "${path}": ${withoutValue(reason)}`;
};

/** Where the messages of graphql-js end with the value, or with names of the schema that resemble it. */
const withoutValue = (message: string): string =>
  message
    // graphql-js gives up on comparing fields of one name.
    .replace(/^Validation aborted\.$/, 'The query repeats the same fields too often.')
    .replace(/( cannot represent [^:]*): .*$/s, '$1.')
    .replace(/^(Expected value of type "[^"]+"), found .*$/s, '$1.')
    .replace(/^(Expected type "[^"]+"\.) .+$/s, '$1')
    .replace(/^Value ".*" does not exist in ("\w+" enum)\..*$/s, 'The value does not exist in $1.')
    .replace(/^(Syntax Error: .*(?:String|BlockString|Int|Float)) ".*$/s, '$1.');
