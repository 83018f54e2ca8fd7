import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTokenVerifier } from '../../src/server/auth.ts';
import { type RunningServer, startServer } from '../../src/server/server.ts';
import { createTokenIssuer, generateIssuerKeys, type TokenIssuer } from '../../src/server/token-issuer.ts';
import { ask, silent } from '../support/http.ts';
import { librarySchema } from './library.ts';

const issuer = 'https://issuer.example';
const audience = 'laurel';
const year2024 = new Date('2024-01-25T08:00:00Z');
let now = year2024;
const clock = () => now;

let keys: { privateKey: JWK; publicKey: JWK };
let tokens: TokenIssuer;
let server: RunningServer;

const start = async (publicKeys: { publicKey: JWK } | { jwksUrl: URL }) =>
  startServer({
    schema: await librarySchema(),
    buildContext: () => ({}),
    verifyToken: await createTokenVerifier({ keys: publicKeys, issuer, audience, clock }),
    logger: silent,
    port: 0,
  });

beforeAll(async () => {
  keys = await generateIssuerKeys();
  tokens = await createTokenIssuer({ privateKey: keys.privateKey, issuer, audience, clock, lifetimeSeconds: 600 });
  server = await start({ publicKey: keys.publicKey });
});
afterAll(() => server.close());

const clerk = { id: 'u-17', name: '李四', roles: ['CITY_CLERK', 'CITY_REVIEWER'], bureau: '410100' } as const;
const whoIs = (headers: Record<string, string> = {}, url = server.url) => ask(url, '{ whoAmI }', { headers });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

const signed = async (claims: Record<string, unknown>, header: Record<string, unknown> = {}, key = keys.privateKey) =>
  new SignJWT({
    iss: issuer,
    aud: audience,
    sub: 'u-1',
    name: 'N',
    roles: ['AUDITOR'],
    exp: now.getTime() / 1000 + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: 'EdDSA', ...header })
    .sign(await importJWK(key, 'EdDSA'));

