import { Temporal } from 'temporal-polyfill';
import { levels } from './bureau.ts';
import type { Definition } from './definition.ts';
import { at, type Inconsistency, oneOf } from './inconsistency.ts';

/** Every day of the program is a day somewhere. */
export const timeZoneIsKnown = ({ timeZone }: Definition): readonly Inconsistency[] => {
  try {
    Temporal.PlainDate.from('2000-01-01').toZonedDateTime(timeZone);
    return [];
  } catch {
    return [at(['timeZone'], `there is no time zone ${timeZone}; expected an IANA name such as Asia/Shanghai`)];
  }
};

/**
 * One bureau stands at the top, and decides. What a bureau puts forward goes to the one above it, which must be on the
 * path too, or it would lie there for good.
 */
export const treeLeadsUp = (definition: Definition): readonly Inconsistency[] => {
  const top = [...oneAtTheTop(definition), ...provinceDecides(definition), ...topDecides(definition)];
  return top.length > 0 || !climbs(definition) ? top : deadEnds(definition);
};

const oneAtTheTop = ({ bureaus }: Definition): readonly Inconsistency[] => {
  const [top, ...others] = bureaus.flatMap(({ code, parent }, i) => (parent === null ? [{ code, i }] : []));
  if (!top) return [at(['bureaus'], 'every bureau has a parent; expected one at the top whose parent is null')];
  return others.map(({ code, i }) =>
    at(['bureaus', i, 'parent'], `${code} stands at the top beside ${top.code}; expected the bureau above it`),
  );
};

/** The roles that open, select and recognize are held at a province, so that nobody could run anything else. */
const provinceDecides = ({ decidingLevel }: Definition): readonly Inconsistency[] =>
  decidingLevel === 'PROVINCE'
    ? []
    : [at(['decidingLevel'], `nobody can decide at level ${decidingLevel}; expected PROVINCE`)];

/** A path that does not is told of by itself. */
const climbs = ({ path, decidingLevel }: Definition): boolean => {
  const heights = [...path.map(({ level }) => level), decidingLevel].map((level) => levels.indexOf(level));
  return heights.every((height, i) => i === 0 || height > (heights[i - 1] ?? height));
};

const topDecides = (definition: Definition): readonly Inconsistency[] => {
  const { bureaus, decidingLevel } = definition;
  const top = bureaus.find(({ parent }) => parent === null);
  if (!top || top.level === decidingLevel || !climbs(definition)) return [];
  return [at(['decidingLevel'], `${top.code} at the top is of level ${top.level}; expected that level`)];
};

const deadEnds = ({ bureaus, path, decidingLevel }: Definition): readonly Inconsistency[] => {
  const levelOf = new Map(bureaus.map(({ code, level }) => [code, level]));
  const onPath = path.map(({ level }) => level);
  return bureaus.flatMap(({ code, level, parent }, i) => {
    const above = parent === null ? undefined : levelOf.get(parent);
    if (!onPath.includes(level) || !above || above === decidingLevel || onPath.includes(above)) return [];
    const expected = oneOf([...onPath.filter((other) => other !== level), decidingLevel]);
    return [
      at(
        ['bureaus', i, 'parent'],
        `what ${code} puts forward would end at level ${above}; expected a bureau of ${expected}`,
      ),
    ];
  });
};
