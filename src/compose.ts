import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { BuildProgress } from '../projections/build-progress.ts';
import { destroyedKeys } from '../projections/erasures.ts';
import { type Follower, startFollower } from '../projections/follower.ts';
import { openReadDatabase, type ReadDatabase } from '../projections/read-database.ts';
import { recordDisclosed } from '../schema/disclosure/disclose.ts';
import { createLoaders } from '../schema/loaders.ts';
import { mayDownload } from '../schema/nomination/download.ts';
import { readAtLeast } from '../schema/position-header.ts';
import { createSchema } from '../schema/schema.ts';
import type { Services } from '../schema/services.ts';
import type { Clock } from './app/clock.ts';
import type { Laurel } from './app/laurel.ts';
import { priorHonorImport } from './app/prior-honors.ts';
import { applicationOn } from './application.ts';
import type { Policy } from './audit/note/policy.ts';
import { type FollowedHeads, followHeads } from './audit/tree/followed-heads.ts';
import type { CheckpointSigner } from './audit/tree/signer.ts';
import type { IntegrationProgress, TransparencyLog } from './audit/tree/transparency-log.ts';
import { startCosigning } from './audit/witness/cosigning.ts';
import { witnessQuorum } from './audit/witness/quorum.ts';
import { builtInPrograms } from './domain/program/definitions/index.ts';
import type { ProgramSet } from './domain/program/program-set.ts';
import type { EventLog } from './log/event-log.ts';
import { withKeysOf } from './log/sealed-log.ts';
import { keyedHash } from './privacy/keyed-hash.ts';
import { mustBePseudonymKey } from './privacy/pseudonym-key.ts';
import type { Vault } from './privacy/vault.ts';
import { createTokenVerifier, type TokenSettings } from './server/auth.ts';
import type { Limits } from './server/limits.ts';
import { watchLog } from './server/log-watch.ts';
import type { Operations } from './server/operations/operations.ts';
import { readiness } from './server/readiness.ts';
import { startServer } from './server/server.ts';
import { openTree, tellOfOlderVault } from './start-checks.ts';
import { openFiles, openStores, type StoreSettings } from './stores.ts';

export interface Composition extends StoreSettings {
  readonly clock: Clock;
  /** Key of pseudonyms, at least 32 bytes. The same for the life of a log, which is refused with another one. */
  readonly hashKey: Buffer;
  /** Who signs the heads of the log, and who is asked to cosign them. Without a signer nothing is signed. */
  readonly transparency?: {
    readonly signer?: CheckpointSigner;
    readonly policy?: Policy;
    /** The replica that signs, where this one does not. */
    readonly follows?: FollowedHeads;
  };
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
  /** Where health and metrics are told apart from the API; nothing is measured without it. Whoever gives it closes it. */
  readonly operations?: Operations;
  /** What editions can be opened of, and the calendars they count by; what comes with the product by default. */
  readonly programs?: ProgramSet;
  /** What is served; Laurel's own by default. */
  readonly schema?: GraphQLSchema;
  readonly onProgress?: (progress: BuildProgress) => void;
  /** Told how the transparency log catches up with the log, at the start. */
  readonly onIntegration?: (progress: IntegrationProgress) => void;
}

export interface RunningLaurel {
  readonly url: string;
  readonly laurel: Laurel;
  readonly log: EventLog;
  /** The log as it is stored. */
  readonly raw: EventLog;
  readonly vault: Vault;
  readonly transparency: TransparencyLog;
  readonly follower: Follower;
  readonly database: ReadDatabase;
  readonly services: Services;
  close(): Promise<void>;
}

const readModelsOf = async (directory: string, log: EventLog, onProgress: Composition['onProgress']) => {
  const progress = onProgress && { onProgress };
  const database = await openReadDatabase({ directory, log, ...progress });
  try {
    return { database, follower: await startFollower({ log, database, ...progress }) };
  } catch (error) {
    database.close();
    throw error;
  }
};

/** What was opened, to be closed in the opposite order. */
type Closers = (() => unknown)[];

const closeAll = async (closers: Closers): Promise<void> => {
  for (const close of closers.splice(0).reverse()) await close();
};

