import type { JWK } from 'jose';
import { z } from 'zod';

/** Settings come from the environment and nowhere else; secrets above all. */
const key = z.base64('expected base64').transform((text) => Buffer.from(text, 'base64'));

const jwk = z.string().transform((text, context): JWK => {
  try {
    return JSON.parse(text) as JWK;
  } catch {
    context.addIssue({ code: 'custom', message: 'expected a JSON Web Key' });
    return z.NEVER;
  }
});

const environment = z.object({
  LAUREL_DATA: z.string().default('data'),
  LAUREL_HOST: z.string().default('127.0.0.1'),
  LAUREL_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  LAUREL_PSEUDONYM_KEY: key.refine((bytes) => bytes.length >= 32, 'expected at least 32 bytes in base64').optional(),
  LAUREL_TOKEN_PRIVATE_KEY: jwk.optional(),
  LAUREL_TOKEN_PUBLIC_KEY: jwk.optional(),
  LAUREL_JWKS_URL: z.url().optional(),
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

/** @throws {BadEnvironment} naming every variable that does not hold. */
export const readEnvironment = (variables: NodeJS.ProcessEnv): Environment => {
  const parsed = environment.safeParse(variables);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new BadEnvironment(problems.join('\n'));
};

const wayOut = 'Make a set of keys with `npm run laurel -- keys`, and keep them in the environment.';

export const pseudonymKey = ({ LAUREL_PSEUDONYM_KEY }: Environment): Buffer => {
  if (LAUREL_PSEUDONYM_KEY) return LAUREL_PSEUDONYM_KEY;
  throw new BadEnvironment(`LAUREL_PSEUDONYM_KEY is not set. ${wayOut}`);
};

export const issuerKey = ({ LAUREL_TOKEN_PRIVATE_KEY }: Environment): JWK => {
  if (LAUREL_TOKEN_PRIVATE_KEY) return LAUREL_TOKEN_PRIVATE_KEY;
  throw new BadEnvironment(`LAUREL_TOKEN_PRIVATE_KEY is not set. ${wayOut}`);
};

/** What tokens are checked with: an identity provider's JWKS, or the public key of the local issuer. */
export const tokenKeys = (environment: Environment): { jwksUrl: URL } | { publicKey: JWK } => {
  const { LAUREL_JWKS_URL, LAUREL_TOKEN_PUBLIC_KEY } = environment;
  if (LAUREL_JWKS_URL) return { jwksUrl: new URL(LAUREL_JWKS_URL) };
  if (LAUREL_TOKEN_PUBLIC_KEY) return { publicKey: LAUREL_TOKEN_PUBLIC_KEY };
  throw new BadEnvironment(`Neither LAUREL_JWKS_URL nor LAUREL_TOKEN_PUBLIC_KEY is set. ${wayOut}`);
};
