/** The server's time. Passed in everywhere; nothing below reads the process's own clock. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once, at or after an instant; returns how to cancel. */
  wakeAt(instant: number, wake: () => void): () => void;
}

/** setTimeout counts in 32 bits: longer waits are cut into pieces. */
const longestWait = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  wakeAt(instant, wake) {
    let timer: NodeJS.Timeout;
    const wait = () => {
      const left = instant - Date.now();
      timer = setTimeout(left > longestWait ? wait : wake, Math.min(Math.max(left, 0), longestWait));
      timer.unref();
    };
    wait();
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until it is moved: for the demo and for tests. */
export interface SimulatedClock extends Clock {
  /** Moves time forward, and calls back everyone whose instant has come, earliest first. */
  advanceTo(instant: number): void;
}

export const simulatedClock = (start: number): SimulatedClock => {
  let now = start;
  let waiting: { at: number; wake: () => void }[] = [];
  return {
    now: () => now,
    wakeAt(at, wake) {
      const entry = { at, wake };
      if (at <= now) setImmediate(wake);
      else waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    advanceTo(instant) {
      now = Math.max(now, instant);
      const due = waiting.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { wake } of due) wake();
    },
  };
};
