import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Reference, referencesIn, restored, saidBy, spelledOut, valueInFacts } from '../../src/app/said.ts';
import type { Fact } from '../../src/domain/event.ts';

/** The command as it is given again after it was written as JSON. */
const again = (command: { readonly type: string }, facts: readonly Fact[]): unknown => {
  const said = spelledOut(JSON.parse(JSON.stringify(saidBy(command, facts))));
  const values = new Map<Reference, unknown>();
  for (const reference of referencesIn(said)) {
    values.set(reference, '$fact' in reference ? valueInFacts(reference, facts) : undefined);
  }
  return restored(said, values);
};

/** Names that look like the marks of what is recorded are values like others below the command itself. */
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '$state', '$fact', '$set', '$plain', '$same', 'field'), tie('value'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).value;
const data = fc.dictionary(fc.constantFrom('a', 'b', 'form'), json, { maxKeys: 3, noNullPrototype: true });

describe('What a command said', () => {
  it('is given again as it was, whatever of it the facts repeat', () => {
    fc.assert(
      fc.property(data, fc.array(data, { minLength: 1, maxLength: 2 }), (said, stated) => {
        const facts = stated.map((item) => ({ type: 'Happened', data: item }));
        const command = { ...said, type: 'Do' };
        expect(again(command, facts)).toEqual(JSON.parse(JSON.stringify(command)));
        const repeated = [...facts, { type: 'Happened', data: { b: 1, ...said } }];
        expect(again(command, repeated)).toEqual(JSON.parse(JSON.stringify(command)));
      }),
    );
  });

  it('stands but once, also where the fact says more', () => {
    const form = { name: '王芳', phone: '13800000000' };
    const facts = [{ type: 'Nominated', data: { form: { ...form, category: 'NEW_FORM' } } }];
    expect(saidBy({ type: 'Nominate', form } as never, facts)).toEqual({
      type: 'Nominate',
      form: { $fact: 0, field: 'form', without: ['category'] },
    });
    expect(again({ type: 'Nominate', form } as never, facts)).toEqual({ type: 'Nominate', form });
  });

  it('keeps a set a set', () => {
    expect(again({ type: 'Publicize', out: new Set(['one']) } as never, [])).toEqual({
      type: 'Publicize',
      out: new Set(['one']),
    });
  });

  it.each([
    ['a map', new Map()],
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['no number', Number.NaN],
  ])('is refused with its place where it is %s, rather than recorded otherwise', (_, value) => {
    expect(() => saidBy({ type: 'Do', with: { inner: [value] } } as never, [])).toThrow(/Do\.with\.inner\.0/);
  });
});
