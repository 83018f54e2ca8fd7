import { describe, expect, it } from 'vitest';
import { chance } from '../../src/cli/demo/chance.ts';
import type { Entry } from '../../src/cli/demo/plan.ts';
import { runsOf } from '../../src/cli/demo/runs.ts';
import { parts } from '../../src/cli/demo/script/parts.ts';
import { seatOf } from '../../src/cli/demo/script/stage.ts';
import { parseIdentityNumber } from '../../src/domain/identity-number.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import { checkForm } from '../../src/domain/program/form.ts';
import { type Program, quotaOf } from '../../src/domain/program/program.ts';
import { assessRule } from '../../src/domain/rules/assess.ts';
import type { Dossier } from '../../src/domain/rules/dossier.ts';

const everyone = (seed: number) =>
  Object.values(runsOf(seed)).flatMap(({ plan: { program, seats, beyond } }) =>
    [...seats, ...beyond.values()].map((entry) => ({ program, entry })),
  );

/** A dossier with the form alone: nothing attached, nobody asked. */
const formOnly = (program: Program, { person, bureau, form }: Entry): Dossier => {
  const identity = parseIdentityNumber(person.idNumber);
  return {
    program,
    nominationId: 'n' as NominationId,
    bureau: bureau.code,
    form: form as Dossier['form'],
    identity: 'birthDate' in identity ? identity : undefined,
    putForwardOn: '2024-01-12',
    materials: [],
    vetting: [],
    steps: [],
    waivers: new Map(),
    honors: [],
    judgments: new Map(),
  };
};

/** Checks of what a form says, and nothing else. */
const ofTheForm: readonly string[] = [
  'FIELD_IN',
  'FIELD_FILLED',
  'NOT_ALL',
  'BORN_SINCE',
  'AGE_BETWEEN',
  'YEARS_SINCE',
  'BEFORE_PUT_FORWARD',
  'NO_HONOR',
  'WITHIN_NOMINATOR',
  'NOMINATOR_AT',
];

describe.each([1, 42, 20_231_227, 4_294_967_295])('The nominees of seed %i', (seed) => {
  it('have complete forms that their programs accept', () => {
    const refused = everyone(seed).flatMap(({ program, entry: { key, form } }) =>
      checkForm(program, form as Dossier['form'], { complete: true, today: '2024-01-05' }).map((item) => ({
        key,
        item,
      })),
    );
    expect(refused).toEqual([]);
  });

  it('have identity numbers of their own, of the sex, birth date and division that they say', () => {
    const divisions = runsOf(seed).youth.plan.program.bureaus.map(({ code }) => code);
    const people = everyone(seed).map(({ entry: { person } }) => person);
    // One is nominated in both programs.
    expect(new Set(people.map(({ idNumber }) => idNumber)).size).toBe(people.length - 1);
    for (const { idNumber, birthDate, sex } of people) {
      const identity = parseIdentityNumber(idNumber);
      expect(identity).toMatchObject({ birthDate, sex });
      expect(divisions).toContain('divisionCode' in identity && identity.divisionCode);
    }
  });

  it('fulfill every rule about what their forms say, but for the one who was born a day too early', () => {
    const { youth } = runsOf(seed);
    const early = seatOf(youth, parts.youth.tooEarly);
    const found = everyone(seed).flatMap(({ program, entry }) =>
      program.rules
        .filter(({ check }) => check && ofTheForm.includes(check.kind))
        .map((rule) => ({ key: entry.key, ...assessRule(rule, formOnly(program, entry)) }))
        .filter(({ outcome }) => outcome !== 'PASSED')
        .map(({ key, ruleId, outcome }) => ({ key, ruleId, outcome })),
    );
    expect(found).toEqual([{ key: early.key, ruleId: 'R-Y10', outcome: 'NEEDS_WAIVER' }]);
  });

  it('say all that is asked of some: registered or not, what other work, who else puts them forward', () => {
    const forms = everyone(seed).map(({ entry: { form } }) => form);
    const ofType = (type: string) => forms.filter(({ flexType }) => flexType === type);
    expect(new Set(ofType('SELF_EMPLOYED').map(({ businessRegistered }) => businessRegistered))).toEqual(
      new Set(['YES', 'NO']),
    );
    for (const form of ofType('SELF_EMPLOYED')) {
      expect(form.uscc !== undefined).toBe(form.businessRegistered === 'YES');
    }
    expect(ofType('OTHER').every(({ otherFlexWork }) => otherFlexWork !== undefined)).toBe(true);
    const joint = forms.filter(({ jointPushBy }) => jointPushBy !== undefined);
    expect(joint.length).toBeGreaterThan(0);
    for (const { jointPushBy, remark } of joint) expect(remark).toContain(jointPushBy);
  });

  it('are cast: an official of the grassroots category, somebody born too early, one person in both programs', () => {
    const { youth, flex } = runsOf(seed);
    const { official, tooEarly, twice } = parts.youth;
    expect(seatOf(youth, official.bureau, official.category).form).toMatchObject({
      category: 'GRASSROOTS',
      employerKind: 'PARTY_GOV_ORGAN',
      postClass: 'GENERAL_MANAGEMENT',
      serviceProgram: 'SELECTED_GRADUATE',
    });
    expect(seatOf(youth, tooEarly).person.birthDate).toBe('1988-12-30');
    expect(seatOf(flex, parts.flex.twice).person).toEqual(seatOf(youth, twice.bureau, twice.category).person);
  });
});

describe('The plan', () => {
  it('fills every seat of both quota tables, and covers every category in every city', () => {
    for (const { plan } of Object.values(runsOf(7))) {
      const { program, seats } = plan;
      expect(seats).toHaveLength(program.quotaTotal);
      for (const { bureau } of program.quotas) {
        const slate = seats.filter(({ city }) => city.code === bureau);
        expect(slate).toHaveLength(quotaOf(program, bureau));
        expect(new Set(slate.map(({ category }) => category)).size).toBe(program.categories.length);
      }
    }
  });

  it('has at most two nominees of a county, and both of them and the third of the county that tries for three', () => {
    const { seats, beyond } = runsOf(7).flex.plan;
    const counties = seats.filter(({ bureau }) => bureau.level === 'COUNTY').map(({ bureau }) => bureau.code);
    const from = (county: string): number => counties.filter((code) => code === county).length;
    expect(Math.max(...counties.map(from))).toBe(2);
    expect(from('410102')).toBe(2);
    expect(beyond.get('410102')?.bureau.code).toBe('410102');
  });

  it('gives every part of the script to a bureau of its own, and none of the extra nominees a seat that is taken', () => {
    const codes = (part: Readonly<Record<string, string | { readonly bureau: string }>>): string[] =>
      Object.values(part).map((value) => (typeof value === 'string' ? value : value.bureau));
    for (const part of Object.values(parts)) expect(new Set(codes(part)).size).toBe(codes(part).length);
    const { seats } = runsOf(7).flex.plan;
    for (const county of [parts.flex.barred, parts.flex.expired]) {
      expect(seats.filter(({ bureau }) => bureau.code === county)).toHaveLength(1);
    }
  });

  it('is the same for the same seed, and another for another', () => {
    expect(runsOf(7)).toEqual(runsOf(7));
    const names = (seed: number) => everyone(seed).map(({ entry: { person } }) => person.name);
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
