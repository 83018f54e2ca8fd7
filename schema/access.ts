import { GraphQLError } from 'graphql';
import { bureausByKeys, isWithin } from '../projections/bureaus.ts';
import { type ExpertKey, expertsByKeys } from '../projections/experts.ts';
import type { NominationFilter, NominationRow } from '../projections/nomination-board.ts';
import { listReviews } from '../projections/reviewer-queue.ts';
import { mayRead, type Readable } from '../src/app/permissions.ts';
import type { Actor } from '../src/domain/actor.ts';
import type { BureauCode, EditionId, NominationId } from '../src/domain/ids.ts';
import type { LaurelContext } from './services.ts';

/** How much of a nomination is shown: all of it, or what an expert needs to score it. */
export type View = 'FULL' | 'TO_SCORE';

type VisibleNominations = Pick<NominationFilter, 'within' | 'nominationIds'>;

/** How far a reader's roles reach: everywhere, or one bureau and all below it. */
type Reach = { readonly within?: BureauCode };

interface Placed {
  readonly editionId: EditionId;
  readonly bureau: BureauCode;
}

/** What one caller may see. Whatever is not allowed here is shown to nobody: a null, and absent from every list and count. */
export interface Access {
  /** What keeps a list to the nominations the caller may see, and how much of them is shown; undefined if there are none. */
  nominations(asked: Within): { readonly filter: VisibleNominations; readonly view: View } | undefined;
  viewOf(nomination: Pick<NominationRow, 'nominationId' | 'editionId' | 'bureau'>): View | undefined;
  /** The same for what is a bureau's own business, such as its tally. */
  within(what: Readable, asked: Within): Reach | undefined;
  seesBusinessOf(what: Readable, of: Placed): boolean;
  /** Whether the caller sees something of a whole edition, whichever bureau it comes from. */
  oversees(what: Readable, editionId: EditionId): boolean;
}

/** A bureau whose business, and that of all below it, is asked for. */
export interface Within {
  readonly editionId?: EditionId | undefined;
  readonly within?: BureauCode | undefined;
}

const known = new WeakMap<LaurelContext, Access>();

/** Everything about visibility is decided here, from the policy table of `src/app/permissions.ts`. */
export const accessOf = (context: LaurelContext): Access => {
  const access = known.get(context) ?? accessFor(context);
  known.set(context, access);
  return access;
};

/** After a command: it may have changed what its own caller sees. */
export const forgetAccess = (context: LaurelContext): void => {
  known.delete(context);
};

const accessFor = ({ actor, services: { reader } }: LaurelContext): Access => {
  // Who stands above whom never changes within an edition, so that it is asked once for a whole list.
  const contains = remembering((above: BureauCode, editionId: EditionId, bureau: BureauCode) =>
    isWithin(reader, { editionId, bureau }, above),
  );
  const isTop = remembering(
    (bureau: BureauCode, editionId: EditionId) => bureausByKeys(reader, [{ editionId, bureau }])[0]?.parent === null,
  );
  const covers = ({ within }: Reach, { editionId, bureau }: Placed): boolean =>
    within === undefined || within === bureau || contains(within, editionId, bureau);

  /** The smaller of what is asked for and what may be seen; undefined if they do not meet. */
  const meet = (own: Reach, { editionId, within: asked }: Within): Reach | undefined => {
    if (asked === undefined || asked === own.within) return own;
    if (own.within === undefined) return { within: asked };
    if (editionId === undefined) throw editionNeeded();
    if (contains(own.within, editionId, asked)) return { within: asked };
    return contains(asked, editionId, own.within) ? own : undefined;
  };

  const within = (what: Readable, asked: Within): Reach | undefined => {
    const own = reachOf(actor, what);
    return own && meet(own, asked);
  };

  let assigned: ReadonlySet<NominationId> | undefined;
  const assignedToMe = (): ReadonlySet<NominationId> => {
    assigned ??= assignedTo(actor, reader);
    return assigned;
  };
  const scores = actor.roles.includes('EXPERT');

  return {
    within,
    nominations(asked) {
      if (mayRead(actor, 'nominations')) {
        const filter = within('nominations', asked);
        return filter && { filter, view: 'FULL' };
      }
      if (!scores) return undefined;
      return { filter: { within: asked.within, nominationIds: [...assignedToMe()] }, view: 'TO_SCORE' };
    },
    viewOf(nomination) {
      const own = reachOf(actor, 'nominations');
      if (own && covers(own, nomination)) return 'FULL';
      return scores && assignedToMe().has(nomination.nominationId) ? 'TO_SCORE' : undefined;
    },
    seesBusinessOf(what, of) {
      const own = reachOf(actor, what);
      return own !== undefined && covers(own, of);
    },
    oversees(what, editionId) {
      const own = reachOf(actor, what);
      return own !== undefined && (own.within === undefined || isTop(own.within, editionId));
    },
  };
};

const remembering = <Args extends readonly string[]>(ask: (...args: Args) => boolean) => {
  const answers = new Map<string, boolean>();
  return (...args: Args): boolean => {
    const key = JSON.stringify(args);
    const answer = answers.get(key) ?? ask(...args);
    answers.set(key, answer);
    return answer;
  };
};

/** Auditors and inspectors whose token names no bureau are bound to none; any other role without one reaches nothing. */
const boundToNone = ['AUDITOR', 'DISCIPLINE_INSPECTOR'] as const;

const reachOf = (actor: Actor, what: Readable): Reach | undefined => {
  if (!mayRead(actor, what)) return undefined;
  if (actor.bureau !== undefined) return { within: actor.bureau };
  return boundToNone.some((role) => actor.roles.includes(role)) ? {} : undefined;
};

const everyAssignment = { first: 100_000 };

/** What an expert has to score or has scored; not what they are recused from, nor anything once they are dismissed. */
const assignedTo = ({ id }: Actor, reader: LaurelContext['services']['reader']): ReadonlySet<NominationId> => {
  const { rows } = listReviews(
    reader,
    { expert: id, statuses: ['ASSIGNED', 'SCORED'] },
    { by: 'nominationId', direction: 'ASC' },
    everyAssignment,
  );
  const seats: ExpertKey[] = [...new Set(rows.map(({ editionId }) => editionId))].map((editionId) => ({
    editionId,
    expert: id,
  }));
  const serving = new Set(
    expertsByKeys(reader, seats).flatMap((row) => (row && row.dismissedAt === null ? [row.editionId] : [])),
  );
  return new Set(rows.filter(({ editionId }) => serving.has(editionId)).map(({ nominationId }) => nominationId));
};

const editionNeeded = () =>
  new GraphQLError('To look within a bureau other than your own, name the edition too: editionId.', {
    extensions: { code: 'BAD_USER_INPUT', path: ['filter', 'editionId'] },
  });
