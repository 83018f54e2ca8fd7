import { randomUUID } from 'node:crypto';
import { accessStream } from '../domain/access/access.ts';
import type { RecordRead } from '../domain/access/decide.ts';
import type { Actor } from '../domain/actor.ts';
import type { Calendar } from '../domain/calendar.ts';
import { editionStream } from '../domain/edition/edition.ts';
import type { Position, Recorded } from '../domain/event.ts';
import type { ActorId, EditionId, NominationId } from '../domain/ids.ts';
import { nominationStream } from '../domain/nomination/nomination.ts';
import type { Program } from '../domain/program/program.ts';
import type { Refusal } from '../domain/refusal.ts';
import { conflictsStanding } from '../domain/review/about.ts';
import type { Conflict } from '../domain/review/conflicts.ts';
import { reviewStream } from '../domain/review/review.ts';
import { rolesInWords } from '../domain/role-names.ts';
import { comparePositions, type EventLog, LogUnavailable } from '../log/event-log.ts';
import type { KeyedHash } from '../privacy/keyed-hash.ts';
import { VaultUnavailable } from '../privacy/vault.ts';
import { type AgendaRead, type AgendaRunner, agendaRunner } from './agenda-runner.ts';
import { aggregates } from './aggregates.ts';
import type { Clock } from './clock.ts';
import { barCommands } from './commands/bars.ts';
import { dossierCommands, type FilesRead } from './commands/dossier.ts';
import { type AssignedRead, editionCommands } from './commands/edition.ts';
import { honorCommands } from './commands/honor.ts';
import { nominationCommands } from './commands/nomination.ts';
import { noticeCommands } from './commands/notice.ts';
import { personCommands } from './commands/person.ts';
import type { ScoresRead } from './commands/places.ts';
import { type OwnersRead, protectionCommands } from './commands/protection.ts';
import { type LoadsRead, planHashOf, planProblems, reviewCommands } from './commands/review.ts';
import { slateCommands } from './commands/slate.ts';
import { waiverCommands } from './commands/waiver.ts';
import { dispatcher, type Envelope } from './dispatcher.ts';
import { type EraserDependencies, eraser } from './eraser.ts';
import type { Handler } from './handler.ts';
import type { Logger } from './logger.ts';
import { rememberCalendars } from './origins.ts';
import { type PairConflicts, type PanelRead, panelConflicts } from './panel-conflicts.ts';
import { type CommandName, commandPermissions, hasJurisdiction, mayRun, reaches } from './permissions.ts';
import { Refused, refused } from './refused.ts';
import { type Repository, repository } from './repository.ts';
import { type Scope, scopeOf } from './scope.ts';

export interface Services {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly hash: KeyedHash;
  readonly logger: Logger;
  readonly programs: ReadonlyMap<string, Program>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly scores: ScoresRead;
  readonly loads: LoadsRead;
  readonly panel: PanelRead;
  readonly assigned: AssignedRead;
  readonly agenda: AgendaRead;
  readonly files: FilesRead;
  readonly owners: OwnersRead;
  readonly erasing: EraserDependencies;
  /** What a command id has led to so far, as far as the read models know. */
  outcomeOf(commandId: string): Promise<KnownOutcome | undefined>;
  /** Resolves when the read models show a position; bounded. */
  shown(position: Position): Promise<unknown>;
}

export type PlanToCheck = Parameters<typeof planProblems>[0];
export interface CheckedPlan {
  readonly planHash: string;
  readonly problems: readonly Refusal[];
}

export interface KnownOutcome {
  readonly contentHash: string;
  /** Of the stream the command is about; null if it has not come to that yet. */
  readonly revision: number | null;
  readonly position: Position;
}

/** Every command of the policy table has a handler. */
const commandsOf = ({ programs, calendars, scores, loads, assigned, hash, files, owners }: Services) =>
  ({
    ...editionCommands({ programs, scores, assigned }),
    ...nominationCommands(hash, calendars),
    ...dossierCommands(files),
    ...waiverCommands(),
    ...slateCommands(),
    ...reviewCommands(loads),
    ...barCommands(),
    ...noticeCommands(calendars),
    ...honorCommands(),
    ...personCommands(programs, hash),
    ...protectionCommands({ programs, hash, owners }),
  }) satisfies Record<CommandName, Handler<never>>;
