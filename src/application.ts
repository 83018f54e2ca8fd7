import { dueDuties } from '../projections/agenda.ts';
import { commandOutcome } from '../projections/command-outcomes.ts';
import { declaredPairs } from '../projections/declared-conflicts.ts';
import { editionsOfExpert, erasuresByIds, noticeOfObjection } from '../projections/erasures.ts';
import { loadsOf } from '../projections/expert-queues.ts';
import { filesOfPerson } from '../projections/file-uses.ts';
import type { Follower } from '../projections/follower.ts';
import { assignedTo, panelsOf } from '../projections/panels.ts';
import type { ReadDatabase } from '../projections/read-database.ts';
import { awaitedSupplements, candidates, countingScores } from '../projections/scoreboard.ts';
import type { Clock } from './app/clock.ts';
import { createLaurel, type Laurel } from './app/laurel.ts';
import type { Logger } from './app/logger.ts';
import type { Position } from './domain/event.ts';
import type { ProgramSet } from './domain/program/program-set.ts';
import type { FileStore } from './files/file-store.ts';
import type { EventLog } from './log/event-log.ts';
import type { KeyedHash } from './privacy/keyed-hash.ts';
import type { Vault } from './privacy/vault.ts';

/** What the application stands on. */
export interface Ground extends ProgramSet {
  readonly log: EventLog;
  readonly vault: Vault;
  readonly files: FileStore;
  readonly database: ReadDatabase;
  readonly follower: Follower;
  readonly clock: Clock;
  readonly hash: KeyedHash;
  readonly logger: Logger;
}

/** The application, asking the read models for what no stream can tell. */
export const applicationOn = ({ database, follower, files, vault, ...ground }: Ground): Laurel =>
  createLaurel({
    ...ground,
    // Whoever asks is about to attach it: pruning is to leave it alone.
    files: { describe: (sha256) => files.renew(sha256) },
    agenda: { due: (now, limit) => dueDuties(database, now, limit) },
    scores: {
      async candidates(edition, atLeast) {
        if (atLeast !== undefined) await follower.waitFor(atLeast);
        return {
          candidates: candidates(database, edition),
          awaited: awaitedSupplements(database, edition),
          counting: countingScores(database, edition),
          position: follower.position() ?? '0',
        };
      },
    },
    panel: (edition) => ({
      nominations: panelsOf(database, edition).map(({ id }) => id),
      declared: declaredPairs(database, edition),
    }),
    assigned: (edition, expert) => assignedTo(database, edition, expert),
    async loads(edition, atLeast) {
      if (atLeast !== undefined) await follower.waitFor(atLeast);
      return loadsOf(database, edition);
    },
    async outcomeOf(commandId) {
      const outcome = commandOutcome(database, commandId.toLowerCase());
      if (!outcome) return undefined;
      const [event] = await ground.log.readStream(outcome.event.stream, outcome.event.revision);
      return event && { ...outcome, contentHash: event.meta.command.contentHash };
    },
    shown: (position: Position) => follower.waitFor(position),
    owners: {
      ofRequest: async (requestId) => {
        const row = erasuresByIds(database, [requestId]).get(requestId);
        return row && { kind: row.ownerKind, id: row.ownerId };
      },
      noticeOf: async (objectionId) => noticeOfObjection(database, objectionId),
      editionsOf: async (expert) => editionsOfExpert(database, expert),
    },
    erasing: {
      vault,
      files,
      async filesOf({ kind, id }) {
        if (kind !== 'PERSON') return { own: [], shared: [] };
        const head = await ground.log.head();
        if (head !== undefined) await follower.waitFor(head);
        return filesOfPerson(database, id);
      },
    },
  });
