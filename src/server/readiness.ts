import type { Follower } from '../../projections/follower.ts';
import type { Clock } from '../app/clock.ts';
import type { TransparencyLog } from '../audit/tree/transparency-log.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Readiness } from './health.ts';

interface Watched {
  readonly log: EventLog;
  readonly follower: Pick<Follower, 'position'>;
  readonly clock: Clock;
  readonly transparency: Pick<TransparencyLog, 'fault'>;
}

/** As long as a query waits for its own writes; beyond it queries with `minPosition` fail. */
const mostBehindMs = 5_000;

/**
 * Ready while the log can be read, and no event that was recorded more than 5 s ago is missing from the read models. A
 * transparency log that has stopped is told besides: requests are served as well as before, only nothing is proved.
 */
export const readiness =
  ({ log, follower, clock, transparency }: Watched): Readiness =>
  async () => {
    const fault = transparency.fault();
    const besides = fault && { transparency: { inconsistency: fault.inconsistency, problem: fault.message } };
    try {
      const [next] = await log.readAll(follower.position(), 1);
      const behindMs = next ? clock.now() - Date.parse(next.meta.recordedAt) : 0;
      if (behindMs <= mostBehindMs) return { ready: true, ...besides };
      return {
        ready: false,
        reason: `The read models are ${Math.round(behindMs / 1000)} s behind the log.`,
        ...besides,
      };
    } catch {
      return { ready: false, reason: 'The event log cannot be read.', ...besides };
    }
  };
