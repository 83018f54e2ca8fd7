import { z } from 'zod';
import type { Edition } from '../edition/edition.ts';
import type { ExpertProfile } from '../edition/expert.ts';
import type { ActorId } from '../ids.ts';
import type { Nomination } from '../nomination/nomination.ts';
import { plain } from '../plain-words.ts';
import type { Bureau } from '../program/bureau.ts';
import { answerAt, isAnswered } from '../program/condition.ts';
import type { Program } from '../program/program.ts';

export const conflictGrounds = [
  'INVOLVED',
  'SAME_EMPLOYER',
  'FORMER_COLLEAGUE',
  'SAME_BUREAU',
  'SAME_NATIVE_COUNTY',
  'KINSHIP',
  'INTEREST',
  'PINNED',
] as const;
export const conflictGround = z.enum(conflictGrounds);
export type ConflictGround = z.infer<typeof conflictGround>;

/** Those that somebody states; the others are found from what is on record. */
export const declaredGrounds = ['KINSHIP', 'INTEREST', 'PINNED'] as const;
export const declaredGround = z.enum(declaredGrounds);
export type DeclaredGround = z.infer<typeof declaredGround>;

export const declarer = z.enum(['EXPERT', 'NOMINATOR', 'OFFICER']);
export type Declarer = z.infer<typeof declarer>;

/** Why an expert must stand aside from a nomination, and the facts that it follows from. */
export const conflict = z.strictObject({
  ground: conflictGround,
  /** Where the fact stands on the nominee's side: a field of the form, `bureau`, `drafters`, `reviews`, `vetting`, or a declaration. */
  from: z.string(),
  /** What is the same on both sides, or what was declared. */
  fact: z.string(),
});
export type Conflict = z.infer<typeof conflict>;

/** What was declared of one expert and one nomination. */
export interface Declared {
  readonly ground: DeclaredGround;
  readonly by: Declarer;
  readonly detail: string | null;
}

export interface Pair {
  readonly edition: Edition;
  readonly nomination: Nomination;
  readonly expert: ActorId;
  readonly declared: readonly Declared[];
  /** Local date: former colleagues are counted back from it. */
  readonly today: string;
}

/** Everything that stands between an expert and a nomination, by ground and fact. Lifted bars are not taken off. */
export const conflictsOf = (pair: Pair): readonly Conflict[] => {
  const { edition, nomination, expert, declared, today } = pair;
  const { program } = edition;
  const on = { nomination, program, today };
  const found = edition.experts.get(expert);
  return [
    ...involved(pair),
    ...(found?.profile && program.conflicts ? known(found.profile, on) : []),
    ...declared.map(({ ground, by, detail }) => ({ ground, from: by, fact: detail ?? '' })),
  ];
};

interface On {
  readonly nomination: Nomination;
  readonly program: Program;
  readonly today: string;
}

/** Nobody scores what they drafted, reviewed or vetted. */
const involved = ({ nomination, expert }: Pair): readonly Conflict[] => [
  ...(nomination.drafters.includes(expert) ? [conflictOf('INVOLVED', 'drafters', expert)] : []),
  ...(nomination.reviews.some(({ by }) => by === expert) ? [conflictOf('INVOLVED', 'reviews', expert)] : []),
  ...([...nomination.vetting.values()].some(({ by }) => by === expert)
    ? [conflictOf('INVOLVED', 'vetting', expert)]
    : []),
];

const known = (profile: ExpertProfile, on: On): readonly Conflict[] => [
  ...sameEmployer(profile, on),
  ...formerColleagues(profile, on),
  ...sameBureau(profile, on),
  ...sameNativeCounty(profile, on),
];

const conflictOf = (ground: ConflictGround, from: string, fact: string): Conflict => ({ ground, from, fact });

type Organization = NonNullable<ExpertProfile['employer']>;

const isSame = ({ name, creditCode }: Organization, written: string): boolean => {
  const text = plain(written);
  return text === creditCode || text === plain(name);
};

const textAt = (form: Nomination['form'], path: string): string | undefined => {
  const answer = answerAt(form, path);
  return typeof answer === 'string' && isAnswered(answer) ? answer : undefined;
};

const sameEmployer = ({ employer }: ExpertProfile, { nomination, program }: On): readonly Conflict[] =>
  (program.conflicts?.employer ?? []).flatMap((path) => {
    const written = textAt(nomination.form, path);
    if (!employer || written === undefined || !isSame(employer, written)) return [];
    return [conflictOf('SAME_EMPLOYER', path, written)];
  });