type Commands = ReturnType<typeof commandsOf>;

export type InputOf<Name extends CommandName> = Commands[Name] extends Handler<infer Input> ? Input : never;

export interface Request {
  readonly actor: Actor;
  /** A UUID; the same one with the same content asks for the first outcome again. */
  readonly commandId?: string | undefined;
  /** Revision of the stream the command is about, as the caller has seen it. */
  readonly expectedRevision?: number | undefined;
}

export type Outcome =
  | {
      readonly ok: true;
      readonly commandId: string;
      /** Id of the object that the command made or changed. */
      readonly id: string;
      readonly revision: number;
      /** Of the last event that came of it; null if it was already so. */
      readonly position: Position | null;
      /** This call recorded nothing: it was so already, or the command was carried out before. */
      readonly unchanged?: true;
    }
  | { readonly ok: false; readonly commandId: string; readonly refusals: readonly Refusal[] };

export interface Laurel {
  /** Carries out one command: permission, decision, record, and what follows at once. */
  execute<Name extends CommandName>(name: Name, input: InputOf<Name>, request: Request): Promise<Outcome>;
  /**
   * Puts on record what is about to be shown, before it is: durable once it resolves. Not a command that anyone runs.
   * `requestId`: a UUID; the same read of it is recorded once.
   */
  recordRead(read: Omit<RecordRead, 'type'>, reader: Actor): Promise<Position | undefined>;
  /** Streams as the log has them at this moment. */
  readonly repository: Repository;
  readonly agenda: AgendaRunner;
  /** What stands against the pairs of a plan, each with its place, and the hash of the plan; nothing is recorded. */
  checkPlan(plan: PlanToCheck, actor: Actor): Promise<CheckedPlan>;
  /** Every pair of an expert of the panel and a nomination before it between whom a conflict stands. */
  conflictsOfEdition(editionId: EditionId): Promise<readonly PairConflicts[]>;
  /** Why an expert must stand aside from a nomination, as it is on record now. @throws {Refused} if there is none such */
  conflicts(of: { readonly nominationId: NominationId; readonly expert: ActorId }): Promise<readonly Conflict[]>;
  /** To be told of every event, so that what another replica leaves undone is seen to. */
  noticed(events: readonly Recorded[]): void;
  close(): Promise<void>;
}

