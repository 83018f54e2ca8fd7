import { fromUtf8 } from './encoding.ts';
import { NoteError } from './note-error.ts';
import type { Policy, PolicyLog, PolicyWitness, Quorum } from './policy.ts';
import {
  mustBeOfType,
  parseVerifierKey,
  type SignatureType,
  signatureTypes,
  type VerifierKey,
} from './verifier-key.ts';

/** Far more than the 32 of each kind that C2SP tlog-policy, "Implementation limits", asks for. */
const MAX_POLICY_BYTES = 1_000_000;

interface Draft {
  readonly logs: PolicyLog[];
  readonly witnesses: PolicyWitness[];
  /** Witnesses and groups share one space of names. */
  readonly defined: Map<string, Quorum>;
  /** Names that are members of a group. */
  readonly grouped: Set<string>;
  quorum: Quorum | undefined;
}

/**
 * Reads a policy file to the letter of C2SP tlog-policy. Octets beyond ASCII are opaque: each is one character while
 * the lines are read, and only keys and what people are shown are decoded.
 * @throws {NoteError} POLICY_MALFORMED, naming the line
 */
export const parsePolicy = (file: string | Uint8Array): Policy => {
  const octets = Buffer.from(file);
  if (octets.length > MAX_POLICY_BYTES) throw malformed(`It has at most ${MAX_POLICY_BYTES} bytes.`);
  const text = octets.toString('latin1');
  const forbidden = /[^\t\n\x20-\x7e\x80-\xff]/.exec(text);
  if (forbidden) {
    const line = text.slice(0, forbidden.index).split('\n').length;
    throw malformed(`Line ${line}: tab and newline are the only control characters that may stand in it.`);
  }
  if (text !== '' && !text.endsWith('\n')) throw malformed('Its last line has no newline at its end.');
  const draft: Draft = { logs: [], witnesses: [], defined: new Map(), grouped: new Set(), quorum: undefined };
  for (const [index, line] of text.split('\n').entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    if (words.length > 0 && !words[0]?.startsWith('#')) atLine(index + 1, () => readLine(draft, words));
  }
  const { logs, witnesses, quorum } = draft;
  if (!quorum) throw malformed('It needs one line "quorum <name>", or "quorum none".');
  return { logs, witnesses, quorum };
};

/** @throws {NoteError} POLICY_MALFORMED with the number of the line, whatever was wrong with it */
const atLine = (line: number, read: () => void): void => {
  try {
    read();
  } catch (error) {
    if (error instanceof NoteError) throw malformed(`Line ${line}: ${error.message}`);
    throw error;
  }
};

const readLine = (draft: Draft, [keyword, ...words]: readonly string[]): void => {
  const read = readers.get(keyword ?? '');
  if (!read) throw malformed('A line starts with log, witness, group, quorum or #.');
  read(draft, words);
};

const readLog = ({ logs }: Draft, words: readonly string[]): void => {
  const [vkey, url, ...more] = words;
  if (vkey === undefined || more.length > 0) throw malformed('A log is "log <vkey> [<url>]".');
  const key = readKey(vkey, signatureTypes.ED25519);
  mustBeNew(key, logs);
  logs.push({ key, ...(url !== undefined && { url: shown(url) }) });
};

const readWitness = (draft: Draft, words: readonly string[]): void => {
  const [name, vkey, url, ...more] = words;
  if (name === undefined || vkey === undefined || more.length > 0) {
    throw malformed('A witness is "witness <name> <vkey> [<url>]".');
  }
  const key = readKey(vkey, signatureTypes.COSIGNATURE_V1);
  mustBeNew(key, draft.witnesses);
  const witness = { name: shown(name), key, ...(url !== undefined && { url: shown(url) }) };
  define(draft, name, { kind: 'WITNESS', witness });
  draft.witnesses.push(witness);
};

const readGroup = (draft: Draft, words: readonly string[]): void => {
  const [name, rule, ...names] = words;
  if (name === undefined || rule === undefined || names.length === 0) {
    throw malformed('A group is "group <name> all|any|<number> <name>...", with at least one member.');
  }
  const threshold = thresholdOf(rule, names.length);
  const members = names.map((member) => {
    const found = draft.defined.get(member);
    if (!found) throw malformed(`"${shown(member)}" is no witness or group of a line before.`);
    if (draft.grouped.has(member)) throw malformed(`"${shown(member)}" is a member of a group already.`);
    draft.grouped.add(member);
    return found;
  });
  define(draft, name, { kind: 'GROUP', name: shown(name), threshold, members });
};

const thresholdOf = (rule: string, members: number): number => {
  if (rule === 'all') return members;
  if (rule === 'any') return 1;
  const threshold = /^[1-9]\d*$/.test(rule) ? Number(rule) : 0;
  if (threshold >= 1 && threshold <= members) return threshold;
  throw malformed(`A group of ${members} takes all, any, or a number from 1 to ${members}.`);
};

const readQuorum = (draft: Draft, words: readonly string[]): void => {
  const [name, ...more] = words;
  if (name === undefined || more.length > 0) throw malformed('The quorum is "quorum <name>", or "quorum none".');
  if (draft.quorum) throw malformed('There is one quorum line, and it stands on a line before.');
  const quorum: Quorum | undefined = name === 'none' ? { kind: 'NONE' } : draft.defined.get(name);
  if (!quorum) throw malformed(`"${shown(name)}" is no witness or group of a line before.`);
  draft.quorum = quorum;
};

const readers: ReadonlyMap<string, (draft: Draft, words: readonly string[]) => void> = new Map([
  ['log', readLog],
  ['witness', readWitness],
  ['group', readGroup],
  ['quorum', readQuorum],
]);

const define = ({ defined }: Draft, name: string, meaning: Quorum): void => {
  if (name === 'none') throw malformed('The name "none" is taken: it stands for no quorum.');
  if (defined.has(name)) throw malformed(`The name "${shown(name)}" stands for a witness or group already.`);
  defined.set(name, meaning);
};

const readKey = (word: string, type: SignatureType): VerifierKey => {
  const text = fromUtf8(Buffer.from(word, 'latin1'));
  if (text === undefined) throw malformed('The name of a key is UTF-8.');
  const key = parseVerifierKey(text);
  mustBeOfType(type, key);
  return key;
};

/** Keys are the same if their public keys are, whatever they are called ("Public key representation"). */
const mustBeNew = (key: VerifierKey, others: readonly { readonly key: VerifierKey }[]): void => {
  const twin = others.find((other) => other.key.publicKey.equals(key.publicKey));
  if (twin) throw malformed(`The public key is that of ${twin.key.name} on a line before.`);
};

/** The octets as people read them. */
const shown = (octets: string): string => fromUtf8(Buffer.from(octets, 'latin1')) ?? octets;

const malformed = (message: string): NoteError => new NoteError('POLICY_MALFORMED', message);