describe('who acts', () => {
  it('is the public without a token', async () => {
    expect((await whoIs()).data).toEqual({ whoAmI: 'public PUBLIC - en' });
  });

  it('is the holder of a token, with roles and bureau', async () => {
    const { data } = await whoIs({ ...bearer(await tokens.mint(clerk)), 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' });
    expect(data).toEqual({ whoAmI: 'u-17 CITY_CLERK+CITY_REVIEWER 410100 zh' });
  });

  it('is judged by the clock given, also when the token was seen before', async () => {
    const token = bearer(await tokens.mint(clerk));
    expect((await whoIs(token)).status).toBe(200);
    now = new Date(year2024.getTime() + 604_000);
    expect((await whoIs(token)).status).toBe(200);
    now = new Date(year2024.getTime() + 606_000);
    const { status, errors } = await whoIs(token);
    now = year2024;
    expect([status, errors[0]?.message]).toEqual([401, 'The token has expired. Get a new one.']);
  });
});

describe('a bad token is refused, never taken for the public', () => {
  const strangerKeys = generateIssuerKeys();
  it.each<[string, () => Promise<string> | string]>([
    ['no token', () => ''],
    ['not a JWT', () => 'abc'],
    [
      'unsigned',
      () =>
        new UnsecuredJWT({ sub: 'u-1', name: 'N', roles: ['ADMIN'] })
          .setIssuer(issuer)
          .setAudience(audience)
          .setExpirationTime('1h')
          .encode(),
    ],
    ['of a stranger', async () => signed({}, {}, (await strangerKeys).privateKey)],
    ['with a changed claim', async () => changed(await tokens.mint(clerk))],
    ['signed with the public key as a secret', () => signedWithPublicKey()],
    ['of another issuer', () => signed({ iss: 'https://other.example' })],
    ['for another audience', () => signed({ aud: 'other' })],
    ['without expiry', () => signed({ exp: undefined })],
    ['not valid yet', () => signed({ nbf: now.getTime() / 1000 + 60 })],
    ['without a subject', () => signed({ sub: undefined })],
    ['without roles', () => signed({ roles: [] })],
    ['with an unknown role', () => signed({ roles: ['AUDITOR', 'EMPEROR'] })],
    ['that speaks for no body by name', () => signed({ roles: ['VETTING_BODY'], body: '' })],
    ['that speaks for several bodies', () => signed({ roles: ['VETTING_BODY'], body: ['A', 'B'] })],
    ['that claims to be the system', () => signed({ roles: ['SYSTEM'] })],
    ['that takes the name of the public', () => signed({ sub: 'public' })],
    ['that takes the name of Laurel', () => signed({ sub: 'laurel' })],
  ])('%s', async (_, make) => {
    const { status, data, errors, headers } = await whoIs(bearer(await make()));
    expect(status).toBe(401);
    expect(data).toBeUndefined();
    expect(errors).toEqual([{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(headers.get('www-authenticate')).toContain('Bearer');
  });

  it('another scheme', async () => {
    expect((await whoIs({ authorization: 'Basic dTpw' })).status).toBe(401);
  });

  it('any token, where the server has no verifier', async () => {
    const closed = await startServer({
      schema: await librarySchema(),
      buildContext: () => ({}),
      logger: silent,
      port: 0,
    });
    const { status } = await whoIs(bearer(await tokens.mint(clerk)), closed.url).finally(() => closed.close());
    expect(status).toBe(401);
  });

  const changed = (token: string): string => {
    const [header, payload = '', signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return [header, Buffer.from(JSON.stringify({ ...claims, sub: 'u-1' })).toString('base64url'), signature].join('.');
  };

  /** The algorithm confusion of RFC 8725, 2.1. */
  const signedWithPublicKey = () =>
    new SignJWT({ iss: issuer, aud: audience, sub: 'u-1', name: 'N', roles: ['ADMIN'], exp: now.getTime() / 1000 + 60 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(String(keys.publicKey.x).padEnd(32), 'utf8'));
});

describe('the algorithm of an identity provider', () => {
  it.each(['RS256', 'PS256', 'ES256', 'ES384'] as const)('may be %s, and is then the only one', async (algorithm) => {
    const pair = await generateKeyPair(algorithm, { extractable: true });
    const verify = await createTokenVerifier({
      keys: { publicKey: await exportJWK(pair.publicKey) },
      issuer,
      audience,
      algorithm,
      clock,
    });
    const claims = { iss: issuer, aud: audience, sub: 'u-1', name: 'N', roles: ['AUDITOR'] };
    const token = await new SignJWT({ ...claims, exp: now.getTime() / 1000 + 60 })
      .setProtectedHeader({ alg: algorithm })
      .sign(pair.privateKey);
    expect(await verify(token)).toMatchObject({ id: 'u-1', roles: ['AUDITOR'] });
    await expect(verify(await tokens.mint(clerk))).rejects.toThrow('algorithm not accepted');
  });
});

describe('keys of an identity provider', () => {
  it('are fetched from its JWKS; while they cannot be had, nothing is said against the token', async () => {
    let published: object | undefined;
    const provider = createServer((_, response) => {
      if (!published) response.writeHead(500);
      response.end(JSON.stringify(published ?? {}));
    });
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    const { port } = provider.address() as AddressInfo;
    const federated = await start({ jwksUrl: new URL(`http://127.0.0.1:${port}/jwks`) });
    try {
      const token = bearer(await tokens.mint(clerk));
      const unavailable = await whoIs(token, federated.url);
      expect([unavailable.status, unavailable.errors[0]?.extensions.code]).toEqual([503, 'AUTHENTICATION_UNAVAILABLE']);
      published = { keys: [keys.publicKey] };
      expect((await whoIs(token, federated.url)).data.whoAmI).toContain('u-17');
      const stranger = await signed({}, { kid: 'unknown' });
      expect((await whoIs(bearer(stranger), federated.url)).status).toBe(401);
    } finally {
      await federated.close();
      provider.close();
    }
  });
});
