import type { ActorId, NominationId } from '../ids.ts';
import type { Program, Rubric } from '../program/program.ts';
import { type Candidate, type Ranking, rankShortlist } from './shortlist.ts';

/** What did not happen: one expert's scores are not there, or one nominee is not. */
export interface Without {
  readonly expert?: ActorId | undefined;
  readonly nominationId?: NominationId | undefined;
}

export type OutcomeStanding = 'SELECTED' | 'ALTERNATE' | 'BELOW_PASS_MARK' | 'OUT';

/** Where somebody stands in one ranking. OUT: not ranked at all, for want of any score or as the one left out. */
export interface Standpoint {
  readonly standing: OutcomeStanding;
  readonly rank: number | null;
  /** Four decimal places. */
  readonly score: string | null;
}

/** Whose outcome differs, and how. */
export interface Change {
  readonly nominationId: NominationId;
  readonly before: Standpoint;
  readonly after: Standpoint;
}

export interface Counterfactual {
  readonly before: Ranking;
  readonly after: Ranking;
  /** Who would be selected or not selected otherwise, by the rank they have now. */
  readonly changes: readonly Change[];
  /** Nominations that would have fewer reviews than the panel asks for. */
  readonly short: readonly NominationId[];
}

const lacking = ({ expert, nominationId }: Without, candidate: Candidate): readonly Candidate[] => {
  if (candidate.nominationId === nominationId) return [];
  const { experts = [], reviews } = candidate;
  if (expert === undefined || !experts.includes(expert)) return [candidate];
  const stays = (_: unknown, i: number) => experts[i] !== expert;
  return [{ ...candidate, experts: experts.filter(stays), reviews: reviews.filter(stays) }];
};

const out: Standpoint = { standing: 'OUT', rank: null, score: null };

/** Everybody's standpoint in a ranking, by nomination. */
const standpointsIn = ({ selected, alternates, belowPassMark }: Ranking): ReadonlyMap<NominationId, Standpoint> =>
  new Map<NominationId, Standpoint>([
    ...selected.map(({ nominationId, rank, score }) => [nominationId, { standing: 'SELECTED', rank, score }] as const),
    ...alternates.map(
      ({ nominationId, rank, score }) => [nominationId, { standing: 'ALTERNATE', rank, score }] as const,
    ),
    ...belowPassMark.map((id) => [id, { standing: 'BELOW_PASS_MARK', rank: null, score: null }] as const),
  ]);

/** Without any score nobody is ranked. */
const ranked = (candidates: readonly Candidate[], rubric: Rubric, program: Program): Ranking =>
  rankShortlist(
    candidates.filter(({ reviews }) => reviews.length > 0),
    rubric,
    program,
  );

/** The ranking by rule as it is, and as it would be; nothing is recorded of it. */
export const counterfactual = (
  candidates: readonly Candidate[],
  without: Without,
  { rubric, program }: { readonly rubric: Rubric; readonly program: Program },
): Counterfactual => {
  const remaining = candidates.flatMap((candidate) => lacking(without, candidate));
  const before = ranked(candidates, rubric, program);
  const after = ranked(remaining, rubric, program);
  const [was, would] = [standpointsIn(before), standpointsIn(after)];
  const changes = [...new Set([...was.keys(), ...would.keys()])].flatMap((nominationId): readonly Change[] => {
    const change = { nominationId, before: was.get(nominationId) ?? out, after: would.get(nominationId) ?? out };
    return change.before.standing === change.after.standing ? [] : [change];
  });
  const had = new Map(candidates.map(({ nominationId, reviews }) => [nominationId, reviews.length]));
  const short = remaining.filter(
    ({ nominationId, reviews }) => reviews.length < rubric.panelSize && reviews.length < (had.get(nominationId) ?? 0),
  );
  return { before, after, changes, short: short.map(({ nominationId }) => nominationId) };
};
