import type { Actor } from '../domain/actor.ts';
import { type Decider, isRefused } from '../domain/decider.ts';
import type { Edition } from '../domain/edition/edition.ts';
import { editionStream } from '../domain/edition/edition.ts';
import type { Fact, Position, Recorded } from '../domain/event.ts';
import { type Honor, honorStream } from '../domain/honor/honor.ts';
import type {
  ActorId,
  BureauCode,
  CertificateNumber,
  EditionId,
  NominationId,
  NoticeId,
  PersonPseudonym,
  StreamName,
} from '../domain/ids.ts';
import { type Nomination, nominationStream } from '../domain/nomination/nomination.ts';
import { type Notice, noticeStream } from '../domain/notice/notice.ts';
import { type Person, personStream } from '../domain/person/person.ts';
import { type DataOwner, ownerStream, type Protection } from '../domain/protection/protection.ts';
import { type ReviewState, reviewStream } from '../domain/review/review.ts';
import { type Slate, slateStream } from '../domain/slate/slate.ts';
import { stepIdOf } from '../log/event-id.ts';
import { type AggregateName, aggregates, type CommandOf, type StateOf } from './aggregates.ts';
import type { Build, Dispatch, Envelope, Run } from './dispatcher.ts';
import { Refused, refused } from './refused.ts';
import type { Repository } from './repository.ts';

/** What a command handler works with: who asks, the streams it may look at, and the way to decide on one. */
export interface Scope {
  readonly actor: Actor;
  readonly commandId: string;
  /** What the caller expects of the stream that the command is about. */
  readonly expectedRevision: number | undefined;
  /** Refuses with EDITION_NOT_FOUND, and so on, if there is none. */
  edition(id: EditionId): Promise<Edition>;
  nomination(id: NominationId): Promise<Nomination>;
  notice(id: NoticeId): Promise<Notice>;
  honor(certificate: CertificateNumber): Promise<Honor>;
  slate(edition: EditionId, bureau: BureauCode): Promise<Slate>;
  /** Of one expert and one nomination between whom there is nothing yet, the initial state. */
  review(nomination: NominationId, expert: ActorId): Promise<ReviewState>;
  /** UTC ISO 8601 with milliseconds. */
  now(): string;
  /** Of whom nothing is known holds no honors. */
  person(pseudonym: PersonPseudonym): Promise<Person>;
  /** What is decided of somebody's data. */
  protection(owner: DataOwner): Promise<Protection>;
  /** Decides on a stream and records what follows. Further steps of one command are named. */
  decide<Name extends AggregateName>(
    aggregate: Name,
    stream: StreamName,
    build: Build<CommandOf<Name>>,
    step?: Step,
  ): Promise<Run<StateOf<Name>>>;
  /** Refuses what `decide` would refuse, and records nothing; silent if the command was carried out before. */
  preview<Name extends AggregateName>(
    aggregate: Name,
    stream: StreamName,
    build: Build<CommandOf<Name>>,
    step?: string,
  ): Promise<void>;
  /** Position of the last event of an edition's own stream. */
  positionOf(edition: EditionId): Promise<Position | undefined>;
  /** Position of the last event of this command, also of one carried out before. */
  lastPosition(): Position | undefined;
  /** All events that this command has led to so far, in order. */
  readonly recorded: readonly Recorded[];
}

interface ScopeDependencies {
  readonly repository: Repository;
  readonly dispatch: Dispatch;
  /** UTC ISO 8601 with milliseconds. */
  now(): string;
}

interface Step {
  readonly name?: string;
  readonly ruleVersion?: string;
  readonly beforeAppend?: Envelope['beforeAppend'];
}

const deciderOf = <Name extends AggregateName>(name: Name) =>
  aggregates[name] as unknown as Decider<StateOf<Name>, CommandOf<Name>, Fact>;

export const scopeOf = ({ repository, dispatch, now }: ScopeDependencies, envelope: Envelope): Scope => {
  const recorded: Recorded[] = [];
  let last: Position | undefined;
  return {
    actor: envelope.actor,
    commandId: envelope.commandId,
    expectedRevision: envelope.expectedRevision,
    recorded,
    lastPosition: () => last,
    async edition(id) {
      const { state } = await repository.load(aggregates.edition, editionStream(id));
      if (state.status === 'UNOPENED') throw refused('EDITION_NOT_FOUND', { path: ['editionId'] });
      return state;
    },
    async nomination(id) {
      const { state } = await repository.load(aggregates.nomination, nominationStream(id));
      if (!('id' in state)) throw refused('NOMINATION_NOT_FOUND', { path: ['nominationId'] });
      return state;
    },
    async notice(id) {
      const { state } = await repository.load(aggregates.notice, noticeStream(id));
      if (state.status === 'NONE') throw refused('NOTICE_NOT_FOUND', { path: ['noticeId'] });
      return state;
    },
    async honor(certificate) {
      const { state } = await repository.load(aggregates.honor, honorStream(certificate));
      if (state.status === 'NONE') throw refused('HONOR_NOT_FOUND', { path: ['certificate'] });
      return state;
    },
    now,
    async review(nomination, expert) {
      return (await repository.load(aggregates.review, reviewStream(nomination, expert))).state;
    },
    async slate(edition, bureau) {
      return (await repository.load(aggregates.slate, slateStream(edition, bureau))).state;
    },
    async person(pseudonym) {
      return (await repository.load(aggregates.person, personStream(pseudonym))).state;
    },
    async protection(owner) {
      if (owner.kind === 'PERSON') return (await this.person(owner.id as PersonPseudonym)).protection;
      return (await repository.load(aggregates.protection, ownerStream(owner))).state;
    },
    async preview(name, stream, build, step) {
      const aggregate = deciderOf(name);
      const commandId = step ? stepIdOf(envelope.commandId, step) : envelope.commandId;
      const { state, commands } = await repository.load(aggregate, stream);
      if (commands.has(commandId)) return;
      const decision = aggregate.decide(state, await build(), { now: now(), actor: envelope.actor });
      if (isRefused(decision)) throw new Refused(decision.refusals);
    },
    async positionOf(edition) {
      return (await repository.load(aggregates.edition, editionStream(edition))).position;
    },
    async decide(aggregateName, stream, build, { name, ruleVersion, beforeAppend } = {}) {
      const aggregate = deciderOf(aggregateName);
      const { expectedRevision, ...rest } = envelope;
      const run = await dispatch(aggregate, stream, build, {
        ...rest,
        ...(name ? { commandId: stepIdOf(envelope.commandId, name) } : { expectedRevision }),
        ...(ruleVersion && { ruleVersion }),
        ...(beforeAppend && { beforeAppend }),
      });
      recorded.push(...run.events);
      last = run.position ?? last;
      return run;
    },
  };
};
