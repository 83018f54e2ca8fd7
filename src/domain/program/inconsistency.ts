/** A contradiction within a definition: where it stands, and what would be accepted there. */
export interface Inconsistency {
  readonly path: (string | number)[];
  readonly message: string;
}

export const at = (path: (string | number)[], message: string): Inconsistency => ({ path, message });

export const oneOf = (names: readonly string[]): string => names.join(', ') || 'none';

/** A name that is used but not defined; none if it is among the known ones. */
export const unknownName = (
  path: (string | number)[],
  kind: string,
  name: string,
  known: readonly string[],
): readonly Inconsistency[] =>
  known.includes(name) ? [] : [at(path, `no ${kind} ${name} is defined; expected one of: ${oneOf(known)}`)];

/** Items of a list that repeat an earlier one's key. `list` is the path of the list, dotted or in parts. */
export const repeated = <Key extends string>(
  items: readonly Readonly<Record<Key, unknown>>[],
  list: string | readonly (string | number)[],
  key: Key,
): readonly Inconsistency[] =>
  items.flatMap((item, i) => {
    const first = items.findIndex((other) => other[key] === item[key]);
    return first === i
      ? []
      : [
          at(
            [...(typeof list === 'string' ? list.split('.') : list), i, key],
            `${item[key]} is there already, at place ${first + 1} of the list`,
          ),
        ];
  });