export const createLaurel = (services: Services): Laurel => {
  const { log, clock, hash, logger } = services;
  rememberCalendars(services.calendars);
  const states = repository(log);
  const dispatch = dispatcher({ log, repository: states, clock });
  const now = () => new Date(clock.now()).toISOString();
  const scope = (envelope: Envelope) => scopeOf({ repository: states, dispatch, now }, envelope);
  const commands = commandsOf(services) as { readonly [Name in CommandName]: Handler<never> };
  const agenda = agendaRunner({
    agenda: services.agenda,
    calendars: services.calendars,
    erase: eraser(services.erasing),
    clock,
    hash,
    logger,
    scope,
    shown: services.shown,
  });

  const carryOut = async (name: CommandName, input: never, at: Scope) => {
    const { concerns, run } = commands[name];
    authorize(at.actor, name);
    const concern = await concerns(input, at);
    if (concern && !reaches(at.actor, name, concern.program, concern.bureau)) {
      const { program, bureau, hidden } = concern;
      if (hidden && !hasJurisdiction(at.actor, program, hidden.from)) throw hidden.as;
      throw refused('OUT_OF_JURISDICTION', { bureau });
    }
    return run(input, at);
  };

  /** Consequences are on the agenda as well: if one cannot be carried out now, it will be, and the command stands. */
  const consequences = async (events: readonly Recorded[]): Promise<Position | undefined> => {
    try {
      return await agenda.follow(events);
    } catch (error) {
      logger.error({ err: error }, 'a consequence is left to the agenda');
      return undefined;
    }
  };

  /** What is recorded stands, whether or not the read models show it yet. */
  const shown = async (position: Position): Promise<void> => {
    try {
      await services.shown(position);
    } catch (error) {
      logger.warn({ err: error, position }, 'the read models are behind');
    }
  };

  /**
   * The outcome of a command carried out before, whatever has become of its object since. One that was interrupted is
   * carried on with instead.
   */
  const firstOutcome = async (commandId: string, contentHash: string) => {
    const known = await services.outcomeOf(commandId);
    if (!known) return undefined;
    if (known.contentHash !== contentHash) throw refused('COMMAND_ID_REUSED', { path: ['commandId'] });
    const { revision, position } = known;
    return revision === null ? undefined : { revision, position };
  };

  return {
    repository: states,
    agenda,
    async checkPlan(plan, actor) {
      const commandId = randomUUID();
      const envelope = { name: 'checkPlan', commandId, contentHash: '', actor, correlationId: commandId };
      const problems = (await planProblems(plan, scope(envelope))).flat();
      return { planHash: planHashOf(plan.editionId, plan.pairs), problems };
    },
    conflictsOfEdition: (editionId) => panelConflicts({ repository: states, panel: services.panel, now }, editionId),
    async conflicts({ nominationId, expert }) {
      const { state: nomination } = await states.load(aggregates.nomination, nominationStream(nominationId));
      if (!('id' in nomination)) throw refused('NOMINATION_NOT_FOUND', { path: ['nominationId'] });
      const { state: edition } = await states.load(aggregates.edition, editionStream(nomination.editionId));
      if (edition.status === 'UNOPENED') throw refused('EDITION_NOT_FOUND', { path: ['editionId'] });
      const { state: review } = await states.load(aggregates.review, reviewStream(nominationId, expert));
      return conflictsStanding(review, { edition, nomination, expert }, now());
    },
    noticed(events) {
      if (events.some(({ type }) => type === 'PersonalDataErased')) states.forget();
      agenda.noticed(events);
    },
    async execute(name, input, { actor, expectedRevision, ...request }) {
      const commandId = (request.commandId ?? randomUUID()).toLowerCase();
      const contentHash = hash.content({ actor: actor.id, name, input });
      const at = scope({ name, commandId, contentHash, actor, correlationId: commandId, expectedRevision });
      try {
        const id = commands[name].idOf(input as never, commandId);
        const first = request.commandId && (await firstOutcome(commandId, contentHash));
        if (first) return { ok: true, commandId, id, ...first, unchanged: true };
        const { revision } = await carryOut(name, input as never, at);
        const followed = await consequences(at.recorded);
        const position = lastOf([at.lastPosition(), followed]);
        if (position !== undefined) await shown(position);
        const unchanged = at.recorded.length === 0 && ({ unchanged: true } as const);
        return { ok: true, commandId, id, revision, position: position ?? null, ...unchanged };
      } catch (error) {
        if (!(error instanceof Refused)) throw interrupted(error, at.recorded);
        logger.info({ command: name, commandId, actor: actor.id, codes: error.message }, 'refused');
        return { ok: false, commandId, refusals: error.refusals };
      }
    },
    async recordRead(read, reader) {
      const { requestId } = read;
      const envelope = {
        name: 'readPersonalData',
        commandId: requestId,
        contentHash: hash.content({ actor: reader.id, name: 'readPersonalData', input: read }),
        actor: reader,
        correlationId: requestId,
      };
      const command: RecordRead = { type: 'RecordRead', ...read };
      const { position } = await dispatch(aggregates.access, accessStream(now()), () => command, envelope);
      return position;
    },
    async close() {
      await agenda.close();
    },
  };
};

const authorize = (actor: Actor, name: CommandName): void => {
  if (!mayRun(actor, name)) throw refused('NOT_PERMITTED', { roles: rolesInWords(commandPermissions[name].roles) });
};

/** A command that was begun in one stream and could not go on in another is not one of which nothing was recorded. */
const interrupted = (error: unknown, recorded: readonly Recorded[]): unknown => {
  const unavailable = error instanceof LogUnavailable || error instanceof VaultUnavailable;
  return unavailable && recorded.length > 0 ? new LogUnavailable('unknown', error) : error;
};

const lastOf = (positions: readonly (Position | undefined)[]): Position | undefined =>
  positions
    .filter((position) => position !== undefined)
    .sort(comparePositions)
    .at(-1);
