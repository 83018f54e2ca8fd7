import type { z } from 'zod';
import type { EventMeta, Fact, FactsOf, Recorded } from '../domain/event.ts';
import { eventIdOf } from './event-id.ts';
import type { NewEvent } from './event-log.ts';
import {
  findPersonalFields,
  type PersonalField,
  type PersonalFields,
  pathsOf,
  personalFieldsIn,
  withoutPersonal,
} from './personal-fields.ts';
import { storedShape } from './stored-shape.ts';

/** An aggregate's event schemas by type. */
type Schemas = Record<string, z.ZodType>;

/**
 * By type, how data of older versions becomes data of the next one: the first step leads from version 1 to 2, and so
 * on. The current version is one more than the number of steps; a type without an entry is at version 1.
 */
export type Upcasters = Readonly<Record<string, readonly ((data: never) => unknown)[]>>;

type FactsIn<Table> = Table extends Schemas ? FactsOf<Table> : never;

/** Every type of event there is: the only way of facts into the log and out of it. */
export interface Catalog<F extends Fact = Fact> {
  /**
   * Facts of one command as new events, in order, with ids that a repeat of the command gives again.
   * `said`: what the command said, kept with the first of them.
   * @throws {Error} naming type and path, never a value, if a fact is not as its schema says: an error of the program.
   */
  encode(facts: readonly F[], meta: EventMeta, said?: unknown): readonly NewEvent[];
  /**
   * An event of the log as the fact it is today: older versions are raised to the current one.
   * @throws {UndecodableEvent}
   */
  decode(event: Recorded): Recorded<F>;
  /** Paths of the personal fields of a type, such as `nominee.name` and `honors[].title`. */
  personalFieldsOf(type: F['type']): readonly string[];
  /** The personal fields that data of the current version has, to be sealed. */
  personalIn(type: F['type'], data: unknown): readonly PersonalField[];
  /** Data of the current version, with null for every personal field, for readers who may not see them. */
  redact(type: F['type'], data: unknown): unknown;
  /**
   * What of an event is not as the catalog has it, by path and never by value. `as`: its data with personal fields open,
   * or as it is stored; of an older version only what is open can be judged.
   */
  faultIn(event: Recorded, as: 'OPEN' | 'STORED'): CatalogFault | undefined;
}

export interface CatalogFault {
  readonly kind: 'TYPE_UNKNOWN' | 'VERSION_UNKNOWN' | 'DATA_MALFORMED';
  readonly problem: string;
}

/** The log holds an event that this program cannot read. */
export class UndecodableEvent extends Error {
  constructor(event: Recorded, problem: string) {
    super(`Event ${event.id} (${event.type}, revision ${event.revision} of ${event.stream}) ${problem}`);
    this.name = 'UndecodableEvent';
  }
}

interface Definition {
  readonly schema: z.ZodType;
  readonly version: number;
  readonly steps: readonly ((data: never) => unknown)[];
  readonly personal: PersonalFields | undefined;
  readonly personalPaths: readonly string[];
  /** The schema of data with commitments in the place of personal fields. */
  stored(): z.ZodType;
}

/**
 * One catalog of the tables of all aggregates.
 *
 * Facts are parsed as they are written, and older versions as they are raised; events of the current version are not
 * parsed again when read: nothing else writes to the log, its rows never change, and parsing would add a third or more
 * to the time it takes to read an event. Therefore whatever changes the shape of data, were it only a default for a
 * new field, is a new version with an upcaster.
 *
 * @throws {Error} if two tables have the same type, an upcaster has none, or a schema is not of plain JSON.
 */
