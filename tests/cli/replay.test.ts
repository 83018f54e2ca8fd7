import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recorded } from '../../src/domain/event.ts';
import type { StreamName } from '../../src/domain/ids.ts';
import { catalog } from '../../src/log/catalog.ts';
import { openStores } from '../../src/stores.ts';
import { type ProtectedLog, protectedLog } from '../audit/protected-log.ts';
import { sealing, variables } from '../audit/real-log.ts';
import { laurel } from '../support/command-line.ts';

let log: ProtectedLog;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-replay-'));
  log = await protectedLog();
}, 120_000);
afterAll(() => {
  log?.remove();
  rmSync(directory, { recursive: true });
});

const replayed = (of: string, ...args: string[]) => laurel(['replay', '--directory', of, ...args], variables);

/** A copy of the log, in which a second edition was opened with another target than its command said. */
const withOtherTarget = async (): Promise<{ readonly copy: string; readonly stream: string }> => {
  const copy = join(directory, 'copy');
  cpSync(log.directory, copy, { recursive: true });
  const embedded = await openStores({ directory: copy, sealing });
  const [first] = await embedded.log.readStream(`edition-${log.editionId}` as StreamName, 0, 1);
  const { data, meta } = first as Recorded;
  const { editionId, program } = data as { readonly editionId: string; readonly program: object };
  const said = { type: 'OpenEdition', editionId, program };
  const fact = { type: 'EditionOpened', data: { editionId, program: { ...program, target: 99 } } };
  const stream = `edition-${editionId}-again` as StreamName;
  const command = { ...meta.command, id: '33333333-3333-4333-8333-333333333333' };
  await embedded.log.append(stream, catalog.encode([fact as never], { ...meta, command }, said), 'no-stream');
  await embedded.close();
  return { copy, stream };
};

describe('laurel replay', () => {
  it('ends with status 0 where every decision comes to the same, but for what was erased, which it tells', async () => {
    for (const args of [[], ['--show-personal']]) {
      const { status, stdout, stderr } = await replayed(log.directory, ...args);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(
        new RegExp(`^ERASED .*: nominate on nomination-${log.erased.nominationId}, revision 0`, 'm'),
      );
      expect(stdout).toMatch(/^\d+ decisions of \d+ events: \d+ SAME, \d+ ERASED$/m);
      for (const text of log.erased.traces) expect(stdout).not.toContain(text);
    }
    const one = await replayed(log.directory, '--nomination', log.kept.nominationId, '--json');
    expect(one).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(one.stdout)).toMatchObject({ ERASED: 0, DIFFERENT: 0 });
  }, 60_000);

  it('ends with status 1 where one comes to something else, and tells both', async () => {
    const { copy, stream } = await withOtherTarget();
    const { status, stdout, stderr } = await replayed(copy, '--stream', stream);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^DIFFERENT .* on ${stream}, revision 0`, 'm'));
    expect(stdout).toContain('/0/data/program/target: recorded 99, now 2\n');
    expect(stdout).toContain('1 decisions of 1 events: 0 SAME, 1 DIFFERENT');
  }, 60_000);

  it('ends with status 1 where there is no such stream, and says so', async () => {
    expect(await replayed(log.directory, '--nomination', 'nobody')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'The log has no stream nomination-nobody.\n',
    });
  });
});
