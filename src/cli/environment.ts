import { importJWK, type JWK } from 'jose';
import { z } from 'zod';
import { isKeyName } from '../audit/note/verifier-key.ts';
import type { KeyEncryptionKeys } from '../privacy/key-wrapping.ts';
import { tokenAlgorithms } from '../server/auth.ts';
import { trustProxy } from './trust-proxy.ts';

/** Settings come from the environment and nowhere else; secrets above all. */
const key = z.base64('expected base64').transform((text) => Buffer.from(text, 'base64'));

const keyEncryptionKey = key.refine((bytes) => bytes.length === 32, 'expected 32 bytes in base64');

const jwk = z.string().transform((text, context): JWK => {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && 'kty' in parsed) return parsed as JWK;
  } catch {
    // Said below.
  }
  context.addIssue({ code: 'custom', message: 'expected a JSON Web Key: an object with "kty"' });
  return z.NEVER;
});

const environment = z.object({
  LAUREL_DATA: z.string().default('data'),
  /** A connection string of EventStoreDB, or `embedded`: then, and without it, the log is kept in LAUREL_DATA. */
  LAUREL_EVENT_STORE: z
    .string()
    .regex(
      /^(embedded$|esdb(\+discover)?:\/\/)/,
      'expected esdb://user:password@host:2113?tls=true, or esdb+discover://…, or embedded',
    )
    .optional(),
  /** The database with the keys of persons, or `embedded`: then they are kept in LAUREL_DATA. */
  LAUREL_KEY_VAULT: z
    .string()
    .regex(/^(embedded$|postgres(ql)?:\/\/)/, 'expected postgres://user:password@host:5432/database, or embedded')
    .optional(),
  /** A bucket for files, or `embedded`: then they are kept in LAUREL_DATA. */
  LAUREL_FILE_STORE: z
    .string()
    .regex(
      /^(embedded$|s3:\/\/)/,
      'expected s3://bucket?endpoint=https://host&region=…, with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY beside it, or embedded',
    )
    .optional(),
  /** Directory of definition files, besides the programs that come with the product. */
  LAUREL_PROGRAMS: z.string().optional(),
  LAUREL_HOST: z.string().default('127.0.0.1'),
  LAUREL_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  /** Of /health and /metrics, for the inside only; without it there are none but /health beside the API. */
  LAUREL_OPERATIONS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  LAUREL_OPERATIONS_HOST: z.string().default('127.0.0.1'),
  LAUREL_TRUST_PROXY: trustProxy.optional(),
  LAUREL_PSEUDONYM_KEY: key.refine((bytes) => bytes.length >= 32, 'expected at least 32 bytes in base64').optional(),
  LAUREL_KEY_ENCRYPTION_KEY: keyEncryptionKey.optional(),
  /** Before the present one, separated by blanks; keys may still be wrapped by them. */
  LAUREL_KEY_ENCRYPTION_KEYS_OLD: z
    .string()
    .transform((text) => text.trim().split(/\s+/))
    .pipe(z.array(keyEncryptionKey))
    .optional(),
  /** Name of the transparency log: a schema-less URL, for example example.org/laurel. */
  LAUREL_LOG_ORIGIN: z.string().refine(isKeyName, 'expected a name without blanks and without "+"').optional(),
  /** Signer keys of the log, separated by blanks; all of them sign, the first is the present one. */
  LAUREL_LOG_SIGNING_KEY: z
    .string()
    .transform((text) => text.trim().split(/\s+/))
    .optional(),
  /** Where another replica signs: its address, such as http://laurel1:4000. Its heads are checked and taken over. */
  LAUREL_LOG_SIGNER: z
    .url({ protocol: /^https?$/, error: 'expected an address such as http://laurel1:4000' })
    .optional(),
  /** Verifier keys of the log, separated by blanks: for who does not sign. */
  LAUREL_LOG_KEY: z
    .string()
    .transform((text) => text.trim().split(/\s+/))
    .optional(),
  /** Path of a policy file: the witnesses that are asked for cosignatures. */
  LAUREL_WITNESS_POLICY: z.string().optional(),
  /** Signer key of a witness. */
  LAUREL_WITNESS_KEY: z.string().trim().optional(),
  LAUREL_TOKEN_PRIVATE_KEY: jwk.optional(),
  LAUREL_TOKEN_PUBLIC_KEY: jwk.optional(),
  LAUREL_JWKS_URL: z.url({ protocol: /^https?$/ }).optional(),
  LAUREL_TOKEN_ALGORITHM: z.enum(tokenAlgorithms).default('EdDSA'),
  LAUREL_TOKEN_ISSUER: z.string().default('laurel'),
  LAUREL_TOKEN_AUDIENCE: z.string().default('laurel'),
  LAUREL_IDE: z.stringbool().default(false),
  LAUREL_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});
export type Environment = z.infer<typeof environment>;

/** A setting that does not hold, said without its value. */
export class BadEnvironment extends Error {
  override readonly name = 'BadEnvironment';
}

