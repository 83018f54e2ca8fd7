#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import { isKeyName, parseVerifierKey, type VerifierKey } from '../audit/note/verifier-key.ts';
import { oversightRoles } from '../domain/access/access.ts';
import { statedRule } from '../domain/access/statement.ts';
import { roles } from '../domain/actor.ts';
import type { Position } from '../domain/event.ts';
import { type AssignOptions, assignFromFile } from './assign.ts';
import { type ExportOptions, exportAuditBundle } from './audit/export-command.ts';
import { type VerifyBundleOptions, verifyAuditBundle } from './audit/verify.ts';
import { type VerifyLogCommand, verifyStoredLog } from './audit/verify-log.ts';
import { type CopyLogOptions, type CopyOptions, copyKeys, copyStoredFiles, copyStoredLog } from './copy.ts';
import { type DecideOptions, decideAgain } from './decide.ts';
import { runDemo } from './demo/demo.ts';
import { orExplain } from './explain.ts';
import { type VerifyOptions, verifyDataFiles } from './files.ts';
import { type ImportOptions, importHonors } from './honors.ts';
import { type KeysOptions, makeKeys } from './keys.ts';
import { checkPrograms, listPrograms } from './programs.ts';
import { type ReplayOptions, replayLog } from './replay.ts';
import { serve } from './serve.ts';
import { mintToken, type TokenOptions } from './token.ts';
import { printLogKeys } from './transparency.ts';
import { rewrapKeys } from './vault.ts';
import { makeWitnessKeys, serveWitness, type WitnessKeysOptions, type WitnessOptions } from './witness.ts';

const wholeNumber = (text: string): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('Expected a whole number.');
  return value;
};

const share = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value <= 1)) {
    throw new InvalidArgumentError('Expected a number above 0, up to 1.');
  }
  return value;
};

const portNumber = (text: string): number => {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError('Ports go from 0 to 65535; 0 lets the system choose one.');
  return port;
};

const replicaCount = (text: string): number => {
  const count = wholeNumber(text);
  if (count < 1 || count > 8) throw new InvalidArgumentError('1 to 8 servers.');
  return count;
};

const logPosition = (text: string): Position => {
  if (/^\d+(\/\d+)?$/.test(text)) return text as Position;
  throw new InvalidArgumentError('Expected a position of the log, as mutations answer with it.');
};

const serverAddress = (text: string): URL => {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text);
  throw new InvalidArgumentError('Expected an address such as http://127.0.0.1:4000.');
};

/** The name of a log or witness; quotes are kept out of it for the shell's sake. */
const keyName = (text: string): string => {
  if (isKeyName(text) && !/['"\\]/.test(text)) return text;
  throw new InvalidArgumentError('Expected a name such as example.org/laurel, without blanks, "+" and quotes.');
};

const verifierKeys = (text: string, before: readonly VerifierKey[] = []): readonly VerifierKey[] => {
  try {
    return [...before, parseVerifierKey(text)];
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
};

const placeHelp =
  'a data directory; "settings" for what LAUREL_… variables say, so that no password stands here; of a log also esdb://…';

/** Of what SIGPIPE ends, to a shell: 128 and the signal's number. */
const brokenPipe = 128 + 13;

// Whoever reads what is printed may have had enough of it (`| head -1`): it ends without a word, as tools do.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(brokenPipe);
  });
}

const laurel = new Command('laurel')
  .description('Honor selection with an event-sourced audit trail')
  .showHelpAfterError('(--help says what may stand here)');

laurel
  .command('serve')
  .description('serve the GraphQL API; settings come from LAUREL_… variables')
  .action(() => orExplain(serve()));

laurel
  .command('demo')
  .description('play both selection programs of the notice on a simulated clock, then serve what came of it')
  .option('--exit', 'end when it is played; status 0 only if every expected count holds', false)
  .option('--port <number>', 'port of the API', portNumber, 4000)
  .option('--seed <number>', 'seed of the people in it', wholeNumber, 20231227)
  .option('--directory <path>', 'where its data goes; a temporary directory by default')
  .option('--replicas <number>', 'how many servers share the work', replicaCount, 1)
  .option('--event-store <address>', 'an empty EventStoreDB, esdb://…; the log is in the directory without it')
  .action((options: Parameters<typeof runDemo>[0]) => orExplain(runDemo(options)));

