import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { exportBundle } from '../../src/cli/audit/export.ts';
import { policyText, type RealLog, realLog, variables, vkey } from '../audit/real-log.ts';
import { judgedByBoth, python } from './both-verifiers.ts';
import { copyOf } from './bundle-files.ts';
import { type Bundles, reasonsIn } from './bundle-tampering.ts';
import { tamperings } from './bundle-tamperings.ts';
import { attacks } from './tally.ts';

let log: RealLog;
let directory: string;
let bundles: Bundles;
const reader = { id: 'auditor-1', name: '审计员', role: 'AUDITOR', purpose: '核验推荐材料' } as const;

beforeAll(async () => {
  python();
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  directory = mkdtempSync(join(tmpdir(), 'laurel-tampering-'));
  log = await realLog();
  bundles = {
    NOMINATION: join(directory, 'nomination'),
    TIME: join(directory, 'time'),
    NOTHING: join(directory, 'nothing'),
  };
  const scope = { kind: 'NOMINATION', id: log.nominationId } as const;
  await exportBundle({ directory: log.directory, scope, out: bundles.NOMINATION, open: 'ALL', reader });
  const time = { kind: 'TIME', from: '2024-01-25T00:00:00.000Z', to: '2024-02-02T00:00:00.000Z' } as const;
  await exportBundle({ directory: log.directory, scope: time, out: bundles.TIME, open: 'NONE' });
  const nothing = { kind: 'TIME', from: '2024-01-26T00:00:00.000Z', to: '2024-01-31T00:00:00.000Z' } as const;
  await exportBundle({ directory: log.directory, scope: nothing, out: bundles.NOTHING, open: 'NONE' });
}, 120_000);
afterAll(() => {
  vi.unstubAllEnvs();
  log?.remove();
  rmSync(directory, { recursive: true });
});

describe('a bundle that was tampered with is found out by both verifiers', () => {
  it('and one that was not is not: neither as it is, nor under a policy, nor resealed', () => {
    for (const [i, bundle] of Object.values(bundles).entries()) {
      expect(judgedByBoth(bundle, { keys: [vkey] })).toMatchObject({ verdict: 'VALID', problems: [] });
      expect(judgedByBoth(bundle, { keys: [vkey], policy: policyText }).verdict).toBe('VALID');
      const copy = copyOf(bundle, join(directory, `control-${i}`));
      copy.reseal();
      expect(judgedByBoth(copy.directory, { keys: [vkey] }).verdict).toBe('VALID');
    }
  });

  attacks(tamperings, ({ of, apply, reseal = true, trust, expected }) => {
    const copy = copyOf(bundles[of ?? 'NOMINATION'], join(directory, 'tampered'));
    apply(copy);
    if (reseal) copy.reseal();
    const judgment = judgedByBoth(copy.directory, trust ?? { keys: [vkey] });
    expect(judgment.verdict).not.toBe('VALID');
    expect(reasonsIn(judgment)).toContain(expected);
  });
});
