import { describe, expect, it } from 'vitest';
import { LogUnavailable, WrongExpectedRevision } from '../../../src/log/event-log.ts';
import { AppendTooLarge, LogAccessDenied } from '../../../src/log/eventstoredb/failures.ts';
import { event, events, everythingIn, idsOf, stream } from '../facts.ts';
import { standIn } from './stand-in.ts';

const slate = stream('slate-2023-410100');
const nomination = stream('nomination-1');

describe('An append whose answer is lost', () => {
  const test = standIn();

  it.each([
    ['the connection is cut before the commit', 'dropNextAppends', 'before-commit'],
    ['the connection is cut after the commit', 'dropNextAppends', 'after-commit'],
    ['the server times out before the commit', 'timeOutNextAppends', 'before-commit'],
    ['the server times out after the commit', 'timeOutNextAppends', 'after-commit'],
  ] as const)('is recorded once when %s', async (_, fault, when) => {
    const retries: unknown[] = [];
    const log = test.open({ onRetry: (error) => retries.push(error) });
    const before = events(1);
    await log.append(slate, before, 'no-stream');
    const batch = events(3);
    test.server.faults[fault](when, 2);
    const appended = await log.append(slate, batch, 0);
    expect(appended).toEqual({ revision: 3, position: await log.head(), repeated: false });
    expect(idsOf(await log.readStream(slate))).toEqual(idsOf([...before, ...batch]));
    // Before it is sent again, the stream is looked at: what the first attempt left is found there.
    expect(retries).toHaveLength(when === 'before-commit' ? 2 : 1);
  });

  it.each(['any', 'stream-exists'] as const)(
    'is recorded once where "%s" is expected, though others come between',
    async (expected) => {
      const [log, other] = [test.open(), test.open()];
      const first = events(1);
      await log.append(slate, first, 'no-stream');
      const held = test.server.faults.hold('after-commit');
      const [mine, theirs] = [events(2), events(1)];
      test.server.faults.dropNextAppends('after-commit');
      const appending = log.append(slate, mine, expected);
      await held.reachedBy();
      const between = other.append(slate, theirs, 'any');
      held.release();
      expect(await appending).toMatchObject({ revision: 2, repeated: false });
      await between;
      expect(idsOf(await log.readStream(slate))).toEqual(idsOf([...first, ...mine, ...theirs]));
    },
  );

  it('loses to who was there first, and says where the stream is', async () => {
    const [log, other] = [test.open(), test.open()];
    await log.append(slate, events(1), 'no-stream');
    await other.append(slate, events(2), 0);
    test.server.faults.dropNextAppends('before-commit');
    await expect(log.append(slate, events(1), 0)).rejects.toStrictEqual(new WrongExpectedRevision(slate, 0, 2));
  });

  it('is an unknown outcome when no answer comes in time, and the repeat tells it', async () => {
    const log = test.open({ patienceMs: 50 });
    const batch = events(2);
    await log.readStream(slate);
    test.server.faults.refuse('reads');
    test.server.faults.dropNextAppends('after-commit');
    await expect(log.append(slate, batch, 'no-stream')).rejects.toMatchObject({ outcome: 'unknown' });
    test.server.faults.clear();
    expect(await log.append(slate, batch, 'no-stream')).toMatchObject({ revision: 1, repeated: true });
    expect(idsOf(await everythingIn(log))).toEqual(idsOf(batch));
  });

  it('is an unknown outcome when the server is silent', async () => {
    const log = test.open({ deadlineMs: 50, patienceMs: 0 });
    await log.readStream(slate);
    const held = test.server.faults.hold('before-commit');
    await expect(log.append(slate, events(1), 'no-stream')).rejects.toMatchObject({ outcome: 'unknown' });
    held.release();
  });

  it('is recorded once though a call that was given up is carried out later', async () => {
    const log = test.open({ deadlineMs: 50 });
    await log.readStream(slate);
    const held = test.server.faults.hold('before-commit');
    const batch = events(2);
    const appending = log.append(slate, batch, 'no-stream');
    await held.reachedBy(2);
    held.release();
    expect(await appending).toMatchObject({ revision: 1, repeated: false });
    expect(idsOf(await everythingIn(log))).toEqual(idsOf(batch));
  });

  it('has recorded nothing when the server cannot be reached', async () => {
    const log = test.open({ patienceMs: 50 });
    await test.server.die();
    await expect(log.readStream(slate)).rejects.toBeInstanceOf(LogUnavailable);
    await expect(log.append(slate, events(1), 'no-stream')).rejects.toMatchObject({
      name: 'LogUnavailable',
      outcome: 'nothing-recorded',
    });
  });

  it.each(['not-ready', 'too-busy'] as const)('has recorded nothing when the server is %s', async (reason) => {
    const log = test.open({ patienceMs: 50 });
    test.server.faults.refuse('appends', reason);
    await expect(log.append(slate, events(1), 'no-stream')).rejects.toMatchObject({ outcome: 'nothing-recorded' });
    test.server.faults.clear();
    expect(await everythingIn(log)).toEqual([]);
  });

  it('goes on when the server comes back', async () => {
    const log = test.open();
    await log.append(slate, events(1), 'no-stream');
    await test.server.die();
    const appending = log.append(slate, events(1), 0);
    const reading = log.readStream(slate);
    await test.server.comeBack();
    expect(await appending).toMatchObject({ revision: 1 });
    expect((await reading).length).toBeGreaterThan(0);
  });
});

