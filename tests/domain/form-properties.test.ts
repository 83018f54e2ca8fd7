import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkForm, type Form } from '../../src/domain/program/form.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { messageOf } from '../../src/domain/refusal.ts';
import { flex, youth } from '../support/editions.ts';
import { badAnswers, goodAnswers, type Place, placesOf, today, unspeakable } from '../support/form-answers.ts';
import { flexForm, youthForm } from '../support/forms.ts';

const draft = { complete: false, today };
const complete = { complete: true, today };

const places = ([youth, flex] as const).flatMap((program) =>
  placesOf(program).map((place) => [`${program.code} ${place.path.join('.')}`, program, place] as const),
);

const wholeForm = (program: Program): Form => (program === youth ? youthForm : flexForm);

/** Refused exactly there, by its printed label, saying what is accepted, in both languages; and nothing is repeated. */
const refusedAt = (program: Program, { path, label, formWith }: Place, answer: unknown) => {
  const refusals = checkForm(program, formWith(answer), draft);
  expect(refusals.map((refused) => refused.path)).toEqual([['form', ...path]]);
  for (const refused of refusals) {
    expect(refused.code).toBe('FIELD_INVALID');
    expect(refused.params.label).toEqual(label);
    expect(refused.params.accepted).toEqual({ zh: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) });
    expect(messageOf(refused, 'zh')).toContain(`“${label.zh}”填写有误`);
    expect(messageOf(refused, 'en')).toContain(`${label.en} is not acceptable`);
  }
};

describe.each(places)('%s', (_, program, place) => {
  it('takes what its field takes', () => {
    fc.assert(
      fc.property(goodAnswers(program, place.field), (answer) => {
        expect(checkForm(program, place.formWith(answer), draft)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('refuses everything else, there alone, and says what it takes', () => {
    fc.assert(
      fc.property(badAnswers(program, place.field), (answer) => refusedAt(program, place, answer)),
      { numRuns: 150 },
    );
  });

  it('refuses what no record can hold', () => {
    fc.assert(
      fc.property(unspeakable, (answer) => refusedAt(program, place, answer)),
      { numRuns: 10 },
    );
  });

  it('refuses it in a whole form too', () => {
    fc.assert(
      fc.property(badAnswers(program, place.field), (answer) => {
        const refusals = checkForm(program, { ...wholeForm(program), ...place.formWith(answer) }, complete);
        const paths = refusals.map(({ path }) => path.join('.'));
        expect(paths).toContain(['form', ...place.path].join('.'));
      }),
      { numRuns: 40 },
    );
  });
});

describe.each([youth, flex])('A form of $code', (program) => {
  it('takes every answer back: null, and blanks, are none', () => {
    for (const { formWith } of placesOf(program)) {
      for (const nothing of [null, '', ' ', '\u3000\u3000', '\t\n']) {
        expect(checkForm(program, formWith(nothing), draft)).toEqual([]);
      }
    }
  });

  it('knows no names but its own, least of all those every object has', () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', ' ', 'x'.repeat(5000)];
    for (const name of names) {
      const form = JSON.parse(`{${JSON.stringify(name)}: {"polluted": true}}`);
      const refusals = checkForm(program, form, draft);
      expect(refusals).toMatchObject([{ code: 'FIELD_UNKNOWN', path: ['form', name.slice(0, 40)] }]);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('never fails, whatever is sent for one', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...program.form.map(({ key }) => key), 'x'), fc.jsonValue()),
        (form) => {
          for (const how of [draft, complete]) expect(Array.isArray(checkForm(program, form, how))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
