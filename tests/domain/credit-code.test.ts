import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditCodeCheckCharacter, creditCodeProblem } from '../../src/domain/credit-code.ts';

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];

const codes = fc
  .tuple(
    fc.constantFrom('91', '92', '12', '52', 'A1', 'N2'),
    fc.integer({ min: 0, max: 999_999 }),
    fc.array(fc.constantFrom(...alphabet), { minLength: 9, maxLength: 9 }),
  )
  .map(([kind, division, organization]) => `${kind}${String(division).padStart(6, '0')}${organization.join('')}`)
  .map((body) => body + creditCodeCheckCharacter(body));

describe('A unified social credit code', () => {
  it.each(['914403001922038216', '9144030071526726XG'])('%s, published by its company, holds', (code) => {
    expect(creditCodeProblem(code)).toBeUndefined();
  });

  it('holds with its check character', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(creditCodeProblem(code)).toBeUndefined();
      }),
    );
  });

  it.each(['914403001922038216', '9144030071526726XG'])(
    '%s has no neighbor: every single wrong character, at every place, is caught',
    (code) => {
      for (const [place, right] of [...code].entries()) {
        for (const wrong of [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((character) => character !== right)) {
          const slip = code.slice(0, place) + wrong + code.slice(place + 1);
          expect(creditCodeProblem(slip), slip).toBeDefined();
        }
      }
    },
  );

  it('with any one character changed does not hold', () => {
    fc.assert(
      fc.property(codes, fc.nat(17), fc.constantFrom(...alphabet), (code, place, character) => {
        fc.pre(code[place] !== character);
        expect(creditCodeProblem(code.slice(0, place) + character + code.slice(place + 1))).toBeDefined();
      }),
    );
  });

  it.each([
    ['914403001922038215', 'CHECK_CHARACTER'],
    ['91440300192203821', 'FORMAT'],
    ['91440300192203821O', 'FORMAT'],
    ['9144030071526726xg', 'FORMAT'],
    ['91A403001922038216', 'FORMAT'],
  ])('is not %s: %s', (code, problem) => {
    expect(creditCodeProblem(code)).toBe(problem);
  });
});
