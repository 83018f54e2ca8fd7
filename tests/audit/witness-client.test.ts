import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cosign } from '../../src/audit/note/cosignature.ts';
import { parseNote, signatureLine } from '../../src/audit/note/note.ts';
import { identityOf } from '../../src/audit/note/verifier-key.ts';
import { verifyCheckpoint } from '../../src/audit/note/verify-checkpoint.ts';
import { collectCosignatures } from '../../src/audit/witness/collect.ts';
import { originHashOf } from '../../src/audit/witness/head-store.ts';
import { type RunningWitness, startWitnessServer } from '../../src/audit/witness/server.ts';
import { silent } from '../support/http.ts';
import { reasonOf } from './reason.ts';
import { smallTree } from './small-tree.ts';
import { type AWitness, aLog, aWitness, newWitnessKey, ORIGIN, policyOf } from './witness-parts.ts';

const log = aLog();
const fork = aLog(log.key, smallTree('other', 5));

let directory: string;
let witness: AWitness;
let server: RunningWitness;
let others: Server[];
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-witness-'));
  witness = aWitness(directory, log);
  server = await startWitnessServer({ witness, logger: silent, port: 0 });
  others = [];
});
afterEach(async () => {
  await server.close();
  witness.heads.close();
  for (const other of others) {
    other.closeAllConnections();
    other.close();
  }
  rmSync(directory, { recursive: true });
});

/** A witness of a key of its own that answers as it likes. */
const strange = async (answer: RequestListener, key = newWitnessKey('example.org/strange')) => {
  const other = createServer(answer);
  others.push(other);
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  return { key, url: `http://127.0.0.1:${(other.address() as AddressInfo).port}` };
};

const collect = (
  size: number,
  witnesses: Parameters<typeof policyOf>[1],
  known: Record<string, number> = {},
  from = log,
) =>
  collectCosignatures({
    policy: policyOf(log, witnesses),
    checkpoint: { size, text: from.checkpoint(size) },
    proofFrom: from.tree.consistency,
    lastKnownSizes: new Map(Object.entries(known)),
    timeoutMs: 300,
  });

const post = (body: string, init: RequestInit = {}) =>
  fetch(`${server.url}/add-checkpoint`, { method: 'POST', body, ...init });

describe('A witness over HTTP', () => {
  it('answers as the protocol says', async () => {
    const cosigned = await post(log.request(0, 7));
    expect(cosigned.status).toBe(200);
    expect(await cosigned.text()).toMatch(/^— example\.org\/w1 \S+\n$/);
    const conflict = await post(log.request(0, 9));
    expect([conflict.status, conflict.headers.get('content-type'), await conflict.text()]).toEqual([
      409,
      'text/x.tlog.size',
      '7\n',
    ]);
    const bodies = [fork.request(7, 9), fork.request(7, 7), aLog().request(7, 9), log.request(9, 7), 'old', ''];
    const statuses = await Promise.all(bodies.map(async (body) => (await post(body)).status));
    expect(statuses).toEqual([422, 422, 403, 400, 400, 400]);
  });

  it.each(['text/plain', 'application/octet-stream', 'application/x-www-form-urlencoded', 'text/html; a=b'])(
    'takes a body as %j',
    async (type) => {
      expect((await post(log.request(0, 7), { headers: { 'content-type': type } })).status).toBe(200);
    },
  );

  it('takes a body without any type, and small ones only', async () => {
    expect((await post('', { body: new Uint8Array(Buffer.from(log.request(0, 7))) })).status).toBe(200);
    expect((await post('a'.repeat(64 * 1024 + 1))).status).toBe(413);
    expect((await fetch(`${server.url}/add-checkpoint`)).status).toBe(404);
  });

  it('shows the last checkpoint it cosigned to monitors', async () => {
    const monitored = () => fetch(`${server.url}/${originHashOf(ORIGIN)}/checkpoint`);
    expect((await monitored()).status).toBe(404);
    const line = await (await post(log.request(0, 7))).text();
    expect(await (await monitored()).text()).toBe(log.checkpoint(7) + line);
    expect((await fetch(`${server.url}/lock.db/checkpoint`)).status).toBe(404);
  });

  it('cosigns one of two histories that arrive together', async () => {
    await post(log.request(0, 7));
    const answers = await Promise.all(
      [log, fork].flatMap((each) => [post(each.request(7, 11)), post(each.request(7, 12))]),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).not.toContain(500);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });
});

