import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor, Role } from '../../src/domain/actor.ts';
import { oversightFrom } from '../../src/server/stated-purpose.ts';

const actor = (...roles: readonly Role[]): Actor => ({
  id: 'somebody' as Actor['id'],
  name: 'Somebody',
  roles: [...roles],
  channel: 'API',
});
const auditor = actor('AUDITOR');
const inspector = actor('DISCIPLINE_INSPECTOR');

const stated = (by: Actor, headers: Record<string, string>) => oversightFrom(by, headers)?.stated;
const purpose = (text: string) => ({ 'laurel-purpose': text });

const refusal = (by: Actor, headers: Record<string, string>): { message: string; extensions: unknown } => {
  try {
    oversightFrom(by, headers);
  } catch (error) {
    return error as never;
  }
  throw new Error('It was accepted.');
};

describe('a purpose', () => {
  it.each(['年度审计抽查', 'annual audit', 'R&D 100% “复核”'])('is read as it was encoded: %s', (text) => {
    expect(stated(auditor, purpose(encodeURIComponent(text)))).toEqual({ role: 'AUDITOR', purpose: text });
  });

  it('may be written plainly where it is ASCII, and is trimmed', () => {
    expect(stated(auditor, purpose('  annual audit '))).toMatchObject({ purpose: 'annual audit' });
  });

  it('takes 5 to 300 characters, however many bytes they are', () => {
    for (const length of [5, 300]) {
      const text = '𠮷'.repeat(length);
      expect(stated(auditor, purpose(encodeURIComponent(text)))).toMatchObject({ purpose: text });
    }
    for (const length of [0, 4, 301]) expect(() => stated(auditor, purpose('a'.repeat(length)))).toThrow('5 to 300');
  });

  it.each([
    ['a line end', 'annual%0Aaudit'],
    ['a control character', 'annual%00audit'],
    ['a character that turns the direction of text', 'annual%E2%80%AEaudit'],
    ['a percent sign that encodes nothing', 'annual 100% audit'],
    ['bytes that are not UTF-8', 'annual%FFaudit'],
    ['bytes that were not encoded', 'å¹´åº¦å®¡è®¡'],
    ['nothing but spaces', '%20%20%20%20%20%20'],
    ['what is too long to be looked at', '%20'.repeat(2_000)],
  ])('with %s is refused, naming the header and the rule and not the value', (_, raw) => {
    const { message, extensions } = refusal(auditor, purpose(raw));
    expect(extensions).toMatchObject({ code: 'PURPOSE_INVALID', http: { status: 400 } });
    expect(message).toContain('Laurel-Purpose');
    expect(message).toContain('5 to 300 characters as percent-encoded UTF-8');
    expect(message).not.toContain(raw);
  });

  it('is accepted or refused with a code, whatever the header holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        try {
          const text = stated(auditor, purpose(raw))?.purpose ?? '';
          expect([...text].length).toBeGreaterThanOrEqual(5);
        } catch (error) {
          expect((error as { extensions: object }).extensions).toMatchObject({ code: 'PURPOSE_INVALID' });
        }
      }),
    );
  });
});

describe('what a role has to state', () => {
  it('an inspector gives a case number; a purpose alone does not do', () => {
    expect(stated(inspector, { 'laurel-case': 'HN-2024-7' })).toEqual({
      role: 'DISCIPLINE_INSPECTOR',
      caseNumber: 'HN-2024-7',
    });
    expect(refusal(inspector, purpose('annual audit')).message).toContain(
      'who reads as DISCIPLINE_INSPECTOR sends Laurel-Case (1 to 100 characters)',
    );
  });

  it('an auditor gives either', () => {
    expect(stated(auditor, { 'laurel-case': 'HN-2024-7' })).toMatchObject({ role: 'AUDITOR' });
  });

  it('who is both reads as the one whose statement it is', () => {
    const both = actor('AUDITOR', 'DISCIPLINE_INSPECTOR');
    expect(stated(both, purpose('annual audit'))).toMatchObject({ role: 'AUDITOR' });
    expect(stated(both, { 'laurel-case': 'HN-2024-7' })).toMatchObject({ role: 'DISCIPLINE_INSPECTOR' });
  });

  it('who states nothing is shown nothing, and is not refused', () => {
    expect(oversightFrom(auditor, {})).toMatchObject({ stated: undefined });
  });

  it('of anyone else the headers are not looked at', () => {
    expect(oversightFrom(actor('PROVINCE_OFFICER'), purpose('x'))).toBeUndefined();
  });
});
