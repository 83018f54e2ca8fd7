import { GraphQLError } from 'graphql';
import { type BureauRow, bureausByKeys, isWithin } from '../projections/bureaus.ts';
import { listEditions, programOf } from '../projections/editions.ts';
import { type ExpertKey, expertsByKeys } from '../projections/experts.ts';
import type { NominationRow } from '../projections/nomination-board.ts';
import { beforeForwarding, type NominationFilter } from '../projections/nomination-filter.ts';
import { listReviews } from '../projections/reviewer-queue.ts';
import { holdsOversight, inOfficeOnly, mayReadAt, type Readable } from '../src/app/permissions.ts';
import type { Actor } from '../src/domain/actor.ts';
import type { BureauCode, EditionId, NominationId } from '../src/domain/ids.ts';
import type { BlindPart } from '../src/domain/program/blinding.ts';
import { type HiddenFromExperts, hiddenFromExperts } from '../src/domain/program/hidden-from-experts.ts';
import type { LaurelContext } from './services.ts';

/** How much of a nomination is shown: all of it, what an expert needs to score it, or what a body needs to vet it. */
export type View = 'FULL' | 'TO_SCORE' | 'TO_VET';

type VisibleNominations = Pick<NominationFilter, 'within' | 'nominationIds' | 'vetted'>;

/** How far a reader's roles reach: everywhere, or one bureau and all below it. */
type Reach = { readonly within?: BureauCode };

type Viewed = Pick<NominationRow, 'nominationId' | 'editionId' | 'bureau' | 'holder' | 'status'>;

interface Placed {
  readonly editionId: EditionId;
  readonly bureau: BureauCode;
}

/** What one caller may see. Whatever is not allowed here is shown to nobody: a null, and absent from every list and count. */
export interface Access {
  /** What keeps a list to the nominations the caller may see, and how much of them is shown; undefined if there are none. */
  nominations(asked: AskedAbout): { readonly filter: VisibleNominations; readonly view: View } | undefined;
  viewOf(nomination: Viewed): View | undefined;
  /** What experts are not shown of the nominations of an edition that they score; undefined if it is not blinded. */
  hidden(editionId: EditionId): HiddenFromExperts | undefined;
  /** The same for what is a bureau's own business, such as its tally. */
  within(what: Readable, asked: Within): Reach | undefined;
  seesBusinessOf(what: Readable, of: Placed): boolean;
  /** Whether the caller sees something of a whole edition, whichever bureau it comes from. */
  oversees(what: Readable, editionId: EditionId): boolean;
  /** The editions of which that is so. */
  overseen(what: Readable): { readonly all: boolean; readonly editions: readonly EditionId[] };
}

/** A bureau whose business, and that of all below it, is asked for. */
export interface Within {
  readonly editionId?: EditionId | undefined;
  readonly within?: BureauCode | undefined;
}

/** `tells`: what the answer would tell of nominations, such as their names where it is sorted by them. */
interface AskedAbout extends Within {
  readonly tells?: readonly BlindPart[];
}

/** Whose access it is, and what tells. */
interface Asking {
  readonly actor: Actor;
  /** Read models of now, or of the moment that is asked about. */
  readonly services: Pick<LaurelContext['services'], 'reader'>;
}

const known = new WeakMap<Asking, Access>();

/** Everything about visibility is decided here, from the policy table of `src/app/permissions.ts`. */
export const accessOf = (context: Asking): Access => {
  const access = known.get(context) ?? accessFor(context);
  known.set(context, access);
  return access;
};

const offices = new WeakMap<LaurelContext, LaurelContext>();

/** The same request without the caller's roles of oversight: what is open to them by their office alone. */
export const inOffice = (context: LaurelContext): LaurelContext => {
  if (!holdsOversight(context.actor)) return context;
  const office = offices.get(context) ?? { ...context, actor: inOfficeOnly(context.actor) };
  offices.set(context, office);
  return office;
};

/** After a command: it may have changed what its own caller sees. */
export const forgetAccess = (context: LaurelContext): void => {
  known.delete(context);
  offices.delete(context);
};

