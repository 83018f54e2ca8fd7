import { editionStream } from '../../src/domain/edition/edition.ts';
import type { EditionId } from '../../src/domain/ids.ts';
import { slateStream } from '../../src/domain/slate/slate.ts';
import { type Access, accessOf, inOffice } from '../access.ts';
import type { FormFieldChanged } from '../changes/nomination-types.ts';
import type { Edition, Expert } from '../edition/types.ts';
import type { ErasureRequest, Restriction } from '../erasure/types.ts';
import type { Honoree, Revocation, ViolationReport } from '../honor/types.ts';
import { mayReadCase, mayReadReport } from '../honor/views.ts';
import type { Nomination } from '../nomination/types.ts';
import type { Erratum, Objection } from '../notice/types.ts';
import type { Review } from '../review/types.ts';
import type { LaurelContext } from '../services.ts';
import type { Slate } from '../slate/types.ts';
import type { DecisionTrace } from '../trace/types.ts';
import type { About } from './disclose.ts';
import type { Concerned } from './oversight.ts';

/** `office` decides as if the caller held no role of oversight; `of` is whose the object is that it was reached from. */
interface Asked {
  readonly office: Access;
  readonly context: LaurelContext;
  readonly of: About | undefined;
}

type OwnerOf<Source> = (source: Source, asked: Asked) => About | undefined | Promise<About | undefined>;

const about = (concerned: Concerned, byOffice: boolean): About => ({ concerned: [concerned], byOffice });

/** Of a nomination that stands in an edition: what is the province's business there. */
const ofTheProvince = async (concerned: Concerned, { office, context }: Asked): Promise<About | undefined> => {
  const row = concerned.nominationId && (await context.loaders.nomination.load(concerned.nominationId));
  return row ? about(concerned, office.oversees('objections', row.editionId)) : undefined;
};

type Protected = Pick<ErasureRequest, 'ownerKind' | 'ownerId'>;

const protectedAs = { PERSON: 'person', OBJECTION: 'objectionId', EXPERT: 'expert' } as const;

const ofProtected = ({ ownerKind, ownerId }: Protected, office: Access): About =>
  about({ [protectedAs[ownerKind]]: ownerId }, office.overseen('erasures').all);

/**
 * Types whose objects say themselves whose they are. What else is reached from them is theirs, as far as it is of no
 * such type; whoever is reached from nowhere is nobody's, and is kept from every role of oversight.
 */
const owners = {
  Nomination: (({ id, editionId, bureauCode }, { office }) =>
    about(
      { nominationId: id },
      office.seesBusinessOf('nominations', { editionId, bureau: bureauCode }),
    )) satisfies OwnerOf<Nomination>,
  FormFieldChanged: (({ nominationId, editionId, bureauCode }, { office }) =>
    about(
      { nominationId },
      office.seesBusinessOf('nominations', { editionId, bureau: bureauCode }),
    )) satisfies OwnerOf<FormFieldChanged>,
  Honoree: (({ nominationId, editionId, bureauCode }, { office }) =>
    about(
      { nominationId },
      office.seesBusinessOf('nominations', { editionId, bureau: bureauCode }),
    )) satisfies OwnerOf<Honoree>,
  ViolationReport: (({ editionId, bureauCode }, { context, of }) =>
    of && {
      ...of,
      byOffice: mayReadReport(inOffice(context), { bureau: bureauCode }, editionId),
    }) satisfies OwnerOf<ViolationReport>,
  Revocation: (({ editionId }, { context, of }) =>
    of && { ...of, byOffice: mayReadCase(inOffice(context), { editionId }) }) satisfies OwnerOf<Revocation>,
  Objection: (({ id, nominationId }, asked) =>
    ofTheProvince({ nominationId, objectionId: id }, asked)) satisfies OwnerOf<Objection>,
  Erratum: (({ nominationId }, asked) => ofTheProvince({ nominationId }, asked)) satisfies OwnerOf<Erratum>,
  DecisionTrace: (({ nominationId, editionId }, { office }) =>
    about(
      { nominationId: nominationId as Nomination['id'] },
      office.oversees('traces', editionId as EditionId),
    )) satisfies OwnerOf<DecisionTrace>,
  ErasureRequest: ((source, { office }) => ofProtected(source, office)) satisfies OwnerOf<ErasureRequest>,
  Restriction: ((source, { office }) => ofProtected(source, office)) satisfies OwnerOf<Restriction>,
  Slate: (({ editionId, bureauCode }, { office }) =>
    about(
      { record: slateStream(editionId, bureauCode) },
      office.seesBusinessOf('tallies', { editionId, bureau: bureauCode }),
    )) satisfies OwnerOf<Slate>,
  Edition: (({ id }, { office }) =>
    about(
      { record: editionStream(id) },
      office.within('tallies', { editionId: id }) !== undefined,
    )) satisfies OwnerOf<Edition>,
  Review: (({ nominationId, editionId, expertId }, { office, context }) =>
    about(
      { nominationId, expert: expertId },
      office.oversees('queues', editionId) || expertId === context.actor.id,
    )) satisfies OwnerOf<Review>,
  Expert: (({ actorId, editionKey }, { office, context }) =>
    about(
      { expert: actorId },
      office.oversees('queues', editionKey as EditionId) || actorId === context.actor.id,
    )) satisfies OwnerOf<Expert>,
};

/** Of these whose they are follows from what they were reached from; only who may read them is their own matter. */
const belonging: readonly string[] = ['ViolationReport', 'Revocation'];

export const knowsItsOwner = (type: string): boolean => type in owners && !belonging.includes(type);

/** Whose an object of the schema is; undefined where nobody knows. */
export const ownerOf = async (
  type: string,
  source: unknown,
  context: LaurelContext,
  of: About | undefined,
): Promise<About | undefined> => {
  if (!(type in owners)) return of;
  const asked = { office: accessOf(inOffice(context)), context, of };
  return (owners[type as keyof typeof owners] as OwnerOf<unknown>)(source, asked);
};