/** An empty variable counts as not set. @throws {BadEnvironment} naming every variable that does not hold. */
export const readEnvironment = (variables: NodeJS.ProcessEnv): Environment => {
  const set = Object.entries(variables).filter(([, value]) => value !== '');
  const parsed = environment.safeParse(Object.fromEntries(set));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new BadEnvironment(problems.join('\n'));
};

const wayOut =
  'Make a set of keys with `npm run --silent laurel -- keys --out .env.laurel`, and load them into the environment.';

export const pseudonymKey = ({ LAUREL_PSEUDONYM_KEY }: Environment): Buffer => {
  if (LAUREL_PSEUDONYM_KEY) return LAUREL_PSEUDONYM_KEY;
  throw new BadEnvironment(`LAUREL_PSEUDONYM_KEY is not set. ${wayOut}`);
};

/**
 * Where the log, keys and files are kept: undefined for what is kept in the data directory. Whose log is on a server has
 * machines that come and go: what only one of them has is said in so many words.
 *
 * @throws {BadEnvironment}
 */
export const storePlaces = ({
  LAUREL_EVENT_STORE: log,
  LAUREL_KEY_VAULT: keyVault,
  LAUREL_FILE_STORE: fileStore,
}: Environment) => {
  const [eventStore, keys, files] = [log, keyVault, fileStore].map((place) =>
    place === 'embedded' ? undefined : place,
  );
  const unsaid = [
    ...(log === undefined ? ['LAUREL_EVENT_STORE=esdb://…'] : []),
    ...(keyVault === undefined ? ['LAUREL_KEY_VAULT=postgres://…'] : []),
    ...(fileStore === undefined ? ['LAUREL_FILE_STORE=s3://…'] : []),
  ];
  if ([eventStore, keys, files].some((place) => place !== undefined) && unsaid.length > 0) {
    throw new BadEnvironment(
      `Some of what Laurel keeps is on servers, and ${unsaid.join(' and ')} not set: the rest would be on this machine ` +
        'only, where no other replica has it. Set it; or say `embedded` if this will always be the only one.',
    );
  }
  return { eventStore, keyVault: keys, fileStore: files };
};

/** Names of variables that look like settings, and are none: most likely misspelt. */
export const unknownSettings = (variables: NodeJS.ProcessEnv): readonly string[] =>
  Object.keys(variables).filter(
    (name) => name.startsWith('LAUREL_') && !(name in environment.shape) && !/^LAUREL_(TEST_|TOKEN$)/.test(name),
  );

/** What wraps the keys of persons. */
export const keyEncryptionKeys = ({
  LAUREL_KEY_ENCRYPTION_KEY: current,
  LAUREL_KEY_ENCRYPTION_KEYS_OLD: old,
}: Environment): KeyEncryptionKeys => {
  if (current) return { current, old };
  throw new BadEnvironment(`LAUREL_KEY_ENCRYPTION_KEY is not set. ${wayOut}`);
};

/** Of the local issuer, which signs with Ed25519. */
export const issuerKey = async ({ LAUREL_TOKEN_PRIVATE_KEY }: Environment): Promise<JWK> => {
  if (!LAUREL_TOKEN_PRIVATE_KEY) throw new BadEnvironment(`LAUREL_TOKEN_PRIVATE_KEY is not set. ${wayOut}`);
  await mustBe('private', 'EdDSA', LAUREL_TOKEN_PRIVATE_KEY, 'LAUREL_TOKEN_PRIVATE_KEY');
  return LAUREL_TOKEN_PRIVATE_KEY;
};

/** What tokens are checked with: an identity provider's JWKS, or the public key of the local issuer. */
export const tokenKeys = async (environment: Environment): Promise<{ jwksUrl: URL } | { publicKey: JWK }> => {
  const { LAUREL_JWKS_URL, LAUREL_TOKEN_PUBLIC_KEY, LAUREL_TOKEN_ALGORITHM } = environment;
  if (LAUREL_JWKS_URL) return { jwksUrl: new URL(LAUREL_JWKS_URL) };
  if (!LAUREL_TOKEN_PUBLIC_KEY) {
    throw new BadEnvironment(`Neither LAUREL_JWKS_URL nor LAUREL_TOKEN_PUBLIC_KEY is set. ${wayOut}`);
  }
  await mustBe('public', LAUREL_TOKEN_ALGORITHM, LAUREL_TOKEN_PUBLIC_KEY, 'LAUREL_TOKEN_PUBLIC_KEY');
  return { publicKey: LAUREL_TOKEN_PUBLIC_KEY };
};

/** The import is the only complete check of a key; its own errors may name parts of it. */
const mustBe = async (kind: 'public' | 'private', algorithm: string, jwk: JWK, variable: string): Promise<void> => {
  const imported = await importJWK(jwk, algorithm).catch(() => undefined);
  if (imported && 'type' in imported && imported.type === kind) return;
  throw new BadEnvironment(`${variable}: expected a JSON Web Key that is a ${kind} key for ${algorithm}`);
};
