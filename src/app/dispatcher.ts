import type { Actor } from '../domain/actor.ts';
import { type Decider, isRefused } from '../domain/decider.ts';
import type { EventMeta, Fact, Position, Recorded } from '../domain/event.ts';
import type { StreamName } from '../domain/ids.ts';
import { catalog } from '../log/catalog.ts';
import { AppendMismatch, type EventLog, type NewEvent, WrongExpectedRevision } from '../log/event-log.ts';
import { keyedQueue } from '../log/keyed-queue.ts';
import type { Clock } from './clock.ts';
import { policyVersion } from './permissions.ts';
import { Refused, refused } from './refused.ts';
import type { Loaded, Repository, SeenCommand } from './repository.ts';
import { saidBy } from './said.ts';

/** Who commands what, and how a repeat of it is known. */
export interface Envelope {
  readonly name: string;
  readonly commandId: string;
  /** Keyed hash of actor, name and input. */
  readonly contentHash: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  readonly ruleVersion?: string | undefined;
  /** The revision the caller has seen; -1 for none. */
  readonly expectedRevision?: number | undefined;
  /**
   * What must be settled in another stream once this decision is made and before it is recorded. Called again for
   * another attempt; if it refuses, nothing is recorded here.
   */
  readonly beforeAppend?: (() => Promise<unknown>) | undefined;
}

/** What came of one command on one stream. */
export interface Run<State> {
  readonly state: State;
  readonly revision: number;
  /** Of the last event of the command; undefined if it was already so and nothing was recorded. */
  readonly position: Position | undefined;
  readonly events: readonly Recorded[];
  /** The command had been carried out before; this is its first outcome. */
  readonly repeated: boolean;
}

/** Called anew for each attempt, so that what the command carries of other streams is as fresh as the state. */
export type Build<Command> = () => Command | Promise<Command>;

export type Dispatch = <State, Command extends { readonly type: string }, F extends Fact>(
  aggregate: Decider<State, Command, F>,
  stream: StreamName,
  build: Build<Command>,
  envelope: Envelope,
) => Promise<Run<State>>;

const mostAttempts = 12;

interface Dependencies {
  readonly log: EventLog;
  readonly repository: Repository;
  readonly clock: Clock;
}

/**
 * Load, decide, append: one command on one stream. Commands on the same stream take turns within the process;
 * between processes the expected revision decides, and the loser decides again on what it finds.
 *
 * Throws `Refused` with the decider's refusals, COMMAND_ID_REUSED, REVISION_CONFLICT or TOO_MUCH_CONTENTION;
 * `LogUnavailable` if the log cannot be reached.
 */
export const dispatcher = ({ log, repository, clock }: Dependencies): Dispatch => {
  const inTurn = keyedQueue();

  const attempt = async <State, Command extends { readonly type: string }, F extends Fact>(
    aggregate: Decider<State, Command, F>,
    stream: StreamName,
    build: Build<Command>,
    envelope: Envelope,
  ): Promise<Run<State> | 'again'> => {
    const loaded = await repository.load(aggregate, stream);
    const seen = loaded.commands.get(envelope.commandId);
    if (seen) return repeatOf(loaded, seen, envelope);
    checkRevision(loaded, envelope);
    const now = notBefore(loaded.lastRecordedAt, clock.now());
    const command = await build();
    const decision = aggregate.decide(loaded.state, command, { now, actor: envelope.actor });
    if (isRefused(decision)) throw new Refused(decision.refusals);
    if (decision.facts.length === 0) return { ...loaded, position: undefined, events: [], repeated: false };
    const events = catalog.encode(decision.facts as never, metaOf(envelope, now), saidBy(command, decision.facts));
    await envelope.beforeAppend?.();
    return append(aggregate, stream, loaded, events);
  };

  const append = async <State, Command, F extends Fact>(
    aggregate: Decider<State, Command, F>,
    stream: StreamName,
    loaded: Loaded<State>,
    events: readonly NewEvent[],
  ): Promise<Run<State> | 'again'> => {
    const { revision } = loaded;
    try {
      const appended = await log.append(stream, events, revision < 0 ? 'no-stream' : revision);
      // Another replica carried out the same command meanwhile: what it recorded counts, not what was decided here.
      if (appended.repeated) return 'again';
      const { position } = appended;
      const recorded = events.map(
        ({ said: _, ...event }, i) =>
          ({ ...event, stream, revision: revision + 1 + i, position }) as unknown as Recorded<F>,
      );
      const { state } = repository.advance(aggregate, stream, loaded, recorded);
      return { state, revision: appended.revision, position, events: recorded, repeated: false };
    } catch (error) {
      if (error instanceof WrongExpectedRevision) return 'again';
      if (error instanceof AppendMismatch) throw refused('COMMAND_ID_REUSED', { path: ['commandId'] });
      throw error;
    }
  };

  return (aggregate, stream, build, envelope) =>
    inTurn(stream, async () => {
      for (let i = 0; i < mostAttempts; i++) {
        const run = await attempt(aggregate, stream, build, envelope);
        if (run !== 'again') return run;
      }
      throw refused('TOO_MUCH_CONTENTION');
    });
};

const checkRevision = ({ revision }: Loaded<unknown>, { expectedRevision }: Envelope): void => {
  if (expectedRevision === undefined || expectedRevision === revision) return;
  throw refused('REVISION_CONFLICT', { path: ['expectedRevision'], expected: expectedRevision, actual: revision });
};

const repeatOf = <State>(loaded: Loaded<State>, seen: SeenCommand, { contentHash }: Envelope): Run<State> => {
  if (seen.contentHash !== contentHash) throw refused('COMMAND_ID_REUSED', { path: ['commandId'] });
  return { state: loaded.state, revision: seen.revision, position: seen.position, events: [], repeated: true };
};

/** The later of the clock and the stream's last event, so that time never goes back within a stream. */
const notBefore = (last: string | undefined, now: number): string => {
  const instant = new Date(now).toISOString();
  return last !== undefined && last > instant ? last : instant;
};

/**
 * Who acted, as it is recorded for good: an expert by the account only, since the name is personal and stands, sealed, in
 * the appointment.
 */
const onRecord = (actor: Actor): Actor => (actor.roles.includes('EXPERT') ? { ...actor, name: actor.id } : actor);

const metaOf = (envelope: Envelope, recordedAt: string): EventMeta => ({
  recordedAt,
  actor: onRecord(envelope.actor),
  command: { id: envelope.commandId, name: envelope.name, contentHash: envelope.contentHash },
  correlationId: envelope.correlationId,
  ...(envelope.causationId && { causationId: envelope.causationId }),
  ...(envelope.ruleVersion && { ruleVersion: envelope.ruleVersion }),
  policyVersion,
});
