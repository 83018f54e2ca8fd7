import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReaderOptions, readerOf } from '../../src/cli/audit/reader.ts';
import { BadEnvironment } from '../../src/cli/environment.ts';
import { oversightRoles } from '../../src/domain/access/access.ts';
import type { ActorId } from '../../src/domain/ids.ts';
import { oversightFrom } from '../../src/server/stated-purpose.ts';

const who = { as: 'somebody', name: 'Somebody' } as const;

/** What is recorded as stated; undefined if nothing is opened. */
const onCommandLine = (options: ReaderOptions): object | undefined => {
  try {
    const { role, purpose, caseNumber } = readerOf({ ...who, ...options });
    return JSON.parse(JSON.stringify({ role, purpose, caseNumber }));
  } catch (error) {
    if (error instanceof BadEnvironment) return undefined;
    throw error;
  }
};

const overApi = ({ role = 'AUDITOR', purpose, case: caseNumber }: ReaderOptions): object | undefined => {
  const actor = { id: 'somebody' as ActorId, name: 'Somebody', roles: [role], channel: 'API' as const };
  try {
    return oversightFrom(actor, {
      ...(purpose !== undefined && { 'laurel-purpose': encodeURIComponent(purpose) }),
      ...(caseNumber !== undefined && { 'laurel-case': encodeURIComponent(caseNumber) }),
    })?.stated;
  } catch {
    return undefined;
  }
};

describe('What a reader states on the command line', () => {
  const texts = [undefined, '', ' ', '审', 'HN-7', ' annual audit ', 'annual\naudit', 'annual\u202eaudit', '\u0000'];
  texts.push('𠮷'.repeat(100), '𠮷'.repeat(101), '𠮷'.repeat(300), '𠮷'.repeat(301), ` ${'a'.repeat(300)} `);

  it('is accepted, and recorded, as over the API', () => {
    const stated = new Set<boolean>();
    for (const role of oversightRoles)
      for (const purpose of texts)
        for (const caseNumber of texts) {
          const options = {
            role,
            ...(purpose !== undefined && { purpose }),
            ...(caseNumber !== undefined && { case: caseNumber }),
          };
          const recorded = onCommandLine(options);
          expect([options, recorded]).toEqual([options, overApi(options)]);
          stated.add(recorded !== undefined);
        }
    expect([...stated].sort()).toEqual([false, true]);
  });

  it('is accepted as over the API whatever it is', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...oversightRoles), text, text, (role, purpose, caseNumber) => {
        const options = { role, purpose, case: caseNumber };
        expect(onCommandLine(options)).toEqual(overApi(options));
      }),
    );
  });

  it.each([
    ['who it is', { role: 'AUDITOR', purpose: 'annual audit', as: undefined }, '--as, --name, --role'],
    [
      'a name that can be read',
      { role: 'AUDITOR', purpose: 'annual audit', name: 'Some\u0007body' },
      '--name takes 1 to 200',
    ],
    ['an account that is not blank', { role: 'AUDITOR', purpose: 'annual audit', as: ' ' }, '--as takes 1 to 200'],
    ['an account that is theirs', { role: 'AUDITOR', purpose: 'annual audit', as: 'laurel' }, "Laurel's own name"],
    ['a case, of an inspector', { role: 'DISCIPLINE_INSPECTOR', purpose: 'annual audit' }, 'says --case (1 to 100'],
    ['a purpose or a case, of an auditor', { role: 'AUDITOR' }, '--purpose (5 to 300 characters) or --case'],
  ])('has to say %s', (_, options, said) => {
    expect(() => readerOf({ ...who, ...options } as ReaderOptions)).toThrow(said);
  });

  it('is not repeated where it is refused', () => {
    expect(() => readerOf({ ...who, role: 'AUDITOR', purpose: '张某某\n' + '事' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('张某某') }),
    );
  });
});
