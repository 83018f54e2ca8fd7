import type { ActorId, BureauCode, EditionId, NominationId } from '../src/domain/ids.ts';
import type { NominationStatus } from '../src/domain/nomination/nomination.ts';
import { type Condition, condition, contains, equals, oneOf, withinJurisdiction } from './conditions.ts';

/** Which nominations of the board: those to which everything given applies. */
export interface NominationFilter {
  readonly editionId?: EditionId | undefined;
  readonly bureau?: BureauCode | undefined;
  /** Nominated by this bureau or one below it. */
  readonly within?: BureauCode | undefined;
  readonly holder?: BureauCode | undefined;
  readonly statuses?: readonly NominationStatus[] | undefined;
  readonly category?: string | undefined;
  /** A part of the name. */
  readonly search?: string | undefined;
  readonly nominationIds?: readonly NominationId[] | undefined;
  readonly draftedBy?: ActorId | undefined;
  /** Whether a waiver was asked for that nobody has answered. */
  readonly waiverRequested?: boolean | undefined;
  /** Whether it is returned for a supplement. */
  readonly supplementDue?: boolean | undefined;
  /** Drafted by a bureau and not put forward yet, in one of these editions. */
  readonly vetted?: { readonly by: BureauCode; readonly editionIds: readonly EditionId[] } | undefined;
}

/** Statuses of what a bureau has drafted and not put forward. */
export const beforeForwarding: readonly NominationStatus[] = ['DRAFTED', 'RETURNED', 'PASSED'];

const awaitsWaiver = `n.openWaivers > 0 AND n.status NOT IN ('REJECTED', 'WITHDRAWN', 'LAPSED', 'DISQUALIFIED')`;
const awaitsSupplement = `n.supplementDueOn IS NOT NULL AND n.status = 'RETURNED'`;

const holds = (sql: string, wanted: boolean | undefined): Condition =>
  wanted === undefined ? undefined : condition(wanted ? sql : `NOT (${sql})`);

/** Over nominations `n`. */
export const conditionsOf = (filter: NominationFilter): readonly Condition[] => [
  equals('n.editionId', filter.editionId),
  equals('n.bureau', filter.bureau),
  withinJurisdiction('n', filter.within),
  equals('n.holder', filter.holder),
  oneOf('n.status', filter.statuses),
  equals('n.category', filter.category),
  contains('n.name', filter.search),
  oneOf('n.nominationId', filter.nominationIds),
  equals('n.draftedBy', filter.draftedBy),
  holds(awaitsWaiver, filter.waiverRequested),
  holds(awaitsSupplement, filter.supplementDue),
  ...(filter.vetted
    ? [
        equals('n.bureau', filter.vetted.by),
        equals('n.holder', filter.vetted.by),
        oneOf('n.status', beforeForwarding),
        oneOf('n.editionId', filter.vetted.editionIds),
      ]
    : []),
];
