import type { Chance } from './chance.ts';
import vocabulary from './vocabulary.json' with { type: 'json' };

/** What somebody does for a living, as far as a form of either program asks for it. */
export interface Career {
  readonly employer: string;
  readonly position: string;
  readonly industry: string;
  readonly employerKind: string;
  readonly employerLevel: string;
  readonly postClass: string;
  /** Program that sent the person to the grassroots (A10); 无 for most. */
  readonly serviceProgram: string;
  readonly mainWork: string;
  /** Where the business is registered, or the platform worked for. */
  readonly registered: string;
  /** Registered as a self-employed business, so that it has a credit code (R-F34). */
  readonly business: boolean;
  readonly deeds: readonly string[];
}

interface Place {
  readonly city: string;
  readonly county: string;
}

const unknown: Career = {
  employer: '无',
  position: '从业人员',
  industry: 'O',
  employerKind: 'SELF',
  employerLevel: 'NONE',
  postClass: 'OTHER',
  serviceProgram: '无',
  mainWork: '便民服务',
  registered: '无',
  business: false,
  deeds: ['在{county}从业多年，踏实肯干，群众口碑良好。', '带动身边{n}人就业。'],
};

type Outline = Partial<Career> & { readonly mainEmployer?: string };

/** One of the careers that the vocabulary has for a category or a calling of its own, told of a place. */
export const careerOf = (draw: Chance, calling: string, { city, county }: Place): Career => {
  const outlines: Readonly<Record<string, readonly Outline[]>> = vocabulary.careers;
  const { mainEmployer, ...outline } = draw.pick(outlines[calling] ?? [unknown]);
  const told = (text: string): string =>
    text
      .replaceAll('{city}', city)
      .replaceAll('{county}', county)
      .replaceAll('{year}', () => String(draw.between(2016, 2021)))
      .replaceAll('{n}', () => String(draw.between(2, 9)))
      .replaceAll('{m}', () => String(draw.between(12, 60)));
  const career = {
    ...unknown,
    mainWork: outline.position ?? unknown.mainWork,
    ...(mainEmployer !== undefined && { employer: mainEmployer }),
    ...outline,
  };
  return {
    ...career,
    employer: told(career.employer),
    registered: told(career.registered),
    deeds: career.deeds.map(told),
  };
};
