import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proofsOf } from '../../src/audit/bundle/proof-source.ts';
import { writeBundle } from '../../src/audit/bundle/write-bundle.ts';
import { integrate } from '../../src/audit/tree/integrate.ts';
import type { StoredCheckpoint } from '../../src/audit/tree/stored-checkpoint.ts';
import { TreeStore } from '../../src/audit/tree/tree-store.ts';
import type { Recorded } from '../../src/domain/event.ts';
import { positionOf } from '../../src/log/row.ts';
import { type Opening, openingsOf, openPart, seal } from '../../src/log/sealing.ts';
import { origin, signer, vkey } from '../audit/real-log.ts';
import { judgedByBoth, python } from './both-verifiers.ts';

let directory: string;
beforeAll(() => {
  python();
  directory = mkdtempSync(join(tmpdir(), 'laurel-dishonest-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const key = { name: 'person/p/1', bytes: Buffer.alloc(32, 2) };
const stream = 'nomination-n' as Recorded['stream'];

/** An event as a log might hold it; `name` is sealed. */
const event = (n: number, changes: object = {}, name?: string): Recorded => {
  const id = `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`;
  const meta = { recordedAt: `2024-01-08T00:00:0${n}.000Z` } as Recorded['meta'];
  const plain = { id, type: 'Told', schemaVersion: 1, data: name === undefined ? {} : { name }, meta };
  const parts = name === undefined ? [] : [{ keys: [key], values: new Map([['/data/name', name]]) }];
  return { ...seal(plain, stream, parts), stream, revision: n, position: positionOf(n + 1), ...changes } as Recorded;
};

const openingsFrom = (from: Recorded): readonly Opening[] => {
  const part = openPart(from, 0, () => key);
  return part ? openingsOf(part) : [];
};

let written = 0;
/** A bundle of everything that a log signed, and never should have. */
const bundleOf = (events: readonly Recorded[], opened: readonly Recorded[] = []): string => {
  const store = new TreeStore(join(directory, `tree-${written}.db`));
  integrate(store, signer, events);
  const out = join(directory, `bundle-${written++}`);
  writeBundle(out, {
    scope: { kind: 'NOMINATION', id: 'n' },
    origin,
    createdAt: '2024-03-01T00:00:00.000Z',
    chosen: { events, whole: [stream] },
    openings: opened.map((one) => ({ event: one, openings: openingsFrom(one) })),
    head: store.newest() as StoredCheckpoint,
    tree: proofsOf(store),
  });
  store.close();
  return out;
};
const judged = (events: readonly Recorded[], opened: readonly Recorded[] = []) => {
  const judgment = judgedByBoth(bundleOf(events, opened), { keys: [vkey] });
  if (judgment.verdict === 'UNUSABLE') throw new Error(judgment.reason);
  return judgment.events.map(({ status, reason }) => reason ?? status);
};

describe('what a log signed is not believed where it breaks the rules of every log', () => {
  it('and is where it keeps them', () => {
    const told = event(1, {}, '周长河');
    expect(judged([event(0), told, event(2, {}, '秦晓峰')], [told])).toEqual(['VALID', 'VALID', 'SEALED']);
  });

  it('time that goes back in a stream', () => {
    const late = event(1, { meta: { recordedAt: '2024-01-07T00:00:00.000Z' } });
    expect(judged([event(0), late, event(2)])).toEqual(['VALID', 'TIME_BACKWARDS', 'VALID']);
  });

  it('a revision that stands twice, or goes back', () => {
    expect(judged([event(0), event(1, { revision: 0 }), event(2)])).toEqual(['VALID', 'STREAM_ORDER', 'STREAM_GAP']);
  });

  it('a revision that is left out', () => {
    expect(judged([event(0), event(1, { revision: 4 })])).toEqual(['VALID', 'STREAM_GAP']);
  });

  it('a stream that does not begin at its beginning', () => {
    expect(judged([event(1)])).toEqual(['STREAM_GAP']);
  });

  it('a value that is told though its key is said to be destroyed', () => {
    const told = event(0, {}, '周长河');
    const erased = event(1, { type: 'PersonalDataErased', data: { keys: [key.name] } });
    expect(judged([told, erased])).toEqual(['ERASED', 'VALID']);
    expect(judged([told, erased], [told])).toEqual(['OPENING_OF_ERASED', 'VALID']);
  });
});
