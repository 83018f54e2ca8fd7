import { z } from 'zod';
import { dataSubjectOf } from '../domain/event.ts';
import { commitmentBytes } from '../privacy/commitment.ts';
import { findPersonalFields } from './personal-fields.ts';

/** Base64url of 32 bytes. */
export const commitment = z
  .string()
  .refine((text) => /^[\w-]{43}$/.test(text) && Buffer.from(text, 'base64url').length === commitmentBytes);

/** In the place of one value, or of each property of an object. */
const commitments = z.union([commitment, z.record(z.string(), commitment)]);

/**
 * The schema of an event's data as it is stored: commitments stand in the place of personal fields. Rules that span
 * several fields cannot be judged there, and are left out wherever a personal one is among them.
 */
export const storedShape = (schema: z.ZodType): z.ZodType => {
  if (dataSubjectOf(schema)) return inPlaceOf(schema);
  if (!findPersonalFields(schema)) return schema;
  const { def } = (schema as unknown as z.core.$ZodTypes)._zod;
  const changed = (changes: object): z.ZodType => schema.clone({ ...def, checks: [], ...changes } as never);
  switch (def.type) {
    case 'object':
      return changed({ shape: mapped(def.shape), ...(def.catchall && { catchall: inner(def.catchall) }) });
    case 'array':
      return changed({ element: inner(def.element) });
    case 'record':
      return changed({ valueType: inner(def.valueType) });
    case 'union':
      return z.union(def.options.map(inner) as [z.ZodType, z.ZodType]);
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'readonly':
      return changed({ innerType: inner(def.innerType) });
    default:
      throw new Error(`Nothing personal is looked for in zod's "${def.type}".`);
  }
};

const inner = (schema: z.core.$ZodType): z.ZodType => storedShape(schema as z.ZodType);

const mapped = (shape: z.core.$ZodShape): Record<string, z.ZodType> =>
  Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, inner(schema)]));

/** What is absent or null is not sealed. */
const inPlaceOf = (schema: z.ZodType): z.ZodType => {
  const orNull = schema.safeParse(null).success ? commitments.nullable() : commitments;
  return schema.safeParse(undefined).success ? orNull.optional() : orNull;
};
