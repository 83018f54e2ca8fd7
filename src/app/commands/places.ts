import { inTheRunning } from '../../domain/edition/alternates.ts';
import { editionStream } from '../../domain/edition/edition.ts';
import type { BarredScore } from '../../domain/edition/select.ts';
import type { Candidate } from '../../domain/edition/shortlist.ts';
import type { Position } from '../../domain/event.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { EditionId, NominationId } from '../../domain/ids.ts';
import type { Handler } from '../handler.ts';
import type { Scope } from '../scope.ts';
import { type InEdition, ofProvince, outAmong } from './on-edition.ts';

/** Scores as the read models have them, at a moment that includes the given position. */
export interface ScoresRead {
  candidates(
    edition: EditionId,
    atLeast: Position | undefined,
  ): Promise<{
    candidates: readonly Candidate[];
    awaited: readonly NominationId[];
    /** Who scored whom, of the scores that count. */
    counting: readonly BarredScore[];
    position: string;
  }>;
}

/** Everyone before the panel, and who would be, but must still supply something. */
const inTheRunningYet = async (editionId: EditionId, scores: ScoresRead, scope: Scope) => {
  const { candidates, awaited } = await scores.candidates(editionId, await scope.positionOf(editionId));
  return [...candidates, ...(await Promise.all(awaited.map((id) => scope.nomination(id))))];
};

/** Who takes which place of the target once it is known who fills the others. */
export const placesCommands = (scores: ScoresRead) => {
  const promoteAlternate: Handler<
    InEdition & {
      readonly replaced?: NominationId | undefined;
      readonly promoted: NominationId;
      readonly reason: string;
    }
  > = {
    idOf: ({ editionId }) => editionId,
    concerns: ofProvince,
    async run({ editionId, ...rest }, scope) {
      const { revision } = await scope.decide('edition', editionStream(editionId), async () => {
        const { shortlist } = await scope.edition(editionId);
        const places = [...(shortlist?.selected ?? []), ...(shortlist?.alternates ?? [])];
        const out = await outAmong(
          places.map(({ nominationId }) => nominationId),
          scope,
        );
        return { type: 'PromoteAlternate', ...rest, out };
      });
      return { revision };
    },
  };

  const reallocateSeats: Handler<
    InEdition & {
      readonly from: string;
      readonly to: string;
      readonly seats: number;
      readonly reason: string;
      readonly document: Evidence;
    }
  > = {
    idOf: ({ editionId }) => editionId,
    concerns: ofProvince,
    async run({ editionId, ...rest }, scope) {
      const { program } = await scope.edition(editionId);
      const { revision } = await scope.decide(
        'edition',
        editionStream(editionId),
        async () => {
          const edition = await scope.edition(editionId);
          const selected = (edition.shortlist?.selected ?? []).map(({ nominationId }) => nominationId);
          const running = edition.shortlist
            ? inTheRunning(edition, await outAmong(selected, scope))
            : await inTheRunningYet(editionId, scores, scope);
          return { type: 'ReallocateSeats', ...rest, running };
        },
        { ruleVersion: program.version },
      );
      return { revision };
    },
  };

  return { promoteAlternate, reallocateSeats };
};
