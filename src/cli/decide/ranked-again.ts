import { bureaus } from '../../../projections/bureaus.ts';
import { editions } from '../../../projections/editions.ts';
import { experts } from '../../../projections/experts.ts';
import { nominationBoard } from '../../../projections/nomination-board.ts';
import { quotaTally } from '../../../projections/quota-tally.ts';
import { replayed } from '../../../projections/replayed.ts';
import { reviewerQueue } from '../../../projections/reviewer-queue.ts';
import { candidates, scoreboard } from '../../../projections/scoreboard.ts';
import { canonicalHash } from '../../app/canonical-hash.ts';
import type { LaurelFact } from '../../domain/agenda.ts';
import { deviate } from '../../domain/edition/deviate.ts';
import { type EditionFact, editionStream, evolveEdition, initialEdition } from '../../domain/edition/edition.ts';
import { rankShortlist } from '../../domain/edition/shortlist.ts';
import type { Position, Recorded } from '../../domain/event.ts';
import { editionId } from '../../domain/ids.ts';
import { comparePositions } from '../../log/event-log.ts';

interface Compared {
  readonly what: string;
  readonly recorded: string;
  readonly derived: string;
}

export interface RankedAgain {
  readonly same: boolean;
  readonly edition: string;
  /** Position of the decision, and of the scores it was based on. */
  readonly position: string;
  readonly basedOn: string;
  readonly checks: readonly Compared[];
  readonly selected: number;
  readonly alternates: number;
  readonly deviations: number;
}

/** The read models that scores are counted by. */
const counting = [editions, bureaus, experts, quotaTally, nominationBoard, reviewerQueue, scoreboard];

type Decided = Recorded<Extract<LaurelFact, { type: 'ShortlistDecided' }>>;

/** @param events the whole log, opened, in order. Undefined where no shortlist of the edition was decided. */
export const rankedAgain = (events: readonly Recorded[], edition: string): RankedAgain | undefined => {
  const id = editionId.parse(edition);
  const stream = editionStream(id);
  const own = events.filter((event) => event.stream === stream);
  const decided = own.find(({ type }) => type === 'ShortlistDecided') as Decided | undefined;
  if (!decided) return undefined;
  const { selected, alternates, belowPassMark, basedOn, deviations = [], passedOver = [] } = decided.data;
  const state = own
    .slice(0, own.indexOf(decided))
    .reduce((at, event) => evolveEdition(at, event as Recorded<EditionFact>), initialEdition);
  if (state.status === 'UNOPENED' || !state.rubric) return undefined;

  const until = basedOn.position as Position;
  const scores = replayed(
    counting,
    events.filter(({ position }) => comparePositions(position, until) <= 0),
  );
  const ranked = candidates(scores, id);
  const outcome = deviate(rankShortlist(ranked, state.rubric, state.program), deviations, state.program);
  const derived = 'ranking' in outcome ? outcome.ranking : undefined;
  const listOf = (list: object): string => canonicalHash(list);
  const checks: Compared[] = [
    { what: 'inputs', recorded: basedOn.inputsHash, derived: canonicalHash(ranked) },
    ...(basedOn.rubricHash === undefined
      ? []
      : [{ what: 'rubric', recorded: basedOn.rubricHash, derived: canonicalHash(state.rubric) }]),
    ...(basedOn.ruleVersion === undefined
      ? []
      : [{ what: 'rules', recorded: basedOn.ruleVersion, derived: state.program.version }]),
    {
      what: 'list',
      recorded: listOf({ selected, alternates, belowPassMark, passedOver }),
      derived: derived
        ? listOf({
            selected: derived.selected,
            alternates: derived.alternates,
            belowPassMark: derived.belowPassMark,
            passedOver: derived.passedOver,
          })
        : 'none: a deviation does not hold',
    },
  ];
  return {
    same: checks.every((check) => check.recorded === check.derived),
    edition: id,
    position: decided.position,
    basedOn: until,
    checks,
    selected: selected.length,
    alternates: alternates.length,
    deviations: deviations.length,
  };
};
