import { isIP } from 'node:net';
import { z } from 'zod';

/** Names of address ranges that Fastify knows (`trustProxy`): 127.0.0.0/8 and ::1; link-local; private. */
const namedRanges = ['loopback', 'linklocal', 'uniquelocal'];

const longestPrefix: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

const isRange = (text: string): boolean => {
  const [, address = '', bits = '1'] = /^([^/]+)(?:\/([1-9]\d*))?$/.exec(text) ?? [];
  return Number(bits) <= (longestPrefix[isIP(address)] ?? 0);
};

/**
 * The proxies whose X-Forwarded-For is believed, by address. How many stand in front, or simply everyone, is not taken:
 * whoever reached the server past the proxy could then name another address with each request.
 */
export const trustProxy = z.string().transform((text, context): string[] => {
  const ranges = text.split(',').map((part) => part.trim());
  if (ranges.every((range) => namedRanges.includes(range) || isRange(range))) return ranges;
  context.addIssue({
    code: 'custom',
    message: `takes addresses of proxies, separated by commas: 10.0.0.7, 10.0.0.0/8, or one of ${namedRanges.join(', ')}`,
  });
  return z.NEVER;
});