export const defineCatalog = <const Tables extends readonly Schemas[]>(
  tables: Tables,
  upcasters: Upcasters = {},
): Catalog<FactsIn<Tables[number]>> => {
  const definitions = define(tables, upcasters);
  const definitionOf = (type: string): Definition => {
    const definition = definitions.get(type);
    if (!definition) throw new Error(`There is no event type ${type} in the catalog.`);
    return definition;
  };

  return {
    encode: (facts, meta, said) =>
      facts.map(({ type, data }, index) => {
        const { schema, version } = definitionOf(type);
        const parsed = parse(schema, data);
        if ('problem' in parsed) throw new Error(`The data of ${type} is not as its schema says: ${parsed.problem}.`);
        const id = eventIdOf(meta.command.id, index);
        const spoken = index === 0 && said !== undefined && { said };
        return { id, type, schemaVersion: version, data: parsed.data, meta, ...spoken };
      }),
    decode: (event) => decode(definitions.get(event.type), event) as Recorded<FactsIn<Tables[number]>>,
    personalFieldsOf: (type) => definitionOf(type).personalPaths,
    personalIn: (type, data) => personalFieldsIn(definitionOf(type).personal, data),
    redact: (type, data) => withoutPersonal(definitionOf(type).personal, data),
    faultIn: (event, as) => faultIn(definitions.get(event.type), event, as),
  };
};

const define = (tables: readonly Schemas[], upcasters: Upcasters): ReadonlyMap<string, Definition> => {
  const definitions = new Map<string, Definition>();
  for (const [type, schema] of tables.flatMap(Object.entries<z.ZodType>)) {
    if (definitions.has(type)) throw new Error(`The event type ${type} is in two tables of the catalog.`);
    const steps = upcasters[type] ?? [];
    const personal = findPersonalFields(schema);
    let stored: z.ZodType | undefined;
    definitions.set(type, {
      schema,
      version: steps.length + 1,
      steps,
      personal,
      personalPaths: pathsOf(personal),
      stored() {
        stored ??= storedShape(schema);
        return stored;
      },
    });
  }
  const stray = Object.keys(upcasters).find((type) => !definitions.has(type));
  if (stray) throw new Error(`There are upcasters for ${stray}, but no such event type in the catalog.`);
  return definitions;
};

const decode = (definition: Definition | undefined, event: Recorded): Recorded => {
  if (!definition) throw new UndecodableEvent(event, 'is of a type that this program does not know.');
  const { schema, version, steps } = definition;
  if (event.schemaVersion === version) return event;
  if (event.schemaVersion > version || event.schemaVersion < 1) {
    throw new UndecodableEvent(
      event,
      `is of version ${event.schemaVersion}; this program knows versions 1 to ${version}.`,
    );
  }
  const raised = steps.slice(event.schemaVersion - 1).reduce<unknown>((data, step) => step(data as never), event.data);
  const parsed = parse(schema, raised);
  if ('problem' in parsed) {
    throw new UndecodableEvent(event, `raised to version ${version} is not as its schema says: ${parsed.problem}.`);
  }
  return { ...event, schemaVersion: version, data: parsed.data };
};

const faultIn = (
  definition: Definition | undefined,
  event: Recorded,
  as: 'OPEN' | 'STORED',
): CatalogFault | undefined => {
  if (!definition) return { kind: 'TYPE_UNKNOWN', problem: event.type };
  const { schema, version, steps } = definition;
  const { schemaVersion, data } = event;
  if (!(schemaVersion >= 1 && schemaVersion <= version)) {
    return {
      kind: 'VERSION_UNKNOWN',
      problem: `${event.type} version ${schemaVersion}; versions 1 to ${version} are known`,
    };
  }
  if (as === 'STORED' && schemaVersion < version) return undefined;
  const raised = steps.slice(schemaVersion - 1).reduce<unknown>((value, step) => step(value as never), data);
  const parsed = parse(as === 'OPEN' ? schema : definition.stored(), raised);
  return 'problem' in parsed ? { kind: 'DATA_MALFORMED', problem: parsed.problem } : undefined;
};

/** Issues are told by path and code only: zod's messages may quote what was found, and that may be personal. */
const parse = (schema: z.ZodType, data: unknown): { readonly data: unknown } | { readonly problem: string } => {
  const result = schema.safeParse(data);
  if (result.success) return { data: result.data };
  const problem = result.error.issues.map(({ path, code }) => `${path.map(String).join('.') || 'the whole'} (${code})`);
  return { problem: problem.join(', ') };
};
