import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** One test about one rule, as `rule(id).passes(…)` or `.fails(…)` titles it. */
export interface Case {
  readonly ruleId: string;
  readonly kind: 'passes' | 'fails';
  readonly title: string;
  /** From the root of the repository. */
  readonly file: string;
}

const titled = /^(\S+) (passes|fails): (.*)$/s;

/** Every case under `tests/rules`, in the order of the files. */
export const casesOf = (root: string): readonly Case[] => {
  const scratch = mkdtempSync(join(tmpdir(), 'laurel-rules-'));
  try {
    const list = join(scratch, 'tests.json');
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    execFileSync(process.execPath, [vitest, 'list', 'tests/rules', `--json=${list}`], { cwd: root, stdio: 'pipe' });
    const tests = JSON.parse(readFileSync(list, 'utf8')) as { name: string; file: string }[];
    // Files are listed in no order of their own, the tests of each as they stand in it.
    tests.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
    return tests.flatMap(({ name, file }) => {
      const found = titled.exec(name.split(' > ').at(-1) ?? '');
      if (!found) return [];
      const [, ruleId = '', kind, title = ''] = found;
      return [{ ruleId, kind: kind as Case['kind'], title, file: relative(root, file) }];
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};
