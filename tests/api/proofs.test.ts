import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leafHash } from '../../src/audit/merkle/hashing.ts';
import { verifyConsistency, verifyInclusion } from '../../src/audit/merkle/verify.ts';
import { openCheckpoint } from '../../src/audit/note/verify-checkpoint.ts';
import type { Position } from '../../src/domain/event.ts';
import { newLogKey, ORIGIN, signedBy } from '../audit/log-in-tree.ts';
import { type Answer, type Api, type Caller, startApi } from '../support/api.ts';
import { accepted } from '../support/dossiers.ts';
import { flexId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';
import { riderForm } from '../support/rider.ts';

const key = newLogKey();
let api: Api;
let auditor: Caller;
let clerk: Caller;

beforeAll(async () => {
  api = await startApi(undefined, { transparency: { signer: signedBy(key) } });
  auditor = await api.as('AUDITOR');
  clerk = await api.as('COUNTY_CLERK', bureaus.county);
  await accepted(await api.as('PROVINCE_APPROVER', bureaus.province), 'openEdition', { program: 'FLEX_STAR' });
  await nominated(1);
  await nominated(2);
});
afterAll(() => api.close());

const nomination = (n: number) => ({
  editionId: flexId,
  bureau: bureaus.county,
  category: 'NEW_FORM',
  form: riderForm(n),
});

/** Nominates, and waits until a signed head covers it. */
const nominated = async (n: number): Promise<void> => {
  await accepted(clerk, 'nominate', nomination(n));
  await api.running.transparency.integrated(api.running.follower.position() as Position);
};

const PROOF =
  'eventId integrated leafIndex treeSize digest hashes leaf redactions { field reason } checkpoint { size root note }';

const eventProof = async (id: string, by: Caller = auditor): Promise<Answer> =>
  (await by.ask(`query ($id: ID!) { eventProof(id: $id) { ${PROOF} } }`, { id })).eventProof;

const timeline = async (by: Caller = auditor): Promise<Answer[]> =>
  (await by.ask(`{ timeline(first: 40) { nodes { id sequence stream proof { ${PROOF} } } } }`)).timeline.nodes;

const bytes = (base64: string) => Buffer.from(base64, 'base64');

/** Checks a proof as an outsider does, with nothing but the key of the log. */
const verified = ({ leafIndex, treeSize, digest, hashes, checkpoint }: Answer) => {
  const { size, root } = openCheckpoint(checkpoint.note, { origin: ORIGIN, logKeys: [key.verifier] });
  expect([size, root.toString('base64')]).toEqual([treeSize, checkpoint.root]);
  const leaf = leafHash(bytes(digest));
  return verifyInclusion({ index: leafIndex, size, leafHash: leaf, root, proof: hashes.map(bytes) });
};

describe('the proof of an event', () => {
  test('leads from its leaf to the signed head', async () => {
    const entries = await timeline();
    expect(entries.length).toBeGreaterThan(4);
    for (const { id, sequence } of entries) {
      const proof = await eventProof(id);
      expect(proof).toMatchObject({ eventId: id, integrated: true, leafIndex: sequence, redactions: [] });
      expect(createHash('sha256').update(proof.leaf).digest('base64')).toBe(proof.digest);
      expect(JSON.parse(proof.leaf).id).toBe(id);
      expect(verified(proof)).toEqual({ valid: true });
    }
  });

  test('shows commitments where the event has personal fields', async () => {
    const entry = (await timeline()).find(({ stream }) => stream.startsWith('nomination-'));
    const { leaf } = await eventProof(entry?.id);
    const { name = '', idNumber = '' } = riderForm(1) as Record<string, string>;
    expect(name).not.toBe('');
    expect([leaf.includes(name), leaf.includes(idNumber)]).toEqual([false, false]);
    expect(JSON.parse(leaf).data.form.idNumber).toMatch(/^[\w-]{43}$/);
  });

  test('stands on every entry of the timeline, the same', async () => {
    for (const { id, proof } of await timeline()) expect(proof).toEqual(await eventProof(id));
  });

  test('is for anyone who knows the event; what was hashed is for who reads the timeline', async () => {
    const [entry] = await timeline();
    const whole = await eventProof(entry?.id);
    for (const stranger of [api.anyone, clerk]) {
      const proof = await eventProof(entry?.id, stranger);
      expect(proof).toEqual({ ...whole, leaf: null, redactions: [{ field: 'leaf', reason: 'NOT_ENTITLED' }] });
      expect(verified(proof)).toEqual({ valid: true });
    }
  });

  test('of no event is null', async () => {
    expect(await eventProof(randomUUID())).toBeNull();
    expect(await eventProof('nothing')).toBeNull();
  });
});

describe('the log', () => {
  test('shows its newest signed head to anyone', async () => {
    const { checkpoint } = await api.anyone.ask('{ checkpoint { size root note } }');
    const { size, root } = openCheckpoint(checkpoint.note, { origin: ORIGIN, logKeys: [key.verifier] });
    expect([size, root.toString('base64')]).toEqual([checkpoint.size, checkpoint.root]);
    expect(size).toBe((await timeline()).length);
    const published = await fetch(`${api.running.url}/log/checkpoint`);
    expect(await published.text()).toBe(checkpoint.note);
  });

  test('proves that it only grew', async () => {
    const { checkpoint } = await api.anyone.ask('{ checkpoint { size root } }');
    for (let from = 1; from <= checkpoint.size; from++) {
      const { consistencyProof } = await api.anyone.ask(
        'query ($from: Int!, $to: Int!) { consistencyProof(from: $from, to: $to) { from to fromRoot toRoot hashes } }',
        { from, to: checkpoint.size },
      );
      expect(consistencyProof).toMatchObject({ from, to: checkpoint.size, toRoot: checkpoint.root });
      const { fromRoot, toRoot, hashes } = consistencyProof;
      const claim = { from, to: checkpoint.size, fromRoot: bytes(fromRoot), toRoot: bytes(toRoot) };
      expect(verifyConsistency({ ...claim, proof: hashes.map(bytes) })).toEqual({ valid: true });
    }
  });

  test.each([
    ['from', 0, 1],
    ['from', 3, 2],
    ['to', 1, 100_000],
  ])('says which size it does not take: %s of %i to %i', async (argument, from, to) => {
    const [error] = await api.anyone.refusedAsk(`{ consistencyProof(from: ${from}, to: ${to}) { hashes } }`);
    expect(error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: [argument] });
  });
});

