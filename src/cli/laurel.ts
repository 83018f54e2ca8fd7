#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import { roles } from '../domain/actor.ts';
import { runDemo } from './demo/demo.ts';
import { orExplain } from './explain.ts';
import { makeKeys } from './keys.ts';
import { serve } from './serve.ts';
import { mintToken, type TokenOptions } from './token.ts';

const wholeNumber = (text: string): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('Expected a whole number.');
  return value;
};

const portNumber = (text: string): number => {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError('Ports go from 0 to 65535; 0 lets the system choose one.');
  return port;
};

const laurel = new Command('laurel')
  .description('Honor selection with an event-sourced audit trail')
  .showHelpAfterError('(--help says what may stand here)');

laurel
  .command('serve')
  .description('serve the GraphQL API on the embedded store; settings come from LAUREL_… variables')
  .action(() => orExplain(serve()));

laurel
  .command('demo')
  .description('play both selection programs of the notice on a simulated clock, then serve what came of it')
  .option('--exit', 'end when it is played; status 0 only if every expected count holds', false)
  .option('--port <number>', 'port of the API', portNumber, 4000)
  .option('--seed <number>', 'seed of the people in it', wholeNumber, 20231227)
  .option('--directory <path>', 'where its data goes; a temporary directory by default')
  .action((options: Parameters<typeof runDemo>[0]) => orExplain(runDemo(options)));

laurel
  .command('keys')
  .description('make a new set of keys as environment variables; keep them secret')
  .option('--out <file>', 'a new file to write them to; printed by default')
  .action((options: Parameters<typeof makeKeys>[0]) => orExplain(makeKeys(options)));

laurel
  .command('token')
  .description('mint a bearer token of the local issuer (LAUREL_TOKEN_PRIVATE_KEY)')
  .requiredOption('--id <id>', 'who: the subject of the token')
  .requiredOption('--name <name>', 'the name that stands in the log')
  .addOption(new Option('--role <role...>', 'one or more roles').choices([...roles]).makeOptionMandatory())
  .option('--bureau <code>', 'code of the bureau the roles are held in')
  .option('--hours <number>', 'how long it is valid', wholeNumber, 8)
  .action((options: TokenOptions) => orExplain(mintToken(options)));

await laurel.parseAsync();
