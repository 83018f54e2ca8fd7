import { randomUUID } from 'node:crypto';
import { binaryEvent, jsonEvent } from '@eventstore/db-client';
import { expect, it } from 'vitest';
import { append, newStream, onEveryServer, ways } from './servers.ts';

onEveryServer('what is written', (client) => {
  it.each(ways)('comes back as it was, JSON and bytes, with its metadata and its time (%s)', async (way) => {
    const stream = newStream();
    const id = randomUUID();
    const json = jsonEvent({ id, type: '申报', data: { 名: '张三', n: [1, null] }, metadata: { by: '科长' } });
    const bytes = binaryEvent({ type: 'Bytes', data: Uint8Array.of(0, 1, 255), metadata: Uint8Array.of(254) });
    await append(client(), way, stream, [json, bytes], 'no_stream');
    const events = [];
    for await (const { event } of client().readStream(stream)) events.push(event);
    expect(events[0]).toMatchObject({ id, type: '申报', data: json.data, metadata: json.metadata, isJson: true });
    expect(events[1]).toMatchObject({ type: 'Bytes', isJson: false });
    expect(Buffer.from(events[1]?.data as Uint8Array).toString('hex')).toBe('0001ff');
    expect(Buffer.from(events[1]?.metadata as Uint8Array).toString('hex')).toBe('fe');
    expect(Math.abs(Date.now() - Number(events[0]?.created))).toBeLessThan(3_600_000);
  });
});
