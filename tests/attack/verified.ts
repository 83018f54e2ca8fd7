import { join } from 'node:path';
import { parseVerifierKey } from '../../src/audit/note/verifier-key.ts';
import { TreeStore } from '../../src/audit/tree/tree-store.ts';
import { type LogReport, verifyLog } from '../../src/audit/verify-log/verify-log.ts';
import { SqliteVault } from '../../src/privacy/sqlite/sqlite-vault.ts';
import { sealing, vkey } from '../audit/real-log.ts';

interface Verifying {
  /** A head that was kept elsewhere. */
  readonly checkpoint?: string;
  readonly withoutKeys?: true;
  /** Verifier keys of the log; the one that signed it by default. */
  readonly vkeys?: readonly string[];
}

/** What `laurel log verify` finds in a data directory. */
export const verified = async (
  data: string,
  { checkpoint, withoutKeys, vkeys = [vkey] }: Verifying = {},
): Promise<LogReport> => {
  const vault = withoutKeys ? undefined : new SqliteVault({ path: join(data, 'keys.db'), keys: sealing });
  try {
    return await verifyLog({
      log: join(data, 'log.db'),
      tree: join(data, 'tree.db'),
      vault,
      keys: vkeys.map(parseVerifierKey),
      known: checkpoint === undefined ? [] : [{ note: checkpoint, where: 'a checkpoint' }],
    });
  } finally {
    await vault?.close();
  }
};

/** The newest head, as it is published. */
export const newest = (data: string): string => {
  const store = new TreeStore(join(data, 'tree.db'));
  const text = store.newest()?.text ?? '';
  store.close();
  return text;
};
