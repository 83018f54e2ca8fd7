import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edition } from '../../src/domain/edition/edition.ts';
import type { ExpertProfile } from '../../src/domain/edition/expert.ts';
import type { BureauCode } from '../../src/domain/ids.ts';
import type { Nomination } from '../../src/domain/nomination/nomination.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { conflictsOf, countiesIn, type Declared } from '../../src/domain/review/conflicts.ts';
import { editionOf, flex, plain, youth } from '../support/editions.ts';
import { nominationOf } from '../support/nominations.ts';
import { expert, bureaus as of } from '../support/people.ts';

const today = '2024-01-26';

const editionWith = (program: Program, profile: ExpertProfile | undefined): Edition =>
  editionOf(plain(program), {
    type: 'ExpertAppointed',
    data: { expert: expert.id, name: '方专家', fields: [], ...(profile && { profile }) },
  });

const between = (
  profile: ExpertProfile | undefined,
  changes: Partial<Nomination>,
  { program = youth, declared = [] }: { program?: Program; declared?: readonly Declared[] } = {},
) =>
  conflictsOf({
    edition: editionWith(program, profile),
    nomination: nominationOf({ status: 'SUBMITTED', drafters: [], ...changes }),
    expert: expert.id,
    declared,
    today,
  });

const foundry = { name: '郑州铸造厂', creditCode: '91410100MA40000006' };

describe('The same employer', () => {
  it('is told by the credit code, whatever the name', () => {
    const found = [{ ground: 'SAME_EMPLOYER', from: 'employerUscc', fact: foundry.creditCode }];
    expect(between({ employer: foundry }, { form: { employerUscc: foundry.creditCode, employer: '铸造厂' } })).toEqual(
      found,
    );
  });

  it('is told by the name, however it is spaced and widened', () => {
    const form = { employer: '郑州 铸造厂（集团）' };
    expect(between({ employer: { name: '郑州铸造厂(集团)' } }, { form })).toEqual([
      { ground: 'SAME_EMPLOYER', from: 'employer', fact: form.employer },
    ]);
  });

  it.each([{ employer: '洛阳铸造厂' }, { employer: '无' }, { employer: null }, {}])('is not told from %j', (form) => {
    expect(between({ employer: { ...foundry, name: '无' } }, { form: form as Nomination['form'] })).toEqual([]);
  });
});

describe('Former colleagues', () => {
  const resume = (from: string, to?: string) => ({
    resume: [{ from, ...(to && { to }), organization: foundry.name, role: '技术员' }],
  });
  const found = [{ ground: 'FORMER_COLLEAGUE', from: 'resume', fact: foundry.name }];
  const formerly = (until: string, from?: string): ExpertProfile => ({
    formerEmployers: [{ ...foundry, until, ...(from && { from }) }],
  });

  it('were at one place in the same months of the last years', () => {
    expect(between(formerly('2021-06', '2010-01'), { form: resume('2019-01', '2022-01') })).toEqual(found);
    expect(between(formerly('2019-01'), { form: resume('2019-01') })).toEqual(found);
    expect(between({ employer: foundry }, { form: resume('2018-01', '2019-02') })).toEqual(found);
  });

  it('are not those who missed each other, or met longer ago', () => {
    expect(between(formerly('2020-12'), { form: resume('2021-01') })).toEqual([]);
    expect(between(formerly('2023-12', '2022-02'), { form: resume('2015-01', '2022-01') })).toEqual([]);
    expect(between(formerly('2018-12'), { form: resume('2010-01') })).toEqual([]);
  });

  it('are counted back as many years as the program says, to the month', () => {
    const { conflicts } = youth;
    const colleagues = conflicts?.colleagues;
    if (!conflicts || !colleagues) throw new Error('The program names no colleagues.');
    const of = (years: number) => ({ ...youth, conflicts: { ...conflicts, colleagues: { ...colleagues, years } } });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 500 }), (years, monthsAgo) => {
        const at = new Date(Date.UTC(2024, 0 - monthsAgo, 1)).toISOString().slice(0, 7);
        const met = between(formerly(at), { form: resume('1950-01') }, { program: of(years) });
        expect(met).toHaveLength(monthsAgo <= years * 12 ? 1 : 0);
      }),
    );
  });
});

