import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternsMayMeet } from '../../src/domain/program/certificate-pattern.ts';
import { definition } from '../../src/domain/program/definition.ts';

describe('A pattern of certificate numbers', () => {
  const accepts = (pattern: string) => definition.shape.certificate.safeParse({ pattern }).success;

  it.each(['HN-YS-{edition}-{serial}', '浙匠〔{edition}〕{serial}号', '{edition}/{serial}'])('may be %s', (pattern) => {
    expect(accepts(pattern)).toBe(true);
  });

  // 20241 and 001 would be 2024 and 1001.
  it.each(['{edition}{serial}', '{edition}-1{serial}', '{serial}-{edition}', 'HN-{serial}', 'HN {edition}-{serial}'])(
    'is not %s',
    (pattern) => {
      expect(accepts(pattern)).toBe(false);
    },
  );
});

describe('Two patterns of certificate numbers', () => {
  it.each([
    ['HN-YS-{edition}-{serial}', 'HN-FS-{edition}-{serial}'],
    ['{edition}-YS-{serial}', '{edition}-FS-{serial}'],
    ['{edition}-{serial}-YS', '{edition}-{serial}-FS'],
    ['浙匠〔{edition}〕{serial}号', '浙青〔{edition}〕{serial}号'],
  ])('%s and %s never give the same number', (a, b) => {
    expect([patternsMayMeet(a, b), patternsMayMeet(b, a)]).toEqual([false, false]);
  });

  it.each([
    ['HN-{edition}-{serial}', 'HN-{edition}-{serial}'],
    // An edition may be called YS-2024.
    ['HN-{edition}-{serial}', 'HN-YS-{edition}-{serial}'],
    // An edition may be called 2024-A.
    ['{edition}-A-{serial}', '{edition}-{serial}'],
    ['{edition}-{serial}', '{edition}-{serial}0'],
  ])('%s and %s may', (a, b) => {
    expect([patternsMayMeet(a, b), patternsMayMeet(b, a)]).toEqual([true, true]);
  });

  const literal = fc.string({ unit: fc.constantFrom('A', '-', '1', '号'), maxLength: 3 });
  const pattern = fc
    .tuple(literal, literal, fc.constantFrom('A', '-', '号'), literal)
    .map(([before, between, sign, after]) => `${before}{edition}${between}${sign}{serial}${after}`);
  const edition = fc.constantFrom('1', 'A', '11', 'A-1', '1-A', 'A-A', '1-1');
  const serial = fc.constantFrom('001', '101', '111', '1111', '011');
  const filled = (text: string, year: string, place: string) =>
    text.replace('{edition}', year).replace('{serial}', place);

  it('that are told apart never do', () => {
    fc.assert(
      fc.property(pattern, pattern, edition, edition, serial, serial, (a, b, year, otherYear, place, otherPlace) => {
        fc.pre(!patternsMayMeet(a, b));
        expect(filled(a, year, place)).not.toBe(filled(b, otherYear, otherPlace));
      }),
      { numRuns: 5000 },
    );
  });
});
