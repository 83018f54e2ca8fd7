import type { z } from 'zod';
import { type DataSubject, dataSubjectOf } from '../domain/event.ts';
import { pointerToken } from './json-pointer.ts';

/** What is personal in a value: all of it, some of its properties, or something in each of its elements or values. */
export interface PersonalFields {
  /** Whose data all of it is; undefined if only parts of it are personal. */
  readonly whole: DataSubject | undefined;
  readonly properties: ReadonlyMap<string, PersonalFields>;
  readonly each: PersonalFields | undefined;
}

type Found = PersonalFields | undefined;

/**
 * The personal fields of an event's schema; undefined if it has none. What is personal in one option of a union is
 * taken to be personal in all: rather too much is hidden than too little.
 *
 * @throws {Error} for a kind of schema whose inside cannot be seen or is not JSON, since marks in it would be missed.
 */
export const findPersonalFields = (schema: z.core.$ZodType): Found => {
  const whole = dataSubjectOf(schema as z.ZodType);
  if (whole) return { whole, properties: new Map(), each: undefined };
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return inObject(def);
    case 'array':
      return inEach(def.element);
    case 'record':
      return inEach(def.valueType);
    case 'union':
      return def.options.map(findPersonalFields).reduce(merge, undefined);
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'readonly':
      return findPersonalFields(def.innerType);
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'enum':
    case 'literal':
    case 'template_literal':
    case 'unknown':
    case 'any':
    case 'never':
      return undefined;
    default:
      throw new Error(
        `An event's schema cannot use zod's "${def.type}": an event is plain JSON, stored as it was parsed.`,
      );
  }
};

const inObject = ({ shape, catchall }: z.core.$ZodObjectDef): Found => {
  const found = Object.entries(shape).map(([key, schema]) => [key, findPersonalFields(schema)] as const);
  const properties = new Map(found.filter((entry): entry is [string, PersonalFields] => entry[1] !== undefined));
  const each = catchall && findPersonalFields(catchall);
  return properties.size > 0 || each ? { whole: undefined, properties, each } : undefined;
};

const inEach = (schema: z.core.$ZodType): Found => {
  const each = findPersonalFields(schema);
  return each && { whole: undefined, properties: new Map(), each };
};

const merge = (a: Found, b: Found): Found => {
  if (!a || !b) return a ?? b;
  const keys = new Set([...a.properties.keys(), ...b.properties.keys()]);
  const both = [...keys].map((key) => [key, merge(a.properties.get(key), b.properties.get(key))] as const);
  const properties = new Map(both.filter((entry): entry is [string, PersonalFields] => entry[1] !== undefined));
  return { whole: a.whole ?? b.whole, properties, each: merge(a.each, b.each) };
};

/** Paths such as `nominee.name` and `honors[].title`; `[]` stands for every element of a list or value of a record. */
export const pathsOf = (fields: Found, path = ''): readonly string[] => {
  if (!fields) return [];
  if (fields.whole) return [path];
  const inProperties = [...fields.properties].flatMap(([key, inner]) => pathsOf(inner, path ? `${path}.${key}` : key));
  return [...inProperties, ...pathsOf(fields.each, `${path}[]`)];
};

/** A copy with null for every personal field that is there; parts without any are shared with the original. */
export const withoutPersonal = (fields: Found, data: unknown): unknown => {
  if (!fields || data === null || data === undefined) return data;
  if (fields.whole) return null;
  if (typeof data !== 'object') return data;
  if (Array.isArray(data)) return data.map((element) => withoutPersonal(fields.each, element));
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      withoutPersonal(fields.each, withoutPersonal(fields.properties.get(key), value)),
    ]),
  );
};

/** One personal field of an event's data. */
export interface PersonalField {
  /** JSON pointer (RFC 6901) from the data: `/form`, `/honors/0/title`. */
  readonly pointer: string;
  readonly of: DataSubject;
  readonly value: unknown;
}

/** The personal fields that a value has, in the order of its properties; what is absent or null is none. */
export const personalFieldsIn = (fields: Found, data: unknown, pointer = ''): readonly PersonalField[] => {
  if (!fields || data === null || data === undefined) return [];
  if (fields.whole) return [{ pointer, of: fields.whole, value: data }];
  if (typeof data !== 'object') return [];
  return Object.entries(data).flatMap(([key, value]) => {
    const at = `${pointer}/${pointerToken(key)}`;
    const inProperty = Array.isArray(data) ? undefined : fields.properties.get(key);
    return personalFieldsIn(inProperty ?? fields.each, value, at);
  });
};
