import { binaryEvent, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';
import { UnusableConnectionString } from '../../../src/log/eventstoredb/client.ts';
import { UnreadableStoredEvent } from '../../../src/log/eventstoredb/codec.ts';
import { openEventStoreLog } from '../../../src/log/eventstoredb/eventstoredb-log.ts';
import { canonicalJson, leafText } from '../../../src/log/leaf.ts';
import { event, meta, stream } from '../facts.ts';
import { standIn } from './stand-in.ts';

const slate = stream('slate-2023-410100');
/** A parsed object would give "2" before "10", which is not their canonical order. */
const data = { '10': 'ten', '2': 'two', name: '张三 😀 \u0000', at: 1e21, none: null };

describe('What is stored', () => {
  const test = standIn();

  it('is the canonical text, byte for byte', async () => {
    const one = { ...event(data), sealed: ['AAAA', 'BBBB'] };
    const log = test.open();
    await log.append(slate, [one], 'no-stream');
    const client = EventStoreDBClient.connectionString(test.server.connectionString);
    const stored = [];
    for await (const { event } of client.readStream(slate)) stored.push(event);
    expect(stored).toMatchObject([{ id: one.id, type: 'Reviewed', isJson: false }]);
    expect(Buffer.from(stored[0]?.data as Uint8Array).toString()).toBe(canonicalJson(data));
    expect(stored[0]?.metadata).toEqual({ schemaVersion: 1, meta: canonicalJson(meta), sealed: one.sealed });
    const [read] = await log.readStream(slate);
    expect(read).toMatchObject(one);
    expect(leafText(read as never)).toBe(
      canonicalJson({ id: one.id, type: one.type, schemaVersion: 1, stream: slate, revision: 0, data, meta }),
    );
    await client.dispose();
  });

  it.each([
    ['JSON without metadata', jsonEvent({ type: 'Ordered', data: { secret: '张三' } })],
    [
      'bytes that are no text',
      binaryEvent({ type: 'Ordered', data: Buffer.from([255]), metadata: { schemaVersion: 1, meta: '{}' } }),
    ],
    [
      'a text that is no JSON',
      binaryEvent({ type: 'Ordered', data: Buffer.from('张三'), metadata: { schemaVersion: 1, meta: '{}' } }),
    ],
  ])('by others as %s is told by its place, and never by what it holds', async (_, foreign) => {
    const client = EventStoreDBClient.connectionString(test.server.connectionString);
    await client.appendToStream(slate, foreign as never);
    const refusal = await test
      .open()
      .readAll(undefined, 10)
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UnreadableStoredEvent);
    expect(String(refusal)).toContain(`revision 0 of ${slate}`);
    expect(String(refusal)).not.toContain('张三');
    await client.dispose();
  });
});

describe('A connection string', () => {
  it.each(['', 'postgres://laurel:secret@host', 'esdb://laurel:secret@host:port', 'esdb://host?tlsCAFile=./none.pem'])(
    'that cannot be used is not repeated: "%s"',
    (connectionString) => {
      expect(() => openEventStoreLog(connectionString)).toThrow(UnusableConnectionString);
      expect(() => openEventStoreLog(connectionString)).not.toThrow(/secret/);
    },
  );
});