/** Both at one place, in months of the last so many years that are the same; what is not dated is taken for always. */
const formerColleagues = (profile: ExpertProfile, { nomination, program, today }: On): readonly Conflict[] => {
  const terms = program.conflicts?.colleagues;
  const records = terms && nomination.form[terms.records];
  if (!terms || !Array.isArray(records)) return [];
  const thisMonth = today.slice(0, 7);
  const since = `${Number(today.slice(0, 4)) - terms.years}${today.slice(4, 7)}`;
  const { employer, formerEmployers = [] } = profile;
  const places = [...(employer ? [{ ...employer, from: undefined, until: thisMonth }] : []), ...formerEmployers];
  return records.flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
    const at = (key: string): string | undefined => textAt(entry as Nomination['form'], key);
    const organization = at(terms.organization);
    if (organization === undefined) return [];
    const [from, to] = [at(terms.from) ?? '', at(terms.to) ?? thisMonth];
    const together = places.some(
      (place) =>
        isSame(place, organization) && latest(from, place.from ?? '', since) <= earliest(to, place.until, thisMonth),
    );
    return together ? [conflictOf('FORMER_COLLEAGUE', terms.records, organization)] : [];
  });
};

const latest = (...months: readonly string[]): string => months.reduce((a, b) => (a > b ? a : b));
const earliest = (...months: readonly string[]): string => months.reduce((a, b) => (a < b ? a : b));

const sameBureau = ({ bureau }: ExpertProfile, { nomination, program }: On): readonly Conflict[] => {
  if (!program.conflicts?.bureau || bureau === undefined) return [];
  return [
    ...(nomination.bureau === bureau ? [conflictOf('SAME_BUREAU', 'bureau', bureau)] : []),
    ...(nomination.reviews.some((review) => review.bureau === bureau)
      ? [conflictOf('SAME_BUREAU', 'reviews', bureau)]
      : []),
    ...([...nomination.vetting.values()].some((answer) => answer.bureau === bureau)
      ? [conflictOf('SAME_BUREAU', 'vetting', bureau)]
      : []),
  ];
};

const sameNativeCounty = (profile: ExpertProfile, { nomination, program }: On): readonly Conflict[] => {
  const { nativePlace } = profile;
  const path = program.conflicts?.nativePlace;
  const written = path === undefined ? undefined : textAt(nomination.form, path);
  if (!path || written === undefined || nativePlace === undefined) return [];
  const own = countiesAt(profile, nativePlace, program.bureaus);
  const shared = countiesAt(nomination.form, written, program.bureaus).find((code) => own.includes(code));
  const same = shared ?? (isSameElsewhere(nativePlace, written, program.bureaus) ? written : undefined);
  return same === undefined ? [] : [conflictOf('SAME_NATIVE_COUNTY', path, same)];
};

/** The same county of somewhere else, which the program knows no bureau of: the very same words, and no whole city. */
const isSameElsewhere = (one: string, other: string, bureaus: readonly Bureau[]): boolean => {
  const text = plain(one);
  if (text !== plain(other)) return false;
  const isLarger = bureaus.some(({ level, name }) => level !== 'COUNTY' && text.endsWith(plain(name.zh)));
  return !isLarger && /[县区市旗]$/.test(text);
};

const looked = new WeakMap<readonly Bureau[], WeakMap<object, readonly string[]>>();

/** Of a profile or a form, looked for once: it is held against everybody on the other side. */
const countiesAt = (whose: object, place: string, bureaus: readonly Bureau[]): readonly string[] => {
  const known = looked.get(bureaus) ?? new WeakMap<object, readonly string[]>();
  looked.set(bureaus, known);
  const found = known.get(whose) ?? countiesIn(place, bureaus);
  known.set(whose, found);
  return found;
};

/**
 * The counties that a place in words may be in: those whose name it holds, and of these, where it names the city as well,
 * those of that city only. A name that several cities have is taken for all of them: better one expert too many aside.
 */
export const countiesIn = (place: string, bureaus: readonly Bureau[]): readonly string[] => {
  const text = plain(place);
  const byCode = new Map(bureaus.map((item) => [item.code, item]));
  const counties = bureaus.filter(({ level, name }) => level === 'COUNTY' && text.includes(plain(name.zh)));
  const longest = counties.filter(
    ({ name }) => !counties.some((other) => other.name.zh !== name.zh && plain(other.name.zh).includes(plain(name.zh))),
  );
  const inCity = longest.filter(({ parent }) => {
    const city = parent === null ? undefined : byCode.get(parent);
    return city !== undefined && text.includes(plain(city.name.zh));
  });
  return (inCity.length > 0 ? inCity : longest).map(({ code }) => code);
};
