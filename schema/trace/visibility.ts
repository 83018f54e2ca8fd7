import { bureaus, bureausByKeys } from '../../projections/bureaus.ts';
import { editions } from '../../projections/editions.ts';
import { experts, expertsByKeys } from '../../projections/experts.ts';
import { nominationBoard } from '../../projections/nomination-board.ts';
import type { Reader } from '../../projections/reader.ts';
import { replayed } from '../../projections/replayed.ts';
import { reviewerQueue, reviewsOf } from '../../projections/reviewer-queue.ts';
import { mayRead, mayReadAt } from '../../src/app/permissions.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { editionStream } from '../../src/domain/edition/edition.ts';
import type { Position, Recorded } from '../../src/domain/event.ts';
import type { EditionId, NominationId } from '../../src/domain/ids.ts';
import { type Nomination, nominationStream } from '../../src/domain/nomination/nomination.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { reviewStream } from '../../src/domain/review/review.ts';
import { type Access, accessOf, type View } from '../access.ts';
import type { LaurelContext } from '../services.ts';
import { upTo } from '../streams.ts';
import type { VisibilityReason } from './visibility-types.ts';

/** What tells who could see a nomination at a moment: assignments, panel and program as they were. */
export interface Then {
  /** Undefined where it was not nominated yet. */
  readonly nomination: Nomination | undefined;
  readonly reader: Reader;
}

/** From the three streams that it depends on: the edition, the nomination, and the review of it by the one asked about. */
export const thenOf = async (
  nominationId: NominationId,
  editionId: EditionId,
  actor: Actor,
  position: Position,
  { loaders }: LaurelContext,
): Promise<Then> => {
  const names = [editionStream(editionId), nominationStream(nominationId), reviewStream(nominationId, actor.id)];
  const [edition, own, review] = await Promise.all(
    names.map(async (name) => upTo(await loaders.stream.load(name), position)),
  );
  const events: readonly Recorded[] = [...(edition ?? []), ...(own ?? []), ...(review ?? [])];
  const revision = own?.at(-1)?.revision;
  const dossier = revision === undefined ? undefined : await loaders.dossier.load({ id: nominationId, revision });
  return {
    nomination: dossier?.nomination(),
    reader: replayed([editions, bureaus, experts, nominationBoard, reviewerQueue], events),
  };
};

export interface Seen {
  readonly access: Access;
  readonly view: View | undefined;
  readonly reason: VisibilityReason;
}

/** What the rules of access come to on what was known then: the same rules that answer today's callers. */
export const seenBy = (actor: Actor, { nomination, reader }: Then, program: Program | undefined): Seen => {
  const access = accessOf({ actor, services: { reader } });
  if (!nomination) return { access, view: undefined, reason: 'NOT_NOMINATED_YET' };
  const { id, editionId, bureau, holder, status } = nomination;
  const view = access.viewOf({ nominationId: id, editionId, bureau, holder, status });
  return { access, view, reason: view ? whySeen(view, actor, nomination) : whyNot(actor, nomination, reader, program) };
};

const whySeen = (view: View, actor: Actor, { bureau }: Nomination): VisibilityReason => {
  if (view === 'TO_SCORE') return 'ASSIGNED_EXPERT';
  if (view === 'TO_VET') return 'VETTING';
  if (actor.bureau === undefined) return 'OVERSIGHT';
  return actor.bureau === bureau ? 'OWN_BUREAU' : 'BUREAU_ABOVE';
};

const whyNot = (
  actor: Actor,
  nomination: Nomination,
  reader: Reader,
  program: Program | undefined,
): VisibilityReason => {
  if (actor.roles.includes('EXPERT')) return whyNotToScore(actor, nomination, reader);
  if (mayRead(actor, 'nominations')) return whyNotInFull(actor, nomination, reader);
  if (!actor.roles.includes('VETTING_BODY')) return 'NO_ROLE_FOR_IT';
  const asked = program?.vetting?.bodies.some(({ code }) => code === actor.body) && actor.bureau === nomination.bureau;
  return asked ? 'VETTING_OVER' : 'NOT_ASKED_TO_VET';
};

const whyNotInFull = (actor: Actor, { editionId }: Nomination, reader: Reader): VisibilityReason => {
  if (actor.bureau === undefined) return 'ROLE_OF_ANOTHER_LEVEL';
  const [own] = bureausByKeys(reader, [{ editionId, bureau: actor.bureau }]);
  return own && !mayReadAt(actor, 'nominations', own.level) ? 'ROLE_OF_ANOTHER_LEVEL' : 'ANOTHER_BUREAU';
};

const whyNotToScore = ({ id: expert }: Actor, { id, editionId }: Nomination, reader: Reader): VisibilityReason => {
  const review = reviewsOf(reader, [id])
    .get(id)
    ?.find((row) => row.expert === expert);
  if (!review) return 'NOT_ASSIGNED';
  const [seat] = expertsByKeys(reader, [{ editionId, expert }]);
  return seat && seat.dismissedAt === null ? 'RECUSED' : 'DISMISSED';
};
