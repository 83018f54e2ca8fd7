import type { Follower } from '../../projections/follower.ts';
import type { Clock } from '../app/clock.ts';
import type { TransparencyLog } from '../audit/tree/transparency-log.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Readiness } from './health.ts';
import { within } from './within.ts';

interface Watched {
  readonly log: EventLog;
  readonly follower: Pick<Follower, 'position'>;
  readonly clock: Clock;
  readonly transparency: Pick<TransparencyLog, 'fault'>;
}

/** As long as a query waits for its own writes; beyond it queries with `minPosition` fail. */
const mostBehindMs = 5_000;

/** The log has so long to answer: less than a probe waits as a rule (1 s), so that it is told why. */
const answerMs = 800;

/**
 * Ready while no event that was recorded more than 5 s ago is missing from the read models.
 *
 * A log that cannot be reached, or does not answer in time, leaves it ready, but degraded: reads go on being served from
 * the read models, marked with their age, and commands are told that the log is unavailable. Replicas share one log: were
 * they unready without it, the proxy would have nobody left, and an outage of writing would become one of reading too.
 * Behind a log that answers it is not ready, since another replica may well be level.
 *
 * A transparency log that has stopped is told besides: requests are served as well as before, only nothing is proved.
 */
export const readiness =
  ({ log, follower, clock, transparency }: Watched): Readiness =>
  async () => {
    const fault = transparency.fault();
    const besides = fault && { transparency: { inconsistency: fault.inconsistency, problem: fault.message } };
    const answer = await within(answerMs, log.readAll(follower.position(), 1));
    if (!answer) {
      const reason = 'The event log cannot be read: reads are served, nothing can be recorded.';
      return { ready: true, degraded: true, reason, ...besides };
    }
    const [next] = answer.value;
    const behindMs = next ? clock.now() - Date.parse(next.meta.recordedAt) : 0;
    if (behindMs <= mostBehindMs) return { ready: true, ...besides };
    const reason = `The read models are ${Math.round(behindMs / 1000)} s behind the log.`;
    return { ready: false, reason, ...besides };
  };
