import { localDateOf } from '../domain/calendar.ts';
import { editionStream } from '../domain/edition/edition.ts';
import type { ActorId, EditionId, NominationId } from '../domain/ids.ts';
import { nominationStream } from '../domain/nomination/nomination.ts';
import { conflictsStandingOn } from '../domain/review/about.ts';
import type { Conflict } from '../domain/review/conflicts.ts';
import { initialReview, reviewStream } from '../domain/review/review.ts';
import { aggregates } from './aggregates.ts';
import { refused } from './refused.ts';
import type { Repository } from './repository.ts';

interface Pair {
  readonly nominationId: NominationId;
  readonly expert: ActorId;
}
export interface PairConflicts extends Pair {
  readonly conflicts: readonly Conflict[];
}

/** Nominations before the panel, and pairs that something was declared of, as far as the read models know. */
export type PanelRead = (editionId: EditionId) => {
  readonly nominations: readonly NominationId[];
  readonly declared: readonly Pair[];
};

interface Reads {
  readonly repository: Repository;
  readonly panel: PanelRead;
  /** RFC 3339. */
  now(): string;
}

const atOnce = 64;
const keyOf = ({ nominationId, expert }: Pair): string => `${nominationId}/${expert}`;

/**
 * Every pair of an expert of the panel and a nomination before it between whom a conflict stands. Each nomination is
 * loaded once; reviews, only where something was declared.
 *
 * @throws {Refused} EDITION_NOT_FOUND
 */
export const panelConflicts = async (
  { repository, panel, now }: Reads,
  editionId: EditionId,
): Promise<readonly PairConflicts[]> => {
  const { state: edition } = await repository.load(aggregates.edition, editionStream(editionId));
  if (edition.status === 'UNOPENED') throw refused('EDITION_NOT_FOUND', { path: ['editionId'] });
  const { nominations, declared } = panel(editionId);
  const today = localDateOf(now(), edition.program.timeZone);
  const reviews = new Map(
    await inTurns(declared, async (pair) => {
      const { state } = await repository.load(aggregates.review, reviewStream(pair.nominationId, pair.expert));
      return [keyOf(pair), state] as const;
    }),
  );
  const experts = [...edition.experts.keys()];
  const found = await inTurns(nominations, async (nominationId) => {
    const { state: nomination } = await repository.load(aggregates.nomination, nominationStream(nominationId));
    if (!('id' in nomination)) return [];
    return experts.flatMap((expert): PairConflicts[] => {
      const review = reviews.get(keyOf({ nominationId, expert })) ?? initialReview;
      const conflicts = conflictsStandingOn(review, { edition, nomination, expert }, today);
      return conflicts.length > 0 ? [{ nominationId, expert, conflicts }] : [];
    });
  });
  return found.flat();
};

/** Some at a time, so that a log on another machine is not asked for a thousand streams at once. */
const inTurns = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  for (let i = 0; i < items.length; i += atOnce) {
    results.push(...(await Promise.all(items.slice(i, i + atOnce).map(work))));
  }
  return results;
};
