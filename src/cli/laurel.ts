#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { Command, InvalidArgumentError, Option } from 'commander';
import { systemClock } from '../app/clock.ts';
import { type Role, roles } from '../domain/actor.ts';
import { orExplain, serve } from '../main.ts';
import { createTokenIssuer, generateIssuerKeys } from '../server/token-issuer.ts';
import { runDemo } from './demo/demo.ts';
import { issuerKey, readEnvironment } from './environment.ts';

const wholeNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('Expected a whole number.');
  return value;
};

const laurel = new Command('laurel')
  .description('Honor selection with an event-sourced audit trail')
  .showHelpAfterError();

laurel
  .command('serve')
  .description('serve the GraphQL API on the embedded store; settings come from LAUREL_… variables')
  .action(() => orExplain(serve()));

laurel
  .command('demo')
  .description('play both selection programs of the notice on a simulated clock, then serve what came of it')
  .option('--exit', 'end when it is played; status 0 only if every expected count holds', false)
  .option('--port <number>', 'port of the API', wholeNumber, 4000)
  .option('--seed <number>', 'seed of the people in it', wholeNumber, 20231227)
  .option('--directory <path>', 'where its data goes; a temporary directory by default')
  .action((options: Parameters<typeof runDemo>[0]) => orExplain(runDemo(options)));

laurel
  .command('keys')
  .description('print a new set of keys as environment variables; keep them secret')
  .action(() =>
    orExplain(
      generateIssuerKeys().then(({ privateKey, publicKey }) => {
        console.log(`LAUREL_PSEUDONYM_KEY=${randomBytes(32).toString('base64')}`);
        console.log(`LAUREL_TOKEN_PRIVATE_KEY='${JSON.stringify(privateKey)}'`);
        console.log(`LAUREL_TOKEN_PUBLIC_KEY='${JSON.stringify(publicKey)}'`);
      }),
    ),
  );

interface TokenOptions {
  readonly id: string;
  readonly name: string;
  readonly role: readonly Role[];
  readonly bureau?: string;
  readonly hours: number;
}

const mint = async ({ id, name, role, bureau, hours }: TokenOptions): Promise<void> => {
  const environment = readEnvironment(process.env);
  const issuer = await createTokenIssuer({
    privateKey: issuerKey(environment),
    issuer: environment.LAUREL_TOKEN_ISSUER,
    audience: environment.LAUREL_TOKEN_AUDIENCE,
    clock: () => new Date(systemClock.now()),
    lifetimeSeconds: hours * 3600,
  });
  console.log(await issuer.mint({ id, name, roles: role, bureau }));
};

laurel
  .command('token')
  .description('mint a bearer token of the local issuer (LAUREL_TOKEN_PRIVATE_KEY)')
  .requiredOption('--id <id>', 'who: the subject of the token')
  .requiredOption('--name <name>', 'the name that stands in the log')
  .addOption(new Option('--role <role...>', 'one or more roles').choices([...roles]).makeOptionMandatory())
  .option('--bureau <code>', 'code of the bureau the roles are held in')
  .option('--hours <number>', 'how long it is valid', wholeNumber, 8)
  .action((options: TokenOptions) => orExplain(mint(options)));

await laurel.parseAsync();
