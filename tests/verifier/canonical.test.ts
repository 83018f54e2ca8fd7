import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromCanonical } from '../../src/audit/bundle/canonical.ts';
import { canonicalJson } from '../../src/log/leaf.ts';
import { python } from '../attack/both-verifiers.ts';

beforeAll(() => void python());

/** For each line: what the second verifier makes of it in canonical form, or null where it takes it for malformed. */
const program = `
import json, sys
sys.path.insert(0, "tests/verifier")
import verify_bundle as v
def read(line):
    try:
        return v.canonical(v.read_canonical(line))
    except (ValueError, RecursionError):
        return None
print(json.dumps([read(line) for line in sys.stdin.buffer.read().split(b"\\x00")]))
`;

const readByPython = (texts: readonly string[]): readonly (string | null)[] => {
  const { stdout, stderr } = spawnSync(python(), ['-c', program], { input: texts.join('\0'), maxBuffer: 2 ** 28 });
  if (stdout.length === 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString());
};

describe('both verifiers take the same texts for canonical JSON', () => {
  it('whatever values they are of', () => {
    const anything = fc.json({ stringUnit: 'binary' }).map((text) => canonicalJson(JSON.parse(text)));
    const doubles = fc.double({ noNaN: true, noDefaultInfinity: true }).map(canonicalJson);
    const texts = [...fc.sample(anything, 1000), ...fc.sample(doubles, 2000)];
    expect(readByPython(texts)).toEqual(texts);
  });

  it.each([
    [
      'numbers',
      [
        '0',
        '-0',
        '1.0',
        '1e3',
        '1e21',
        '1e+21',
        '1E21',
        '9007199254740993',
        '0.000001',
        '1e-7',
        '1e400',
        '01',
        'NaN',
        '-Infinity',
        '.5',
        '1.',
      ],
    ],
    [
      'strings',
      [
        '"\\u0061"',
        '"\\ud800"',
        '"\\\\ud800"',
        '"\\u001f"',
        '"\\u001F"',
        '"\\n"',
        '"\\u000a"',
        '"\\/"',
        '"\u2028"',
        '"\u0001"',
        '"😀"',
        '"\\ud83d\\ude00"',
        "'a'",
      ],
    ],
    [
      'objects',
      [
        '{}',
        '{"a":1,"a":1}',
        '{"b":1,"a":1}',
        '{"":1,"a":2}',
        '{"\ufb33":1,"😀":2}',
        '{"😀":2,"\ufb33":1}',
        '{"__proto__":1}',
        '{"a":1,}',
        '{ }',
      ],
    ],
    [
      'texts',
      [
        '',
        ' 1',
        '1 ',
        '\ufeff1',
        'null null',
        'True',
        '[[[]]]',
        '['.repeat(100) + ']'.repeat(100),
        '['.repeat(101) + ']'.repeat(101),
        '['.repeat(100_000),
      ],
    ],
  ])('%s in every spelling', (_, texts) => {
    const here = texts.map((text) => (fromCanonical(text) ? text : null));
    expect(readByPython(texts)).toEqual(here);
    expect(here).toContain(null);
    expect(here.some((text) => text !== null)).toBe(true);
  });
});
