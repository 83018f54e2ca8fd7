import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityCheckCharacter, parseIdentityNumber } from '../../src/domain/identity-number.ts';

const births = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2023-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const numbers = fc
  .record({
    division: fc.constantFrom('410102', '419001', '110105', '650100'),
    birthDate: births,
    sequence: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ division, birthDate, sequence }) => {
    const body = `${division}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
    return { division, birthDate, sequence, number: `${body}${identityCheckCharacter(body)}` };
  });

describe('An identity number', () => {
  it.each([
    // The examples of the standard itself.
    ['11010519491231002X', { birthDate: '1949-12-31', sex: 'FEMALE', divisionCode: '110105' }],
    ['440524188001010014', { birthDate: '1880-01-01', sex: 'MALE', divisionCode: '440524' }],
  ])('%s of GB 11643 is read', (number, identity) => {
    expect(parseIdentityNumber(number)).toEqual(identity);
  });

  it('says birth date, sex and division, whoever the person is', () => {
    fc.assert(
      fc.property(numbers, ({ number, division, birthDate, sequence }) => {
        const sex = sequence % 2 === 1 ? 'MALE' : 'FEMALE';
        expect(parseIdentityNumber(number)).toEqual({ birthDate, sex, divisionCode: division });
      }),
    );
  });

  it('with any one character changed is no identity number', () => {
    fc.assert(
      fc.property(numbers, fc.nat(17), fc.constantFrom(...'0123456789X'), ({ number }, place, character) => {
        fc.pre(number[place] !== character);
        expect(parseIdentityNumber(number.slice(0, place) + character + number.slice(place + 1))).toHaveProperty(
          'problem',
        );
      }),
    );
  });

  it.each(['11010519491231002X', '440524188001010014', '412727198802290015'])(
    '%s has no neighbor: every single wrong character, at every place, is caught',
    (number) => {
      for (const [place, right] of [...number].entries()) {
        for (const wrong of [...'0123456789Xx'].filter((character) => character !== right)) {
          const slip = number.slice(0, place) + wrong + number.slice(place + 1);
          expect(parseIdentityNumber(slip), slip).toHaveProperty('problem');
        }
      }
    },
  );

  it('is of a man where the seventeenth digit is odd, of a woman where it is even', () => {
    for (const sequence of Array.from({ length: 1000 }, (_, i) => i)) {
      const body = `41010219880229${String(sequence).padStart(3, '0')}`;
      expect(parseIdentityNumber(body + identityCheckCharacter(body))).toMatchObject({
        sex: sequence % 2 === 1 ? 'MALE' : 'FEMALE',
      });
    }
  });

  it('with two neighbors exchanged is no identity number', () => {
    fc.assert(
      fc.property(numbers, fc.nat(16), ({ number }, place) => {
        fc.pre(number[place] !== number[place + 1]);
        const exchanged = `${number.slice(0, place)}${number[place + 1]}${number[place]}${number.slice(place + 2)}`;
        expect(parseIdentityNumber(exchanged)).toHaveProperty('problem');
      }),
    );
  });

  it.each([
    ['11010519491231002x', 'FORMAT'],
    ['110105491231002', 'FORMAT'],
    [' 11010519491231002X', 'FORMAT'],
    ['', 'FORMAT'],
    ['１１０１０５１９４９１２３１００２Ｘ', 'FORMAT'],
    ['01010519491231002X', 'DIVISION'],
    ['110105194913310020', 'BIRTH_DATE'],
    ['110105202302290020', 'BIRTH_DATE'],
    ['110105194912310020', 'CHECK_DIGIT'],
  ])('is not %j: %s', (value, problem) => {
    expect(parseIdentityNumber(value)).toEqual({ problem });
  });
});
