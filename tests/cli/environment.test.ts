import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { BadEnvironment, issuerKey, readEnvironment, tokenKeys } from '../../src/cli/environment.ts';
import { generateIssuerKeys } from '../../src/server/token-issuer.ts';

describe('the environment', () => {
  it('has defaults, also where a variable is set to nothing', () => {
    expect(readEnvironment({ LAUREL_JWKS_URL: '', LAUREL_PORT: '' })).toEqual({
      LAUREL_DATA: 'data',
      LAUREL_HOST: '127.0.0.1',
      LAUREL_PORT: 4000,
      LAUREL_OPERATIONS_HOST: '127.0.0.1',
      LAUREL_TOKEN_ALGORITHM: 'EdDSA',
      LAUREL_TOKEN_ISSUER: 'laurel',
      LAUREL_TOKEN_AUDIENCE: 'laurel',
      LAUREL_IDE: false,
      LAUREL_LOG_LEVEL: 'info',
    });
  });

  it('names every variable that does not hold, and no value', () => {
    const read = () => readEnvironment({ LAUREL_PSEUDONYM_KEY: 'c2VjcmV0', LAUREL_TOKEN_ALGORITHM: 'HS256' });
    expect(read).toThrow(BadEnvironment);
    expect(read).toThrow(/LAUREL_PSEUDONYM_KEY: .*\n.*LAUREL_TOKEN_ALGORITHM: /);
    expect(read).not.toThrow(/c2VjcmV0|HS256"?$/);
  });

  it.each([
    ['10.0.0.7', ['10.0.0.7']],
    ['10.0.0.0/8, loopback,2001:db8::/32', ['10.0.0.0/8', 'loopback', '2001:db8::/32']],
  ])('trusts the proxies %s', (text, ranges) => {
    expect(readEnvironment({ LAUREL_TRUST_PROXY: text }).LAUREL_TRUST_PROXY).toEqual(ranges);
  });

  it.each(['true', '1', '10.0.0.0/33', '10.0.0.0/0', '2001:db8::/129', 'proxy.example', '10.0.0.7,', '10.0.0.7/8/8'])(
    'trusts no proxy called %s',
    (text) => {
      expect(() => readEnvironment({ LAUREL_TRUST_PROXY: text })).toThrow(/^LAUREL_TRUST_PROXY: takes addresses/);
    },
  );
});

describe('the keys in it', () => {
  const bad = (kind: string, algorithm: string) => `expected a JSON Web Key that is a ${kind} key for ${algorithm}`;
  const read = (variables: Record<string, object | string>) =>
    readEnvironment(
      Object.fromEntries(
        Object.entries(variables).map(([name, value]) => [
          name,
          typeof value === 'string' ? value : JSON.stringify(value),
        ]),
      ),
    );

  it.each([{}, { kty: 'OKP' }, { kty: 'OKP', crv: 'Ed25519', x: 'short' }, { kty: 'oct', k: 'c2VjcmV0' }])(
    'are not %j',
    async (key) => {
      await expect((async () => tokenKeys(read({ LAUREL_TOKEN_PUBLIC_KEY: key })))()).rejects.toThrow(BadEnvironment);
    },
  );

  it('are each of its kind and algorithm', async () => {
    const { privateKey, publicKey } = await generateIssuerKeys();
    expect(await tokenKeys(read({ LAUREL_TOKEN_PUBLIC_KEY: publicKey }))).toEqual({ publicKey });
    expect(await issuerKey(read({ LAUREL_TOKEN_PRIVATE_KEY: privateKey }))).toEqual(privateKey);
    await expect(tokenKeys(read({ LAUREL_TOKEN_PUBLIC_KEY: privateKey }))).rejects.toThrow(bad('public', 'EdDSA'));
    await expect(issuerKey(read({ LAUREL_TOKEN_PRIVATE_KEY: publicKey }))).rejects.toThrow(bad('private', 'EdDSA'));

    const rsa = await exportJWK((await generateKeyPair('RS256', { extractable: true })).publicKey);
    const forRsa = { LAUREL_TOKEN_PUBLIC_KEY: rsa, LAUREL_TOKEN_ALGORITHM: 'RS256' };
    expect(await tokenKeys(read(forRsa))).toEqual({ publicKey: rsa });
    await expect(tokenKeys(read({ LAUREL_TOKEN_PUBLIC_KEY: rsa }))).rejects.toThrow(bad('public', 'EdDSA'));
  });
});
