import { linkSync, mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { parseCheckpoint } from '../../src/audit/note/checkpoint.ts';
import { checkpointSigner } from '../../src/audit/note/checkpoint-signer.ts';
import { parseNote } from '../../src/audit/note/note.ts';
import { generateSignerKey, parseSignerKey } from '../../src/audit/note/signer-key.ts';
import { formatVerifierKey, signatureTypes } from '../../src/audit/note/verifier-key.ts';
import { cosignatureOf, policyText, signer, strangerKey, vkey } from '../audit/real-log.ts';
import type { Trust } from './both-verifiers.ts';
import type { BundleFiles } from './bundle-files.ts';
import { type Attack, classing } from './tally.ts';

// biome-ignore lint/suspicious/noExplicitAny: what a tampering changes has no type
type Json = any;

/** What is done to a bundle, and what both verifiers have to say of it. */
export interface Tampering extends Attack {
  /** The bundle it is done to: of a nomination with all openings by default. */
  readonly of?: 'TIME';
  readonly apply: (bundle: BundleFiles) => void;
  /** Whether the forger makes the manifest agree; true by default. */
  readonly reseal?: boolean;
  readonly trust?: Trust;
  /** A reason of an event, a code of a problem, or why the bundle is unusable. */
  readonly expected: string;
}

const otherOrigin = parseSignerKey(generateSignerKey('example.org/other', signatureTypes.ED25519));
const witnessed: Trust = { keys: [vkey], policy: policyText };

const headOf = (bundle: BundleFiles) => parseCheckpoint(parseNote(bundle.read('checkpoint.txt')).text);
/** A leaf in the middle: neither first nor last of anything. */
const leaf =
  (change: (leaf: Json) => void, type = 'Reviewed') =>
  (bundle: BundleFiles) =>
    bundle.json('leaves.jsonl', (leaves) => {
      change(leaves.find((one) => one.type === type));
      return leaves;
    });
const proof = (change: (proof: Json, index: number, all: Json[]) => void) => (bundle: BundleFiles) =>
  bundle.json('proofs.jsonl', (proofs) => {
    change(proofs[3], 3, proofs);
    return proofs;
  });
const opening = (change: (opening: Json, all: Json[]) => void) => (bundle: BundleFiles) =>
  bundle.json('openings.jsonl', (openings) => {
    change(
      openings.find(({ pointer }) => pointer === '/data/form/name'),
      openings,
    );
    return openings;
  });
const rawLeaf = (change: (text: string) => string) => (bundle: BundleFiles) =>
  bundle.lines('leaves.jsonl', (lines) => lines.map((line, i) => (i === 3 ? change(line) : line)));
const note = (change: (note: string) => string) => (bundle: BundleFiles) =>
  bundle.write('checkpoint.txt', change(bundle.read('checkpoint.txt')));
const chain = (change: (chain: Json[]) => void) => (bundle: BundleFiles) =>
  bundle.document('consistency.json', (value) => {
    change(value.chain);
    return value;
  });
const flipped = (base64: string): string => {
  const bytes = Buffer.from(base64, 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return bytes.toString('base64');
};
const swap = <T>(list: T[], a: number, b: number): void => {
  [list[a], list[b]] = [list[b] as T, list[a] as T];
};
const drop = (bundle: BundleFiles, which: (leaf: Json) => boolean): void => {
  const gone = new Set<string>();
  bundle.json('leaves.jsonl', (leaves) =>
    leaves.filter((one) => {
      if (!which(one)) return true;
      gone.add(one.id);
      return false;
    }),
  );
  for (const file of ['proofs.jsonl', 'openings.jsonl']) {
    bundle.json(file, (lines) => lines.filter(({ id }) => !gone.has(id)));
  }
};
const firstOf = (type: string) => {
  let found = false;
  return (one: Json): boolean => {
    if (found || one.type !== type) return false;
    found = true;
    return true;
  };
};

const inClass = classing<Tampering>();

export const tamperings: readonly Tampering[] = [
  // What is recorded.
  ...inClass('storage', [
    {
      name: 'a decision is turned round',
      apply: leaf(({ data }) => (data.decision = 'RETURN')),
      expected: 'INCLUSION_FAILED',
    },
    {
      class: 'time',
      name: 'an event is back-dated',
      apply: leaf(({ meta }) => (meta.recordedAt = '2024-01-07T00:00:00.000Z')),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'another is said to have acted',
      apply: leaf(({ meta }) => (meta.actor.name = '别人')),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'an event is of another type',
      apply: leaf((one) => (one.type = 'Rejected')),
      expected: 'INCLUSION_FAILED',
    },
    { name: 'a revision is changed', apply: leaf((one) => (one.revision += 1)), expected: 'INCLUSION_FAILED' },
    {
      name: 'a version of the schema is changed',
      apply: leaf((one) => (one.schemaVersion = 2)),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'an event is moved to another stream',
      apply: leaf((one) => (one.stream += 'x')),
      expected: 'INCLUSION_FAILED',
    },
    { name: 'a field is added', apply: leaf(({ data }) => (data.note = 'x')), expected: 'INCLUSION_FAILED' },
    {
      name: 'what is sealed is said to be under another key',
      apply: leaf(({ meta }) => (meta.sealed[0].keys = ['person/x/1']), 'Nominated'),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'a personal field is put in the open',
      apply: leaf(({ data }) => (data.form.name = '周长河'), 'Nominated'),
      expected: 'LEAF_MALFORMED',
    },
    {
      name: 'an id is changed',
      apply: leaf((one) => (one.id = one.id.replace(/.$/, one.id.endsWith('0') ? '1' : '0'))),
      expected: 'PROOF_MISSING',
    },
  ]),
  // Encodings.
  ...inClass('encoding', [
    {
      name: 'a blank is put into a leaf',
      apply: rawLeaf((text) => text.replace(',', ', ')),
      expected: 'LEAF_NOT_CANONICAL',
    },
    {
      name: 'a name stands twice in a leaf',
      apply: rawLeaf((text) => `{"data":null,${text.slice(1)}`),
      expected: 'LEAF_NOT_CANONICAL',
    },
    {
      name: 'names stand in another order',
      apply: rawLeaf((text) => `{"type":"X",${text.slice(1)}`),
      expected: 'LEAF_NOT_CANONICAL',
    },
    {
      name: 'a letter is escaped',
      apply: rawLeaf((text) => text.replace('"data"', '"d\\u0061ta"')),
      expected: 'LEAF_NOT_CANONICAL',
    },
    {
      name: 'a number is written otherwise',
      apply: rawLeaf((text) => text.replace(/"revision":(\d+)/, '"revision":$1.0')),
      expected: 'LEAF_NOT_CANONICAL',
    },
    {
      name: 'a number is no number',
      apply: rawLeaf((text) => text.replace(/"revision":\d+/, '"revision":NaN')),
      expected: 'LEAF_NOT_CANONICAL',
    },
    {
      name: 'a lone surrogate is put in',
      apply: rawLeaf((text) => text.replace('"data":{', '"data":{"\\ud800":1,')),
      expected: 'LEAF_NOT_CANONICAL',
    },
    {
      name: 'a byte order mark stands in front',
      apply: rawLeaf((text) => `\ufeff${text}`),
      expected: 'LEAF_NOT_CANONICAL',
    },
    { name: 'a leaf is nested without end', apply: rawLeaf(() => '['.repeat(50_000)), expected: 'LEAF_NOT_CANONICAL' },
    { name: 'a leaf is no event', apply: rawLeaf(() => '{}'), expected: 'LEAF_MALFORMED' },
    {
      name: 'a leaf is not UTF-8',
      apply: (bundle) =>
        bundle.write(
          'leaves.jsonl',
          Buffer.concat([Buffer.of(0xff, 0xfe, 0x0a), Buffer.from(bundle.read('leaves.jsonl'))]),
        ),
      expected: 'LEAF_NOT_CANONICAL',
    },
    { name: 'a carriage return ends a line', apply: rawLeaf((text) => `${text}\r`), expected: 'LEAF_NOT_CANONICAL' },
  ]),
  // Which events there are.
  ...inClass('storage', [
    {
      name: 'an event is left out of a whole stream',
      apply: (bundle) => drop(bundle, firstOf('Reviewed')),
      expected: 'STREAM_GAP',
    },
    {
      name: 'the first event of a stream is left out',
      apply: (bundle) => drop(bundle, firstOf('Nominated')),
      expected: 'STREAM_GAP',
    },
    {
      name: 'the stream it is about is left out',
      apply: (bundle) => drop(bundle, ({ stream }) => stream.startsWith('nomination-')),
      expected: 'SCOPE_INCOMPLETE',
    },
    {
      name: 'the stream it is about is not claimed whole',
      apply: (bundle) =>
        bundle.document('manifest.json', (manifest) => {
          manifest.whole = [];
        }),
      expected: 'SCOPE_INCOMPLETE',
    },
    {
      class: 'time',
      name: 'an event is left out of a stretch of time',
      of: 'TIME',
      apply: (bundle) => {
        let n = 0;
        drop(bundle, () => n++ === 2);
      },
      expected: 'RANGE_GAP',
    },
    {
      name: 'an event stands twice',
      apply: (bundle) => bundle.lines('leaves.jsonl', (lines) => [...lines, lines[3] as string]),
      expected: 'DUPLICATE_EVENT',
    },
    {
      name: 'events are reordered',
      apply: (bundle) =>
        bundle.lines('leaves.jsonl', (lines) => {
          swap(lines, 3, 4);
          return lines;
        }),
      expected: 'OUT_OF_ORDER',
    },
    {
      name: 'all of a stream is reversed',
      apply: (bundle) => bundle.lines('leaves.jsonl', (lines) => lines.reverse()),
      expected: 'OUT_OF_ORDER',
    },
    {
      name: 'an event is made up',
      apply: (bundle) =>
        bundle.json('leaves.jsonl', (leaves) => [
          ...leaves,
          { ...leaves.at(-1), id: '00000000-0000-5000-8000-000000000000', revision: leaves.at(-1).revision + 1 },
        ]),
      expected: 'PROOF_MISSING',
    },
    {
      name: 'an event is made up, with the proof of another',
      apply: (bundle) => {
        const id = '00000000-0000-5000-8000-000000000000';
        bundle.json('leaves.jsonl', (leaves) => [
          ...leaves,
          { ...leaves.at(-1), id, revision: leaves.at(-1).revision + 1 },
        ]);
        bundle.json('proofs.jsonl', (proofs) => [...proofs, { ...proofs.at(-1), id }]);
      },
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'an erasure is made up',
      apply: (bundle) =>
        bundle.json('leaves.jsonl', (leaves) => [
          ...leaves,
          {
            ...leaves.at(-1),
            id: '00000000-0000-5000-8000-000000000000',
            type: 'PersonalDataErased',
            stream: 'person-x',
            revision: 0,
            data: { keys: leaves.flatMap(({ meta }) => (meta.sealed ?? []).flatMap(({ keys }: Json) => keys)) },
            meta: { recordedAt: '2024-05-01T00:00:00.000Z' },
          },
        ]),
      expected: 'PROOF_MISSING',
    },
  ]),
  // Proofs.
  ...inClass('proofs', [
    {
      name: 'a hash of a proof is changed',
      apply: proof(({ proof: hashes }) => {
        hashes[0] = flipped(hashes[0]);
      }),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'a hash of a proof is left out',
      apply: proof(({ proof: hashes }) => hashes.pop()),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'a hash is added to a proof',
      apply: proof(({ proof: hashes }) => hashes.push(hashes[0])),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'hashes of a proof change places',
      apply: proof(({ proof: hashes }) => swap(hashes, 0, 1)),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'a proof is empty',
      apply: proof((one) => {
        one.proof = [];
      }),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'a proof is for the next place',
      apply: proof((one) => {
        one.index += 1;
      }),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'a proof is for a place beyond the tree',
      apply: proof((one) => {
        one.index = 1e9;
      }),
      expected: 'INCLUSION_FAILED',
    },
    {
      name: 'a proof is for no place',
      apply: proof((one) => {
        one.index = -1;
      }),
      expected: 'PROOF_MALFORMED',
    },
    {
      name: 'two events change proofs',
      apply: proof((one, i, all) => {
        const id = one.id;
        one.id = all[i + 1].id;
        all[i + 1].id = id;
      }),
      expected: 'INCLUSION_FAILED',
    },
    { name: 'a proof is left out', apply: proof((_, i, all) => all.splice(i, 1)), expected: 'PROOF_MISSING' },
    { name: 'a proof stands twice', apply: proof((one, _, all) => all.push(one)), expected: 'PROOF_DUPLICATE' },
    {
      name: 'a proof is of no event',
      apply: proof((one, _, all) => all.push({ ...one, id: '00000000-0000-5000-8000-000000000000' })),
      expected: 'PROOF_UNKNOWN',
    },
    {
      class: 'encoding',
      name: 'a hash has another spelling',
      apply: proof(({ proof: hashes }) => {
        hashes[0] = hashes[0].replace(/=$/, '');
      }),
      expected: 'PROOF_MALFORMED',
    },
  ]),
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
  // Openings.
  ...inClass('privacy', [
    {
      name: 'another value is told',
      apply: opening((one) => {
        one.value = '别人';
      }),
      expected: 'OPENING_MISMATCH',
    },
    {
      name: 'another salt is told',
      apply: opening((one) => {
        one.salt = Buffer.alloc(32, 3).toString('base64url');
      }),
      expected: 'OPENING_MISMATCH',
    },
    {
      name: 'two fields change openings',
      apply: opening((one, all) => {
        const other = all.find(({ id, pointer }) => id === one.id && pointer === '/data/form/phone');
        [one.value, other.value] = [other.value, one.value];
        [one.salt, other.salt] = [other.salt, one.salt];
      }),
      expected: 'OPENING_MISMATCH',
    },
    {
      name: 'an opening is told of another event',
      apply: opening((one, all) => {
        one.id = all.find(({ id }) => id !== one.id).id;
      }),
      expected: 'OPENING_UNKNOWN',
    },
    {
      name: 'an opening is told of no event',
      apply: opening((one) => {
        one.id = '00000000-0000-5000-8000-000000000000';
      }),
      expected: 'OPENING_UNKNOWN',
    },
    {
      name: 'an opening is told of what is not sealed',
      apply: opening((one) => {
        one.pointer = '/data/bureau';
      }),
      expected: 'OPENING_UNKNOWN',
    },
    { name: 'an opening is told twice', apply: opening((one, all) => all.push(one)), expected: 'OPENING_DUPLICATE' },
    {
      name: 'an opening is no opening',
      apply: opening((one) => {
        one.salt = 'x';
      }),
      expected: 'OPENING_MALFORMED',
    },
  ]),
  // The directory.
  ...inClass('storage', [
    {
      name: 'a file is changed and the manifest is not',
      apply: note((text) => `${text}`.replace('\n', ' \n')),
      reseal: false,
      expected: 'MANIFEST_MISMATCH',
    },
    {
      name: 'a file is cut short',
      apply: (bundle) => truncateSync(join(bundle.directory, 'leaves.jsonl'), bundle.read('leaves.jsonl').length - 40),
      expected: 'FILE_MALFORMED',
    },
    {
      name: 'a file is missing',
      apply: (bundle) => bundle.remove('openings.jsonl'),
      reseal: false,
      expected: 'FILE_MISSING',
    },
    {
      name: 'a file is too many',
      apply: (bundle) => bundle.write('notes.txt', 'x'),
      reseal: false,
      expected: 'FILE_EXTRA',
    },
    {
      name: 'a file is listed that no bundle has',
      apply: (bundle) => bundle.write('notes.txt', 'x'),
      expected: 'MANIFEST_MISMATCH',
    },
    {
      name: 'a file is listed twice',
      apply: (bundle) =>
        bundle.document('manifest.json', (manifest) => {
          manifest.files.push(manifest.files[0]);
        }),
      reseal: false,
      expected: 'FILE_DUPLICATE',
    },
    {
      name: 'a file is a link',
      apply: (bundle) => {
        bundle.remove('HOW-TO-VERIFY.md');
        symlinkSync('/etc/hostname', join(bundle.directory, 'HOW-TO-VERIFY.md'));
      },
      reseal: false,
      expected: 'UNSAFE_FILE',
    },
    {
      name: 'the manifest is a link',
      apply: (bundle) => {
        linkSync(join(bundle.directory, 'manifest.json'), `${bundle.directory}.manifest`);
        bundle.remove('manifest.json');
        symlinkSync(`${bundle.directory}.manifest`, join(bundle.directory, 'manifest.json'));
      },
      reseal: false,
      expected: 'UNSAFE_FILE',
    },
    {
      name: 'a file is a directory',
      apply: (bundle) => {
        bundle.remove('openings.jsonl');
        mkdirSync(join(bundle.directory, 'openings.jsonl'));
      },
      reseal: false,
      expected: 'UNSAFE_FILE',
    },
    {
      name: 'the manifest names a path',
      apply: (bundle) =>
        bundle.document('manifest.json', (manifest) => {
          manifest.files[0].name = '../leaves.jsonl';
        }),
      reseal: false,
      expected: 'UNSAFE_FILE',
    },
    {
      name: 'the manifest is missing',
      apply: (bundle) => bundle.remove('manifest.json'),
      reseal: false,
      expected: 'NOT_A_BUNDLE',
    },
    {
      name: 'the manifest is of another format',
      apply: (bundle) =>
        bundle.document('manifest.json', (manifest) => {
          manifest.format = 'laurel-bundle/v2';
        }),
      reseal: false,
      expected: 'MANIFEST_MALFORMED',
    },
    {
      name: 'the manifest is not canonical',
      apply: (bundle) => bundle.write('manifest.json', `${bundle.read('manifest.json').trim()} \n`),
      reseal: false,
      expected: 'MANIFEST_MALFORMED',
    },
    {
      name: 'a count is changed',
      apply: (bundle) =>
        bundle.document('manifest.json', (manifest) => {
          manifest.counts.events += 1;
        }),
      reseal: false,
      expected: 'MANIFEST_MISMATCH',
    },
    {
      name: 'the size is another in the manifest',
      apply: (bundle) =>
        bundle.document('manifest.json', (manifest) => {
          manifest.treeSize += 1;
        }),
      reseal: false,
      expected: 'MANIFEST_MISMATCH',
    },
    {
      name: 'the origin is another in the manifest',
      apply: (bundle) =>
        bundle.document('manifest.json', (manifest) => {
          manifest.origin = 'example.org/other';
        }),
      reseal: false,
      expected: 'MANIFEST_MISMATCH',
    },
    {
      name: 'the bundle is said to be about another nomination',
      apply: (bundle) =>
        bundle.document('manifest.json', (manifest) => {
          manifest.scope.id = 'other';
        }),
      reseal: false,
      expected: 'SCOPE_INCOMPLETE',
    },
  ]),
];
