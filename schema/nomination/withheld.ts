import type { Form } from '../../src/domain/nomination/nomination.ts';
import { type HiddenFromExperts, hiddenFromExperts } from '../../src/domain/program/hidden-from-experts.ts';
import type { FormField, Program } from '../../src/domain/program/program.ts';
import type { View } from '../access.ts';
import { type Redaction, redacted } from '../redaction.ts';

/** Whether a view shows the answer to a field, or to one that holds others something of it. */
type Shows = (field: FormField, path: string) => boolean;

/** What says who someone is beyond what scoring needs: experts do not see it. */
const identifying: readonly FormField['type'][] = ['IDENTITY_NUMBER', 'PHONE'];

/** Who somebody is, and which business is theirs: all that a body needs to look into its own records. */
const toLookUp: readonly FormField['type'][] = ['PERSON_NAME', 'IDENTITY_NUMBER', 'CREDIT_CODE'];

const showsOf: Readonly<Record<View, (program: Program) => Shows>> = {
  FULL: () => () => true,
  TO_SCORE: (program) => {
    const { form } = hiddenFromExperts(program);
    return ({ type }, path) => !identifying.includes(type) && !form.has(path);
  },
  // Nothing of a group or a list: who is named there may be another than the nominee.
  TO_VET: () => (field) => toLookUp.includes(field.type) || (field.type === 'CODE' && field.identity === 'SEX'),
};

/** What is gathered beside the form, and what is known of the person from elsewhere. */
const ofRecord = [
  'formWarnings',
  'eligibility',
  'assessments',
  'checklist',
  'vetting',
  'steps',
  'waivers',
  'supplement',
  'priorHonors',
  'alsoNominatedIn',
];

/** Beside the form, what an expert does not need of a nomination. */
const notToScore = ({ name, bureau, opinions }: HiddenFromExperts): readonly string[] => [
  ...(name ? ['name'] : []),
  ...(bureau ? ['bureau', 'holder'] : []),
  ...['history', 'draftedBy', 'drafters', 'seats'],
  ...(opinions ? ['reviews'] : ['reviews.by', 'reviews.judgments', 'reviews.opinion.contact']),
];

/** Beside the form, what a vetting body does not need: of `vetting` it sees its own answer only. */
const notToVet = ['category', 'returns', 'history', 'draftedBy', 'drafters', 'reviews', 'seats', 'expertReviews'];

/**
 * The answers with null for every one that the view withholds, whether or not there is one. What the program's form does
 * not know is withheld too.
 */
export const formFor = (view: View, form: Form, program: Program): Record<string, unknown> =>
  view === 'FULL' ? { ...form } : shownOf(showsOf[view](program), form, program.form);

/** What a view shows of the answer to one field of the form; null where it shows nothing of it. */
export const answerFor = (view: View, key: string, answer: unknown, program: Program): unknown =>
  formFor(view, { [key]: answer } as Form, program)[key] ?? null;

/** Which fields the view withholds, whether or not they are filled in. */
export const withheldBy = (view: View, program: Program): Redaction[] => {
  if (view === 'FULL') return [];
  const beside =
    view === 'TO_SCORE'
      ? [...notToScore(hiddenFromExperts(program)), ...ofRecord]
      : [...notToVet, ...ofRecord.filter((field) => field !== 'vetting')];
  return redacted(
    [...withheldPaths(showsOf[view](program), program.form).map((path) => `form.${path}`), ...beside],
    'NOT_ENTITLED',
  );
};

/** The same, with what only those are shown who oversee the edition. */
export const redactionsIn = (view: View, program: Program, seesObjections: boolean): Redaction[] => [
  ...withheldBy(view, program),
  ...redacted(seesObjections ? [] : ['standingObjections'], 'NOT_ENTITLED'),
];

/** What is personal of a nomination: all of it is null once the person is erased, and while it is restricted. */
const personalParts = [
  ...['name', 'form', 'formWarnings', 'history.reason', 'reviews.opinion.text', 'reviews.opinion.contact'],
  ...['vetting.note', 'vetting.evidence', 'steps.answers', 'steps.evidence', 'supplement.reason', 'checklist.files'],
  ...['waivers.reason', 'waivers.evidence', 'waivers.against', 'waivers.note'],
  ...['priorHonors.name', 'priorHonors.issuer', 'expertReviews.comment'],
];

export const goneOf = (gone: 'ERASED' | 'RESTRICTED' | undefined): Redaction[] =>
  gone ? redacted(personalParts, gone) : [];

const shownOf = (shows: Shows, answers: Form, fields: readonly FormField[], above = ''): Record<string, unknown> => {
  const withheld = fields.filter((field) => !shows(field, `${above}${field.key}`));
  return Object.fromEntries([
    ...withheld.map(({ key }) => [key, null] as const),
    ...Object.entries(answers).map(([key, value]) => {
      const field = fields.find((item) => item.key === key);
      return [key, field === undefined ? null : shown(shows, value, field, `${above}${key}`)] as const;
    }),
  ]);
};

const shown = (shows: Shows, value: unknown, field: FormField, path: string): unknown => {
  if (!shows(field, path)) return null;
  if (!('fields' in field)) return value;
  if (Array.isArray(value)) return value.map((entry) => shown(shows, entry, field, path));
  if (value !== null && typeof value === 'object') return shownOf(shows, value as Form, field.fields, `${path}.`);
  return value;
};

const withheldPaths = (shows: Shows, fields: readonly FormField[], above = ''): string[] =>
  fields.flatMap((field) => {
    const path = `${above}${field.key}`;
    if (!shows(field, path)) return [path];
    return 'fields' in field ? withheldPaths(shows, field.fields, `${path}.`) : [];
  });
