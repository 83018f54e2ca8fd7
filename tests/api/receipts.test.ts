import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkpointSigner } from '../../src/audit/note/checkpoint-signer.ts';
import { identityOf } from '../../src/audit/note/verifier-key.ts';
import { startWitnessServer } from '../../src/audit/witness/server.ts';
import type { Position } from '../../src/domain/event.ts';
import { aLog, aWitness, NOW, newLogKey, newWitnessKey, ORIGIN, policyOf } from '../audit/witness-parts.ts';
import { type Answer, type Api, type Caller, startApi } from '../support/api.ts';
import { accepted, drafted, inFlex } from '../support/dossiers.ts';
import { silent } from '../support/http.ts';
import { objectionOn } from '../support/objections.ts';
import { bureaus } from '../support/people.ts';
import { publicized } from '../support/selection.ts';

const key = newLogKey();
const log = aLog(key);
const signer = checkpointSigner(ORIGIN, [key]);

const NOMINATE = `mutation ($input: NominateInput!) {
  nominate(input: $input) { position commandId integrated cosigned events { id digest } errors { code } }
}`;
const nominate = async (by: Caller, input: object): Promise<Answer> => (await by.ask(NOMINATE, { input })).nominate;

const openFlex = async (api: Api): Promise<void> => {
  await accepted(await api.as('PROVINCE_APPROVER', bureaus.province), 'openEdition', { program: 'FLEX_STAR' });
};

const signed = (api: Api) => api.running.transparency.integrated(api.running.follower.position() as Position);

