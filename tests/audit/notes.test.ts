import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNote, MAX_SIGNATURES, parseNote } from '../../src/audit/note/note.ts';
import { NoteError } from '../../src/audit/note/note-error.ts';
import { generateSignerKey, parseSignerKey } from '../../src/audit/note/signer-key.ts';
import { formatVerifierKey, keyIdOf, parseVerifierKey, signatureTypes } from '../../src/audit/note/verifier-key.ts';
import { openNote, signText } from '../../src/audit/note/verify-note.ts';
import { enoch, example, peter, peterText } from './note-vectors.ts';
import { reasonOf } from './reason.ts';

const peterKey = parseVerifierKey(peter.vkey);
const enochKey = parseVerifierKey(enoch.vkey);
const namesOf = (note: string, vkeys = [peterKey, enochKey]) =>
  openNote(note, vkeys).verified.map(({ key }) => key.name);

describe('Keys in text form', () => {
  it.each([peter.vkey, enoch.vkey, example.vkey])('are read and written again: %s', (vkey) => {
    expect(formatVerifierKey(parseVerifierKey(vkey))).toBe(vkey);
  });

  it('give the verifier key that goes with a signer key', () => {
    expect(formatVerifierKey(parseSignerKey(peter.skey).verifier)).toBe(peter.vkey);
  });

  it.each(Object.values(signatureTypes))('are made anew for type %i', (type) => {
    const { verifier } = parseSignerKey(generateSignerKey('example.org/log', type));
    expect(parseVerifierKey(formatVerifierKey(verifier))).toEqual(verifier);
    expect(verifier).toMatchObject({ name: 'example.org/log', type });
  });

  it.each([
    ['verifier', peter.vkey, parseVerifierKey],
    ['signer', peter.skey, parseSignerKey],
  ] as const)('are refused with any part of a %s key cut off or any letter changed', (_, text, parse) => {
    for (let from = 0; from < text.length; from++) {
      for (let to = from + 1; to <= text.length; to++) {
        if (to - from === text.length) continue;
        expect(reasonOf(() => parse(text.slice(from, to)))).toMatch(/^KEY_/);
      }
      const next = String.fromCharCode(text.charCodeAt(from) + 1);
      expect(reasonOf(() => parse(text.slice(0, from) + next + text.slice(from + 1)))).toMatch(/^KEY_/);
    }
  });

  it.each([
    // Both of note_test.go, each with the id that its contents give.
    [
      'of another length',
      'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
      'KEY_MALFORMED',
    ],
    ['of another type', 'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'KEY_UNSUPPORTED'],
    ['without a name', '+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'KEY_MALFORMED'],
    ['with an id in capitals', peter.vkey.replace('c74f20a3', 'C74F20A3'), 'KEY_MALFORMED'],
    ['with a line after it', `${peter.vkey}\n`, 'KEY_MALFORMED'],
  ])('are refused %s', (_, vkey, reason) => {
    expect(reasonOf(() => parseVerifierKey(vkey))).toBe(reason);
  });

  it.each(['a b', 'a\u00a0b', 'a\u0085b', 'a\u2003b', 'a\u3000b', 'a\tb', 'a\nb', 'a\u0001b', 'a\ud800b', ''])(
    'are refused with the name %j',
    (name) => {
      const id = keyIdOf(name, signatureTypes.ED25519, peterKey.publicKey);
      expect(reasonOf(() => parseVerifierKey(`${name}+${id}+${peter.vkey.split('+').slice(2).join('+')}`))).toBe(
        'KEY_MALFORMED',
      );
    },
  );

  it('never show a secret in an error', () => {
    const secret = peter.skey.split('+').slice(4).join('+');
    for (const text of [secret, `PRIVATE+KEY+${secret}`, `PRIVATE+KEY+a+00000000+${secret}`, peter.skey.slice(1)]) {
      let message = '';
      try {
        parseSignerKey(text);
      } catch (error) {
        message = String(error);
      }
      expect(message).toMatch(/signer key/);
      expect(message).not.toContain(secret.slice(0, 12));
    }
  });
});

describe('A signed note', () => {
  it('is signed as golang.org/x/mod/sumdb/note does, byte for byte', () => {
    const signed = formatNote({ text: peterText, signatures: [signText(parseSignerKey(peter.skey), peterText)] });
    expect(signed).toBe(`${peterText}\n${peter.line}`);
  });

  it('verifies with the key of the specification', () => {
    expect(openNote(example.note, [parseVerifierKey(example.vkey)]).text).toBe('This is an example message.\n');
  });

  it('ignores whoever is not known, also one that shares a name or an id', () => {
    const note = `${peterText}\n${peter.line}${enoch.line}`;
    expect(namesOf(note)).toEqual(['PeterNeumann', 'EnochRoot']);
    expect(namesOf(note, [peterKey])).toEqual(['PeterNeumann']);
    const sharesName = parseSignerKey(generateSignerKey('EnochRoot', signatureTypes.ED25519)).verifier;
    const sharesId = { ...enochKey, name: 'Enoch' };
    expect(namesOf(note, [peterKey, sharesName, sharesId])).toEqual(['PeterNeumann']);
    expect(reasonOf(() => openNote(note, [sharesName, sharesId]))).toBe('KEY_UNKNOWN');
    expect(reasonOf(() => openNote(note, []))).toBe('KEY_UNKNOWN');
  });

  it('is refused whole where a known key signed something else, whoever else signed', () => {
    const elsewhere = enoch.line.replace('rwz+eBzm', 'rwz+eBzn');
    expect(reasonOf(() => openNote(`${peterText}\n${peter.line}${elsewhere}`, [peterKey, enochKey]))).toBe(
      'SIGNATURE_INVALID',
    );
    expect(namesOf(`${peterText}\n${peter.line}${elsewhere}`, [peterKey])).toEqual(['PeterNeumann']);
    const longer = `${peter.line.slice(0, 60)}ABCD${peter.line.slice(60)}`;
    expect(reasonOf(() => openNote(`${peterText}\n${longer}`, [peterKey]))).toBe('SIGNATURE_INVALID');
  });

  it('has no answer to who signed where two known keys are called the same', () => {
    const twin = { ...enochKey, publicKey: peterKey.publicKey };
    expect(reasonOf(() => openNote(`${peterText}\n${enoch.line}`, [enochKey, twin]))).toBe('KEY_AMBIGUOUS');
    expect(namesOf(`${peterText}\n${enoch.line}`, [enochKey, enochKey])).toEqual(['EnochRoot']);
  });

  it.each([
    ['no signature at all', peterText],
    ['no signature after the empty line', `${peterText}\n`],
    ['no newline at the end', `${peterText}\n${peter.line.slice(0, -1)}`],
    ['no empty line', `${peterText}${peter.line}`],
    ['a control character', `\u0001${peterText}\n${peter.line}`],
    ['a carriage return', `${peterText.replaceAll('\n', '\r\n')}\n${peter.line}`],
    ['a tab', `\t${peterText}\n${peter.line}`],
    ['a lone surrogate', `\ud800${peterText}\n${peter.line}`],
    ['a name with a space', `${peterText}\n${peter.line.replace('PeterN', 'Peter N')}`],
    ['a name with a plus', `${peterText}\n${peter.line.replace('PeterN', 'Peter+N')}`],
    ['a hyphen for the dash', `${peterText}\n${peter.line.replace('—', '-')}`],
    ['two spaces', `${peterText}\n${peter.line.replace(' x08', '  x08')}`],
    ['base64 without padding', `${peterText}\n${peter.line.replace('=', '')}`],
    ['base64 of the URL alphabet', `${peterText}\n${peter.line.replace('/ZJ', '_ZJ')}`],
    ['base64 with unused bits set', `${peterText}\n${peter.line.replace('nAM=', 'nAN=')}`],
    ['a key id and no signature', `${peterText}\n— PeterNeumann x08gow==\n`],
    ['a line that is none of a signature', `${peterText}\n${peter.line}Unexpected line.\n`],
    ['an empty line after the signatures', `${peterText}\n${peter.line}\n`],
    ['too many signatures', `${peterText}\n${peter.line.repeat(MAX_SIGNATURES + 1)}`],
    ['more than a megabyte', `${'a'.repeat(1_000_000)}\n\n${peter.line}`],
  ])('is not one with %s', (_, note) => {
    expect(reasonOf(() => openNote(note, [peterKey]))).toBe('NOTE_MALFORMED');
  });

  it('is not one if it is not UTF-8', () => {
    expect(
      reasonOf(() => parseNote(Buffer.concat([Buffer.of(0xff), Buffer.from(`${peterText}\n${peter.line}`)]))),
    ).toBe('NOTE_MALFORMED');
  });

  it('has room for sixteen signatures of five kilobytes', () => {
    const signature = Buffer.alloc(5_000, 7);
    const signatures = Array.from({ length: 16 }, (_, index) => ({ name: `w${index}`, keyId: '00112233', signature }));
    expect(parseNote(formatNote({ text: 'a\n', signatures })).signatures).toEqual(signatures);
  });

  it('keeps its text, empty lines and a byte order mark in it, as it was signed', () => {
    const key = parseSignerKey(peter.skey);
    const line = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}|\p{Surrogate}/u.test(text));
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.constantFrom('', '\ufeff', '— a b'))), (lines) => {
        const text = `${lines.join('\n')}\n`;
        const note = formatNote({ text, signatures: [signText(key, text)] });
        expect(openNote(Buffer.from(note), [key.verifier]).text).toBe(text);
      }),
    );
  });

  it('verifies with a byte changed only where the signed text is the same', () => {
    const note = Buffer.from(`${peterText}\n${peter.line}${enoch.line}`);
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const changed = Buffer.from(note);
        changed[at] = (changed[at] ?? 0) ^ difference;
        try {
          expect(openNote(changed, [peterKey, enochKey]).text).toBe(peterText);
        } catch (error) {
          expect(error).toBeInstanceOf(NoteError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
