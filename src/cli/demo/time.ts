import type { SimulatedClock } from '../../app/clock.ts';

/** The calendar of the demo, in the local time of the notice. */
export interface DemoTime {
  /** Moves on to a local time, `2024-01-25T09:00`, and carries out what fell due on the way, each on its own midnight. */
  moveTo(local: string): Promise<void>;
  /** One second later: no two commands of a person come at the same moment. */
  tick(): void;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Local date, `YYYY-MM-DD`. */
  today(): string;
}

/** China has no daylight saving time: local midnights are a day apart. */
const offset = '+08:00';
const dayMs = 24 * 60 * 60 * 1000;
const offsetMs = 8 * 60 * 60 * 1000;

export const instantOf = (local: string): number => Date.parse(`${local}${local.length === 16 ? ':00' : ''}${offset}`);

const nextMidnight = (now: number): number => (Math.floor((now + offsetMs) / dayMs) + 1) * dayMs - offsetMs;

export const demoTime = (clock: SimulatedClock, runDue: () => Promise<void>): DemoTime => ({
  async moveTo(local) {
    const target = instantOf(local);
    if (target < clock.now()) throw new Error(`The script goes back in time at ${local}.`);
    for (let midnight = nextMidnight(clock.now()); midnight <= target; midnight = nextMidnight(midnight)) {
      clock.advanceTo(midnight);
      await runDue();
    }
    clock.advanceTo(target);
    await runDue();
  },
  tick: () => clock.advanceTo(clock.now() + 1000),
  now: () => clock.now(),
  today: () => new Date(clock.now() + offsetMs).toISOString().slice(0, 10),
});
