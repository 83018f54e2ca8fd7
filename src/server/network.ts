import { isIPv6 } from 'node:net';

/**
 * Whose an address is, for counting: an IPv4 address as it is, an IPv6 address by its /64, since one household or one
 * machine has all of that (RFC 6177), and could count as somebody else with every request.
 */
export const networkOf = (address: string): string => {
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  const groups = groupsOf(bare);
  return mappedIPv4(groups) ?? `${groups.slice(0, 4).join(':')}::/64`;
};

/** All eight groups in hexadecimal; URL brings every spelling into the one of RFC 5952. */
const groupsOf = (address: string): string[] => {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
};

/** `::ffff:192.0.2.1`, as a socket that takes both kinds shows an IPv4 address (RFC 4291, 2.5.5.2). */
const mappedIPv4 = (groups: readonly string[]): string | undefined => {
  if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return undefined;
  const bytes = groups.slice(6).flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]);
  return bytes.join('.');
};