describe('An append that is refused', () => {
  const test = standIn({ maxAppendSize: 10_000 });

  it('because it is too large names the limit, and nothing of the events', async () => {
    const log = test.open();
    const large = event({ name: '张三'.repeat(5_000) });
    const refusal = await log.append(slate, [large], 'any').catch((error: unknown) => error);
    expect(refusal).toStrictEqual(new AppendTooLarge(slate, 10_000));
    expect(String(refusal)).not.toContain('张三');
    expect(await log.append(slate, events(1), 'no-stream')).toMatchObject({ revision: 0 });
  });

  it('because access is denied says so at once', async () => {
    const retries: unknown[] = [];
    const log = test.open({ onRetry: (error) => retries.push(error) });
    await log.readStream(slate);
    test.server.faults.denyAccess((name) => name === slate);
    const refusal = await log.append(slate, events(1), 'no-stream').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(LogAccessDenied);
    expect(refusal).toMatchObject({ outcome: 'nothing-recorded' });
    await expect(log.readStream(slate)).rejects.toBeInstanceOf(LogAccessDenied);
    expect(retries).toEqual([]);
    expect(await log.append(nomination, events(1), 'no-stream')).toMatchObject({ revision: 0 });
  });

  it('for its revision tells where the stream is, or that there is none', async () => {
    const [log, other] = [test.open(), test.open()];
    await log.readStream(slate);
    await other.append(slate, events(3), 'no-stream');
    await expect(log.append(slate, events(1), 'no-stream')).rejects.toStrictEqual(
      new WrongExpectedRevision(slate, 'no-stream', 2),
    );
    await expect(log.append(nomination, events(1), 4)).rejects.toStrictEqual(
      new WrongExpectedRevision(nomination, 4, 'no-stream'),
    );
  });

  it('is refused alike where the connection string has the client not throw', async () => {
    const silent = test.open({}, `${test.server.connectionString}&throwOnAppendFailure=false`);
    await silent.readStream(slate);
    await test.open().append(slate, events(3), 'no-stream');
    await expect(silent.append(slate, events(1), 'no-stream')).rejects.toStrictEqual(
      new WrongExpectedRevision(slate, 'no-stream', 2),
    );
  });
});

describe('Appends, when all is well', () => {
  const test = standIn();

  it('are one call each, once the stream was read, and never batched', async () => {
    const log = test.open();
    const features = test.server.faults.hold('features');
    await log.readStream(slate);
    const { reads } = test.server.stats;
    await log.append(slate, events(2), 'no-stream');
    await log.append(slate, events(1), 1);
    await log.append(slate, events(1), 'any');
    expect(test.server.stats).toMatchObject({ reads, appends: 3, batchAppends: 0 });
    expect(features.held).toBe(0);
  });

  it('are not disturbed by the failures of another client of the process', async () => {
    const [one, two] = [test.open(), test.open({ patienceMs: 0 })];
    await Promise.all([one.readStream(slate), two.readStream(nomination)]);
    const held = test.server.faults.hold('before-commit');
    const appending = one.append(slate, events(1), 'no-stream');
    await held.reachedBy();
    test.server.faults.denyAccess((name) => name === nomination);
    await expect(two.append(nomination, events(1), 'no-stream')).rejects.toBeInstanceOf(LogUnavailable);
    held.release();
    expect(await appending).toMatchObject({ revision: 0 });
  });

  it('say the position that a reader of all events finds', async () => {
    const log = test.open();
    for (let i = 0; i < 12; i++) {
      const { position } = await log.append(i % 2 ? slate : nomination, events(3), 'any');
      expect(position).toBe((await everythingIn(log)).at(-1)?.position);
      expect(position).toBe(await log.head());
    }
  });
});

describe('In a cluster', () => {
  const test = standIn({ members: 3 });

  it('an append that met a follower goes to the leader', async () => {
    const [first, second] = test.server.members;
    if (!first || !second) throw new Error('There are three members.');
    const log = test.open({}, `esdb://${first.endpoint.address}:${first.endpoint.port}?tls=false`);
    await log.append(slate, events(1), 'no-stream');
    test.server.elect(second);
    expect(await log.append(slate, events(1), 0)).toMatchObject({ revision: 1 });
    expect(await log.readStream(slate)).toHaveLength(2);
    expect(test.server.stats.notLeader).toBeGreaterThan(0);
  });

  it('another leader is found when the first dies', async () => {
    const log = test.open();
    await log.append(slate, events(1), 'no-stream');
    const batch = events(2);
    await test.server.die();
    const appending = log.append(slate, batch, 0);
    const survivor = test.server.members.find(({ isAlive }) => isAlive);
    if (survivor) test.server.elect(survivor);
    expect(await appending).toMatchObject({ revision: 2 });
    expect(await log.readStream(slate)).toHaveLength(3);
  });
});
