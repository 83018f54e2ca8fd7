import { createRequire } from 'node:module';
import type { ApolloServerPlugin, GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { GraphQLError, type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql';
import type { ComplexityEstimator } from 'graphql-query-complexity/cjs';
import type { ServerContext } from './graphql-route.ts';
import { type Limits, limitExceeded } from './limits.ts';
import { type QuerySize, querySizeOf } from './query-size.ts';
import type { RateLimiter } from './rate-limit.ts';

// The package's ESM build loads a second graphql, whose types are not instances of ours: every cost would be 0.
// Importing its CommonJS build gives other names under Node than under vitest; requiring it does not.
const complexity: typeof import('graphql-query-complexity/cjs') = createRequire(import.meta.url)(
  'graphql-query-complexity/cjs',
);

type Resolved = GraphQLRequestContextDidResolveOperation<ServerContext>;

/** Refuses an operation before it runs if it is too deep, too wide or too costly, or its caller asked too much lately. */
export const limitsPlugin = (
  schema: GraphQLSchema,
  limits: Limits,
  rate: RateLimiter | undefined,
): ApolloServerPlugin<ServerContext> => {
  const sizes = new WeakMap<OperationDefinitionNode, QuerySize>();
  const constantCosts = new WeakMap<OperationDefinitionNode, number>();

  const checkSize = ({ document, operation }: Resolved & { operation: OperationDefinitionNode }) => {
    const size = sizes.get(operation) ?? querySizeOf(document, operation);
    sizes.set(operation, size);
    if (size.depth > limits.depth) throw limitExceeded('depth', size.depth, limits.depth);
    if (size.aliases > limits.aliases) throw limitExceeded('aliases', size.aliases, limits.aliases);
    if (size.rootFields > limits.rootFields) throw limitExceeded('root fields', size.rootFields, limits.rootFields);
  };

  const costOf = (request: Resolved & { operation: OperationDefinitionNode }): number | undefined => {
    const known = constantCosts.get(request.operation);
    if (known !== undefined) return known;
    const cost = computedCost(schema, request);
    const varies = (request.operation.variableDefinitions ?? []).length > 0;
    if (!varies && cost !== undefined) constantCosts.set(request.operation, cost);
    return cost;
  };

  return {
    requestDidStart: async () => ({
      didResolveOperation: async (request) => {
        if (!hasOperation(request)) return;
        const { operation: kind } = request.operation;
        if (!schema.getRootType(kind)) throw unknownKind(kind);
        checkSize(request);
        const cost = costOf(request);
        if (cost === undefined) return;
        if (cost > limits.cost) throw limitExceeded('cost', cost, limits.cost);
        await rate?.chargeCost(request.contextValue.actor, request.contextValue.address, cost);
      },
    }),
  };
};

const hasOperation = (request: Resolved): request is Resolved & { operation: OperationDefinitionNode } =>
  request.operation !== undefined;

/** graphql-js takes a kind that the schema has not got for valid, and then cannot carry it out. */
const unknownKind = (kind: string): GraphQLError =>
  new GraphQLError(`This API has no ${kind} operations.`, {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });

const connection: ComplexityEstimator = ({ args, childComplexity }) =>
  typeof args.first === 'number' ? 1 + args.first * childComplexity : undefined;

/** What a field declares of itself comes first; then lists by their `first`; everything else costs one. */
const estimators = [
  complexity.fieldExtensionsEstimator(),
  connection,
  complexity.simpleEstimator({ defaultComplexity: 1 }),
];

/** Undefined if the variables are not acceptable: execution then refuses the request, and says why. */
const computedCost = (
  schema: GraphQLSchema,
  { document, operation, request }: Resolved & { operation: OperationDefinitionNode },
): number | undefined => {
  const variables = request.variables ?? {};
  if (getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 }).errors) {
    return undefined;
  }
  try {
    return complexity.getComplexity({
      schema,
      query: document,
      variables,
      estimators,
      ...(operation.name ? { operationName: operation.name.value } : {}),
    });
  } catch (error) {
    throw error instanceof GraphQLError ? unacceptable(error) : error;
  }
};

/** A variable can make a literal around it unacceptable, which shows first here; graphql-js repeats the value. */
const unacceptable = ({ message, nodes }: GraphQLError): GraphQLError => {
  const name = /^Argument "(\w+)"/.exec(message)?.[1];
  return new GraphQLError(`${name ? `Argument "${name}"` : 'An argument'} has a value that its type does not accept.`, {
    nodes: nodes ?? null,
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
};
