import type { CommandName } from '../../../app/permissions.ts';
import type { Bureau } from '../../../domain/program/program.ts';
import type { Language } from '../../../domain/refusal.ts';
import type { Api, UserError } from '../api.ts';
import type { Cast, Member } from '../cast.ts';
import type { Check } from '../check.ts';
import { inParallel } from '../parallel.ts';
import type { Entry, Plan } from '../plan.ts';
import type { DemoTime } from '../time.ts';

/** One program being played: its plan, its edition, and the ids its nominations were given. */
export interface Run {
  readonly plan: Plan;
  editionId: string;
  readonly ids: Map<Entry, string>;
  /** Experts by nomination, in the order of their ids, where a plan was committed. */
  panels?: readonly (readonly string[])[];
}

/** What ought to be refused: in Chinese and English, and why, by code, or by code and rule (`RULE_FAILED R-F13`). */
export interface Attempt {
  readonly zh: string;
  readonly en: string;
  readonly codes: readonly string[];
}

/** Something that went wrong, and what the API said to it. */
export interface Incident {
  readonly on: string;
  readonly tried: Attempt;
  readonly refusals: readonly UserError[];
}

export interface Stage {
  readonly api: Api;
  readonly cast: Cast;
  readonly time: DemoTime;
  readonly seed: number;
  readonly youth: Run;
  readonly flex: Run;
  readonly incidents: Incident[];
  /** What scenes found, beside what they ought to have found. */
  readonly checks: Check[];
  /** The newest head of the log as its signed note, once it covers everything recorded so far and is cosigned. */
  readonly newestHead: () => Promise<string>;
  /** The head that an outsider kept at the start. */
  keptHead: string;
  /** Says how far a phase has come. */
  progress: (text: string) => void;
}

/** One phase of the script. */
export type Scene = (stage: Stage) => Promise<void>;

const atOnce = 32;

/** Does something for all of them, many at a time, and says how many are done. */
export const forAll = async <Item>(
  stage: Stage,
  what: string,
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<void> => {
  let done = 0;
  await inParallel(items, atOnce, async (item) => {
    await work(item);
    done++;
    stage.progress(`${what} ${done}/${items.length}`);
  });
};

/** Tries what will be refused; the refusals are asked for in Chinese and English in turn. */
export const tryInVain = async (
  { api, time, incidents }: Stage,
  tried: Attempt,
  member: Member | undefined,
  name: CommandName,
  input: object,
): Promise<void> => {
  const language: Language = incidents.length % 2 === 0 ? 'zh' : 'en';
  incidents.push({ on: time.today(), tried, refusals: await api.refused(member, name, input, language) });
};

/** Sets what a scene found beside what it ought to have found; both are shown at the end. */
export const observe = (
  { checks }: Stage,
  name: string,
  expected: Check['expected'],
  actual: Check['actual'],
): void => {
  checks.push({ name, expected, actual });
};

export const idOf = ({ ids }: Run, entry: Entry): string => {
  const id = ids.get(entry);
  if (!id) throw new Error(`${entry.key} was not nominated yet.`);
  return id;
};

/** The one nominee that a scene is about: the first of a bureau, or its first in a category. */
export const seatOf = ({ plan }: Run, bureau: string, category?: string): Entry => {
  const entry = plan.seats.find(
    (seat) => seat.bureau.code === bureau && (category === undefined || seat.category === category),
  );
  if (!entry) throw new Error(`Bureau ${bureau} has no nominee ${category ?? ''}.`);
  return entry;
};

export const beyondOf = ({ plan }: Run, bureau: string): Entry => {
  const entry = plan.beyond.get(bureau);
  if (!entry) throw new Error(`Bureau ${bureau} nominates nobody beyond its seats.`);
  return entry;
};

export const nominationInput = (run: Run, { bureau, category, form }: Entry): object => ({
  editionId: run.editionId,
  bureau: bureau.code,
  category,
  form,
});

export const nominate = async ({ api, cast }: Stage, run: Run, entry: Entry): Promise<void> => {
  run.ids.set(entry, await api.run(cast.clerk(entry.bureau), 'nominate', nominationInput(run, entry)));
};

/** The clerk of a bureau gives a nomination that it passed a seat on its slate. */
export const forward = async ({ api, cast }: Stage, run: Run, entry: Entry, bureau: Bureau): Promise<void> => {
  await api.run(cast.clerk(bureau), 'forward', { nominationId: idOf(run, entry) });
};

export const slateInput = ({ editionId }: Run, bureau: Bureau, confirmFewer = false): object => ({
  editionId,
  bureau: bureau.code,
  confirmFewer,
});

/** Cities that put forward in a program, in the order of its quota table. */
export const citiesOf = ({ plan }: Run): readonly Bureau[] => [...new Set(plan.seats.map(({ city }) => city))];