describe('The same bureau', () => {
  const reviewed: Partial<Nomination> = {
    reviews: [
      {
        level: 'CITY',
        bureau: of.city,
        decision: 'PASS',
        opinion: { text: '同意', stamped: true, signedOn: '2024-01-10', signer: '李' },
        by: 'somebody' as never,
        at: '2024-01-10T01:00:00.000Z',
      },
    ],
  };

  it('nominated, or reviewed', () => {
    expect(between({ bureau: of.county }, {})).toEqual([{ ground: 'SAME_BUREAU', from: 'bureau', fact: of.county }]);
    expect(between({ bureau: of.city }, reviewed)).toEqual([{ ground: 'SAME_BUREAU', from: 'reviews', fact: of.city }]);
    expect(between({ bureau: of.otherCity }, reviewed)).toEqual([]);
  });
});

describe('The same native county', () => {
  const at = (one: string, other: string) =>
    between({ nativePlace: one }, { form: { nativePlace: other } }).map(({ fact }) => fact);

  it('is told from the names of counties in the words', () => {
    expect(at('河南省郑州市中牟县', '河南中牟县')).toEqual(['410122']);
    expect(at('河南省郑州市中牟县', '河南省开封市尉氏县')).toEqual([]);
    expect(at('河南省郑州市', '河南省郑州市')).toEqual([]);
    expect(at('河南省', '河南省')).toEqual([]);
  });

  it('of elsewhere is told from the very same words', () => {
    expect(at('浙江省义乌市', '浙江省 义乌市')).toEqual(['浙江省 义乌市']);
    expect(at('浙江省', '浙江省')).toEqual([]);
  });

  it('of a name that several cities have is that of the city named, or any of them', () => {
    const { bureaus } = youth;
    const twice = bureaus.filter(
      ({ name, level }) => level === 'COUNTY' && bureaus.filter((other) => other.name.zh === name.zh).length > 1,
    );
    const [first] = twice;
    if (!first) return;
    const cities = twice.filter(({ name }) => name.zh === first.name.zh);
    expect(countiesIn(first.name.zh, bureaus)).toEqual(cities.map(({ code }) => code));
    const city = bureaus.find(({ code }) => code === first.parent)?.name.zh;
    expect(countiesIn(`${city}${first.name.zh}`, bureaus)).toEqual([first.code]);
  });

  it('is found for every county that a program knows, by its city and name', () => {
    for (const { code, name, parent } of youth.bureaus.filter(({ level }) => level === 'COUNTY')) {
      const city = youth.bureaus.find((item) => item.code === parent)?.name.zh ?? '';
      expect(countiesIn(`河南省${city}${name.zh}`, youth.bureaus)).toContain(code);
    }
  });
});

describe('What is declared', () => {
  it('stands beside what is found, with who said it', () => {
    const declared: readonly Declared[] = [{ ground: 'KINSHIP', by: 'NOMINATOR', detail: '表兄弟' }];
    expect(between({ bureau: of.county }, {}, { declared })).toEqual([
      { ground: 'SAME_BUREAU', from: 'bureau', fact: of.county },
      { ground: 'KINSHIP', from: 'NOMINATOR', fact: '表兄弟' },
    ]);
  });
});

describe('Nothing is found', () => {
  it('of an expert of whom nothing is said, or whose data was erased', () => {
    expect(between(undefined, { form: { employer: foundry.name } })).toEqual([]);
  });

  it('by a program that names nothing to look at', () => {
    const { conflicts: _, ...silent } = flex;
    expect(between({ bureau: of.county as BureauCode }, {}, { program: silent })).toEqual([]);
  });

  it('but of who drafted the nomination, always', () => {
    expect(between(undefined, { drafters: [expert.id] })).toEqual([
      { ground: 'INVOLVED', from: 'drafters', fact: expert.id },
    ]);
  });
});
