import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BundleReport } from '../../../audit/bundle/report.ts';
import { verifyBundle } from '../../../audit/bundle/verify-bundle.ts';
import { exportBundle } from '../../audit/export.ts';
import type { SetUp } from '../set-up.ts';

/** Exports all about a nomination with nothing opened, and verifies it as somebody who has the bundle and the policy. */
export const exportedAndVerified = async (
  { stores, witness }: Pick<SetUp, 'stores' | 'witness'>,
  nominationId: string,
): Promise<BundleReport> => {
  const parent = await mkdtemp(join(tmpdir(), 'laurel-demo-bundle-'));
  const out = join(parent, 'bundle');
  const scope = { kind: 'NOMINATION', id: nominationId } as const;
  try {
    await exportBundle({
      directory: stores.directory,
      scope,
      out,
      open: 'NONE',
      stores,
      policy: witness.policyFile,
    });
    return verifyBundle(out, witness.policy);
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
};
