import { startServer } from '../../src/server/server.ts';
import { createTokenVerifier } from '../../src/server/auth.ts';
import { createTokenIssuer, generateIssuerKeys } from '../../src/server/token-issuer.ts';
import { librarySchema } from './library.ts';
import { pino } from 'pino';
import { writeFileSync } from 'node:fs';
const big = { points: 1e12, seconds: 60 };
const clock = () => new Date();
const k = await generateIssuerKeys();
const iss = await createTokenIssuer({ privateKey: k.privateKey, issuer: 'i', audience: 'a', clock });
writeFileSync('/tmp/token', await iss.mint({ id: 'u1', name: 'N', roles: ['AUDITOR'] }));
const s = await startServer({ schema: await librarySchema(), buildContext: () => ({}), logger: pino({ level: 'warn' }), port: 4111, verifyToken: await createTokenVerifier({ keys: k, issuer: 'i', audience: 'a', clock }),
  limits: { rate: process.env.NORATE ? undefined : { requests: big, cost: big, publicCost: big, actions: {} } } });
console.log(s.url);
process.on('SIGINT', () => process.exit(0));