/** Puts the parts together on the stores that were chosen, carries out what fell due while down, and starts to serve. */
export const composeLaurel = async (settings: Composition): Promise<RunningLaurel> => {
  const closers: Closers = [];
  try {
    const running = await compose(settings, closers);
    return {
      ...running,
      close() {
        settings.operations?.draining();
        return closeAll(closers);
      },
    };
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
};

const compose = async (settings: Composition, closers: Closers): Promise<Omit<RunningLaurel, 'close'>> => {
  const { directory, clock, logger, tokens, operations } = settings;
  const onProgress: Composition['onProgress'] = (progress) => {
    operations?.building(progress);
    settings.onProgress?.(progress);
  };
  mkdirSync(directory, { recursive: true });
  const store = await openStores(settings, {
    onRetry(err) {
      operations?.onRetry();
      logger.debug({ err }, 'a call to the event store is repeated');
    },
    onDeliveryFailure(err) {
      operations?.onDeliveryFailure();
      logger.warn({ err }, 'events will be delivered again');
    },
    ...(operations && { observe: operations.observe }),
  });
  closers.push(() => store.close());
  const { log, raw, vault } = store;
  const hash = keyedHash(settings.hashKey);
  await mustBePseudonymKey(hash, vault, (await raw.head()) !== undefined);
  const { database, follower } = await withKeysOf(store, () => readModelsOf(directory, log, onProgress));
  closers.push(
    () => database.close(),
    () => follower.close(),
  );
  await tellOfOlderVault(store, database, logger);
  const { programs, calendars } = settings.programs ?? builtInPrograms();
  const { files, ...opened } = await openFiles(settings, vault);
  closers.push(() => opened.close());
  const laurel = applicationOn({ log, vault, files, database, follower, clock, hash, logger, programs, calendars });
  closers.push(() => laurel.close());
  // A vault restored from an older backup must not bring anybody back.
  await vault.destroyNamed(destroyedKeys(database));
  follower.onApplied(({ events }) => laurel.noticed(events));
  await laurel.agenda.runDue();

  const { policy, follows } = settings.transparency ?? {};
  const transparency = await openTree({
    path: join(directory, 'tree.db'),
    log: raw,
    signer: settings.transparency?.signer,
    origin: follows?.keys[0]?.name,
    onProgress: settings.onIntegration,
    logger,
  });
  closers.push(() => transparency.close());
  if (follows) {
    const witnessKeys = policy?.witnesses.map(({ key }) => key) ?? [];
    const following = followHeads({ ...follows, log: transparency, witnessKeys, logger });
    closers.push(() => following.close());
  } else if (policy) {
    const cosigning = startCosigning({ policy, log: transparency, clock, logger });
    closers.push(() => cosigning.close());
  }
  const watch = watchLog({ log: raw, follower, clock });
  closers.push(() => watch.close());

  const services: Services = {
    ...{ laurel, reader: database, follower, log, clock, programs, transparency },
    quorum: policy && witnessQuorum(policy, transparency),
    stored: raw,
  };
  const ready = readiness({ log, follower, clock, transparency });
  const server = await startServer({
    schema: settings.schema ?? createSchema(),
    async buildContext(request, { headers }) {
      const context = { services, loaders: createLoaders(services) };
      await readAtLeast({ ...request, ...context }, headers);
      return context;
    },
    beforeAnswer: recordDisclosed,
    verifyToken: await createTokenVerifier({ ...tokens, clock: () => new Date(clock.now()) }),
    logger,
    freshness: () => watch.freshness(),
    ready,
    ...(operations && { measured: operations }),
    files: { store: files, mayDownload: mayDownload(services, files) },
    transparency,
    imports: priorHonorImport({ laurel, programs, clock }),
    port: settings.port,
    ...(settings.trustProxy !== undefined && { trustProxy: settings.trustProxy }),
    ...(settings.host !== undefined && { host: settings.host }),
    ...(settings.ide && { ide: true, showSchema: true }),
    ...(settings.limits && { limits: settings.limits }),
  });

  closers.push(() => server.close());
  operations?.serving({ log: raw, follower, database, clock, transparency, quorum: services.quorum, ready });
  return { url: server.url, laurel, log, raw, vault, transparency, follower, database, services };
};
