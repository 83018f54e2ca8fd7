import { existsSync } from 'node:fs';
import type { Logger } from 'pino';
import type { ReadDatabase } from '../projections/read-database.ts';
import { positionOfSequence } from '../projections/timeline.ts';
import { openTransparencyLog, type TransparencyLog, type TransparencyOptions } from './audit/tree/transparency-log.ts';

import type { SealedLog } from './log/sealed-log.ts';
import { saidPointer } from './log/sealing.ts';
import { KeyMissing } from './privacy/vault.ts';

/** Events that are looked at. */
const latest = 500;

/** A vault that is older than the log is told at the start, not when somebody's data is first asked for. */
export const tellOfOlderVault = async (store: SealedLog, database: ReadDatabase, logger: Logger): Promise<void> => {
  try {
    await mustHaveKeysOfLatest(store, database);
  } catch (error) {
    if (!(error instanceof KeyMissing)) throw error;
    logger.error(
      { key: error.key },
      'the key vault is older than the log: what was sealed since cannot be read. Stop, restore the newest backup of the ' +
        'vault there is, and start again',
    );
  }
};

const mustHaveKeysOfLatest = async ({ raw, vault }: SealedLog, database: ReadDatabase): Promise<void> => {
  const events = await raw.readAll(positionOfSequence(database, database.applied() - latest), latest);
  const parts = events.flatMap(({ meta }) => meta.sealed ?? []);
  await vault.keys(
    parts.filter(({ fields }) => fields.some((field) => field !== saidPointer)).flatMap(({ keys }) => keys),
  );
};

/**
 * The transparency log. That signed heads are gone, or that no further one is signed, would show to nobody but those who
 * hold heads.
 */
export const openTree = async ({
  logger,
  ...options
}: Omit<TransparencyOptions, 'onFault'> & { readonly logger: Logger }): Promise<TransparencyLog> => {
  const { path, log, signer } = options;
  if (options.origin === undefined && !existsSync(path) && (await log.head()) !== undefined) {
    logger.warn(
      { path },
      'the log has events and no tree.db: it is built anew, and the heads that were signed and cosigned before are gone ' +
        'from it. If there is a backup, stop, put tree.db back, and start again',
    );
  }
  const tree = await openTransparencyLog({
    ...options,
    onFault: (fault) => logger.error({ err: fault, inconsistency: fault.inconsistency }, 'transparency log stopped'),
  });
  if (!signer && options.origin === undefined && !tree.fault() && tree.checkpoint()) {
    logger.warn(
      { path },
      'heads of this log were signed before, and no further one is: LAUREL_LOG_SIGNING_KEY is not set. Set it as it was, ' +
        'and start again',
    );
  }
  return tree;
};
