import {
  AppendMismatch,
  type EventLog,
  LogUnavailable,
  type Subscription,
  WrongExpectedRevision,
} from './event-log.ts';

/** How an append ended: `failed` is whatever is none of the errors of the port. */
export const appendOutcomes = [
  'recorded',
  'repeated',
  'conflict',
  'mismatch',
  'unavailable',
  'unknown',
  'failed',
] as const;
export type AppendOutcome = (typeof appendOutcomes)[number];

export type LogRead = 'stream' | 'all' | 'head';

/** Told what a log is asked, and how it answers; nothing of what is written or read. Must not throw. */
export interface LogObserver {
  /** An append begins; called back when it has ended, after so many seconds. */
  appending(): (outcome: AppendOutcome, seconds: number) => void;
  /** A read has ended, after so many seconds. */
  read(what: LogRead, answered: boolean, seconds: number): void;
}

/** The same log, with an observer told of each call. What it answers and throws stays as it is. */
export const observedLog = (log: EventLog, observer: LogObserver): EventLog => {
  const observed = async <Answer>(what: LogRead, ask: () => Promise<Answer>): Promise<Answer> => {
    const seconds = stopwatch();
    try {
      const answer = await ask();
      observer.read(what, true, seconds());
      return answer;
    } catch (error) {
      observer.read(what, false, seconds());
      throw error;
    }
  };

  return {
    async append(stream, events, expected) {
      const seconds = stopwatch();
      const ended = observer.appending();
      try {
        const appended = await log.append(stream, events, expected);
        ended(appended.repeated ? 'repeated' : 'recorded', seconds());
        return appended;
      } catch (error) {
        ended(outcomeOf(error), seconds());
        throw error;
      }
    },
    readStream: (stream, fromRevision, limit) => observed('stream', () => log.readStream(stream, fromRevision, limit)),
    readAll: (after, limit) => observed('all', () => log.readAll(after, limit)),
    head: () => observed('head', () => log.head()),
    subscribe: (after, handle): Subscription => log.subscribe(after, handle),
    close: () => log.close(),
  };
};

const stopwatch = () => {
  const began = performance.now();
  return () => (performance.now() - began) / 1000;
};

const outcomeOf = (error: unknown): AppendOutcome => {
  if (error instanceof WrongExpectedRevision) return 'conflict';
  if (error instanceof AppendMismatch) return 'mismatch';
  if (!(error instanceof LogUnavailable)) return 'failed';
  return error.outcome === 'unknown' ? 'unknown' : 'unavailable';
};
