import { refuse, unless } from '../decider.ts';
import type { ActorId } from '../ids.ts';
import { refusal } from '../refusal.ts';
import type { Edition } from './edition.ts';
import { type ExpertTerms, givenTerms } from './expert.ts';
import { whenOpen } from './when-open.ts';

export interface AppointExpert extends ExpertTerms {
  readonly type: 'AppointExpert';
  readonly expert: ActorId;
  readonly name: string;
}
export interface AmendExpert extends ExpertTerms {
  readonly type: 'AmendExpert';
  readonly expert: ActorId;
  readonly reason: string;
}
export interface DismissExpert {
  readonly type: 'DismissExpert';
  readonly expert: ActorId;
  readonly reason: string;
}

/** Of the right shape, and of bureaus that the program knows. */
const checkTerms = ({ program }: Edition, { fields, profile, prefers, load, availability }: ExpertTerms) => {
  const parsed = givenTerms.safeParse({ fields, profile: profile ?? undefined, prefers, load, availability });
  if (!parsed.success) {
    const refusals = parsed.error.issues.map(({ path, message }) =>
      refusal('EXPERT_TERMS_INVALID', { path: path.map(String), at: path.join('.'), problem: message }),
    );
    return { refusals };
  }
  const bureau = parsed.data.profile?.bureau;
  if (bureau !== undefined && !program.bureaus.some(({ code }) => code === bureau)) {
    return { refusals: [refusal('BUREAU_UNKNOWN', { path: ['profile', 'bureau'], bureau })] };
  }
  const categories = program.categories.map(({ code }) => code);
  const unknown = (parsed.data.prefers ?? []).findIndex((category) => !categories.includes(category));
  if (unknown >= 0) {
    const path = ['prefers', String(unknown)];
    return { refusals: [refusal('CATEGORY_UNKNOWN', { path, known: categories.join(', ') })] };
  }
  const { profile: known, load: limits, availability: days } = parsed.data;
  return {
    terms: {
      fields: parsed.data.fields,
      ...(known && { profile: known }),
      ...(parsed.data.prefers && { prefers: parsed.data.prefers }),
      ...(limits && { load: limits }),
      ...(days && { availability: days }),
    },
  };
};

export const appointExpert = whenOpen<AppointExpert>((edition, { expert, name, ...given }) => {
  const { refusals = [], terms } = checkTerms(edition, given);
  if (!terms) return refuse(...refusals);
  return unless([edition.experts.has(expert) && refusal('EXPERT_APPOINTED', { path: ['expert'], expert })], () => [
    { type: 'ExpertAppointed', data: { expert, name, ...terms } },
  ]);
});

export const amendExpert = whenOpen<AmendExpert>((edition, { expert, reason, ...given }) => {
  const { refusals = [], terms } = checkTerms(edition, given);
  if (!terms) return refuse(...refusals);
  return unless([!edition.experts.has(expert) && refusal('EXPERT_NOT_APPOINTED', { path: ['expert'], expert })], () => [
    { type: 'ExpertAmended', data: { expert, ...terms, reason } },
  ]);
});

export const dismissExpert = whenOpen<DismissExpert>(({ experts }, { expert, reason }) =>
  unless([!experts.has(expert) && refusal('EXPERT_NOT_APPOINTED', { path: ['expert'], expert })], () => [
    { type: 'ExpertDismissed', data: { expert, reason } },
  ]),
);
