import { afterEach, beforeEach } from 'vitest';
import type { EventLog } from '../../../src/log/event-log.ts';
import { type EventStoreLogOptions, openEventStoreLog } from '../../../src/log/eventstoredb/eventstoredb-log.ts';
import { type StandIn, type StandInOptions, startEventStoreDb } from '../../eventstoredb-server/start.ts';

/** A server for each test, and the logs it opens. */
export const standIn = (options: StandInOptions = {}) => {
  let server: StandIn;
  let opened: EventLog[] = [];

  beforeEach(async () => {
    server = await startEventStoreDb(options);
  });
  afterEach(async () => {
    server.faults.clear();
    await Promise.all(opened.map((log) => log.close()));
    opened = [];
    await server.close();
  });

  return {
    get server() {
      return server;
    },
    open: (of: EventStoreLogOptions = {}, connectionString = server.connectionString): EventLog => {
      const log = openEventStoreLog(connectionString, {
        pauseMs: 1,
        redeliverAfterMs: 1,
        onDeliveryFailure: () => {},
        ...of,
      });
      opened.push(log);
      return log;
    },
  };
};
