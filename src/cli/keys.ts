import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { generateIssuerKeys } from '../server/token-issuer.ts';
import { BadEnvironment } from './environment.ts';

/** A new set of keys as lines that a shell can source: on standard output, or in a new file for its owner's eyes only. */
export const makeKeys = async ({ out }: { readonly out?: string }): Promise<void> => {
  const { privateKey, publicKey } = await generateIssuerKeys();
  const lines = [
    `LAUREL_PSEUDONYM_KEY=${randomBytes(32).toString('base64')}`,
    `LAUREL_KEY_ENCRYPTION_KEY=${randomBytes(32).toString('base64')}`,
    `LAUREL_TOKEN_PRIVATE_KEY='${JSON.stringify(privateKey)}'`,
    `LAUREL_TOKEN_PUBLIC_KEY='${JSON.stringify(publicKey)}'`,
    '',
  ].join('\n');
  if (out === undefined) {
    process.stdout.write(lines);
    return;
  }
  await writeFile(out, lines, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw new BadEnvironment(problemOf(error.code, out) ?? error.message, { cause: error });
  });
  console.error(
    `Wrote ${out}. Keep it secret, and back it up with the log: without its keys the log is of little use.`,
  );
};

const problemOf = (code: string | undefined, out: string): string | undefined =>
  code === 'EEXIST'
    ? `${out} is there already, and is not overwritten: a log goes with the keys it was begun with.`
    : undefined;
