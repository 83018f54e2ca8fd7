import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consistencyProof } from '../../src/audit/merkle/prove.ts';
import { parseCheckpoint } from '../../src/audit/note/checkpoint.ts';
import { parseNote } from '../../src/audit/note/note.ts';
import { parseVerifierKey } from '../../src/audit/note/verifier-key.ts';
import { TreeStore } from '../../src/audit/tree/tree-store.ts';
import { decide } from '../../src/audit/witness/decide.ts';
import type { Recorded } from '../../src/domain/event.ts';
import type { StreamName } from '../../src/domain/ids.ts';
import { catalog } from '../../src/log/catalog.ts';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-log.ts';
import { openStores } from '../../src/stores.ts';
import {
  origin,
  type RealLog,
  realLog,
  sealing,
  sign,
  signer,
  strangerSigner,
  variables,
  vkey,
} from '../audit/real-log.ts';
import { laurel } from '../support/command-line.ts';
import { logTamperings } from './log-tamperings.ts';
import { quietTamperings } from './quiet-tamperings.ts';
import { attacks } from './tally.ts';
import { newest, verified } from './verified.ts';

let log: RealLog;
let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-log-tampering-'));
  log = await realLog();
}, 120_000);
afterAll(() => {
  log?.remove();
  rmSync(directory, { recursive: true });
});

const copied = (): string => {
  const copy = join(directory, 'copy');
  rmSync(copy, { recursive: true, force: true });
  cpSync(log.directory, copy, { recursive: true });
  return copy;
};

describe('a log as it was recorded', () => {
  it('is intact, everything in it compared', async () => {
    const report = await verified(copied());
    expect(report).toMatchObject({ verdict: 'INTACT', damages: [], commitments: { notOpened: 0 } });
    expect(report.integrated).toBe(report.events);
    expect(report.heads.read).toBe(Math.ceil(report.events / 40));
    expect(report.heads.signaturesChecked).toBe(report.heads.read);
    expect(report.commitments.opened).toBeGreaterThan(100);
    expect(report.commitments.erased).toBeGreaterThan(10);
  });

  it('is intact without the keys of persons, the commitments being counted as not opened', async () => {
    const report = await verified(copied(), { withoutKeys: true });
    expect(report).toMatchObject({ verdict: 'INTACT', commitments: { opened: 0, erased: 0 } });
    expect(report.commitments.notOpened).toBeGreaterThan(100);
  });

  it('is intact with events that are not integrated yet', async () => {
    const copy = copied();
    const raw = new SqliteEventLog({ path: join(copy, 'log.db') });
    sign(copy, (await raw.readAll(undefined, 100_000)).slice(0, 70));
    await raw.close();
    const report = await verified(copy);
    expect(report).toMatchObject({ verdict: 'INTACT', integrated: 70, heads: { read: 2 } });
    expect(report.events).toBeGreaterThan(70);
  });

  it('is intact while somebody has it open to write, what is recorded later being left to the next run', async () => {
    const copy = copied();
    const embedded = await openStores({ directory: copy, sealing });
    const [last] = (await embedded.log.readAll(undefined, 100_000)).slice(-1) as [Recorded];
    const meta = { ...last.meta, command: { ...last.meta.command, id: '11111111-1111-4111-8111-111111111111' } };
    const owner = { kind: 'EXPERT', id: 'nobody' };
    const lifted = catalog.encode([{ type: 'RestrictionLifted', data: { owner, reason: '已更正' } } as never], meta);
    const before = await verified(copy);
    await embedded.log.append('subject-expert-nobody' as StreamName, lifted, 'no-stream');
    const after = await verified(copy);
    await embedded.close();
    expect([before.damages, after.damages]).toEqual([[], []]);
    expect(after).toMatchObject({ events: before.events + 1, integrated: before.integrated });
  });

  it('extends a checkpoint that somebody else kept', async () => {
    expect((await verified(copied(), { checkpoint: newest(log.directory) })).verdict).toBe('INTACT');
  });
});

describe('a log that was tampered with', () => {
  attacks([...logTamperings, ...quietTamperings], async ({ apply, expected }) => {
    const copy = copied();
    apply(copy);
    const report = await verified(copy);
    expect(report.verdict).toBe(expected === 'HEAD_KEY_UNKNOWN' ? 'UNCHECKED' : 'DAMAGED');
    expect(report.damages.map(({ kind }) => kind)).toContain(expected);
    expect(report.damages.every(({ first }) => first.expected !== '' && first.found !== undefined)).toBe(true);
  });

  attacks([{ class: 'storage', name: 'the tree is taken away', expected: 'TREE_MISSING' }], async ({ expected }) => {
    const copy = copied();
    rmSync(join(copy, 'tree.db'));
    expect((await verified(copy)).damages.map(({ kind }) => kind)).toEqual([expected]);
  });

  attacks(
    [{ class: 'signatures', name: 'everything is signed anew by a stranger', expected: 'HEAD_KEY_UNKNOWN' }],
    async ({ expected }) => {
      const copy = copied();
      await signAnew(copy, strangerSigner);
      expect((await verified(copy)).damages.map(({ kind }) => kind)).toEqual([expected]);
    },
  );
});

