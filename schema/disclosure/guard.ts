import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { type Redaction, redacted } from '../redaction.ts';
import type { LaurelContext } from '../services.ts';
import type { SlateSummary } from '../slate/summary.ts';
import { type About, disclose } from './disclose.ts';
import type { Concerned } from './oversight.ts';
import { ownerOf } from './owners.ts';
import { isPersonal, personalFields } from './personal-fields.ts';
import { type PersonalPaths, personalPathsOf } from './personal-paths.ts';

type Resolve = GraphQLFieldResolver<unknown, LaurelContext>;

/** Of an object, whose it is that it was reached from: it may not know itself. */
const reachedFrom = new WeakMap<object, About>();

/**
 * Personal fields are shown to who watches over others only if they have stated why, and what is shown is put on
 * record. Every field that `personalFields` names is guarded, wherever it is reached from; a personal field of an
 * object whose owner nobody knows is kept back. For everyone else a field costs one comparison more.
 */
export const guardPersonalData = (schema: GraphQLSchema): GraphQLSchema => {
  const paths = personalPathsOf(schema);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) guardField(type.name, field, paths);
  }
  for (const [type, fields] of Object.entries(personalFields)) checkTable(schema, type, fields);
  return schema;
};

const guardField = (type: string, field: GraphQLField<unknown, LaurelContext>, paths: PersonalPaths): void => {
  const resolve: Resolve = field.resolve ?? defaultFieldResolver;
  const guard = guardOf(type, field, paths, resolve);
  if (!guard) return;
  field.resolve = (source, args, context, info) =>
    context.oversight === undefined ? resolve(source, args, context, info) : guard(source, args, context, info);
};

const guardOf = (
  type: string,
  { name, type: output }: GraphQLField<unknown, LaurelContext>,
  paths: PersonalPaths,
  resolve: Resolve,
): Resolve | undefined => {
  if (isPersonal(type, name)) return personalGuard(type, name, resolve);
  if (name === 'redactions' && paths.of(type).length > 0) return redactionsGuard(type, paths.of(type), resolve);
  if (leadsTo(output, paths)) return passingOn(type, resolve);
  return undefined;
};

const leadsTo = (output: GraphQLOutputType, paths: PersonalPaths): boolean => paths.inherits(getNamedType(output).name);

const aboutOf = (type: string, source: unknown, context: LaurelContext): Promise<About | undefined> =>
  ownerOf(type, source, context, isObject(source) ? reachedFrom.get(source) : undefined);

/** Fields whose value is about others than the object they stand on. */
const concernedIn: Readonly<Record<string, (value: never) => readonly Concerned[]>> = {
  'Slate.summary': ({ rows }: SlateSummary) => rows.map(({ nomination }) => ({ nominationId: nomination.id })),
};

const personalGuard =
  (type: string, field: string, resolve: Resolve): Resolve =>
  async (source, args, context, info) => {
    const value = await resolve(source, args, context, info);
    if (isNothing(value)) return value;
    const about = await aboutOf(type, source, context);
    const what = `${type}.${field}`;
    const concerned = concernedIn[what]?.(value as never);
    if (!about || !disclose(context, concerned ? { ...about, concerned } : about, what)) return null;
    name(context, info);
    return value;
  };

const isNothing = (value: unknown): boolean => value == null || (Array.isArray(value) && value.length === 0);

const longestName = 100;

const name = ({ oversight }: LaurelContext, { operation }: GraphQLResolveInfo): void => {
  if (oversight && operation.name) oversight.disclosed.operation = operation.name.value.slice(0, longestName);
};

const redactionsGuard =
  (type: string, paths: readonly string[], resolve: Resolve): Resolve =>
  async (source, args, context, info) => {
    const redactions = ((await resolve(source, args, context, info)) ?? []) as readonly Redaction[];
    if (context.oversight?.stated !== undefined) return redactions;
    if ((await aboutOf(type, source, context))?.byOffice) return redactions;
    const known = new Set(redactions.map(({ field }) => field));
    return [
      ...redactions,
      ...redacted(
        paths.filter((path) => !known.has(path)),
        'PURPOSE_NEEDED',
      ),
    ];
  };

/** What is reached from somebody's object is theirs, unless it says itself whose it is. */
const passingOn =
  (type: string, resolve: Resolve): Resolve =>
  async (source, args, context, info) => {
    const value = await resolve(source, args, context, info);
    const about = isObject(source) ? await aboutOf(type, source, context) : undefined;
    if (about)
      for (const item of Array.isArray(value) ? value : [value]) if (isObject(item)) reachedFrom.set(item, about);
    return value;
  };

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A mistake in the table is found when the server starts, not when somebody reads what it should have guarded. */
const checkTable = (schema: GraphQLSchema, name: string, fields: readonly string[]): void => {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`The schema has no type ${name}, whose personal fields are named.`);
  for (const field of fields) {
    const output = type.getFields()[field]?.type;
    if (output === undefined) throw new Error(`The schema has no field ${name}.${field}, which is named as personal.`);
    if (isNonNullType(output)) throw new Error(`${name}.${field} is personal: it has to be nullable, to be withheld.`);
  }
};
