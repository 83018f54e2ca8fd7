import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { dueDuties } from '../projections/agenda.ts';
import type { BuildProgress } from '../projections/build-progress.ts';
import { commandOutcome } from '../projections/command-outcomes.ts';
import { type Follower, startFollower } from '../projections/follower.ts';
import { openReadDatabase, type ReadDatabase } from '../projections/read-database.ts';
import { awaitedSupplements, candidates } from '../projections/scoreboard.ts';
import { createLoaders } from '../schema/loaders.ts';
import { attachedFileName } from '../schema/nomination/attached-file.ts';
import { createSchema } from '../schema/schema.ts';
import type { Services } from '../schema/services.ts';
import type { Clock } from './app/clock.ts';
import { createLaurel, type Laurel } from './app/laurel.ts';
import { priorHonorImport } from './app/prior-honors.ts';
import type { Position } from './domain/event.ts';
import { nominationId } from './domain/ids.ts';
import { builtInPrograms } from './domain/program/definitions/index.ts';
import type { ProgramSet } from './domain/program/program-set.ts';
import { DirectoryFileStore } from './files/directory-store.ts';
import { openEmbeddedLog } from './log/embedded.ts';
import type { EventLog } from './log/event-log.ts';
import type { KeyEncryptionKeys } from './privacy/key-wrapping.ts';
import { keyedHash } from './privacy/keyed-hash.ts';
import type { Vault } from './privacy/vault.ts';
import { createTokenVerifier, type TokenSettings } from './server/auth.ts';
import type { Limits } from './server/limits.ts';
import { readiness } from './server/readiness.ts';
import { startServer } from './server/server.ts';

export interface Composition {
  /** Holds `log.db` and the read database; made if it is not there. */
  readonly directory: string;
  readonly clock: Clock;
  /** Key of pseudonyms, at least 32 bytes. The same for the life of a log. */
  readonly hashKey: Buffer;
  /** Wrap the keys of persons in `keys.db`. */
  readonly sealing: KeyEncryptionKeys;
  readonly tokens: Omit<TokenSettings, 'clock'>;
  readonly logger: Logger;
  readonly host?: string;
  /** 0 lets the system choose one. */
  readonly port: number;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustProxy?: readonly string[];
  /** The IDE at /ide, and introspection for it. */
  readonly ide?: boolean;
  readonly limits?: Partial<Limits>;
  /** What editions can be opened of, and the calendars they count by; what comes with the product by default. */
  readonly programs?: ProgramSet;
  /** What is served; Laurel's own by default. */
  readonly schema?: GraphQLSchema;
  readonly onProgress?: (progress: BuildProgress) => void;
}

export interface RunningLaurel {
  readonly url: string;
  readonly laurel: Laurel;
  readonly log: EventLog;
  /** The log as it is stored. */
  readonly raw: EventLog;
  readonly vault: Vault;
  readonly follower: Follower;
  readonly database: ReadDatabase;
  readonly services: Services;
  close(): Promise<void>;
}

/** Puts the parts together on the embedded store, carries out what fell due while down, and starts to serve. */
export const composeLaurel = async (settings: Composition): Promise<RunningLaurel> => {
  const { directory, clock, logger, tokens, onProgress } = settings;
  mkdirSync(directory, { recursive: true });
  const store = openEmbeddedLog(directory, settings.sealing);
  const { log, raw, vault } = store;
  const database = await openReadDatabase({ directory, log, ...(onProgress && { onProgress }) });
  const follower = await startFollower({ log, database, ...(onProgress && { onProgress }) });
  const { programs, calendars } = settings.programs ?? builtInPrograms();
  const files = new DirectoryFileStore(join(directory, 'files'));
  await files.removeLeftOvers();
  const laurel = createLaurel({
    log,
    // Whoever asks is about to attach it: pruning is to leave it alone.
    files: { describe: (sha256) => files.renew(sha256) },
    clock,
    hash: keyedHash(settings.hashKey),
    logger,
    programs,
    calendars,
    agenda: { due: (now, limit) => dueDuties(database, now, limit) },
    scores: {
      async candidates(edition, atLeast) {
        if (atLeast !== undefined) await follower.waitFor(atLeast);
        return {
          candidates: candidates(database, edition),
          awaited: awaitedSupplements(database, edition),
          position: follower.position() ?? '0',
        };
      },
    },
    async outcomeOf(commandId) {
      const outcome = commandOutcome(database, commandId.toLowerCase());
      if (!outcome) return undefined;
      const [event] = await log.readStream(outcome.event.stream, outcome.event.revision);
      return event && { ...outcome, contentHash: event.meta.command.contentHash };
    },
    shown: (position: Position) => follower.waitFor(position),
  });
  follower.onApplied(({ events }) => laurel.noticed(events));
  await laurel.agenda.runDue();

  const services: Services = { laurel, reader: database, follower, log, clock, programs };
  const server = await startServer({
    schema: settings.schema ?? createSchema(),
    buildContext: () => ({ services, loaders: createLoaders(services) }),
    verifyToken: await createTokenVerifier({ ...tokens, clock: () => new Date(clock.now()) }),
    logger,
    ready: readiness({ log, follower, clock }),
    files: {
      store: files,
      async mayDownload(actor, id, sha256) {
        const parsed = nominationId.safeParse(id);
        const named = parsed.success && (await attachedFileName(services, actor, parsed.data, sha256));
        if (!named || (!named.material && !(await files.describe(sha256)))) return undefined;
        return { name: named.name };
      },
    },
    imports: priorHonorImport({ laurel, programs, clock }),
    port: settings.port,
    ...(settings.trustProxy !== undefined && { trustProxy: settings.trustProxy }),
    ...(settings.host !== undefined && { host: settings.host }),
    ...(settings.ide && { ide: true, showSchema: true }),
    ...(settings.limits && { limits: settings.limits }),
  });

  return {
    url: server.url,
    laurel,
    log,
    raw,
    vault,
    follower,
    database,
    services,
    async close() {
      await server.close();
      await laurel.close();
      await follower.close();
      database.close();
      await store.close();
    },
  };
};
