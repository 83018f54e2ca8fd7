import { fromBase64, fromUtf8, toBase64 } from './encoding.ts';
import { NoteError } from './note-error.ts';
import { isKeyName } from './verifier-key.ts';

export interface NoteSignature {
  readonly name: string;
  /** Eight lowercase hexadecimal digits. */
  readonly keyId: string;
  /** What stands after the key id: at least one byte. */
  readonly signature: Buffer;
}

/** A note whose signatures are not yet checked: nothing in it is to be believed (C2SP signed-note). */
export interface SignedNote {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** The specification asks for room for at least 16 signatures of up to 5 kB; both bounds keep hostile input small. */
export const MAX_NOTE_BYTES = 1_000_000;
export const MAX_SIGNATURES = 100;

const KEY_ID_BYTES = 4;

/** "— <key name> base64(32-bit key ID || signature)", with its newline (C2SP signed-note, "Signatures"). */
export const signatureLine = ({ name, keyId, signature }: NoteSignature): string =>
  `\u2014 ${name} ${toBase64(Buffer.concat([Buffer.from(keyId, 'hex'), signature]))}\n`;

/** @throws {NoteError} NOTE_MALFORMED if it would not be a note */
export const formatNote = ({ text, signatures }: SignedNote): string => {
  const note = `${text}\n${signatures.map(signatureLine).join('')}`;
  parseNote(note);
  return note;
};

/**
 * Reads a note to the letter of C2SP signed-note, "Format": UTF-8, no control characters but newlines, the text up to
 * the last empty line, then one or more signature lines.
 * @throws {NoteError} NOTE_MALFORMED
 */
export const parseNote = (note: string | Uint8Array): SignedNote => {
  if (Buffer.byteLength(note) > MAX_NOTE_BYTES) throw malformed(`A note has at most ${MAX_NOTE_BYTES} bytes.`);
  const whole = fromUtf8(note);
  if (whole === undefined) throw malformed('A note is UTF-8.');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\u0000-\u0009\u000b-\u001f]/.test(whole)) throw malformed('A note has no control characters but newlines.');
  const split = whole.lastIndexOf('\n\n');
  if (split < 0) throw malformed('A note is a text, an empty line, and one or more signature lines.');
  return { text: whole.slice(0, split + 1), signatures: parseSignatureLines(whole.slice(split + 2)) };
};

/**
 * One or more signature lines, as they stand in a note, and as a witness answers with them.
 * @throws {NoteError} NOTE_MALFORMED
 */
export const parseSignatureLines = (text: string): readonly NoteSignature[] => {
  if (!text.endsWith('\n')) throw malformed('A note ends with signature lines, each with a newline at its end.');
  const lines = text.slice(0, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw malformed(`A note has at most ${MAX_SIGNATURES} signatures.`);
  return lines.map(parseSignatureLine);
};

const parseSignatureLine = (line: string, index: number): NoteSignature => {
  const [dash, name = '', encoded = '', ...more] = line.split(' ');
  const bytes = fromBase64(encoded);
  if (dash !== '\u2014' || !isKeyName(name) || !bytes || bytes.length <= KEY_ID_BYTES || more.length > 0) {
    throw malformed(`Signature line ${index + 1} is not "\u2014 <key name> <base64>" with a key id and a signature.`);
  }
  return { name, keyId: bytes.toString('hex', 0, KEY_ID_BYTES), signature: bytes.subarray(KEY_ID_BYTES) };
};

const malformed = (message: string): NoteError => new NoteError('NOTE_MALFORMED', message);
