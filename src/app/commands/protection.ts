import type { ActorId, EditionId, NominationId, NoticeId, ObjectionId, PersonPseudonym } from '../../domain/ids.ts';
import { isOut } from '../../domain/nomination/nomination.ts';
import { initialPerson, personStream } from '../../domain/person/person.ts';
import type { Program } from '../../domain/program/program.ts';
import type { ProtectionCommand } from '../../domain/protection/decide.ts';
import {
  type DataOwner,
  type ErasureBasis,
  ownerStream,
  type RestrictionBasis,
} from '../../domain/protection/protection.ts';
import type { KeyedHash } from '../../privacy/keyed-hash.ts';
import { type Concern, type Done, decidingBureau, type Handler } from '../handler.ts';
import { Refused, refused } from '../refused.ts';
import type { Scope } from '../scope.ts';

/** Who somebody is, by one of the things an official knows them by. */
export type OwnerGiven =
  | { readonly identityNumber: string }
  | { readonly nominationId: NominationId }
  | { readonly objectionId: ObjectionId }
  | { readonly expert: ActorId };

/** What the read models know, and no stream alone does. */
export interface OwnersRead {
  ofRequest(requestId: string): Promise<DataOwner | undefined>;
  noticeOf(objectionId: ObjectionId): Promise<NoticeId | undefined>;
  /** Every edition that the expert was ever appointed in. */
  editionsOf(expert: ActorId): Promise<readonly EditionId[]>;
}

interface OnRequest {
  readonly requestId: string;
}

interface Reason {
  readonly reason: string;
}

interface OnOwner {
  readonly owner: OwnerGiven;
}

interface OnGround<Basis> extends OnOwner {
  readonly legalBasis: Basis;
  readonly document: string;
  readonly note?: string | undefined;
}

interface ProtectionDependencies {
  readonly programs: ReadonlyMap<string, Program>;
  readonly hash: KeyedHash;
  readonly owners: OwnersRead;
}

const notFound = () => refused('DATA_OWNER_NOT_FOUND', { path: ['owner'] });

