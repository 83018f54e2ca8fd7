import type { Form } from '../../src/domain/nomination/nomination.ts';
import type { FormField, Program } from '../../src/domain/program/program.ts';
import type { View } from '../access.ts';
import { type Redaction, redacted } from '../redaction.ts';

/** Whether a view shows the answer to a field that holds no others. */
type Shows = (field: FormField) => boolean;

/** What says who someone is beyond what scoring needs: experts do not see it. */
const identifying: readonly FormField['type'][] = ['IDENTITY_NUMBER', 'PHONE'];

/** Who somebody is, and which business is theirs: all that a body needs to look into its own records. */
const toLookUp: readonly FormField['type'][] = ['PERSON_NAME', 'IDENTITY_NUMBER', 'CREDIT_CODE'];

const shows: Readonly<Record<View, Shows>> = {
  FULL: () => true,
  TO_SCORE: ({ type }) => !identifying.includes(type),
  TO_VET: (field) => toLookUp.includes(field.type) || (field.type === 'CODE' && field.identity === 'SEX'),
};

/** Who is named within a group or a list may be another than the nominee. */
const showsWithin = (view: View): boolean => view !== 'TO_VET';

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
const notToScore = ['history', 'draftedBy', 'drafters', 'reviews.by', 'reviews.judgments', 'reviews.opinion.contact'];

/** Beside the form, what a vetting body does not need: of `vetting` it sees its own answer only. */
const notToVet = ['category', 'returns', 'history', 'draftedBy', 'drafters', 'reviews', 'seats', 'expertReviews'];

/** The answers with null for every one that the view withholds. What the program's form does not know is withheld too. */
export const formFor = (view: View, form: Form, program: Program): Record<string, unknown> =>
  view === 'FULL' ? { ...form } : shownOf(view, form, program.form);

/** Which fields the view withholds, whether or not they are filled in. */
export const withheldBy = (view: View, program: Program): Redaction[] => {
  if (view === 'FULL') return [];
  const beside =
    view === 'TO_SCORE'
      ? [...notToScore, ...ofRecord]
      : [...notToVet, ...ofRecord.filter((field) => field !== 'vetting')];
  return redacted([...withheldPaths(view, program.form, 'form'), ...beside], 'NOT_ENTITLED');
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

const shownOf = (view: View, answers: Form, fields: readonly FormField[]): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(answers).map(([key, value]) => [
      key,
      shown(
        view,
        value,
        fields.find((field) => field.key === key),
      ),
    ]),
  );

const shown = (view: View, value: unknown, field: FormField | undefined): unknown => {
  if (field === undefined) return null;
  if (!('fields' in field)) return shows[view](field) ? value : null;
  if (!showsWithin(view)) return null;
  if (Array.isArray(value)) return value.map((entry) => shown(view, entry, field));
  if (value !== null && typeof value === 'object') return shownOf(view, value as Form, field.fields);
  return value;
};

const withheldPaths = (view: View, fields: readonly FormField[], parent: string): string[] =>
  fields.flatMap((field) => {
    const path = `${parent}.${field.key}`;
    if (!('fields' in field)) return shows[view](field) ? [] : [path];
    return showsWithin(view) ? withheldPaths(view, field.fields, path) : [path];
  });
