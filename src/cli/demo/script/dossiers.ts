import { chance } from '../chance.ts';
import { type Paper, papersOf } from '../paper/papers.ts';
import type { Entry } from '../plan.ts';
import { idOf, type Run, type Stage } from './stage.ts';
import { nominationSteps } from './steps.ts';

/** What is otherwise than usual in a dossier. */
export interface Otherwise {
  /** Materials that are not attached. */
  readonly without?: readonly string[];
  /** Whether the account of deeds is far too short. */
  readonly short?: boolean;
  /** Other answers in steps, by the code of the step. */
  readonly steps?: Readonly<Record<string, object>>;
  /** Other answers of bodies of vetting. */
  readonly vetting?: Readonly<Record<string, string>>;
}

/** Everything that the program asks for beside the form, gathered by the bureau that nominated. */
export const gather = async (stage: Stage, run: Run, entry: Entry, otherwise: Otherwise = {}): Promise<void> => {
  const { without = [], short = false, steps = {}, vetting = {} } = otherwise;
  const papers = papersOf(run.plan, entry, { seed: stage.seed, today: stage.time.today(), short });
  const there = papers.filter(({ material }) => !without.includes(material));
  await attach(stage, run, entry, there);
  await recordSteps(stage, run, entry, steps);
  for (const { code } of run.plan.program.vetting?.bodies ?? []) {
    await answerVetting(stage, run, entry, { body: code, answer: vetting[code] ?? 'CLEAR' });
  }
};

/** The clerk of the bureau uploads files and attaches them. */
export const attach = async (stage: Stage, run: Run, entry: Entry, papers: readonly Paper[]): Promise<void> => {
  const { api, cast } = stage;
  const clerk = cast.clerk(entry.bureau);
  const nominationId = idOf(run, entry);
  const hashes = await Promise.all(papers.map(({ file }) => api.upload(clerk, file)));
  for (const [i, { material, words }] of papers.entries()) {
    const input = { nominationId, material, sha256: hashes[i], ...(words !== undefined && { words }) };
    await api.run(clerk, 'attachMaterial', input);
  }
};

const recordSteps = async (
  { api, cast, time, seed }: Stage,
  run: Run,
  entry: Entry,
  others: Readonly<Record<string, object>>,
): Promise<void> => {
  const { bureau, key } = entry;
  const asked = run.plan.program.steps.filter(({ on, by }) => on === 'NOMINATION' && by.includes(bureau.level));
  for (const { code } of asked) {
    const usual = nominationSteps[code]?.({ entry, today: time.today(), draw: chance(seed, `${key}/${code}`) });
    const answers = { ...usual, ...others[code] };
    await api.run(cast.clerk(bureau), 'recordStep', { nominationId: idOf(run, entry), step: code, answers });
  }
};

/** A body answers by an account of its own (R-F15). */
export const answerVetting = async (
  { api, cast, time }: Stage,
  run: Run,
  entry: Entry,
  { body, answer }: { readonly body: string; readonly answer: string },
): Promise<void> => {
  const input = { nominationId: idOf(run, entry), body, answer, answeredOn: time.today() };
  await api.run(cast.vettingBody(entry.bureau, body), 'answerVetting', input);
};