laurel
  .command('keys')
  .description('make a new set of keys as environment variables; keep them secret')
  .option('--out <file>', 'a new file to write them to; printed by default')
  .option('--log-origin <name>', 'name of the log, such as example.org/laurel; a unique one by default', keyName)
  .action((options: KeysOptions) => orExplain(makeKeys(options)));

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

const files = laurel.command('files').description('the stored files of materials');

files
  .command('verify')
  .description('hash every file that the log names again; status 1 if one is missing or corrupted')
  .option('--directory <path>', 'the data directory; LAUREL_DATA by default')
  .option('--prune', 'remove files that were uploaded more than 24 hours ago and never attached', false)
  .action((options: VerifyOptions) => orExplain(verifyDataFiles(options)));

files
  .command('copy')
  .description('copy all files to another store, after the vault; goes on where it was interrupted')
  .requiredOption('--from <store>', placeHelp)
  .requiredOption('--to <store>', 'the same')
  .action((options: CopyOptions) => orExplain(copyStoredFiles(options)));

laurel
  .command('assign')
  .description('assign experts to nominations from a CSV file of affinities; status 1 if there is no plan')
  .requiredOption('--affinities <file>', 'rows experts, columns nominations; empty, nan, -inf or x is a conflict')
  .requiredOption('--demand <count>', 'experts that each nomination needs', wholeNumber)
  .option('--min-load <count>', 'fewest nominations of each expert', wholeNumber, 0)
  .option('--max-load <count>', 'most nominations of each expert; all of them by default', wholeNumber)
  .option('--loads <file>', 'CSV of expert, fewest and most, for some of them')
  .option('--demands <file>', 'CSV of nomination and experts it needs, for some of them')
  .option('--conflicts <file>', 'CSV of expert and nomination, more that must not be')
  .option('--balance <points>', 'what each nomination beyond an even share takes away', wholeNumber, 0)
  .addOption(
    new Option('--method <name>', 'worth most; least panel worth most; or drawn, no pair more probable than --cap')
      .choices(['best', 'fairest', 'randomized'])
      .default('best'),
  )
  .option('--cap <share>', 'of randomized: the most probable that a pair may be, as in 0.5', share)
  .option('--seed <text>', 'decides between plans that are equally good', 'laurel')
  .option('--out <file>', 'the pairs as CSV; standard output by default')
  .action((options: AssignOptions) => orExplain(assignFromFile(options)));

laurel
  .command('decide')
  .description('derive a shortlist again from the log alone; status 1 if it is not what was decided')
  .requiredOption('--replay', 'from the scores at the position that the decision names; nothing is recorded')
  .requiredOption('--edition <id>', 'of which edition, as in youth-star-2023')
  .option('--directory <path>', 'the data directory; LAUREL_DATA by default')
  .option('--json', 'as a JSON object', false)
  .action((options: DecideOptions) => orExplain(decideAgain(options)));

laurel
  .command('replay')
  .description('make every recorded decision again; status 1 if one does not come to what was recorded')
  .option('--directory <path>', 'the data directory; LAUREL_DATA by default')
  .addOption(new Option('--stream <name>', 'of one stream only').conflicts('nomination'))
  .option('--nomination <id>', 'of one nomination only: its own stream')
  .option('--after <position>', 'of what was recorded after a position', logPosition)
  .option('--to <position>', 'of what was recorded up to a position, that one included', logPosition)
  .option('--json', 'a JSON object a line: what is not the same, and the counts last', false)
  .option('--show-personal', 'tell personal values of what differs', false)
  .action((options: ReplayOptions) => orExplain(replayLog(options)));

const vault = laurel.command('vault').description('the keys that personal data is sealed under');

vault
  .command('rewrap')
  .description('wrap all of them anew under LAUREL_KEY_ENCRYPTION_KEY (before it: LAUREL_KEY_ENCRYPTION_KEYS_OLD)')
  .option('--directory <path>', 'the data directory; LAUREL_DATA by default')
  .action((options: Parameters<typeof rewrapKeys>[0]) => orExplain(rewrapKeys(options)));

