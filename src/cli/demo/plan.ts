import { type Bureau, bureauOf, type Program } from '../../domain/program/program.ts';
import { type Chance, chance } from './chance.ts';
import { fillIn } from './form.ts';
import { type Person, personOf } from './people.ts';

/** One nomination that the demo is going to make. */
export interface Entry {
  /** Names the nomination in the script, and draws its chance. */
  readonly key: string;
  readonly person: Person;
  /** The bureau that nominates. */
  readonly bureau: Bureau;
  /** The city on whose slate it stands. */
  readonly city: Bureau;
  readonly category: string;
  readonly form: Readonly<Record<string, unknown>>;
}

export interface Plan {
  readonly program: Program;
  /** One for each seat, in the order of the quota table; within a city those of its counties first. */
  readonly seats: readonly Entry[];
  /** One more than a quota or a cap allows, by the bureau that tries. */
  readonly beyond: ReadonlyMap<string, Entry>;
}

/** What is particular about the nominee of a seat whom a scene is about. */
export interface Trait {
  /** The first seat of this bureau, and where a category is given, of that category. */
  readonly bureau: string;
  readonly category?: string;
  /** `YYYY-MM-DD` */
  readonly bornOn?: string;
  readonly calling?: string;
  /** A name that nobody else has, nor any part of one. */
  readonly name?: string;
  /** Somebody who is nominated elsewhere as well. */
  readonly person?: Person;
}

export interface Casting {
  readonly seed: number;
  /** First and last year of birth. */
  readonly born: readonly [number, number];
  /** Of the first person; sequence numbers run on from there. */
  readonly firstOrdinal: number;
  /** Local date the forms are filled in on. */
  readonly filledOn: string;
  /** Bureaus that nominate one more in the end, in the category of their first nominee. */
  readonly beyond: readonly string[];
  readonly traits?: readonly Trait[];
}

interface Place {
  readonly nominator: Bureau;
  readonly city: Bureau;
}

/** Which bureau nominates for each seat of a city: the first county twice, then each once; the city itself the last. */
const nominators = (program: Program, city: Bureau, seats: number): readonly Bureau[] => {
  const counties = program.path.some(({ level }) => level === 'COUNTY')
    ? program.bureaus.filter(({ parent }) => parent === city.code)
    : [];
  const [first] = counties;
  if (!first) return Array.from({ length: seats }, () => city);
  const inTurn = [first, ...counties, ...counties.slice(1)].slice(0, seats - 1);
  return [...inTurn, city].sort((a, b) => Number(a === city) - Number(b === city) || a.code.localeCompare(b.code));
};

/** Who is nominated where: all seats of the quota table filled, the categories in turn, so that every city covers them all. */
export const planOf = (
  program: Program,
  { seed, born, firstOrdinal, filledOn, beyond, traits = [] }: Casting,
): Plan => {
  let ordinal = firstOrdinal;
  const entry = ({ nominator, city }: Place, category: string, trait?: Trait): Entry => {
    const key = `${program.code}/${ordinal}`;
    const draw = chance(seed, key);
    const home = homeOf(program, nominator, draw);
    const drawn = personOf(draw, { division: home.code, born, bornOn: trait?.bornOn, ordinal: ordinal++ });
    const person = trait?.person ?? { ...drawn, ...(trait?.name !== undefined && { name: trait.name }) };
    const applicant = { person, home, category, filledOn, calling: trait?.calling };
    return { key, person, bureau: nominator, city, category, form: fillIn(program, applicant, draw) };
  };
  const categoryAt = (i: number): string => program.categories[i % program.categories.length]?.code ?? '';

  const places = program.quotas.flatMap(({ bureau, seats }) => {
    const city = known(program, bureau);
    return nominators(program, city, seats).map((nominator) => ({ nominator, city }));
  });
  const isOf = (trait: Trait, { nominator }: Place, i: number): boolean =>
    trait.bureau === nominator.code && (trait.category ?? categoryAt(i)) === categoryAt(i);
  const owners = new Map(traits.map((trait) => [places.findIndex((place, i) => isOf(trait, place, i)), trait]));
  const seats = places.map((place, i) => entry(place, categoryAt(i), owners.get(i)));
  const oneMore = (code: string): Entry => {
    const first = seats.find(({ bureau }) => bureau.code === code);
    if (!first) throw new Error(`Bureau ${code} nominates nobody.`);
    return entry({ nominator: first.bureau, city: first.city }, first.category);
  };
  return { program, seats, beyond: new Map(beyond.map((code) => [code, oneMore(code)])) };
};

/** A bureau with none below it: the one that nominates, or a county of the city. */
const homeOf = (program: Program, bureau: Bureau, draw: Chance): Bureau => {
  const below = program.bureaus.filter(({ parent }) => parent === bureau.code);
  return below.length > 0 ? draw.pick(below) : bureau;
};

const known = (program: Program, code: string): Bureau => {
  const found = bureauOf(program, code);
  if (!found) throw new Error(`Program ${program.code} has no bureau ${code}.`);
  return found;
};
