import { describe, expect, it } from 'vitest';
import { networkOf } from '../../src/server/network.ts';
import { startServer } from '../../src/server/server.ts';
import { ask, silent } from '../support/http.ts';
import { librarySchema } from './library.ts';

const plenty = { points: 1_000, seconds: 60 };
const rate = { requests: { points: 1, seconds: 60 }, cost: plenty, publicCost: plenty, actions: {} };

/** Statuses of one request after the other, each with the X-Forwarded-For that a proxy on this machine sends. */
const statusesBehind = async (trustProxy: readonly string[] | undefined, ...clients: readonly string[]) => {
  const server = await startServer({
    schema: await librarySchema(),
    buildContext: () => ({}),
    logger: silent,
    port: 0,
    limits: { rate },
    ...(trustProxy && { trustProxy }),
  });
  const statuses: number[] = [];
  for (const client of clients) {
    const headers = { 'x-forwarded-for': client };
    statuses.push((await ask(server.url, '{ whoAmI }', { headers })).status);
  }
  await server.close();
  return statuses;
};

describe('behind a proxy', () => {
  it('each client has an allowance of its own, if the proxy is trusted', async () => {
    expect(await statusesBehind(['127.0.0.1'], '192.0.2.1', '192.0.2.2', '192.0.2.1')).toEqual([200, 200, 429]);
  });

  it.each([[undefined], [['10.0.0.0/8']]])(
    'what a client says of itself counts for nothing: trusted is %j',
    async (trusted) => {
      expect(await statusesBehind(trusted, '192.0.2.1', '192.0.2.2')).toEqual([200, 429]);
    },
  );

  it('an IPv6 client has one allowance for its whole /64', async () => {
    const clients = ['2001:db8::1', '2001:db8:0:0:ffff::2', '2001:db8:0:1::1'];
    expect(await statusesBehind(['loopback'], ...clients)).toEqual([200, 429, 200]);
  });
});

describe('the network of an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:0201', '192.0.2.1'],
    ['unknown', 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
