import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { apiOf } from '../../src/cli/demo/api.ts';

describe('the demo as a client', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** Answers 503 so many times, as a server that had no time, then what was asked for; and what it was sent. */
  const busyServer = async (times: number) => {
    const sent: string[] = [];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      sent.push(body);
      const busy = sent.length <= times;
      response.writeHead(busy ? 503 : 200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          busy
            ? { errors: [{ message: 'The operation was not done within 10 s.' }] }
            : { data: { closeScoring: { position: '1', errors: [], edition: { id: 'e1' } } } },
        ),
      );
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const api = apiOf({ urls: [url], issuer: undefined as never, time: { tick: () => undefined } as never, seed: 1 });
    return { api, sent };
  };
  const run = (api: ReturnType<typeof apiOf>) => api.run(undefined, 'closeScoring', { editionId: 'e1' });

  it('sends what was not done in time again, under the same commandId', async () => {
    const { api, sent } = await busyServer(2);
    await run(api);
    expect(sent).toHaveLength(3);
    expect(new Set(sent).size).toBe(1);
    expect(JSON.parse(sent[0] ?? '').variables.input.commandId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('ends with what the server said where it never has time', async () => {
    const { api } = await busyServer(100);
    await expect(run(api)).rejects.toThrow('503: The operation was not done within 10 s.');
  });
});