describe('the receipt of a mutation', () => {
  const NOMINATE = `mutation ($input: NominateInput!) {
    nominate(input: $input) { position integrated errors { code } }
  }`;

  test('says, sent again, that what was recorded is covered by a signed head by now', async () => {
    const input = { ...nomination(3), commandId: randomUUID() };
    const { nominate: first } = await clerk.ask(NOMINATE, { input });
    expect(first.errors).toEqual([]);
    await api.running.transparency.integrated(first.position);
    const { nominate: again } = await clerk.ask(NOMINATE, { input });
    expect(again).toEqual({ ...first, integrated: true });
  });

  test('of a refused command says no', async () => {
    const { nominate } = await clerk.ask(NOMINATE, { input: nomination(3) });
    expect(nominate.errors).not.toEqual([]);
    expect([nominate.position, nominate.integrated]).toEqual([null, false]);
  });
});

describe('where nothing is signed', () => {
  let unsigned: Api;
  beforeAll(async () => {
    unsigned = await startApi();
    const province = await unsigned.as('PROVINCE_APPROVER', bureaus.province);
    await accepted(province, 'openEdition', { program: 'FLEX_STAR' });
  });
  afterAll(() => unsigned.close());

  test('events have no proof yet, and receipts say no', async () => {
    const by = await unsigned.as('AUDITOR');
    const [{ id, proof }] = await timeline(by);
    const nothing = { leafIndex: null, treeSize: null, digest: null, hashes: null, leaf: null, checkpoint: null };
    expect(proof).toEqual({ eventId: id, integrated: false, ...nothing, redactions: [] });
    expect(await eventProof(id, by)).toEqual(proof);
    expect(await by.ask('{ checkpoint { size } }')).toEqual({ checkpoint: null });
    const [error] = await by.refusedAsk('{ consistencyProof(from: 1, to: 1) { hashes } }');
    expect(error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: ['to'] });
    const { nominate } = await (await unsigned.as('COUNTY_CLERK', bureaus.county)).ask(
      'mutation ($input: NominateInput!) { nominate(input: $input) { position integrated } }',
      { input: nomination(1) },
    );
    expect(nominate).toEqual({ position: expect.any(String), integrated: false });
  });
});

test('a page of proofs costs as it should', async () => {
  const [error] = await auditor.refusedAsk(`{ timeline(first: 100) { nodes { proof { ${PROOF} } } } }`);
  expect(error?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'cost' });
  await auditor.ask('{ timeline(first: 100) { nodes { proof { integrated leafIndex digest hashes } } } }');
});
