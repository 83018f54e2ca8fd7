import { Temporal } from 'temporal-polyfill';
import type { KnownHonor } from '../nomination/parts.ts';
import type { CheckOf } from '../program/check.ts';
import { answerAt } from '../program/condition.ts';
import type { Program } from '../program/program.ts';
import type { Dossier } from './dossier.ts';
import { failing, holding, type Verdict } from './verdict.ts';

const isHonor = (entry: unknown): entry is KnownHonor =>
  typeof entry === 'object' &&
  entry !== null &&
  ['level', 'topic', 'awardedOn'].every((key) => typeof (entry as Record<string, unknown>)[key] === 'string');

/** The first day on which an honor counts; undefined where all of them do. */
const sinceOf = ({ since }: CheckOf<'NO_HONOR'>, { notice }: Program): string | undefined =>
  typeof since === 'object'
    ? Temporal.PlainDate.from(notice.issuedOn).subtract({ years: since.yearsBeforeNotice }).toString()
    : since;

/** Whether a check counts an honor (A07, A08). */
export const countsHonor = (check: CheckOf<'NO_HONOR'>, program: Program): ((honor: KnownHonor) => boolean) => {
  const { levels, topics } = check;
  const since = sinceOf(check, program);
  return ({ level, topic, awardedOn }) =>
    levels.includes(level) && topics.includes(topic) && (since === undefined || awardedOn >= since);
};

/** Honors that count, from the form and from the record, each once. */
const counted = (check: CheckOf<'NO_HONOR'>, { form, honors, program }: Dossier): KnownHonor[] => {
  const written = answerAt(form, check.field);
  const all = [...(Array.isArray(written) ? written.filter(isHonor) : []), ...honors].filter(
    countsHonor(check, program),
  );
  const once = new Map(
    all.map(({ level, topic, awardedOn }) => [`${awardedOn}/${level}/${topic}`, { level, topic, awardedOn }]),
  );
  return [...once.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, honor]) => honor);
};

export const noHonor = (check: CheckOf<'NO_HONOR'>, dossier: Dossier): Verdict => {
  const found = counted(check, dossier);
  const evidence = { honors: found.map((honor) => ({ ...honor })) };
  if (found.length === 0) return holding(evidence);
  const first = sinceOf(check, dossier.program);
  const since = first ? { zh: `${first}以来`, en: ` since ${first}` } : { zh: '', en: '' };
  return failing(
    evidence,
    `${since.zh}已获相关荣誉${found.length}项（登记表或在案记录）`,
    `${found.length} honor${found.length === 1 ? '' : 's'} of this kind${since.en}, on the form or on record`,
    '没有此类荣誉',
    'no honor of this kind',
  );
};