vault
  .command('copy')
  .description('copy the keys to another vault, wrapped as they are (LAUREL_KEY_ENCRYPTION_KEY must open them)')
  .requiredOption('--from <store>', placeHelp)
  .requiredOption('--to <store>', 'the same; empty, or an earlier copy')
  .action((options: CopyOptions) => orExplain(copyKeys(options)));

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

const log = laurel.command('log').description('the log as outsiders can check it');

log
  .command('key')
  .description('print the verifier keys of the log, the present one first (LAUREL_LOG_SIGNING_KEY)')
  .action(() => orExplain(printLogKeys()));

const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];

log
  .command('verify')
  .description('re-hash the log and check everything stored of it; status 1 if anything is damaged, 2 if it cannot run')
  .option('--directory <path>', 'the data directory; LAUREL_DATA by default')
  .option('--key <vkey>', 'verifier key of the log; those of LAUREL_LOG_SIGNING_KEY by default', several, [])
  .option('--checkpoint <file>', 'a checkpoint that was kept elsewhere, which the log has to extend', several, [])
  .option('--json', 'the whole report as JSON', false)
  .action((options: VerifyLogCommand) => orExplain(verifyStoredLog(options)));

log
  .command('copy')
  .description('copy a log to another store, and compare both; goes on where it was interrupted. Nobody else may write')
  .requiredOption('--from <store>', placeHelp)
  .requiredOption('--to <store>', 'the same; empty, or an earlier copy')
  .option('--verify-only', 'compare only', false)
  .action((options: CopyLogOptions) => orExplain(copyStoredLog(options)));

const audit = laurel.command('audit').description('bundles of evidence that anyone can check offline');

audit
  .command('export')
  .description('write a bundle of one nomination, person, edition or stretch of time')
  .option('--directory <path>', 'the data directory; LAUREL_DATA by default')
  .option('--nomination <id>', 'all about a nomination')
  .option('--person <pseudonym>', 'all about a person')
  .option('--edition <id>', 'all about an edition')
  .option('--from <instant>', 'everything from an instant on, such as 2024-01-08T00:00:00.000Z')
  .option('--to <instant>', 'through another one')
  .requiredOption('--out <directory>', 'a new directory')
  .addOption(new Option('--open <pointer...>', 'open these fields, such as /data/form/name').conflicts('openAll'))
  .option('--open-all', 'open everything that can be opened', false)
  .option('--purpose <text>', `what an auditor opens it for: ${statedRule('purpose')}; recorded`)
  .option('--case <number>', 'under which case: an inspector says so, an auditor may instead; recorded')
  .option('--as <id>', 'who opens it: account')
  .option('--name <name>', 'who opens it: name')
  .addOption(new Option('--role <role>', 'who opens it: role').choices([...oversightRoles]))
  .action((options: ExportOptions) => orExplain(exportAuditBundle(options)));

audit
  .command('verify')
  .description('check a bundle offline; status 1 if anything is INVALID, 2 if nothing could be checked')
  .argument('<directory>', 'the bundle')
  .option('--key <vkey>', 'verifier key of the log, as you know it from elsewhere', several, [])
  .option('--policy <file>', 'the witnesses you trust, and how many of them have to have cosigned')
  .option('--json', 'the whole report as JSON', false)
  .action((directory: string, options: VerifyBundleOptions) => orExplain(verifyAuditBundle(directory, options)));

const witness = laurel.command('witness').description("cosign another organization's log, so that it cannot go back");

witness
  .command('keys')
  .description('make a new key of a witness as an environment variable; keep it secret')
  .requiredOption('--name <name>', 'name of the witness, such as example.org/witness', keyName)
  .option('--out <file>', 'a new file to write it to; printed by default')
  .action((options: WitnessKeysOptions) => orExplain(makeWitnessKeys(options)));

witness
  .command('serve')
  .description('answer requests for cosignatures (key: LAUREL_WITNESS_KEY)')
  .requiredOption('--origin <name...>', 'the logs that are cosigned, by their origins')
  .requiredOption('--log-key <vkey...>', 'verifier keys of these logs, each with the origin as its name', verifierKeys)
  .requiredOption('--state <directory>', 'where the last heads are kept; lost, or put back, they can be cosigned again')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--port <number>', 'port to listen on', portNumber, 4100)
  .action((options: WitnessOptions) => orExplain(serveWitness(options)));

await laurel.parseAsync();
