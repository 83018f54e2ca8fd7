import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cosign } from '../../src/audit/note/cosignature.ts';
import { parseNote, signatureLine } from '../../src/audit/note/note.ts';
import { verifyCheckpoint } from '../../src/audit/note/verify-checkpoint.ts';
import { originHashOf } from '../../src/audit/witness/head-store.ts';
import { httpPost } from '../../src/audit/witness/post.ts';
import { reachable, requestCosignature } from '../../src/audit/witness/request-cosignature.ts';
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

/** What each witness makes of a head of the log. */
const requested = (size: number, witnesses: Parameters<typeof policyOf>[1], lastKnownSize = 0, from = log) =>
  Promise.all(
    reachable(policyOf(log, witnesses)).map((witness) =>
      requestCosignature({
        witness,
        head: { size, text: from.checkpoint(size) },
        proofFrom: from.tree.consistency,
        lastKnownSize,
        post: httpPost(300),
      }),
    ),
  );

const reasonsOf = (outcomes: Awaited<ReturnType<typeof requested>>) =>
  outcomes.map((outcome) => (outcome.kind === 'FAILED' ? outcome.reason : outcome.kind));

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
    const outcomes = await requested(7, [{ key: witness.key, url: `${server.url}/` }]);
    expect(reasonsOf(outcomes)).toEqual(['COSIGNED']);
    const cosignatures = outcomes.map((outcome) => (outcome.kind === 'COSIGNED' ? outcome.line : ''));
    const policy = policyOf(log, [witness]);
    expect(reasonOf(() => verifyCheckpoint(log.checkpoint(7), policy))).toBe('QUORUM_NOT_MET');
    expect(reasonOf(() => verifyCheckpoint(log.checkpoint(7) + cosignatures.join(''), policy))).toBe('accepted');
  });

  it.each([
    ['nothing', 0],
    ['too much', 8],
    ['too little', 2],
    ['the size', 5],
  ])('where it knows %s of what the witness cosigned last', async (_, known) => {
    await post(log.request(0, 5));
    expect(reasonsOf(await requested(9, [{ key: witness.key, url: server.url }], known))).toEqual(['COSIGNED']);
  });

  it('from nobody who remembers more, or another history', async () => {
    await post(log.request(0, 9));
    const one = [{ key: witness.key, url: server.url }];
    expect(await requested(7, one)).toMatchObject([{ reason: 'WITNESS_AHEAD', knownSize: 9 }]);
    expect(await requested(12, one, 0, fork)).toMatchObject([{ reason: 'HISTORY_CONFLICT', knownSize: 9 }]);
    expect(await requested(9, one, 0, fork)).toMatchObject([{ reason: 'HISTORY_CONFLICT', knownSize: 9 }]);
  });

  it('and takes a 409 that tells the very size of its head for another history, whichever status a witness chooses', async () => {
    const told = (size: number): RequestListener => {
      return (_, response) => response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end(`${size}\n`);
    };
    const witnesses = await Promise.all([strange(told(7)), strange(told(5))]);
    expect(reasonsOf(await requested(7, witnesses))).toEqual(['HISTORY_CONFLICT', 'REFUSED']);
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
    const outcomes = await requested(7, [...witnesses, { key: witness.key, url: server.url }]);
    expect(reasonsOf(outcomes)).toEqual([...Object.keys(answers), 'COSIGNED']);
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
    expect(reasonsOf(await requested(7, [timeless, endless, moved, sizeless]))).toEqual([
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
    expect(reasonsOf(await requested(7, [restless]))).toEqual(['REFUSED']);
    expect(asked).toBe(2);
  });
});
