import { readFileSync } from 'node:fs';
import { checkpointSigner } from '../audit/note/checkpoint-signer.ts';
import { NoteError } from '../audit/note/note-error.ts';
import { parsePolicy } from '../audit/note/parse-policy.ts';
import type { Policy } from '../audit/note/policy.ts';
import { parseSignerKey, type SignerKey } from '../audit/note/signer-key.ts';
import {
  formatVerifierKey,
  parseVerifierKey,
  type SignatureType,
  sameKey,
  signatureTypes,
  type VerifierKey,
} from '../audit/note/verifier-key.ts';
import type { FollowedHeads } from '../audit/tree/followed-heads.ts';
import type { CheckpointSigner } from '../audit/tree/signer.ts';
import { BadEnvironment, type Environment, readEnvironment } from './environment.ts';

/** How the log is signed and cosigned. Without a signer its tree is built and never signed, as on a reading replica. */
export interface TransparencySettings {
  readonly signer?: CheckpointSigner;
  readonly policy?: Policy;
  /** The replica that signs, where this one does not. */
  readonly follows?: FollowedHeads;
}

const SIGNING_KEY = 'LAUREL_LOG_SIGNING_KEY';
const POLICY = 'LAUREL_WITNESS_POLICY';

/** @throws {BadEnvironment} without anything of a secret */
export const transparencySettings = (environment: Environment): TransparencySettings => {
  const keys = signingKeys(environment);
  const signer = keys.length > 0 ? signerOf(environment, keys) : undefined;
  const policy = witnessPolicy(environment, keys);
  const follows = followedHeads(environment, keys);
  return { ...(signer && { signer }), ...(policy && { policy }), ...(follows && { follows }) };
};

const followedHeads = (
  { LAUREL_LOG_SIGNER: url, LAUREL_LOG_KEY: texts = [] }: Environment,
  own: readonly SignerKey[],
): FollowedHeads | undefined => {
  if (url === undefined) return undefined;
  if (own.length > 0) {
    throw new BadEnvironment(
      `LAUREL_LOG_SIGNER and ${SIGNING_KEY} are both set: one replica signs, and the others take its heads over. Unset one.`,
    );
  }
  const keys = texts.map(verifierKeyIn);
  const [first] = keys;
  if (first && keys.every(({ name }) => name === first.name)) return { url, keys };
  throw new BadEnvironment(
    'LAUREL_LOG_SIGNER needs LAUREL_LOG_KEY: the verifier keys of the log, of one name; `laurel log key` prints them where ' +
      'it is signed.',
  );
};

const verifierKeyIn = (text: string): VerifierKey => {
  try {
    return parseVerifierKey(text);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new BadEnvironment(`LAUREL_LOG_KEY: ${error.message}`);
  }
};

/** `laurel log key`: what outsiders check the checkpoints with, the present key first. */
export const printLogKeys = async (): Promise<void> => {
  const environment = readEnvironment(process.env);
  const keys = signingKeys(environment);
  if (keys.length === 0) {
    throw new BadEnvironment(`${SIGNING_KEY} is not set. Make one with \`npm run --silent laurel -- keys\`.`);
  }
  signerOf(environment, keys);
  for (const { verifier } of keys) console.log(formatVerifierKey(verifier));
};

/** A signer key of a variable. @throws {BadEnvironment} without anything of the key */
export const readSignerKey = (variable: string, text: string, type: SignatureType): SignerKey => {
  const key = signerKeyIn(text);
  if (key?.verifier.type === type) return key;
  const [kind, command] =
    type === signatureTypes.ED25519 ? ['the log (type 01)', 'keys'] : ['a witness (type 04)', 'witness keys'];
  throw new BadEnvironment(
    `${variable}: expected PRIVATE+KEY+<name>+<key id>+<base64>, a signer key of ${kind}; \`laurel ${command}\` makes one`,
  );
};

const signingKeys = ({ LAUREL_LOG_SIGNING_KEY: texts = [] }: Environment): readonly SignerKey[] =>
  texts.map((text) => readSignerKey(SIGNING_KEY, text, signatureTypes.ED25519));

const signerOf = ({ LAUREL_LOG_ORIGIN }: Environment, keys: readonly SignerKey[]): CheckpointSigner => {
  if (LAUREL_LOG_ORIGIN === undefined) {
    throw new BadEnvironment(
      `LAUREL_LOG_ORIGIN is not set. It is the name of the log, and of each key in ${SIGNING_KEY}.`,
    );
  }
  const other = keys.find(({ verifier }) => verifier.name !== LAUREL_LOG_ORIGIN)?.verifier.name;
  if (other !== undefined) {
    throw new BadEnvironment(
      `LAUREL_LOG_ORIGIN is ${LAUREL_LOG_ORIGIN}, but a key in ${SIGNING_KEY} is named ${other}: a log and its keys have one ` +
        'name, which never changes. Set LAUREL_LOG_ORIGIN to the name that its heads have borne; a key of that name is made ' +
        'with `laurel keys --log-origin <name>`.',
    );
  }
  try {
    return checkpointSigner(LAUREL_LOG_ORIGIN, keys);
  } catch (error) {
    if (error instanceof NoteError) throw new BadEnvironment(`${SIGNING_KEY}: ${error.message}`);
    throw error;
  }
};

/** Undefined for what the parser refuses: its words may name parts of what it read. */
const signerKeyIn = (text: string): SignerKey | undefined => {
  try {
    return parseSignerKey(text);
  } catch (error) {
    if (error instanceof NoteError) return undefined;
    throw error;
  }
};

const witnessPolicy = (
  { LAUREL_WITNESS_POLICY: path }: Environment,
  keys: readonly SignerKey[],
): Policy | undefined => {
  if (path === undefined) return undefined;
  const policy = readPolicy(path);
  for (const { name, url } of policy.witnesses) {
    if (url !== undefined && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) {
      throw new BadEnvironment(`${POLICY}: the witness ${name} in ${path} has an address that is not http or https`);
    }
  }
  const isOurs = policy.logs.some(({ key }) => keys.some(({ verifier }) => sameKey(key, verifier)));
  if (keys.length > 0 && policy.logs.length > 0 && !isOurs) {
    throw new BadEnvironment(`${POLICY}: ${path} names logs, but no key of this one; \`laurel log key\` prints them`);
  }
  return policy;
};

/** A policy file. @throws {BadEnvironment} if it cannot be read or does not hold */
export const readPolicy = (path: string): Policy => {
  try {
    return parsePolicy(readFileSync(path));
  } catch (error) {
    if (error instanceof NoteError) throw new BadEnvironment(`${POLICY}: ${path}: ${error.message}`);
    if (error instanceof Error && 'code' in error) {
      throw new BadEnvironment(`${POLICY}: ${path} cannot be read (${error.code})`, { cause: error });
    }
    throw error;
  }
};
