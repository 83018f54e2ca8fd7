import type { Nomination as DomainNomination } from '../../src/domain/nomination/nomination.ts';
import { bureauAt, bureauOf, type Program } from '../../src/domain/program/program.ts';
import type { Language } from '../../src/domain/refusal.ts';
import { programIn } from '../edition/references.ts';
import type { Nomination } from '../nomination/types.ts';
import { visibleNomination } from '../nomination/visible-nomination.ts';
import type { LaurelContext } from '../services.ts';
import { answerInWords } from './answer-in-words.ts';
import type { SlateSummary } from './summary.ts';
import type { Slate } from './types.ts';

/**
 * The table that the program has a bureau send with its slate; null where there is none, and for who does not see
 * everyone on it in full.
 */
export const summaryOf = async (slate: Slate, context: LaurelContext): Promise<SlateSummary | null> => {
  const { loaders, language } = context;
  const program = await programIn(loaders, slate.editionId);
  const { summary } = program;
  if (!summary) return null;
  const nominations = await Promise.all(
    slate.seats.map(({ nominationId }) => visibleNomination(context, nominationId, slate.cut)),
  );
  const seen = nominations.filter((nomination) => nomination?.view === 'FULL') as readonly Nomination[];
  if (seen.length < nominations.length) return null;
  const rows = await Promise.all(
    seen.map(async (nomination, i) => {
      const state = (await loaders.dossier.load(nomination)).nomination();
      const cells = summary.columns.map((column) => (state ? cell(column, { program, state, i, language }) : ''));
      return { nomination, cells };
    }),
  );
  return {
    name: summary.name[language],
    inferred: summary.inferred,
    columns: summary.columns.map(({ label }) => label[language]),
    rows,
  };
};

type Column = NonNullable<Program['summary']>['columns'][number];

interface Line {
  readonly program: Program;
  readonly state: DomainNomination;
  /** 0-based. */
  readonly i: number;
  readonly language: Language;
}

/** Whether a county put the nominee forward, or the city itself (R-F19). */
const source = {
  COUNTY: { zh: '县（市、区）推送', en: 'put forward by a county' },
  CITY_DIRECT: { zh: '市本级直接推送', en: 'put forward by the city itself' },
} as const;

const cell = ({ from }: Column, { program, state, i, language }: Line): string => {
  if (from === 'SERIAL') return String(i + 1);
  const office = bureauOf(program, state.bureau);
  if (from === 'BUREAU') return office?.name[language] ?? state.bureau;
  if (from === 'CITY') return bureauAt(program, state.bureau, 'CITY')?.name[language] ?? '';
  if (from === 'SOURCE') return source[office?.level === 'COUNTY' ? 'COUNTY' : 'CITY_DIRECT'][language];
  const text = answerInWords(program, state.form, from.field, language);
  return from.first === undefined ? text : [...text].slice(0, from.first).join('');
};
