import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkpoint, parseCheckpoint } from '../../src/audit/note/checkpoint.ts';
import { checkpointSigner } from '../../src/audit/note/checkpoint-signer.ts';
import { parseNote } from '../../src/audit/note/note.ts';
import { formatVerifierKey, identityOf } from '../../src/audit/note/verifier-key.ts';
import { integrate } from '../../src/audit/tree/integrate.ts';
import { TreeStore } from '../../src/audit/tree/tree-store.ts';
import { onFile } from '../attack/data-files.ts';
import { type LargeLog, largeLog } from '../attack/large-log.ts';
import { newest, verified } from '../attack/verified.ts';
import { laurel } from '../support/command-line.ts';
import { newLogKey } from './log-in-tree.ts';
import { origin, sign, signer } from './real-log.ts';

let log: LargeLog;
beforeAll(async () => {
  log = await largeLog();
});
afterAll(() => log?.remove());

const headOf = (note: string): Checkpoint => parseCheckpoint(parseNote(note).text);
const base64 = (bytes: Buffer): string => bytes.toString('base64');

describe('a root that was signed and is not the one of the log', () => {
  it('stands under what was expected, and that of the log under what was found, both as checkpoints have them', async () => {
    const copy = log.copied();
    const size = log.events.length;
    const [signed, ofLog] = [Buffer.alloc(32, 5), headOf(newest(copy)).root];
    const kept = { checkpoint: signer.sign({ size, root: signed }) };
    expect((await verified(copy, kept)).damages).toMatchObject([
      {
        kind: 'HEAD_MISMATCH',
        count: 1,
        first: {
          expected: `a checkpoint: root ${base64(signed)} of ${size} entries`,
          found: `root ${base64(ofLog)} of those in the log`,
        },
      },
    ]);
  });

  it('is told in base64 in the report too', async () => {
    expect((await verified(log.copied())).root).toBe(base64(headOf(newest(log.directory)).root));
  });

  it('and so are the digests of an entry that is not that of its event', async () => {
    const copy = log.copied();
    onFile('tree.db', (db) => db.exec('UPDATE entry SET digest = zeroblob(32) WHERE number = 7'))(copy);
    const [damage] = (await verified(copy)).damages;
    expect(damage).toMatchObject({ kind: 'ENTRY_MISMATCH', first: { expected: expect.stringMatching(/^\S{43}=$/) } });
    expect(damage?.first.found).toContain(`${base64(Buffer.alloc(32))} of `);
  });
});

describe('heads from before a rotation of the signing key', () => {
  const [former, next] = [newLogKey(), newLogKey()];
  const [formerKey, nextKey] = [former, next].map(({ verifier }) => formatVerifierKey(verifier)) as [string, string];

  /** Signed by the former key through event 400, then by both, then by the new one alone. */
  const rotated = (): string => {
    const copy = log.copied();
    sign(copy, log.events.slice(0, 400), checkpointSigner(origin, [former]));
    const store = new TreeStore(join(copy, 'tree.db'));
    integrate(store, checkpointSigner(origin, [next, former]), log.events.slice(400, 440));
    integrate(store, checkpointSigner(origin, [next]), log.events.slice(440));
    store.close();
    return copy;
  };

  it('are intact with both keys', async () => {
    const report = await verified(rotated(), { vkeys: [nextKey, formerKey] });
    expect(report).toMatchObject({ verdict: 'INTACT', heads: { read: 12, signaturesChecked: 12 } });
  });

  it.each([
    ['new', nextKey, former, 10, 'the first'],
    ['former', formerKey, next, 1, 'the last'],
  ] as const)(
    'are not called wrong with the %s one alone: the other is named, to be given too',
    async (_, given, other, count, which) => {
      const report = await verified(rotated(), { vkeys: [given] });
      expect(report).toMatchObject({ verdict: 'UNCHECKED', heads: { read: 12, signaturesChecked: 12 - count } });
      expect(report.damages).toEqual([
        {
          kind: 'HEAD_KEY_UNKNOWN',
          count,
          first: {
            expected: `the head of ${which === 'the first' ? 40 : log.events.length} entries: signed by a key that was given`,
            found: expect.stringMatching(/^signed by \S+ only\. If .* rotation, give its verifier key too$/),
          },
        },
      ]);
      expect(report.damages[0]?.first.found).toContain(identityOf(other.verifier));
    },
  );

  it('are told from those with a wrong signature, which is damage whatever keys are given', async () => {
    const copy = rotated();
    onFile('tree.db', (db) => {
      const note = db.prepare<[], string>('SELECT note FROM checkpoint WHERE size = 440').pluck().get() ?? '';
      db.prepare('UPDATE checkpoint SET note = ? WHERE size = 440').run(
        note.replace(/\n\n(— \S+ \S{20})\S{4}/, '\n\n$1AAAA'),
      );
    })(copy);
    const report = await verified(copy, { vkeys: [nextKey] });
    expect(report.verdict).toBe('DAMAGED');
    expect(report.damages.map(({ kind }) => kind)).toEqual(['HEAD_SIGNATURE', 'HEAD_KEY_UNKNOWN']);
  });

  it('end the command with status 2, as what cannot be checked, and 0 once both keys are given', async () => {
    const copy = rotated();
    const verify = ['log', 'verify', '--directory', copy, '--key', nextKey];
    const [one, both] = await Promise.all([laurel(verify), laurel([...verify, '--key', formerKey])]);
    expect(one.status).toBe(2);
    expect(one.stdout).toMatch(/HEAD_KEY_UNKNOWN \(10\):.*give its verifier key too\nUNCHECKED\n$/);
    expect(both).toMatchObject({ status: 0, stdout: expect.stringMatching(/INTACT\n$/) });
  });
});
