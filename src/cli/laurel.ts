#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import { roles } from '../domain/actor.ts';
import { runDemo } from './demo/demo.ts';
import { orExplain } from './explain.ts';
import { type VerifyOptions, verifyDataFiles } from './files.ts';
import { type ImportOptions, importHonors } from './honors.ts';
import { makeKeys } from './keys.ts';
import { checkPrograms, listPrograms } from './programs.ts';
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

const serverAddress = (text: string): URL => {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text);
  throw new InvalidArgumentError('Expected an address such as http://127.0.0.1:4000.');
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
  .option('--body <code>', 'code of the body that a VETTING_BODY speaks for, as the program has it')
  .option('--hours <number>', 'how long it is valid', wholeNumber, 8)
  .action((options: TokenOptions) => orExplain(mintToken(options)));

const programs = laurel.command('programs').description('the selection programs, which are data: definition files');

programs
  .command('check')
  .description('check definition files, with the library/ beside them; status 1 and every problem if one does not hold')
  .argument('<file...>', 'definition files of one directory')
  .action((files: readonly string[]) => orExplain(checkPrograms(files)));

programs
  .command('list')
  .description('the programs that editions can be opened of: built in, and of the directory LAUREL_PROGRAMS')
  .action(() => orExplain(listPrograms()));

laurel
  .command('files')
  .description('the stored files of materials')
  .command('verify')
  .description('hash every file that the log names again; status 1 if one is missing or corrupted')
  .option('--directory <path>', 'the data directory; LAUREL_DATA by default')
  .option('--prune', 'remove files that were uploaded more than 24 hours ago and never attached', false)
  .action((options: VerifyOptions) => orExplain(verifyDataFiles(options)));

const honors = laurel.command('honors').description('honors that people hold from elsewhere');

honors
  .command('import')
  .description('send a CSV file of honors to a server (token: LAUREL_TOKEN); status 1 if rows were refused')
  .argument('<file>', 'its columns: 姓名,身份证号,荣誉名称,级别,类别,授予日期,授予单位; UTF-8 or GB18030')
  .requiredOption('--url <url>', 'address of the server', serverAddress)
  .addOption(new Option('--language <language>', 'of the reasons').choices(['zh', 'en']).default('en'))
  .action((file: string, options: ImportOptions) =>
    orExplain(
      importHonors(file, options).then((whole) => {
        if (!whole) process.exitCode = 1;
      }),
    ),
  );

await laurel.parseAsync();