const accessFor = ({ actor, services: { reader } }: Asking): Access => {
  // Who stands above whom never changes within an edition, so that it is asked once for a whole list.
  const contains = remembering((above: BureauCode, editionId: EditionId, bureau: BureauCode) =>
    isWithin(reader, { editionId, bureau }, above),
  );
  const covers = ({ within }: Reach, { editionId, bureau }: Placed): boolean =>
    within === undefined || within === bureau || contains(within, editionId, bureau);

  let places: OwnBureau | undefined;
  const ownBureau = (): OwnBureau => {
    places ??= ownBureauOf(actor, reader);
    return places;
  };

  /** A role of one level means nothing in a bureau of another, and which level a bureau has, an edition says. */
  const reachOf = (what: Readable, editionId: EditionId | undefined): Reach | undefined => {
    if (actor.bureau === undefined) return mayReadAt(actor, what, undefined) ? {} : undefined;
    const rows = editionId === undefined ? [...ownBureau().values()] : [ownBureau().get(editionId)];
    const known = rows.filter((row) => row !== undefined);
    const held = known.filter(({ level }) => mayReadAt(actor, what, level));
    if (held.length === 0) return undefined;
    if (held.length < known.length) throw editionNeeded('where your bureau is of another level in another edition');
    return { within: actor.bureau };
  };

  const oversees = (what: Readable, editionId: EditionId): boolean => {
    const own = reachOf(what, editionId);
    return own !== undefined && (own.within === undefined || ownBureau().get(editionId)?.parent === null);
  };

  /** The smaller of what is asked for and what may be seen; undefined if they do not meet. */
  const meet = (own: Reach, { editionId, within: asked }: Within): Reach | undefined => {
    if (asked === undefined || asked === own.within) return own;
    if (own.within === undefined) return { within: asked };
    if (editionId === undefined) throw editionNeeded('within a bureau other than your own');
    if (contains(own.within, editionId, asked)) return { within: asked };
    return contains(asked, editionId, own.within) ? own : undefined;
  };

  const within = (what: Readable, asked: Within): Reach | undefined => {
    const own = reachOf(what, asked.editionId);
    return own && meet(own, asked);
  };

  let assigned: Assigned | undefined;
  const assignedToMe = (): Assigned => {
    assigned ??= assignedTo(actor, reader);
    return assigned;
  };
  const scores = actor.roles.includes('EXPERT');

  const blinded = new Map<EditionId, HiddenFromExperts | undefined>();
  const hidden = (editionId: EditionId): HiddenFromExperts | undefined => {
    if (!blinded.has(editionId)) {
      const program = programOf(reader, editionId);
      blinded.set(editionId, program?.blinding && hiddenFromExperts(program));
    }
    return blinded.get(editionId);
  };
  const mayBeTold = (editionId: EditionId, tells: readonly BlindPart[]): boolean =>
    !tells.some((part) => hidden(editionId)?.[part]);

  let vetted: { readonly by: VettedIn | undefined } | undefined;
  const vettedByMe = (): VettedIn | undefined => {
    vetted ??= { by: vettedBy(actor, reader) };
    return vetted.by;
  };

  return {
    within,
    hidden,
    nominations(asked) {
      if (reachOf('nominations', asked.editionId)) {
        const filter = within('nominations', asked);
        return filter && { filter, view: 'FULL' };
      }
      if (scores) {
        const { tells = [] } = asked;
        const mine = [...assignedToMe()].filter(([, editionId]) => mayBeTold(editionId, tells));
        return { filter: { within: asked.within, nominationIds: mine.map(([id]) => id) }, view: 'TO_SCORE' };
      }
      const mine = vettedByMe();
      return mine && { filter: { within: asked.within, vetted: mine }, view: 'TO_VET' };
    },
    viewOf(nomination) {
      const own = reachOf('nominations', nomination.editionId);
      if (own && covers(own, nomination)) return 'FULL';
      if (scores && assignedToMe().has(nomination.nominationId)) return 'TO_SCORE';
      return isVettedIn(vettedByMe(), nomination) ? 'TO_VET' : undefined;
    },
    seesBusinessOf(what, of) {
      const own = reachOf(what, of.editionId);
      return own !== undefined && covers(own, of);
    },
    oversees,
    overseen(what) {
      if (actor.bureau === undefined) return { all: mayReadAt(actor, what, undefined), editions: [] };
      const editions = [...ownBureau().keys()].filter((editionId) => oversees(what, editionId));
      return { all: editions.length > 0 && editions.length === ownBureau().size, editions };
    },
  };
};

/** The caller's bureau as each edition knows it, if it does. */
type OwnBureau = ReadonlyMap<EditionId, BureauRow | undefined>;

const everyEdition = { first: 10_000 };

const ownBureauOf = ({ bureau }: Actor, reader: LaurelContext['services']['reader']): OwnBureau => {
  if (bureau === undefined) return new Map();
  const { rows } = listEditions(reader, {}, { by: 'openedAt', direction: 'ASC' }, everyEdition);
  const keys = rows.map(({ editionId }) => ({ editionId, bureau }));
  const places = bureausByKeys(reader, keys);
  return new Map(keys.map(({ editionId }, i) => [editionId, places[i]]));
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

const everyAssignment = { first: 100_000 };

/** With the edition of each. */
type Assigned = ReadonlyMap<NominationId, EditionId>;

/** What an expert has to score or has scored; not what they are recused from, nor anything once they are dismissed. */
const assignedTo = ({ id }: Actor, reader: LaurelContext['services']['reader']): Assigned => {
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
  return new Map(
    rows
      .filter(({ editionId }) => serving.has(editionId))
      .map(({ nominationId, editionId }) => [nominationId, editionId]),
  );
};

type VettedIn = NonNullable<NominationFilter['vetted']>;

/**
 * What a body is asked about: nominations that its own bureau drafted and has not put forward yet, in editions whose
 * program asks that body. Undefined for who speaks for none.
 */
const vettedBy = (
  { roles, bureau, body }: Actor,
  reader: LaurelContext['services']['reader'],
): VettedIn | undefined => {
  if (!roles.includes('VETTING_BODY') || bureau === undefined || body === undefined) return undefined;
  const { rows } = listEditions(reader, {}, { by: 'openedAt', direction: 'ASC' }, everyEdition);
  const editionIds = rows
    .map(({ editionId }) => editionId)
    .filter((id) => programOf(reader, id)?.vetting?.bodies.some(({ code }) => code === body));
  return { by: bureau, editionIds };
};

const isVettedIn = (vetted: VettedIn | undefined, { editionId, bureau, holder, status }: Viewed): boolean =>
  vetted !== undefined &&
  bureau === vetted.by &&
  holder === vetted.by &&
  beforeForwarding.includes(status) &&
  vetted.editionIds.includes(editionId);

/** `when` completes "To look …". */
const editionNeeded = (when: string) =>
  new GraphQLError(`To look ${when}, name the edition too: editionId.`, {
    extensions: { code: 'BAD_USER_INPUT', path: ['filter', 'editionId'] },
  });
