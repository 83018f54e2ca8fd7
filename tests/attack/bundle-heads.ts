import { checkpointSigner } from '../../src/audit/note/checkpoint-signer.ts';
import { generateSignerKey, parseSignerKey } from '../../src/audit/note/signer-key.ts';
import { formatVerifierKey, signatureTypes } from '../../src/audit/note/verifier-key.ts';
import { cosignatureOf, policyText, signer, strangerKey, vkey } from '../audit/real-log.ts';
import type { Trust } from './both-verifiers.ts';
import { chain, flipped, headOf, inClass, note, swap, type Tampering } from './bundle-tampering.ts';

const otherOrigin = parseSignerKey(generateSignerKey('example.org/other', signatureTypes.ED25519));
const witnessed: Trust = { keys: [vkey], policy: policyText };

/** The head of the bundle, who signed it, and the chain of earlier ones. */
export const headTamperings: readonly Tampering[] = [
  // Heads and signatures.
  ...inClass('signatures', [
    {
      class: 'heads',
      name: 'the root of the head is changed',
      apply: note((text) => {
        const [name, size, root, ...rest] = text.split('\n');
        return [name, size, flipped(root ?? ''), ...rest].join('\n');
      }),
      expected: 'SIGNATURE_INVALID',
    },
    {
      class: 'heads',
      name: 'the size of the head is changed',
      apply: note((text) => text.replace(/\n\d+\n/, '\n7\n')),
      expected: 'SIGNATURE_INVALID',
    },
    {
      class: 'heads',
      name: 'a line is added to the head',
      apply: note((text) => text.replace('\n\n', '\nextension\n\n')),
      expected: 'SIGNATURE_INVALID',
    },
    {
      name: 'the signature of the log is taken away',
      apply: note((text) => text.replace(/\u2014 example\.org\/laurel .*\n/, '')),
      expected: 'KEY_UNKNOWN',
    },
    {
      name: 'a stranger signs as the log',
      apply: (bundle) =>
        bundle.write('checkpoint.txt', checkpointSigner(strangerKey.verifier.name, [strangerKey]).sign(headOf(bundle))),
      expected: 'KEY_UNKNOWN',
    },
    {
      name: 'another log signs',
      apply: (bundle) =>
        bundle.write('checkpoint.txt', checkpointSigner('example.org/other', [otherOrigin]).sign(headOf(bundle))),
      expected: 'ORIGIN_MISMATCH',
    },
    {
      class: 'heads',
      name: 'the head is an older one of the log',
      apply: (bundle) =>
        bundle.document('consistency.json', (value) => {
          bundle.write('checkpoint.txt', value.chain[0].checkpoint);
        }),
      expected: 'INCLUSION_FAILED',
    },
    {
      class: 'heads',
      name: 'the log itself signs another root',
      apply: (bundle) => bundle.write('checkpoint.txt', signer.sign({ ...headOf(bundle), root: Buffer.alloc(32, 1) })),
      expected: 'INCLUSION_FAILED',
    },
    { name: 'the head is no note', apply: note(() => 'nothing'), expected: 'NOTE_MALFORMED' },
    {
      name: 'the head is a note of something else',
      apply: note((text) => `greetings\n\n${text.slice(text.indexOf('\n\n') + 2)}`),
      expected: 'CHECKPOINT_MALFORMED',
    },
    {
      class: 'heads',
      name: 'the head is missing',
      apply: (bundle) => bundle.remove('checkpoint.txt'),
      expected: 'CHECKPOINT_MISSING',
    },
    {
      name: 'the trust root is the one of a forger, given by the bundle',
      apply: (bundle) => {
        bundle.write('checkpoint.txt', checkpointSigner(strangerKey.verifier.name, [strangerKey]).sign(headOf(bundle)));
        bundle.write('policy.txt', `log ${formatVerifierKey(strangerKey.verifier)}\nquorum none\n`);
      },
      expected: 'KEY_UNKNOWN',
    },
    {
      name: 'no trust root is given, and the bundle has one',
      apply: (bundle) => bundle.write('policy.txt', `log ${vkey}\nquorum none\n`),
      trust: { keys: [] },
      expected: 'NO_TRUST_ROOT',
    },
    {
      name: 'the trust root is no key',
      apply: () => {},
      reseal: false,
      trust: { keys: [`${vkey}x`] },
      expected: 'TRUST_ROOT_MALFORMED',
    },
  ]),
  // Witnesses.
  ...inClass('signatures', [
    {
      name: 'a witness is missing',
      apply: note((text) => text.replace(/\u2014 witness\.example\/b .*\n/, '')),
      trust: witnessed,
      expected: 'QUORUM_NOT_MET',
    },
    {
      name: 'a witness stands twice in place of another',
      apply: note((text) =>
        text.replace(/\u2014 witness\.example\/b .*\n/, /\u2014 witness\.example\/a .*\n/.exec(text)?.[0] ?? ''),
      ),
      trust: witnessed,
      expected: 'QUORUM_NOT_MET',
    },
    {
      name: 'a cosignature is forged',
      apply: note((text) =>
        text.replace(/(\u2014 witness\.example\/b )(.*)\n/, (_, name, base64) => {
          const bytes = Buffer.from(base64, 'base64');
          bytes[80 - 10] = (bytes[70] ?? 0) ^ 1;
          return `${name}${bytes.toString('base64')}\n`;
        }),
      ),
      trust: witnessed,
      expected: 'SIGNATURE_INVALID',
    },
    {
      class: 'heads',
      name: 'a cosignature is of another size',
      apply: note((text) =>
        text.replace(
          /\u2014 witness\.example\/b .*\n/,
          cosignatureOf(signer.sign({ size: 1, root: Buffer.alloc(32) }), 1),
        ),
      ),
      trust: witnessed,
      expected: 'SIGNATURE_INVALID',
    },
    {
      class: 'time',
      name: 'the time of a cosignature is changed',
      apply: note((text) =>
        text.replace(/(\u2014 witness\.example\/b )(.*)\n/, (_, name, base64) => {
          const bytes = Buffer.from(base64, 'base64');
          bytes[11] = (bytes[11] ?? 0) ^ 1;
          return `${name}${bytes.toString('base64')}\n`;
        }),
      ),
      trust: witnessed,
      expected: 'SIGNATURE_INVALID',
    },
  ]),
  // The chain of heads.
  ...inClass('heads', [
    {
      name: 'a link of the chain is left out',
      apply: chain((links) => links.splice(1, 1)),
      expected: 'CONSISTENCY_FAILED',
    },
    {
      name: 'links of the chain change places',
      apply: chain((links) => swap(links, 0, 1)),
      expected: 'CONSISTENCY_FAILED',
    },
    {
      name: 'a hash of the chain is changed',
      apply: chain(([link]) => {
        link.proof[0] = flipped(link.proof[0]);
      }),
      expected: 'CONSISTENCY_FAILED',
    },
    {
      name: 'a link is a fork that the log signed',
      apply: chain(([link]) => {
        link.checkpoint = signer.sign({ size: 40, root: Buffer.alloc(32, 9) });
      }),
      expected: 'CONSISTENCY_FAILED',
    },
    {
      name: 'a link is an empty tree',
      apply: chain(([link]) => {
        link.checkpoint = signer.sign({ size: 0, root: Buffer.alloc(32, 9) });
        link.proof = [];
      }),
      expected: 'CONSISTENCY_FAILED',
    },
    {
      name: 'a stranger signs a link',
      apply: chain(([link]) => {
        link.checkpoint = checkpointSigner(strangerKey.verifier.name, [strangerKey]).sign({
          size: 40,
          root: Buffer.alloc(32, 9),
        });
      }),
      expected: 'KEY_UNKNOWN',
    },
    {
      name: 'the chain is something else',
      apply: (bundle) => bundle.document('consistency.json', () => ({ chain: [1] })),
      reseal: false,
      expected: 'FILE_MALFORMED',
    },
  ]),
];