const signAnew = async (data: string, by = signer): Promise<void> => {
  const raw = new SqliteEventLog({ path: join(data, 'log.db') });
  const events = await raw.readAll(undefined, 100_000);
  await raw.close();
  sign(data, events, by);
};

/** What changes leaves; all else is no history. */
const otherHistories = logTamperings.filter(({ name }) =>
  [
    'a decision is turned round',
    'another is said to have acted',
    'an event is back-dated',
    'meta lacks the actor',
    'a field is put into data',
    'a commitment is changed',
    'a row is taken out and the others move up',
    'an event is taken out of the middle of its stream',
    'the last row is taken out',
    'two rows change places',
    'two events of a stream change revisions',
    'an id is changed',
    'a row is put in at the end, of a command that led to none',
  ].includes(name),
);

describe('a history that was changed, and the whole tree signed anew by the key of the log', () => {
  it('passes for one where nobody kept anything: the signature is good, and so is every hash', async () => {
    const copy = copied();
    otherHistories[0]?.apply(copy);
    await signAnew(copy);
    expect((await verified(copy)).verdict).toBe('INTACT');
  });

  it('is the same history where nothing was changed', async () => {
    const copy = copied();
    await signAnew(copy);
    expect((await verified(copy, { checkpoint: newest(log.directory) })).damages).toEqual([]);
    expect(witnessed(copy)).toBe(200);
  });

  /** Whether a witness that knows the head from before cosigns the head there is now. */
  const witnessed = (copy: string): number => {
    const store = new TreeStore(join(copy, 'tree.db'));
    const head = store.newest();
    const last = parseCheckpoint(parseNote(newest(log.directory)).text);
    const size = head?.size ?? 0;
    const proof = size > last.size ? consistencyProof(store.rangeHash, last.size, size) : [];
    store.close();
    const request = { old: last.size, proof, checkpoint: head?.note ?? '' };
    return decide(request, { logs: new Map([[origin, [parseVerifierKey(vkey)]]]), lastOf: () => last }).status;
  };

  const isLonger = (name: string): boolean => name.startsWith('a row is put in at the end');
  const isShorter = (name: string): boolean => /taken out/.test(name);

  attacks(
    otherHistories
      .filter(({ name }) => !isLonger(name))
      .map(({ name, apply }) => ({
        class: 'heads' as const,
        name: `${name}, against a checkpoint that somebody kept`,
        apply,
        expected: isShorter(name) ? 'HEAD_BEYOND' : 'HEAD_MISMATCH',
      })),
    async ({ apply, expected }) => {
      const copy = copied();
      apply(copy);
      await signAnew(copy);
      const { damages } = await verified(copy, { checkpoint: newest(log.directory) });
      expect(damages.map(({ kind }) => kind)).toContain(expected);
    },
  );

  attacks(
    otherHistories
      .filter(({ name }) => !isLonger(name))
      .map(({ name, apply }) => ({
        class: 'heads' as const,
        name: `${name}, against a witness`,
        apply,
        expected: isShorter(name) ? '400' : '422',
      })),
    async ({ apply, expected }) => {
      const copy = copied();
      apply(copy);
      await signAnew(copy);
      expect(String(witnessed(copy))).toBe(expected);
    },
  );
});

describe('laurel log verify', () => {
  it('says what it found, in words and as JSON, with a fitting status and nothing personal', async () => {
    const sound = await laurel(['log', 'verify', '--directory', log.directory, '--key', vkey], variables);
    expect(sound).toMatchObject({ status: 0, stderr: '' });
    expect(sound.stdout).toMatch(/events\/s.*MB\/s[\s\S]*INTACT\n$/);

    const copy = copied();
    logTamperings.find(({ name }) => name === 'a personal field is put in the open')?.apply(copy);
    const damaged = await laurel(['log', 'verify', '--directory', copy, '--key', vkey, '--json'], variables);
    expect(damaged.status).toBe(1);
    expect(JSON.parse(damaged.stdout)).toMatchObject({ verdict: 'DAMAGED' });
    expect(damaged.stdout).not.toContain('某某');

    expect(await laurel(['log', 'verify', '--directory', join(directory, 'none')], variables)).toMatchObject({
      status: 2,
    });
    writeFileSync(join(directory, 'checkpoint'), newest(log.directory));
    const kept = ['--checkpoint', join(directory, 'checkpoint')];
    const beside = await laurel(['log', 'verify', '--directory', log.directory, '--key', vkey, ...kept]);
    expect(beside).toMatchObject({ status: 0 });
  }, 60_000);
});