describe('the receipt of a command', () => {
  let api: Api;
  let clerk: Caller;
  let auditor: Caller;
  beforeAll(async () => {
    api = await startApi(undefined, { transparency: { signer } });
    clerk = await api.as('COUNTY_CLERK', bureaus.county);
    auditor = await api.as('AUDITOR');
    await openFlex(api);
  });
  afterAll(() => api.close());

  const timelineOf = async (correlationId: string): Promise<Answer[]> =>
    (
      await auditor.ask(
        'query ($of: TimelineFilter) { timeline(filter: $of, first: 20) { nodes { id type cause { id } position } } }',
        { of: { correlationId } },
      )
    ).timeline.nodes;

  test('names what it recorded, with digests that the proofs turn out to have', async () => {
    const receipt = await nominate(clerk, inFlex());
    const caused = (await timelineOf(receipt.commandId)).filter(({ cause }) => cause === null);
    expect(caused.map(({ type }) => type)).toEqual(['NominationClaimed', 'Nominated']);
    expect(receipt.events.map(({ id }: Answer) => id)).toEqual(caused.map(({ id }) => id));
    await signed(api);
    for (const { id, digest } of receipt.events) {
      const { eventProof } = await clerk.ask('query ($id: ID) { eventProof(id: $id) { integrated digest } }', { id });
      expect(eventProof).toEqual({ integrated: true, digest });
    }
  });

  test('names the same events when the command is repeated, and none where it was refused', async () => {
    const input = { ...inFlex(), commandId: randomUUID() };
    const first = await nominate(clerk, input);
    expect(first.events).toHaveLength(2);
    expect((await nominate(clerk, input)).events).toEqual(first.events);
    const other = await nominate(clerk, { ...input, category: 'NO_SUCH' });
    expect(other).toMatchObject({ position: null, events: [], errors: [{ code: 'COMMAND_ID_REUSED' }] });
  });

  test('leaves out what followed from the command by itself', async () => {
    const nominationId = await drafted(clerk, inFlex());
    const { withdraw } = await clerk.ask(
      'mutation ($input: WithdrawInput!) { withdraw(input: $input) { commandId events { id } } }',
      { input: { nominationId, reason: '本人放弃' } },
    );
    const all = await timelineOf(withdraw.commandId);
    const [own, followed] = [true, false].map((byCaller) => all.filter(({ cause }) => (cause === null) === byCaller));
    expect(followed).not.toEqual([]);
    expect(withdraw.events).toEqual(own?.map(({ id }) => ({ id })));
  });

  test('says nothing of cosignatures where no witnesses are asked', async () => {
    expect(await nominate(clerk, inFlex())).toMatchObject({ cosigned: null, errors: [] });
    await signed(api);
    expect(await clerk.ask('{ checkpoint { quorumMet cosignatures { key } signers } }')).toEqual({
      checkpoint: { quorumMet: null, cosignatures: [], signers: [identityOf(key.verifier)] },
    });
  });

  test('leads to the proof by its position as well', async () => {
    const receipt = await nominate(clerk, inFlex());
    const last = (await timelineOf(receipt.commandId)).at(-1);
    await signed(api);
    const PROOF = 'query ($id: ID, $at: Position) { eventProof(id: $id, position: $at) { eventId digest leafIndex } }';
    const { eventProof } = await api.anyone.ask(PROOF, { at: receipt.position });
    expect(eventProof).toMatchObject({ eventId: last?.id, digest: expect.any(String) });
    expect(await api.anyone.ask(PROOF, { id: last?.id })).toEqual({ eventProof });
    for (const asked of [{}, { id: last?.id, at: receipt.position }]) {
      const [error] = await api.anyone.refusedAsk(PROOF, asked);
      expect(error).toMatchObject({
        message: expect.stringContaining('exactly one'),
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
  });

  test('gives its own account, and no other, what was hashed', async () => {
    const [{ id }] = (await nominate(clerk, inFlex())).events;
    await signed(api);
    const colleague = await api.as('COUNTY_CLERK', bureaus.county, 'colleague');
    const LEAF = 'query ($id: ID) { eventProof(id: $id) { leaf redactions { field } } }';
    const { eventProof } = await clerk.ask(LEAF, { id });
    expect(JSON.parse(eventProof.leaf)).toMatchObject({ id, type: 'NominationClaimed' });
    expect(eventProof.redactions).toEqual([]);
    for (const other of [colleague, api.anyone]) {
      expect(await other.ask(LEAF, { id })).toEqual({ eventProof: { leaf: null, redactions: [{ field: 'leaf' }] } });
    }
  });
});

test('what the public does is proven to it, and hashed in sight of those only who read the timeline', async () => {
  const given = await publicized({ settings: { transparency: { signer } } });
  const { anyone } = given.api;
  const OBJECT = 'mutation ($input: ObjectInput!) { object(input: $input) { events { id } errors { code } } }';
  const { object } = await anyone.ask(OBJECT, { input: objectionOn(given) });
  expect(object).toEqual({ events: [{ id: expect.any(String) }], errors: [] });
  await signed(given.api);
  const LEAF = 'query ($id: ID) { eventProof(id: $id) { integrated leaf } }';
  const proofFor = async (by: Caller) => (await by.ask(LEAF, object.events[0])).eventProof;
  expect(await proofFor(anyone)).toEqual({ integrated: true, leaf: null });
  expect(await proofFor(given.approver)).toEqual({
    integrated: true,
    leaf: expect.stringContaining('ObjectionLodged'),
  });
  await given.api.close();
});

describe('a log with witnesses', () => {
  const witnesses = ['w1', 'w2'].map((name) => newWitnessKey(`example.org/${name}`));
  const directory = mkdtempSync(join(tmpdir(), 'laurel-receipts-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  /** The first witness cosigns; the second, which has no address, never does. */
  const served = async (quorum: number) => {
    const [one, two] = witnesses as [Answer, Answer];
    const witness = aWitness(join(directory, `quorum-${quorum}`), log, one);
    const running = await startWitnessServer({ witness, logger: silent, port: 0 });
    const policy = policyOf(log, [{ key: one, url: running.url }, { key: two }], quorum);
    const api = await startApi(undefined, { transparency: { signer, policy } });
    return {
      api,
      async close() {
        await api.close();
        await running.close();
        witness.heads.close();
      },
    };
  };

  const CHECKPOINT = '{ checkpoint { size quorumMet signers cosignatures { key at } } }';

  /** The newest head, once the first witness has cosigned it. */
  const cosigned = (api: Api): Promise<Answer> =>
    vi.waitFor(
      async () => {
        const { checkpoint } = await api.anyone.ask(CHECKPOINT);
        expect(checkpoint).toMatchObject({ size: api.running.transparency.size(), cosignatures: [{}] });
        return checkpoint;
      },
      { timeout: 20_000 },
    );

  test.each([
    [1, true],
    [2, false],
  ])('whose quorum is %i of two, one of which cosigns: that is met is %s', async (quorum, met) => {
    const { api, close } = await served(quorum);
    try {
      await openFlex(api);
      const clerk = await api.as('COUNTY_CLERK', bureaus.county);
      const input = { ...inFlex(), commandId: randomUUID() };
      await nominate(clerk, input);
      await signed(api);
      expect(await cosigned(api)).toMatchObject({
        quorumMet: met,
        signers: [identityOf(key.verifier)],
        cosignatures: [{ key: identityOf(witnesses[0]?.verifier as never), at: new Date(NOW).toISOString() }],
      });
      expect(await nominate(clerk, input)).toMatchObject({ integrated: true, cosigned: met });
      expect(await nominate(clerk, { ...input, category: 'NO_SUCH' })).toMatchObject({
        position: null,
        cosigned: false,
      });
    } finally {
      await close();
    }
  });
});
