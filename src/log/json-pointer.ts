/** A name as it stands in a JSON pointer (RFC 6901, section 3). */
export const pointerToken = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const nameOfToken = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~');

const namesIn = (pointer: string): readonly string[] => pointer.split('/').slice(1).map(nameOfToken);

/** Whether a pointer leads to what another one leads to, or to a part of it. */
export const isWithin = (pointer: string, whole: string): boolean =>
  pointer === whole || pointer.startsWith(`${whole}/`);

/** What a pointer leads to; undefined if there is nothing. */
export const valueAt = (root: unknown, pointer: string): unknown => {
  let value = root;
  for (const name of namesIn(pointer)) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(name)) return undefined;
    value = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  }
  return value;
};

/** A copy of a value with others in the places that pointers name; whatever is on no way to them is shared. */
export const withValues = (value: unknown, values: ReadonlyMap<string, unknown>): unknown => {
  let copy = value;
  for (const [pointer, replacement] of values) copy = replaced(copy, namesIn(pointer), replacement);
  return copy;
};

const replaced = (value: unknown, [name, ...rest]: readonly string[], replacement: unknown): unknown => {
  if (name === undefined) return replacement;
  if (typeof value !== 'object' || value === null) return value;
  const inner = replaced((value as Record<string, unknown>)[name], rest, replacement);
  return Array.isArray(value) ? value.with(Number(name), inner) : { ...value, [name]: inner };
};
