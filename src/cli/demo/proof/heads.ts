import { setTimeout as delay } from 'node:timers/promises';
import type { StoredCheckpoint } from '../../../audit/tree/stored-checkpoint.ts';
import type { RunningLaurel } from '../../../compose.ts';
import type { DemoTime } from '../time.ts';

const patienceMs = 60_000;
const betweenLooksMs = 50;
/** Looks after which the time of the demo moves on: a witness that failed is asked again by that clock. */
const looksOfASecond = 20;

/** The newest head once it covers everything recorded so far, and a witness has cosigned it. */
export const cosignedHead = async (
  { log, transparency }: RunningLaurel,
  time: Pick<DemoTime, 'tick'>,
): Promise<StoredCheckpoint> => {
  const position = await log.head();
  if (position !== undefined) await transparency.integrated(position, { timeoutMs: patienceMs });
  for (let look = 1; look * betweenLooksMs <= patienceMs; look++) {
    const head = transparency.checkpoint();
    if (head && head.cosignatures.length > 0) return head;
    if (look % looksOfASecond === 0) time.tick();
    await delay(betweenLooksMs);
  }
  throw new Error('The witness of the demo has not cosigned the log.');
};
