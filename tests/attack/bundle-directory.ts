import { linkSync, mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { inClass, note, type Tampering } from './bundle-tampering.ts';

/** Files and the manifest that names them. */
export const directoryTamperings: readonly Tampering[] = [
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
