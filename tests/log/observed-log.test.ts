import { describe, expect, it } from 'vitest';
import type { EventLog } from '../../src/log/event-log.ts';
import { LogUnavailable } from '../../src/log/event-log.ts';
import { MemoryEventLog } from '../../src/log/memory-log.ts';
import { type LogObserver, observedLog } from '../../src/log/observed-log.ts';
import type { Adapter } from './adapters.ts';
import { appendContract } from './contract/append.ts';
import { modelContract } from './contract/model.ts';
import { readContract } from './contract/read.ts';
import { subscribeContract } from './contract/subscribe.ts';
import { events, gate, stream } from './facts.ts';

const deaf: LogObserver = { appending: () => () => {}, read: () => {} };

const observed: Adapter = {
  name: 'observed',
  durable: false,
  keepsCallOrder: true,
  knowsIdsOfOtherStreams: true,
  place: async () => ({
    open: (options) => observedLog(new MemoryEventLog(options), deaf),
    remove: async () => {},
  }),
};

describe('A log that is observed is the log it was', () => {
  appendContract(observed);
  readContract(observed);
  subscribeContract(observed);
  modelContract(observed);
});

describe('What an observer of a log is told', () => {
  const listening = (log: EventLog) => {
    const told: string[] = [];
    const observer: LogObserver = {
      appending() {
        told.push('appending');
        return (outcome) => told.push(outcome);
      },
      read: (what, answered) => told.push(`${what} ${answered}`),
    };
    return { told, log: observedLog(log, observer) };
  };
  const where = stream('edition-1');

  it('is how each append ended', async () => {
    const { told, log } = listening(new MemoryEventLog());
    const [first, second] = [events(1), events(1)];
    await log.append(where, first, 'no-stream');
    await log.append(where, first, 'no-stream');
    await expect(log.append(where, second, 'no-stream')).rejects.toThrow('is at 0');
    await expect(log.append(stream('edition-2'), first, 'no-stream')).rejects.toThrow('is already in the log');
    await expect(log.append(where, [], 'any')).rejects.toThrow(TypeError);
    await log.close();
    await expect(log.append(where, second, 'any')).rejects.toThrow(LogUnavailable);
    const outcomes = ['recorded', 'repeated', 'conflict', 'mismatch', 'failed', 'unavailable'];
    expect(told).toEqual(outcomes.flatMap((outcome) => ['appending', outcome]));
  });

  it('is that an outcome is unknown', async () => {
    const lost = new MemoryEventLog();
    lost.append = () => Promise.reject(new LogUnavailable('unknown', undefined));
    const { told, log } = listening(lost);
    await expect(log.append(where, events(1), 'any')).rejects.toThrow(LogUnavailable);
    expect(told).toEqual(['appending', 'unknown']);
  });

  it('is that an append is under way', async () => {
    const { open, opened } = gate();
    const slow = new MemoryEventLog();
    const append = slow.append.bind(slow);
    slow.append = async (...of) => {
      await opened;
      return append(...of);
    };
    const { told, log } = listening(slow);
    const appended = log.append(where, events(1), 'any');
    expect(told).toEqual(['appending']);
    open();
    await appended;
    expect(told).toEqual(['appending', 'recorded']);
  });

  it('is whether a read was answered', async () => {
    const { told, log } = listening(new MemoryEventLog());
    await log.readStream(where);
    await log.readAll(undefined, 1);
    await log.head();
    await log.close();
    await expect(log.head()).rejects.toThrow(LogUnavailable);
    expect(told).toEqual(['stream true', 'all true', 'head true', 'head false']);
  });
});
