/** The server that `nominate.ts` puts under load: Laurel as it is, and beside `nominate` a mutation of the same shape that does nothing. */
import 'reflect-metadata';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { Arg, Mutation, Resolver } from 'type-graphql';
import { NominateInput } from '../schema/nomination/inputs.ts';
import { NominatePayload } from '../schema/nomination/payloads.ts';
import { createSchema } from '../schema/schema.ts';
import { simulatedClock } from '../src/app/clock.ts';
import { composeLaurel } from '../src/compose.ts';
import { actor } from '../src/domain/actor.ts';
import { createTokenIssuer, generateIssuerKeys } from '../src/server/token-issuer.ts';

@Resolver()
class NothingResolver {
  /** Input parsed and validated, payload resolved and written: everything but the deed. */
  @Mutation(() => NominatePayload)
  nothing(@Arg('input', () => NominateInput) input: NominateInput) {
    const nomination = { id: input.commandId, status: 'DRAFTED', revision: 0 };
    return { nomination, position: '0', commandId: input.commandId, errors: [] };
  }
}

mkdirSync('data', { recursive: true });
const directory = mkdtempSync(join('data', 'bench-'));
const clock = simulatedClock(Date.parse('2023-12-28T02:00:00.000Z'));
const keys = await generateIssuerKeys();
const tokens = { issuer: 'laurel', audience: 'laurel' };
const running = await composeLaurel({
  directory,
  clock,
  hashKey: Buffer.alloc(32, 7),
  sealing: { current: Buffer.alloc(32, 8) },
  tokens: { ...tokens, keys: { publicKey: keys.publicKey } },
  logger: pino({ level: 'error' }),
  port: 0,
  limits: { rate: undefined },
  schema: createSchema([NothingResolver]),
});
const issuer = await createTokenIssuer({ ...tokens, privateKey: keys.privateKey, clock: () => new Date(clock.now()) });
const province = actor.parse({ id: 'p', name: 'p', roles: ['PROVINCE_APPROVER'], bureau: '410000', channel: 'CLI' });
await running.laurel.execute('openEdition', { program: 'FLEX_STAR' }, { actor: province });
const token = await issuer.mint({ id: 'clerk', name: '张三', roles: ['COUNTY_CLERK'], bureau: '410122' });
process.send?.({ url: running.url, token });

process.on('message', (message) => {
  if (message === 'cpu') process.send?.({ cpu: process.cpuUsage() });
});
process.on('disconnect', async () => {
  await running.close();
  rmSync(directory, { recursive: true });
  process.exit(0);
});
