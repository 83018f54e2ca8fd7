import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseSignatureLines } from '../../src/audit/note/note.ts';
import { openCheckpoint } from '../../src/audit/note/verify-checkpoint.ts';
import { formatAddCheckpoint } from '../../src/audit/witness/add-checkpoint.ts';
import { openHeadStore, originHashOf } from '../../src/audit/witness/head-store.ts';
import { WitnessStateInUse } from '../../src/audit/witness/lock.ts';
import { WitnessStateDamaged } from '../../src/audit/witness/witness.ts';
import { smallTree } from './small-tree.ts';
import { aLog, aWitness, NOW, newWitnessKey, ORIGIN } from './witness-parts.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-witness-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const log = aLog();
const fork = aLog(log.key, smallTree('other', 5));
const path = () => join(directory, `${originHashOf(ORIGIN)}.checkpoint`);

describe('What a witness remembers', () => {
  it('outlives it: what was refused before is refused after', () => {
    const key = newWitnessKey();
    const before = aWitness(directory, log, key);
    expect(before.addCheckpoint(log.request(0, 7)).status).toBe(200);
    expect(before.addCheckpoint(log.request(7, 9)).status).toBe(200);
    before.heads.close();

    const after = aWitness(directory, log, key);
    expect(after.addCheckpoint(log.request(0, 7))).toEqual({
      status: 409,
      contentType: 'text/x.tlog.size',
      body: '9\n',
    });
    expect(after.addCheckpoint(fork.request(9, 12))).toMatchObject({
      status: 422,
      body: 'PROOF_INVALID\n',
      evidence: fork.checkpoint(12),
    });
    expect(after.addCheckpoint(log.request(9, 12)).status).toBe(200);
    after.heads.close();
  });

  it('is the checkpoint as its log signed it and the witness answered for it', () => {
    const witness = aWitness(directory, log);
    const { body } = witness.addCheckpoint(log.request(0, 7));
    const stored = witness.checkpoint(originHashOf(ORIGIN)) ?? '';
    expect(stored).toBe(log.checkpoint(7) + body);
    expect(readFileSync(path(), 'utf8')).toBe(stored);
    const keys = { origin: ORIGIN, logKeys: [log.key.verifier], witnessKeys: [witness.key.verifier] };
    const { verified } = openCheckpoint(stored, keys).note;
    expect(verified.map(({ time }) => time)).toEqual([undefined, BigInt(NOW / 1000)]);
    witness.heads.close();
  });

  it('does not change where it refuses', () => {
    const witness = aWitness(directory, log);
    witness.addCheckpoint(log.request(0, 7));
    const stored = readFileSync(path(), 'utf8');
    for (const request of [fork.request(7, 9), fork.request(7, 7), log.request(0, 3), log.request(5, 9), 'old 7\n']) {
      expect(witness.addCheckpoint(request).status).toBeGreaterThanOrEqual(400);
    }
    expect(readFileSync(path(), 'utf8')).toBe(stored);
    expect(witness.checkpoint(originHashOf('example.org/other'))).toBeUndefined();
    expect(witness.checkpoint('../lock')).toBeUndefined();
    witness.heads.close();
  });

  it('is told to whoever did not get the answer, and cosigned again', () => {
    const witness = aWitness(directory, log);
    const first = witness.addCheckpoint(log.request(0, 7));
    expect(witness.addCheckpoint(log.request(0, 7)).body).toBe('7\n');
    expect(witness.addCheckpoint(log.request(7, 7))).toEqual(first);
    witness.heads.close();
  });

  it('keeps one signature of the log, however often that stands in the request', () => {
    const witness = aWitness(directory, log);
    const [text, line] = log.checkpoint(7).split('\n\n') as [string, string];
    const checkpoint = `${text}\n\n${line.repeat(100)}`;
    expect(witness.addCheckpoint(formatAddCheckpoint({ old: 0, proof: [], checkpoint })).status).toBe(200);
    const stored = readFileSync(path(), 'utf8');
    expect(parseSignatureLines(stored.slice(stored.lastIndexOf('\n\n') + 2))).toHaveLength(2);
    witness.heads.close();
  });

  it('belongs to one witness at a time', () => {
    const witness = aWitness(directory, log);
    expect(() => openHeadStore(directory)).toThrow(WitnessStateInUse);
    witness.heads.close();
    openHeadStore(directory).close();
  });

  it('is left alone by a replacement that a crash cut short', () => {
    const before = aWitness(directory, log);
    before.addCheckpoint(log.request(0, 7));
    before.heads.close();
    writeFileSync(join(directory, 'half.new'), log.checkpoint(9).slice(0, 50));
    const after = aWitness(directory, log);
    expect(readdirSync(directory).filter((name) => name.endsWith('.new'))).toEqual([]);
    expect(after.addCheckpoint(log.request(0, 9)).body).toBe('7\n');
    after.heads.close();
  });

  it.each([
    ['emptied', () => ''],
    ['cut', (text: string) => text.slice(0, 60)],
    ['another size', (text: string) => text.replace('\n7\n', '\n3\n')],
    ['another root', () => fork.checkpoint(7).replace(/—.*\n/, log.checkpoint(7).match(/—.*\n/)?.[0] ?? '')],
    ['signed by a stranger', () => aLog().checkpoint(7)],
  ])('is never taken for nothing when the file is damaged: %s', (_, damage) => {
    const key = newWitnessKey();
    const before = aWitness(directory, log, key);
    before.addCheckpoint(log.request(0, 7));
    const stored = readFileSync(path(), 'utf8');
    expect(damage(stored)).not.toBe(stored);
    writeFileSync(path(), damage(stored));
    expect(() => before.addCheckpoint(log.request(0, 9))).toThrow(WitnessStateDamaged);
    before.heads.close();
    expect(() => aWitness(directory, log, key)).toThrow(WitnessStateDamaged);
  });
});
