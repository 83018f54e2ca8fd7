import { plain } from '../plain-words.ts';
import type { Program } from '../program/program.ts';

type Category = Program['categories'][number];

/**
 * Whether one of an expert's fields is of a category: one of its `expertise`, or, where the program names none, its code or
 * its name.
 */
export const isOfCategory = (fields: readonly string[], { code, name, expertise }: Category): boolean => {
  const words = new Set((expertise ?? [code, name.zh, name.en]).map(plain));
  return fields.some((field) => words.has(plain(field)));
};
