import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkpointSigner } from '../../src/audit/note/checkpoint-signer.ts';
import type { Policy } from '../../src/audit/note/policy.ts';
import type { SignerKey } from '../../src/audit/note/signer-key.ts';
import { openCheckpoint, verifyCheckpoint } from '../../src/audit/note/verify-checkpoint.ts';
import { formatAddCheckpoint } from '../../src/audit/witness/add-checkpoint.ts';
import { originHashOf } from '../../src/audit/witness/head-store.ts';
import { type RunningWitness, startWitnessServer } from '../../src/audit/witness/server.ts';
import type { Composition } from '../../src/compose.ts';
import { type Api, startApi } from '../support/api.ts';
import { accepted } from '../support/dossiers.ts';
import { silent } from '../support/http.ts';
import { bureaus } from '../support/people.ts';
import { reasonOf } from './reason.ts';
import { type AWitness, aLog, aWitness, newLogKey, newWitnessKey, ORIGIN, policyOf } from './witness-parts.ts';

/** The real server, and witnesses that know nothing of it but its key. */
const key = newLogKey();
const log = aLog(key);

let directory: string;
let api: Api | undefined;
let witnesses: (AWitness & { running: RunningWitness })[];
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-witnessed-'));
  witnesses = await Promise.all(['w1', 'w2'].map((name) => startWitness(name)));
});
afterEach(async () => {
  await api?.close();
  api = undefined;
  for (const { running, heads } of witnesses) {
    await running.close();
    heads.close();
  }
  rmSync(directory, { recursive: true });
});

const startWitness = async (name: string, witnessKey = newWitnessKey(`example.org/${name}`), port = 0) => {
  const witness = aWitness(join(directory, name), log, witnessKey);
  return { ...witness, running: await startWitnessServer({ witness, logger: silent, port }) };
};
const policy = (): Policy =>
  policyOf(
    log,
    witnesses.map((witness) => ({ key: witness.key, url: witness.running.url })),
  );

const serve = async (keys: readonly SignerKey[], settings: Partial<Composition> = {}) =>
  startApi(undefined, { transparency: { signer: checkpointSigner(ORIGIN, keys), policy: policy() }, ...settings });
/** Opens an edition; resolves when the log has signed a head with that in it. */
const open = async (at: Api, program: string): Promise<void> => {
  await accepted(await at.as('PROVINCE_OFFICER', bureaus.province), 'openEdition', { program });
  const last = await at.running.raw.head();
  if (last !== undefined) await at.running.transparency.integrated(last);
};
const published = async (at: Api) => (await fetch(`${at.running.url}/log/checkpoint`)).text();

/** The checkpoint that is published once the quorum has cosigned all events of the log. Meanwhile time passes. */
const witnessed = (at: Api) =>
  vi.waitFor(
    async () => {
      at.clock.advanceTo(at.clock.now() + 60_000);
      const accepted = verifyCheckpoint(await published(at), policy(), ORIGIN);
      expect(accepted.size).toBe(at.running.transparency.size());
      return accepted;
    },
    { timeout: 20_000 },
  );

describe('A log with two witnesses and a quorum of both', () => {
  it('publishes heads that both cosigned, each head from the one before', async () => {
    api = await serve([key]);
    await open(api, 'YOUTH_STAR');
    const first = await witnessed(api);
    await open(api, 'FLEX_STAR');
    const second = await witnessed(api);
    expect(second.size).toBeGreaterThan(first.size);
    expect(second.cosigned.map(({ witness }) => witness.name)).toEqual(['w1', 'w2']);
    for (const { running } of witnesses) {
      const shown = await (await fetch(`${running.url}/${originHashOf(ORIGIN)}/checkpoint`)).text();
      expect(openCheckpoint(shown, { origin: ORIGIN, logKeys: [key.verifier] })).toMatchObject({ size: second.size });
    }
  });

  it('goes on while a witness is down, and has what it missed cosigned when it is back', async () => {
    const [, second] = witnesses as [AWitness, AWitness & { running: RunningWitness }];
    api = await serve([key]);
    await open(api, 'YOUTH_STAR');
    await witnessed(api);
    const { port } = new URL(second.running.url);
    await second.running.close();
    second.heads.close();

    await open(api, 'FLEX_STAR');
    await vi.waitFor(async () => {
      const known = {
        origin: ORIGIN,
        logKeys: [key.verifier],
        witnessKeys: witnesses.map((each) => each.key.verifier),
      };
      const { size, note } = openCheckpoint(await published(api as Api), known);
      expect(size).toBe(api?.running.transparency.size());
      expect(note.verified).toHaveLength(2);
    });
    expect(reasonOf(() => verifyCheckpoint(api?.running.transparency.checkpoint()?.text ?? '', policy()))).toBe(
      'QUORUM_NOT_MET',
    );

    witnesses[1] = await startWitness('w2', second.key, Number(port));
    expect((await witnessed(api)).cosigned).toHaveLength(2);
  });

  it('is refused by both when it comes with another history', async () => {
    api = await serve([key]);
    await open(api, 'YOUTH_STAR');
    const { size } = await witnessed(api);
    await api.close();
    api = await serve([key]);
    for (const program of ['FLEX_STAR', 'YOUTH_STAR']) await open(api, program);
    expect(api.running.transparency.size()).toBeGreaterThan(size);
    const { checkpoint, consistencyProof } = api.running.transparency;
    for (const witness of witnesses) {
      const proof = consistencyProof(size, checkpoint()?.size ?? 0);
      const body = formatAddCheckpoint({ old: size, proof, checkpoint: checkpoint()?.note ?? '' });
      expect(witness.addCheckpoint(body)).toMatchObject({ status: 422, body: 'PROOF_INVALID\n' });
    }
    expect(reasonOf(() => verifyCheckpoint(checkpoint()?.text ?? '', policy()))).toBe('QUORUM_NOT_MET');
  });
});

describe('A log whose key is replaced', () => {
  it('is followed by who knew the former key and by who knows the next, and its witnesses go on', async () => {
    const next = newLogKey();
    const knows = ({ verifier }: SignerKey, note: string) =>
      reasonOf(() => openCheckpoint(note, { origin: ORIGIN, logKeys: [verifier] }));
    const data = mkdtempSync(join(tmpdir(), 'laurel-rotated-'));
    try {
      api = await serve([key], { directory: data });
      await open(api, 'YOUTH_STAR');
      await witnessed(api);
      const before = await published(api);
      await api.close();

      api = await serve([next, key], { directory: data });
      await open(api, 'FLEX_STAR');
      const { cosigned } = await witnessed(api);
      expect(cosigned).toHaveLength(2);
      const after = await published(api);
      expect([before, after].map((note) => knows(key, note))).toEqual(['accepted', 'accepted']);
      expect([before, after].map((note) => knows(next, note))).toEqual(['KEY_UNKNOWN', 'accepted']);
    } finally {
      await api?.close();
      api = undefined;
      rmSync(data, { recursive: true });
    }
  });
});