describe('A log collects cosignatures', () => {
  it('that make the quorum of its policy', async () => {
    const { cosignatures, failures, sizes } = await collect(7, [{ key: witness.key, url: `${server.url}/` }]);
    expect(failures).toEqual([]);
    expect(sizes).toEqual(new Map([[identityOf(witness.key.verifier), 7]]));
    const policy = policyOf(log, [witness]);
    expect(reasonOf(() => verifyCheckpoint(log.checkpoint(7), policy))).toBe('QUORUM_NOT_MET');
    expect(reasonOf(() => verifyCheckpoint(log.checkpoint(7) + cosignatures.join(''), policy))).toBe('accepted');
  });

  it.each([
    ['nothing', {}],
    ['too much', { 'example.org/w1': 8 }],
    ['too little', { 'example.org/w1': 2 }],
    ['the size', { 'example.org/w1': 5 }],
  ])('where it knows %s of what the witness cosigned last', async (_, known: Record<string, number>) => {
    await post(log.request(0, 5));
    const sizes = Object.fromEntries(Object.values(known).map((size) => [identityOf(witness.key.verifier), size]));
    const collected = await collect(9, [{ key: witness.key, url: server.url }], sizes);
    expect(collected).toMatchObject({ failures: [], sizes: new Map([[identityOf(witness.key.verifier), 9]]) });
    expect(collected.cosignatures).toHaveLength(1);
  });

  it('from nobody who remembers more, or another history', async () => {
    await post(log.request(0, 9));
    const url = server.url;
    const ahead = await collect(7, [{ key: witness.key, url }]);
    expect(ahead).toMatchObject({ cosignatures: [], failures: [{ witness: 'w1', reason: 'WITNESS_AHEAD' }] });
    expect(ahead.sizes.get(identityOf(witness.key.verifier))).toBe(9);
    const forked = await collect(12, [{ key: witness.key, url }], {}, fork);
    expect(forked).toMatchObject({
      cosignatures: [],
      failures: [{ reason: 'REFUSED', detail: 'The witness answered 422.' }],
    });
  });

  it('from those who answer well, and says what is wrong with the others', async () => {
    const { text } = parseNote(log.checkpoint(7));
    const key = newWitnessKey('example.org/strange');
    const answers: Record<string, RequestListener> = {
      REFUSED: (_, response) => response.writeHead(500).end(),
      TIMEOUT: () => undefined,
      UNREACHABLE: (request) => request.socket.destroy(),
      NOTE_MALFORMED: (_, response) => response.end('thank you\n'),
      KEY_UNKNOWN: (_, response) => response.end(signatureLine(cosign(newWitnessKey('example.org/x'), text, 1))),
      SIGNATURE_INVALID: (_, response) => response.end(signatureLine(cosign(key, text.replace('\n7\n', '\n8\n'), 1))),
    };
    const witnesses = await Promise.all(
      Object.values(answers).map((answer, index) => strange(answer, index === 5 ? key : undefined)),
    );
    const collected = await collect(7, [...witnesses, { key: witness.key, url: server.url }]);
    expect(collected.failures.map(({ reason }) => reason)).toEqual(Object.keys(answers));
    expect(collected.cosignatures).toHaveLength(1);
    expect(collected.sizes).toEqual(new Map([[identityOf(witness.key.verifier), 7]]));
  });

  it('without a time, without an end, or by way of another address from nobody', async () => {
    const key = newWitnessKey('example.org/timeless');
    const { text } = parseNote(log.checkpoint(7));
    const timeless = await strange((_, response) => response.end(signatureLine(cosign(key, text, 0))), key);
    const endless = await strange((_, response) => response.end(`— x ${'A'.repeat(100_000)}\n`));
    const moved = await strange((_, response) =>
      response.writeHead(307, { location: `${server.url}/add-checkpoint` }).end(),
    );
    const sizeless = await strange((_, response) => response.writeHead(409).end('7\n'));
    const { failures } = await collect(7, [timeless, endless, moved, sizeless]);
    expect(failures.map(({ reason }) => reason)).toEqual([
      'SIGNATURE_INVALID',
      'UNREACHABLE',
      'UNREACHABLE',
      'NOTE_MALFORMED',
    ]);
  });

  it('asks a witness that tells one size after the other twice at most', async () => {
    let asked = 0;
    const restless = await strange((_, response) => {
      asked++;
      response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end(`${asked}\n`);
    });
    expect((await collect(7, [restless])).failures).toMatchObject([{ reason: 'REFUSED' }]);
    expect(asked).toBe(2);
  });
});
