import type { Follower } from '../../projections/follower.ts';
import type { Clock } from '../app/clock.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Readiness } from './health.ts';

interface Watched {
  readonly log: EventLog;
  readonly follower: Pick<Follower, 'position'>;
  readonly clock: Clock;
}

/** As long as a query waits for its own writes; beyond it queries with `minPosition` fail. */
const mostBehindMs = 5_000;

/** Ready while the log can be read, and no event that was recorded more than 5 s ago is missing from the read models. */
export const readiness =
  ({ log, follower, clock }: Watched): Readiness =>
  async () => {
    try {
      const [next] = await log.readAll(follower.position(), 1);
      const behindMs = next ? clock.now() - Date.parse(next.meta.recordedAt) : 0;
      if (behindMs <= mostBehindMs) return { ready: true };
      return { ready: false, reason: `The read models are ${Math.round(behindMs / 1000)} s behind the log.` };
    } catch {
      return { ready: false, reason: 'The event log cannot be read.' };
    }
  };
