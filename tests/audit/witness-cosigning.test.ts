import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { simulatedClock } from '../../src/app/clock.ts';
import { cosign } from '../../src/audit/note/cosignature.ts';
import { parseNote, signatureLine } from '../../src/audit/note/note.ts';
import { verifyCheckpoint } from '../../src/audit/note/verify-checkpoint.ts';
import { readCheckpoint, type StoredCheckpoint } from '../../src/audit/tree/stored-checkpoint.ts';
import { parseAddCheckpoint } from '../../src/audit/witness/add-checkpoint.ts';
import { startCosigning } from '../../src/audit/witness/cosigning.ts';
import { type Post, type PostAnswer, PostFailed } from '../../src/audit/witness/post.ts';
import { reasonOf } from './reason.ts';
import { aLog, NOW, newWitnessKey, policyOf } from './witness-parts.ts';

const steps = () => new Promise((resolve) => setImmediate(resolve));

/** A log at one size, its witnesses at the other end of a line that can be cut and held up. */
const atWork = (names: readonly string[]) => {
  const log = aLog();
  const witnesses = names.map((name) => ({ key: newWitnessKey(`example.org/${name}`), url: `http://${name}` }));
  const policy = policyOf(log, witnesses);
  const clock = simulatedClock(NOW);
  const notes = new Map<number, string>();
  const cut = new Set<string>();
  const held = new Map<string, Promise<void>>();
  /** What a witness says instead of a cosignature. */
  const answers = new Map<string, () => PostAnswer>();
  const logged: { readonly level: number; readonly msg: string; readonly reason?: string }[] = [];
  const logger = pino({ level: 'info' }, { write: (line) => logged.push(JSON.parse(line)) });
  const asked: string[] = [];
  const underWay = new Map<string, number>();
  let mostUnderWay = 0;
  let size = 0;
  const listeners = new Set<(signed: StoredCheckpoint) => void>();
  const checkpoint = () => (size === 0 ? undefined : readCheckpoint(size, notes.get(size) ?? '', []));

  const post: Post = async (url, body) => {
    const name = new URL(url).hostname;
    const key = witnesses[names.indexOf(name)]?.key;
    const { text } = parseNote(parseAddCheckpoint(body).checkpoint);
    asked.push(`${name} ${text.split('\n')[1]}`);
    underWay.set(name, (underWay.get(name) ?? 0) + 1);
    mostUnderWay = Math.max(mostUnderWay, underWay.get(name) ?? 0);
    await held.get(name);
    underWay.set(name, (underWay.get(name) ?? 0) - 1);
    if (cut.has(name) || !key) throw new PostFailed('UNREACHABLE', undefined);
    const answer = answers.get(name);
    if (answer) return answer();
    return { status: 200, contentType: 'text/plain', body: signatureLine(cosign(key, text, NOW / 1000)) };
  };
  const grow = (to: number) => {
    size = to;
    notes.set(to, log.checkpoint(to));
    const signed = checkpoint();
    if (signed) for (const listener of listeners) listener(signed);
  };
  const start = () =>
    startCosigning({
      policy,
      clock,
      logger,
      post,
      log: {
        checkpoint,
        consistencyProof: log.tree.consistency,
        onSigned(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        addCosignature: (at, line) => notes.set(at, `${notes.get(at)}${line}`),
      },
    });
  const verdict = (at = size) => reasonOf(() => verifyCheckpoint(notes.get(at) ?? '', policy));
  return { clock, cut, held, answers, logged, asked, grow, start, verdict, mostUnderWay: () => mostUnderWay };
};

describe('A log that has its heads cosigned', () => {
  it('asks for each new head, and for none twice, also after a restart', async () => {
    const { grow, start, verdict, asked } = atWork(['w1', 'w2']);
    grow(3);
    const first = start();
    await first.idle();
    grow(5);
    await first.idle();
    expect([verdict(3), verdict(5)]).toEqual(['accepted', 'accepted']);
    await first.close();
    const second = start();
    await second.idle();
    await second.close();
    expect(asked.sort()).toEqual(['w1 3', 'w1 5', 'w2 3', 'w2 5']);
  });

  it('asks each witness for one head at a time, and then for the newest only', async () => {
    const { grow, start, held, asked, verdict, mostUnderWay } = atWork(['w1', 'w2']);
    let letGo = () => {};
    held.set('w1', new Promise((resolve) => (letGo = resolve)));
    grow(1);
    const cosigning = start();
    for (const size of [2, 3, 4, 5]) {
      grow(size);
      await steps();
    }
    expect(asked.filter((each) => each.startsWith('w1'))).toEqual(['w1 1']);
    expect(asked).toContain('w2 5');
    letGo();
    await cosigning.idle();
    expect(asked.filter((each) => each.startsWith('w1'))).toEqual(['w1 1', 'w1 5']);
    expect(mostUnderWay()).toBe(1);
    expect(verdict()).toBe('accepted');
    await cosigning.close();
  });

  it('asks one that fails again after a while, longer each time, and meanwhile the others', async () => {
    const { grow, start, cut, asked, clock, verdict } = atWork(['w1', 'w2']);
    cut.add('w1');
    grow(1);
    const cosigning = start();
    await cosigning.idle();
    grow(2);
    await cosigning.idle();
    expect(asked.sort()).toEqual(['w1 1', 'w2 1', 'w2 2']);
    const askedAt = async (seconds: number) => {
      const before = asked.length;
      clock.advanceTo(NOW + seconds * 1_000);
      await cosigning.idle();
      return asked.slice(before);
    };
    expect([await askedAt(0.9), await askedAt(1), await askedAt(2.9), await askedAt(3)]).toEqual([
      [],
      ['w1 2'],
      [],
      ['w1 2'],
    ]);
    cut.delete('w1');
    expect(verdict()).toBe('QUORUM_NOT_MET');
    expect(await askedAt(7)).toEqual(['w1 2']);
    expect(verdict()).toBe('accepted');
    await cosigning.close();
  });

  /** Of pino. */
  const [info, error] = [30, 50];
  const hour = 60 * 60_000;

  it.each([
    ['HISTORY_CONFLICT', { status: 422, contentType: 'text/plain', body: 'PROOF_INVALID\n' }],
    ['WITNESS_AHEAD', { status: 409, contentType: 'text/x.tlog.size', body: '99\n' }],
  ])(
    'says aloud that it does not extend what a witness saw, and leaves that one alone for an hour: %s',
    async (reason, answer) => {
      const { grow, start, answers, asked, logged, clock, verdict } = atWork(['w1', 'w2']);
      answers.set('w1', () => answer);
      grow(3);
      const cosigning = start();
      await cosigning.idle();
      const alarm = {
        level: error,
        reason,
        witness: expect.stringContaining('example.org/w1+'),
        waitMs: hour,
        size: 3,
      };
      const ofWitness = () => logged.filter(({ msg }) => msg !== 'checkpoint cosigned');
      expect(ofWitness()).toMatchObject([alarm]);
      expect(ofWitness()[0]?.msg).toMatch(/does not extend what a witness has cosigned.*backup.*Stop the server/s);

      const askedFirst = () => asked.filter((each) => each.startsWith('w1')).length;
      grow(4);
      clock.advanceTo(NOW + hour - 1);
      await cosigning.idle();
      expect([askedFirst(), ofWitness().length]).toEqual([1, 1]);
      expect(asked).toContain('w2 4');

      answers.delete('w1');
      clock.advanceTo(NOW + hour);
      await cosigning.idle();
      expect([askedFirst(), verdict()]).toEqual([2, 'accepted']);
      await cosigning.close();
    },
  );

  it('takes it for no conflict that another server on the same tree was quicker, and goes on with its head', async () => {
    const { grow, start, answers, asked, logged, verdict } = atWork(['w1']);
    answers.set('w1', () => {
      answers.delete('w1');
      grow(5);
      return { status: 409, contentType: 'text/x.tlog.size', body: '5\n' };
    });
    grow(3);
    const cosigning = start();
    await cosigning.idle();
    expect([asked, verdict()]).toEqual([['w1 3', 'w1 5'], 'accepted']);
    expect(logged.filter(({ level }) => level > info)).toEqual([]);
    await cosigning.close();
  });

  it('asks nobody after it is closed', async () => {
    const { grow, start, cut, asked, clock } = atWork(['w1']);
    cut.add('w1');
    grow(1);
    const cosigning = start();
    await cosigning.close();
    grow(2);
    clock.advanceTo(NOW + 1_000_000);
    await steps();
    expect(asked).toEqual(['w1 1']);
  });
});
