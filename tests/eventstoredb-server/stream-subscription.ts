import { randomUUID } from 'node:crypto';
import { pageSize } from './filter.ts';
import { caughtUpMessage, confirmationMessage } from './messages.ts';
import type { Outlet } from './outlet.ts';
import { type RecordedEvent, tombstoneRevision } from './record.ts';
import { rpcErrors } from './rpc-errors.ts';
import type { Store } from './store.ts';

/**
 * A subscription to one stream, which need not exist yet: Enumerator.StreamSubscription in
 * src/EventStore.Core/Services/Transport/Enumerators (v24.10.4). Ends with StreamDeleted when the stream is tombstoned.
 *
 * @param after revision after which it begins; -1 for the start
 */
export const followStream = async (
  store: Store,
  outlet: Outlet,
  stream: string,
  after: bigint | 'end',
  sendEvent: (event: RecordedEvent) => Promise<void>,
): Promise<void> => {
  let sent = after === 'end' ? store.lastRevision(stream) : after;
  await outlet.send(confirmationMessage(randomUUID()));
  let caughtUp = false;
  while (!outlet.gone) {
    if (store.lastRevision(stream) === tombstoneRevision) throw rpcErrors.streamDeleted(stream);
    const page = store.readStream(stream, {
      from: sent + 1n,
      to: tombstoneRevision,
      limit: pageSize,
      backwards: false,
    });
    for (const event of page) {
      await sendEvent(event);
      sent = event.revision;
    }
    if (page.length > 0) continue;
    if (!caughtUp) await outlet.send(caughtUpMessage());
    caughtUp = true;
    let unregister = () => {};
    await outlet.until((wake) => {
      unregister = store.onAppended(wake);
    });
    unregister();
  }
};
