import { afterEach, beforeEach } from 'vitest';
import type { EventLog } from '../../../src/log/event-log.ts';
import type { DeliveryOptions } from '../../../src/log/subscriptions.ts';
import type { Adapter, Place } from '../adapters.ts';

/** An empty place for each test of the suite, with a log that is opened when first asked for. */
export const logOfTest = (adapter: Adapter) => {
  let place: Place;
  let opened: EventLog[] = [];

  beforeEach(async () => {
    place = await adapter.place();
  });
  afterEach(async () => {
    await Promise.all(opened.map((log) => log.close()));
    opened = [];
    await place.remove();
  });

  const open = (options: DeliveryOptions = {}): EventLog => {
    const log = place.open({ redeliverAfterMs: 1, onDeliveryFailure: () => {}, ...options });
    opened.push(log);
    return log;
  };
  return { open };
};