export const protectionCommands = ({ programs, hash, owners }: ProtectionDependencies) => {
  /** People are no program's: the bureau that decides any of them will do; an administrator is bound to none. */
  const ofProvince = async (_: unknown, { actor }: Scope): Promise<Concern | undefined> => {
    if (actor.roles.includes('ADMIN') && actor.bureau === undefined) return undefined;
    const all = [...programs.values()];
    const program = all.find((item) => decidingBureau(item) === actor.bureau) ?? all[0];
    return program && { program, bureau: decidingBureau(program) };
  };

  const ownerOf = async (given: OwnerGiven, scope: Scope): Promise<DataOwner> => {
    if ('nominationId' in given) return { kind: 'PERSON', id: (await scope.nomination(given.nominationId)).person };
    if ('identityNumber' in given) {
      const id = hash.pseudonym(given.identityNumber);
      if ((await scope.person(id)) === initialPerson) throw notFound();
      return { kind: 'PERSON', id };
    }
    if ('objectionId' in given) {
      if ((await owners.noticeOf(given.objectionId)) === undefined) throw notFound();
      return { kind: 'OBJECTOR', id: given.objectionId };
    }
    if ((await owners.editionsOf(given.expert)).length === 0) throw notFound();
    return { kind: 'EXPERT', id: given.expert };
  };

  const ownerOfRequest = async ({ requestId }: OnRequest): Promise<DataOwner> => {
    const owner = await owners.ofRequest(requestId);
    if (!owner) throw refused('ERASURE_NOT_FOUND', { path: ['requestId'] });
    return owner;
  };

  type Plain = Exclude<ProtectionCommand, { readonly inUse: unknown }>;
  type Checked = Extract<ProtectionCommand, { readonly inUse: unknown }>;
  type Unchecked = Checked extends infer Each ? (Each extends Checked ? Omit<Each, 'inUse'> : never) : never;

  const decide = async (owner: DataOwner, command: Plain, scope: Scope): Promise<Done> => {
    const aggregate = owner.kind === 'PERSON' ? 'person' : 'protection';
    return { revision: (await scope.decide(aggregate, ownerStream(owner), () => command)).revision };
  };

  const decideUnlessInUse = async (owner: DataOwner, command: Unchecked, scope: Scope): Promise<Done> => {
    if (owner.kind === 'PERSON') {
      const { id } = owner;
      const build = async () => ({ ...command, over: await endedNominations(id as PersonPseudonym, scope) });
      return { revision: (await scope.decide('person', personStream(id as PersonPseudonym), build)).revision };
    }
    const build = async () => ({ ...command, inUse: await usesOf(owner, scope) });
    return { revision: (await scope.decide('protection', ownerStream(owner), build)).revision };
  };

  const usesOf = async ({ kind, id }: DataOwner, scope: Scope): Promise<string[]> => {
    if (kind === 'EXPERT') {
      const editions = await Promise.all(
        (await owners.editionsOf(id as ActorId)).map((edition) => scope.edition(edition)),
      );
      return editions
        .filter(({ status, experts }) => status === 'OPEN' && experts.has(id as ActorId))
        .map((edition) => edition.id);
    }
    const noticeId = await owners.noticeOf(id as ObjectionId);
    if (noticeId === undefined) throw notFound();
    const { objections, editionId } = await scope.notice(noticeId);
    const status = objections.get(id as ObjectionId)?.status;
    const isOpen = status === 'LODGED' || status === 'ADMITTED';
    return isOpen && (await scope.edition(editionId)).status === 'OPEN' ? [id] : [];
  };

  /** What is done with the data of whom the command names. */
  const onOwner = <Input extends { readonly owner: OwnerGiven }>(
    run: (owner: DataOwner, input: Input, scope: Scope) => Promise<Done>,
  ): Handler<Input> => ({
    idOf: (_, commandId) => commandId,
    concerns: ofProvince,
    run: async (input, scope) => run(await ownerOf(input.owner, scope), input, scope),
  });

  /** What is decided on a request that was made. */
  const onRequest = <Input extends OnRequest>(
    run: (owner: DataOwner, input: Input, scope: Scope) => Promise<Done>,
  ): Handler<Input> => ({
    idOf: ({ requestId }) => requestId,
    concerns: ofProvince,
    run: async (input, scope) => run(await ownerOfRequest(input), input, scope),
  });

  return {
    requestErasure: onOwner<OnGround<ErasureBasis>>((owner, input, scope) =>
      decideUnlessInUse(owner, { ...input, type: 'RequestErasure', owner, requestId: scope.commandId }, scope),
    ),
    approveErasure: onRequest<OnRequest>((owner, { requestId }, scope) =>
      decideUnlessInUse(owner, { type: 'ApproveErasure', owner, requestId }, scope),
    ),
    declineErasure: onRequest<OnRequest & Reason>((owner, { requestId, reason }, scope) =>
      decide(owner, { type: 'DeclineErasure', owner, requestId, reason }, scope),
    ),
    restrictPersonalData: onOwner<OnGround<RestrictionBasis>>((owner, input, scope) =>
      decide(owner, { ...input, type: 'Restrict', owner }, scope),
    ),
    liftRestriction: onOwner<OnOwner & Reason>((owner, { reason }, scope) =>
      decide(owner, { type: 'LiftRestriction', owner, reason }, scope),
    ),
  };
};

/** Of a person's nominations those that nothing more comes of: out of the running, or of an edition that is concluded. */
const endedNominations = async (person: PersonPseudonym, scope: Scope): Promise<NominationId[]> => {
  const { claims } = await scope.person(person);
  const ended = await Promise.all(
    [...claims].map(async ([editionId, nominationId]) => {
      if ((await scope.edition(editionId)).status === 'CONCLUDED') return [nominationId];
      const nomination = await scope.nomination(nominationId).catch(absent);
      return nomination && isOut(nomination.status) ? [nominationId] : [];
    }),
  );
  return ended.flat();
};

/** A claim whose nomination is not recorded yet, or never will be: the agenda sees to it. */
const absent = (error: unknown): undefined => {
  if (!(error instanceof Refused)) throw error;
};
