import { describe, expect } from 'vitest';
import type { BureauCode } from '../../src/domain/ids.ts';
import { builtInProgram, definitions, library } from '../../src/domain/program/definitions/index.ts';
import { resolveProgram } from '../../src/domain/program/resolve-program.ts';
import { flex, youth } from '../support/editions.ts';
import { flexForm, youthForm } from '../support/forms.ts';
import { bureaus as of } from '../support/people.ts';
import { rule } from '../support/rule-spec.ts';
import { nominate, slateOf, submitted } from './slates.ts';

describe('The notice and whom it goes to', () => {
  const dated = (issuedOn: string) => {
    const source = definitions['henan-youth-star-2023'];
    const resolved = resolveProgram({ ...source, notice: { ...source.notice, issuedOn } }, library);
    return 'problems' in resolved ? resolved.problems.map(({ path }) => path) : [];
  };
  rule('R-S01')
    .passes('issued on 27 December 2023, without the stray dot', () => {
      for (const name of ['henan-youth-star-2023', 'henan-flex-star-2023'] as const) {
        expect(builtInProgram(name).notice.issuedOn).toBe('2023-12-27');
      }
    })
    .fails('a definition that keeps the dot, or dates the notice after its deadlines', () => {
      expect(dated('2023-12-27.')).toEqual(['notice.issuedOn']);
      expect(dated('2024-01-26')).toEqual(['deadlines[0].on']);
    });

  const cities = youth.bureaus.filter(({ level }) => level === 'CITY').map(({ code }) => code);
  rule('R-S02')
    .passes('each of the eighteen bureaus, Jiyuan among them, puts people forward', () => {
      expect(cities).toHaveLength(18);
      expect(cities).toContain(of.jiyuan);
      for (const bureau of cities) {
        nominate(youth, { bureau }).accepted('Nominated');
        submitted(youth, slateOf(youth, bureau, 4), { bureau }).accepted('SlateSubmitted');
      }
    })
    .fails('a bureau that the notice does not go to', () => {
      nominate(youth, { bureau: '420100' as BureauCode }).refused(['R-S02', 'BUREAU_MAY_NOT_NOMINATE']);
    });
});

describe('Categories', () => {
  rule('R-Y11')
    .passes('each of the four', () => {
      const { category: _, ...form } = youthForm;
      for (const { code: category } of youth.categories) nominate(youth, { category, form }).accepted('Nominated');
    })
    .fails('any other', () => {
      const { category: _, ...form } = youthForm;
      nominate(youth, { category: 'NEW_FORM', form }).refused(
        ['R-Y11', 'CATEGORY_UNKNOWN'],
        ['R-Y11', 'FIELD_INVALID'],
      );
    });

  rule('R-F03').fails('a type that is none of the four', () => {
    const { flexType: _, ...form } = flexForm;
    nominate(flex, { category: 'GRASSROOTS', form }).refused(['R-F03', 'CATEGORY_UNKNOWN'], ['R-F03', 'FIELD_INVALID']);
  });

  const [first, ...others] = youth.categories.map(({ code }) => code);
  rule('R-Y18')
    .passes('one of each is enough', () => {
      submitted(youth, slateOf(youth, of.city, 4)).accepted('SlateSubmitted');
    })
    .fails('nobody of one category', () => {
      submitted(youth, slateOf(youth, of.city, 9, { categories: others })).refused(['R-Y18', 'CATEGORY_NOT_COVERED']);
      submitted(youth, slateOf(youth, of.city, 9, { categories: [first ?? ''] })).refused(
        ['R-Y18', 'CATEGORY_NOT_COVERED'],
        ['R-Y18', 'CATEGORY_NOT_COVERED'],
        ['R-Y18', 'CATEGORY_NOT_COVERED'],
      );
    });
});
