/**
 * What proofs cost: `npx tsx bench/proof.ts [entries] [nominations]`, 1,000,000 and 600 by default.
 *
 * Proofs are made from a tree on disk, against hashing as many pairs of 32 bytes as the proof has hashes; verification of a
 * whole log, keys at hand, against SHA-256 of the same bytes.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import { leafHash } from '../src/audit/merkle/hashing.ts';
import { consistencyProof, inclusionProof } from '../src/audit/merkle/prove.ts';
import { verifyInclusion } from '../src/audit/merkle/verify.ts';
import { openTransparencyLog } from '../src/audit/tree/transparency-log.ts';
import { TreeStore } from '../src/audit/tree/tree-store.ts';
import { verifyLog } from '../src/audit/verify-log/verify-log.ts';
import type { Position } from '../src/domain/event.ts';
import { openStores } from '../src/stores.ts';
import { fill } from '../tests/support/history.ts';
import { plausibleHistory } from '../tests/support/plausible-history.ts';
import { say } from './progress.ts';

const entries = Number(process.argv[2] ?? 1_000_000);
const nominations = Number(process.argv[3] ?? 600);
const proofs = 2000;
const rounds = 5;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Microseconds each. */
const each = (count: number, work: (i: number) => unknown): number => {
  const start = performance.now();
  for (let i = 0; i < count; i++) work(i);
  return ((performance.now() - start) * 1000) / count;
};

mkdirSync('data', { recursive: true });
const directory = mkdtempSync(join('data', 'bench-'));
try {
  await ofProofs();
  await ofVerification();
} finally {
  rmSync(directory, { recursive: true });
}

async function ofProofs(): Promise<void> {
  const store = new TreeStore(join(directory, 'tree.db'));
  const batch = 10_000;
  const started = performance.now();
  for (let at = 0; at < entries; at += batch) {
    if (at % 100_000 === 0) say(`tree of ${entries} entries`, at / 100_000 + 1, Math.ceil(entries / 100_000));
    const next = Array.from({ length: Math.min(batch, entries - at) }, (_, i) => ({
      index: at + i,
      eventId: String(at + i),
      position: String(at + i + 1) as Position,
      digest: createHash('sha256')
        .update(String(at + i))
        .digest(),
    }));
    store.write(() => store.append(next));
  }
  const perSecond = (entries * 1000) / (performance.now() - started);
  const root = store.rangeHash(0, entries);
  const pick = (i: number) => (i * 7919 * 104_729) % entries;
  const pair = Buffer.alloc(65, 1);
  const hashes = inclusionProof(store.rangeHash, pick(1), entries).length;
  const figures = { include: [] as number[], consist: [] as number[], check: [] as number[], floor: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    figures.include.push(each(proofs, (i) => inclusionProof(store.rangeHash, pick(i), entries)));
    figures.consist.push(each(proofs, (i) => consistencyProof(store.rangeHash, 1 + pick(i), entries)));
    const index = pick(round);
    const proof = inclusionProof(store.rangeHash, index, entries);
    const leaf = leafHash(store.entryAt(index)?.digest as Buffer);
    if (!verifyInclusion({ index, size: entries, leafHash: leaf, root, proof }).valid) throw new Error('A bad proof.');
    figures.check.push(each(proofs, () => verifyInclusion({ index, size: entries, leafHash: leaf, root, proof })));
    figures.floor.push(
      each(proofs, () => {
        for (let i = 0; i < hashes; i++) createHash('sha256').update(pair).digest();
      }),
    );
  }
  store.close();
  const floor = median(figures.floor);
  const table = new Table({
    head: [`${entries.toLocaleString('en')} entries`, 'µs', 'ratio'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [] },
  });
  const row = (name: string, value: number) => table.push([name, value.toFixed(1), (value / floor).toFixed(2)]);
  row(`hashing ${hashes} pairs`, floor);
  row('verifying an inclusion proof', median(figures.check));
  row('making an inclusion proof', median(figures.include));
  row('making a consistency proof', median(figures.consist));
  console.log(table.toString());
  console.log(`entries added to the tree: ${Math.round(perSecond).toLocaleString('en')} a second`);
}

async function ofVerification(): Promise<void> {
  const place = join(directory, 'log');
  mkdirSync(place);
  const store = await openStores({ directory: place, sealing: { current: Buffer.alloc(32, 8) } });
  const history = plausibleHistory({ nominations, seed: 3 });
  await fill(store.log, history);
  const tree = await openTransparencyLog({ path: join(place, 'tree.db'), log: store.raw });
  await tree.close();
  const texts = (await store.raw.readAll(undefined, history.length + 1)).map((event) => JSON.stringify(event));
  const ratios: number[] = [];
  const rates: number[] = [];
  for (let round = 0; round < rounds; round++) {
    say(`verification of ${history.length} events`, round + 1, rounds);
    const report = await verifyLog({
      log: join(place, 'log.db'),
      tree: join(place, 'tree.db'),
      vault: store.vault,
      keys: [],
      known: [],
    });
    if (report.events !== history.length) throw new Error('Not all events were verified.');
    const start = performance.now();
    for (const text of texts) createHash('sha256').update(text).digest();
    const bare = (performance.now() - start) / 1000;
    ratios.push(bare / report.seconds);
    rates.push(report.events / report.seconds);
  }
  await store.close();
  console.log(
    `log verify, commitments opened: ${Math.round(median(rates)).toLocaleString('en')} events a second; ` +
      `ratio to SHA-256 of the same bytes ${median(ratios).toFixed(3)}`,
  );
}
