import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cosign } from '../../src/audit/note/cosignature.ts';
import { parseNote, signatureLine } from '../../src/audit/note/note.ts';
import { generateSignerKey, parseSignerKey } from '../../src/audit/note/signer-key.ts';
import { signatureTypes, type VerifierKey } from '../../src/audit/note/verifier-key.ts';
import { followHeads } from '../../src/audit/tree/followed-heads.ts';
import type { TransparencyLog } from '../../src/audit/tree/transparency-log.ts';
import { MemoryEventLog } from '../../src/log/memory-log.ts';
import { type RunningServer, startServer } from '../../src/server/server.ts';
import { events, stream } from '../log/facts.ts';
import { librarySchema } from '../server/library.ts';
import { silent } from '../support/http.ts';
import { type LogInTree, logInTree, newLogKey, ORIGIN } from './log-in-tree.ts';

const witness = parseSignerKey(generateSignerKey('example.org/witness', signatureTypes.COSIGNATURE_V1));

/** The replica that signs, at an address of its own. */
let signs: LogInTree;
let signing: TransparencyLog;
let server: RunningServer;
/** Another replica, with a tree of its own. */
let other: LogInTree;
const closers: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  signs = logInTree();
  await signs.append(300);
  signing = await signs.open();
  server = await startServer({
    schema: await librarySchema(),
    buildContext: () => ({}),
    logger: silent,
    port: 0,
    limits: { rate: undefined },
    transparency: signing,
  });
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await server.close();
  await signs.remove();
  await other.remove();
});

const following = async (log = signs.log, keys: readonly VerifierKey[] = [signs.key.verifier]) => {
  other = logInTree(log);
  const tree = await other.open({ signer: undefined, origin: ORIGIN });
  const warnings: unknown[] = [];
  const logger = { warn: (...said: unknown[]) => void warnings.push(said) } as never;
  const follows = followHeads({
    ...{ url: server.url, keys, witnessKeys: [witness.verifier], log: tree, logger, everyMs: 5 },
  });
  closers.push(() => follows.close());
  return { tree, warnings };
};

test('a replica that does not sign has the heads of the one that does, as they come, with their cosignatures', async () => {
  const { tree } = await following();
  await vi.waitFor(() => expect(tree.checkpoint()?.text).toBe(signing.checkpoint()?.text));
  expect(tree.origin).toBe(ORIGIN);

  const { position } = await signs.append(5);
  await tree.integrated(position);
  await signing.integrated(position);
  expect(tree.checkpoint()?.size).toBe(305);
  const line = signatureLine(cosign(witness, parseNote(signing.checkpoint()?.note ?? '').text, 1_700_000_000));
  signing.addCosignature(305, line);
  await vi.waitFor(() => expect(tree.checkpoint()?.text).toBe(signing.checkpoint()?.text));
  expect(tree.checkpoint()?.cosignatures).toEqual([line]);
});

test('a head is waited for by who has the events before the replica that signs', async () => {
  const behind = new MemoryEventLog();
  const { tree } = await following(behind);
  expect(tree.checkpoint()).toBeUndefined();
  const all = await signs.log.readAll(undefined, 300);
  const { position } = await behind.append(stream('nomination-1'), all, 'no-stream');
  await tree.integrated(position);
  expect(tree.checkpoint()?.text).toBe(signing.checkpoint()?.text);
});

test('a head of other events is a fault: the two replicas see different logs', async () => {
  const fork = new MemoryEventLog();
  await fork.append(stream('nomination-1'), events(400), 'no-stream');
  const { tree } = await following(fork);
  await vi.waitFor(() => expect(tree.fault()?.inconsistency).toBe('SIGNED_ROOT_DIFFERS'));
  expect(tree.fault()?.message).toContain('the two see other logs');
  expect(tree.checkpoint()).toBeUndefined();
});

test('a head that no known key signed is not taken, and told once', async () => {
  const { tree, warnings } = await following(signs.log, [newLogKey().verifier]);
  await vi.waitFor(() => expect(warnings).toHaveLength(1));
  expect(JSON.stringify(warnings)).toContain('signed heads cannot be had');
  expect(tree.checkpoint()).toBeUndefined();
  expect(tree.fault()).toBeUndefined();
});
