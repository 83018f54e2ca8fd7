import { randomBytes } from 'node:crypto';
import { generateSignerKey, parseSignerKey } from '../audit/note/signer-key.ts';
import { formatVerifierKey, signatureTypes } from '../audit/note/verifier-key.ts';
import { generateIssuerKeys } from '../server/token-issuer.ts';
import { writeSecrets } from './secrets-file.ts';

export interface KeysOptions {
  readonly out?: string;
  /** By default one that nobody else has. */
  readonly logOrigin?: string;
}

/** A new set of keys as environment variables, and the key that others check the log with. */
export const makeKeys = async ({ out, logOrigin = uniqueOrigin() }: KeysOptions): Promise<void> => {
  const { privateKey, publicKey } = await generateIssuerKeys();
  const signingKey = generateSignerKey(logOrigin, signatureTypes.ED25519);
  const verifier = formatVerifierKey(parseSignerKey(signingKey).verifier);
  const lines = [
    `LAUREL_PSEUDONYM_KEY=${randomBytes(32).toString('base64')}`,
    `LAUREL_KEY_ENCRYPTION_KEY=${randomBytes(32).toString('base64')}`,
    `LAUREL_TOKEN_PRIVATE_KEY='${JSON.stringify(privateKey)}'`,
    `LAUREL_TOKEN_PUBLIC_KEY='${JSON.stringify(publicKey)}'`,
    `LAUREL_LOG_ORIGIN='${logOrigin}'`,
    `LAUREL_LOG_SIGNING_KEY='${signingKey}'`,
    `LAUREL_LOG_KEY='${verifier}'`,
  ];
  if (await writeSecrets(lines, out)) {
    console.error(
      `Wrote ${out}. Keep it secret, and back it up with the log: without its keys the log is of little use.`,
    );
  }
  console.error(`Verifier key of the log, for whoever is to check it: ${verifier}`);
};

const uniqueOrigin = (): string => `laurel/${randomBytes(8).toString('hex')}`;
