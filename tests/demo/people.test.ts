import { describe, expect, it } from 'vitest';
import { chance } from '../../src/cli/demo/chance.ts';
import { planOf } from '../../src/cli/demo/plan.ts';
import { parseIdentityNumber } from '../../src/domain/identity-number.ts';
import { builtInProgram } from '../../src/domain/program/definitions/index.ts';
import { checkForm } from '../../src/domain/program/form.ts';
import { quotaOf } from '../../src/domain/program/program.ts';
import { wordCount } from '../../src/domain/word-count.ts';

const youth = builtInProgram('henan-youth-star-2023');
const flex = builtInProgram('henan-flex-star-2023');

const planFrom = (seed: number) => ({
  youth: planOf(youth, { seed, born: [1989, 2000], firstOrdinal: 0, filledOn: '2024-01-03', beyond: ['410100'] }),
  flex: planOf(flex, { seed, born: [1975, 2000], firstOrdinal: 200, filledOn: '2024-01-05', beyond: ['410102'] }),
});
const everyone = (seed: number) =>
  Object.values(planFrom(seed)).flatMap(({ program, seats, beyond }) =>
    [...seats, ...beyond.values()].map((entry) => ({ program, ...entry })),
  );

describe.each([1, 42, 20_231_227, 4_294_967_295])('The nominees of seed %i', (seed) => {
  it('have complete forms that their programs accept', () => {
    const refused = everyone(seed).flatMap(({ program, key, form }) =>
      checkForm(program, form, { complete: true, today: '2024-01-05' }).map((item) => ({ key, item })),
    );
    expect(refused).toEqual([]);
  });

  it('have identity numbers of their own, of the sex, birth date and division that they say', () => {
    const people = everyone(seed).map(({ person }) => person);
    expect(new Set(people.map(({ idNumber }) => idNumber)).size).toBe(people.length);
    for (const { idNumber, birthDate, sex } of people) {
      const identity = parseIdentityNumber(idNumber);
      expect(identity).toMatchObject({ birthDate, sex });
      expect(youth.bureaus.map(({ code }) => code)).toContain('divisionCode' in identity && identity.divisionCode);
    }
  });

  it('keep to what the notice asks of age and length', () => {
    for (const { program, person, form } of everyone(seed)) {
      if (program === youth) expect(person.birthDate >= '1988-12-31').toBe(true);
      else expect(wordCount(String(form.deeds))).toBeLessThanOrEqual(800);
    }
  });
});

describe('The plan', () => {
  it('fills every seat of both quota tables, and covers every category in every city', () => {
    for (const { program, seats } of Object.values(planFrom(7))) {
      expect(seats).toHaveLength(program.quotaTotal);
      for (const { bureau } of program.quotas) {
        const slate = seats.filter(({ city }) => city.code === bureau);
        expect(slate).toHaveLength(quotaOf(program, bureau));
        expect(new Set(slate.map(({ category }) => category)).size).toBe(program.categories.length);
      }
    }
  });

  it('has at most two nominees of a county, and both of them and the third of the county that tries for three', () => {
    const { seats, beyond } = planFrom(7).flex;
    const counties = seats.filter(({ bureau }) => bureau.level === 'COUNTY').map(({ bureau }) => bureau.code);
    const from = (county: string): number => counties.filter((code) => code === county).length;
    expect(Math.max(...counties.map(from))).toBe(2);
    expect(from('410102')).toBe(2);
    expect(beyond.get('410102')?.bureau.code).toBe('410102');
  });

  it('is the same for the same seed, and another for another', () => {
    expect(planFrom(7)).toEqual(planFrom(7));
    const names = (seed: number) => everyone(seed).map(({ person }) => person.name);
    expect(names(7)).not.toEqual(names(8));
  });
});

describe('Chance', () => {
  it('gives UUIDs that are of RFC 9562 and never the same twice', () => {
    const draw = chance(1, 'ids');
    const ids = Array.from({ length: 1000 }, () => draw.uuid());
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/);
  });
});
