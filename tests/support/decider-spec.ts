import { expect } from 'vitest';
import type { Actor } from '../../src/domain/actor.ts';
import { type Decider, isRefused } from '../../src/domain/decider.ts';
import type { EventMeta, Fact, Position, Recorded } from '../../src/domain/event.ts';
import type { StreamName } from '../../src/domain/ids.ts';
import { messageOf, type RefusalCode } from '../../src/domain/refusal.ts';
import { catalog } from '../../src/log/catalog.ts';
import { clerk } from './people.ts';

/** The moment in Shanghai's local time, as UTC: `shanghai('2024-01-25T23:59:59.999')`. */
export const shanghai = (local: string): string => new Date(`${local}+08:00`).toISOString();

interface Circumstances {
  /** UTC ISO 8601; some working morning before every deadline, if left out. */
  readonly at?: string;
  readonly by?: Actor;
}

/** A fact of the past together with when it was and who did it. */
interface Dated<F extends Fact> {
  readonly fact: F;
  readonly circumstances: Circumstances;
}

/** `on({ by: drafter }, nominated)`: a fact of the past under other circumstances than the usual ones. */
export const on = <F extends Fact>(circumstances: Circumstances, fact: F): Dated<F> => ({ fact, circumstances });

const longAgo = Date.parse('2023-12-28T01:00:00.000Z');
const usualMoment = '2024-01-10T01:00:00.000Z';

const metaOf = (i: number, { at, by = clerk }: Circumstances): EventMeta => ({
  recordedAt: at ?? new Date(longAgo + i * 1000).toISOString(),
  actor: by,
  command: { id: `command-${i}`, name: 'given', contentHash: '0' },
  correlationId: `command-${i}`,
});

/** Facts as the log would give them back: written by the catalog, so that none can be given that could not be. */
export const recordedOf = <F extends Fact>(
  history: readonly (F | Dated<F>)[],
  stream = 'test-stream',
): readonly Recorded<F>[] =>
  history.map((item, i) => {
    const { fact, circumstances } = 'fact' in item ? item : { fact: item, circumstances: {} };
    const [event] = catalog.encode([fact as never], metaOf(i, circumstances));
    const place = { stream: stream as StreamName, revision: i, position: String(i) as Position };
    return { ...event, ...place } as unknown as Recorded<F>;
  });

/** What a refusal is expected to say of itself; what is left out is not there. */
export interface Expected {
  readonly path?: readonly string[];
  readonly ruleId?: string;
  /** Some of the facts that its message is filled in with. */
  readonly params?: Readonly<Record<string, unknown>>;
}

/**
 * Specifications of one aggregate, as sentences: given these facts, when this command, then these facts, or this
 * refusal. Facts on either side hold by their schema, and a refusal's message has every blank filled in.
 */
export const specOf = <State, Command extends { readonly type: string }, F extends Fact>(
  decider: Decider<State, Command, F>,
  stream?: string,
) => {
  const stateOf = (...history: readonly (F | Dated<F>)[]): State =>
    recordedOf<F>(history, stream).reduce(decider.evolve, decider.initial);

  const given = (...history: readonly (F | Dated<F>)[]) => ({
    when(command: Command, { at = usualMoment, by = clerk }: Circumstances = {}) {
      const decision = decider.decide(stateOf(...history), command, { now: at, actor: by });
      return {
        decision,
        thenFacts(...facts: readonly F[]): void {
          expect(decision).toEqual({ facts });
          catalog.encode(facts as never, metaOf(0, { at, by }));
        },
        /** It was so already. */
        thenNothing(): void {
          expect(decision).toEqual({ facts: [] });
        },
        /** The one refusal there is. */
        thenRefused(code: RefusalCode, expected: Expected = {}): void {
          this.thenAllRefused([code, expected]);
        },
        /** Every refusal there is, in order. */
        thenAllRefused(...expected: readonly (readonly [RefusalCode, Expected])[]): void {
          if (!isRefused(decision)) expect.fail(`Accepted: ${decision.facts.map(({ type }) => type).join(', ')}`);
          const { refusals } = decision;
          expect(refusals.map(({ code, path, ruleId }) => ({ code, path, ruleId }))).toEqual(
            expected.map(([code, { path = [], ruleId }]) => ({ code, path, ruleId })),
          );
          refusals.forEach((refusal, i) => {
            expect(refusal.params).toMatchObject(expected[i]?.[1].params ?? {});
            expect(messageOf(refusal, 'en')).not.toMatch(/\?|undefined|\[object/);
            expect(messageOf(refusal, 'zh')).not.toMatch(/\?|undefined|\[object/);
          });
        },
      };
    },
  });

  return { given, whenEmpty: given().when, stateOf };
};
