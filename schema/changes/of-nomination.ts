import canonicalize from 'canonicalize';
import type { Recorded } from '../../src/domain/event.ts';
import type { BureauCode, NominationId } from '../../src/domain/ids.ts';
import { evolveNomination, initialNomination } from '../../src/domain/nomination/evolve.ts';
import { type Form, type NominationFact, nominationStream } from '../../src/domain/nomination/nomination.ts';
import type { VettingAnswer } from '../../src/domain/nomination/parts.ts';
import type { HiddenFromExperts } from '../../src/domain/program/hidden-from-experts.ts';
import { bureauIn, programIn } from '../edition/references.ts';
import type { Nomination } from '../nomination/types.ts';
import { visibleNomination } from '../nomination/visible-nomination.ts';
import { answerFor, redactionsIn } from '../nomination/withheld.ts';
import { redacted } from '../redaction.ts';
import type { LaurelContext } from '../services.ts';
import { type Difference, differencesOf, type Facets, momentsOf, type Span, type Touches } from './differences.ts';
import { type Teller, told } from './told.ts';
import type { ChangeOf } from './types.ts';

type Event = Recorded<NominationFact>;
type DataOf<Type extends NominationFact['type']> = Extract<NominationFact, { type: Type }>['data'];

const fields = (form: Form | null) => Object.keys(form ?? {}).map((key) => `form/${key}`);
const waiver = ({ data }: { readonly data: { readonly ruleId: string } }) => [`waiver/${data.ruleId}`];
const material = ({ data }: { readonly data: { readonly material: string; readonly sha256: string } }) => [
  `material/${data.material}/${data.sha256}`,
];
const ended = () => ['status', 'supplement'];
const moved = () => ['status', 'holder', 'supplement'];

const touches: Touches<NominationFact> = {
  Nominated: ({ data }) => ['status', 'holder', 'category', ...fields(data.form)],
  FormAmended: ({ data }) => ['category', ...fields(data.changes)],
  MaterialAttached: material,
  MaterialRemoved: material,
  VettingAnswered: ({ data }) => [`vetting/${data.body}`],
  StepRecorded: ({ id }) => [`step/${id}`],
  EligibilityAssessed: ({ id }) => [`assessment/${id}`],
  WaiverRequested: waiver,
  WaiverConfirmed: waiver,
  WaiverRefused: waiver,
  Reviewed: ({ id }) => ['status', `review/${id}`],
  Returned: moved,
  SupplementRequired: moved,
  Resubmitted: moved,
  Forwarded: moved,
  Rejected: ended,
  SupplementExpired: ended,
  Withdrawn: ended,
  Lapsed: ended,
  Disqualified: ended,
  NominationVoided: () => [],
};

/** What is only ever added, each event for itself. */
const additions: Readonly<Partial<Record<NominationFact['type'], string>>> = {
  StepRecorded: 'step',
  EligibilityAssessed: 'assessment',
  Reviewed: 'review',
};

const facetsOf = (events: readonly Event[]): Facets => {
  const state = events.reduce(evolveNomination, initialNomination);
  if (!('id' in state)) return new Map();
  return new Map<string, unknown>([
    ['status', state.status],
    ['holder', state.holder],
    ['category', state.category],
    ['supplement', state.supplement?.dueOn],
    ...Object.entries(state.form).map(([key, answer]) => [`form/${key}`, answer] as const),
    ...state.materials.map((item) => [`material/${item.material}/${item.sha256}`, true] as const),
    ...[...state.vetting].map(([body, answer]) => [`vetting/${body}`, answer] as const),
    ...[...state.waivers].map(([ruleId, { status }]) => [`waiver/${ruleId}`, status] as const),
    ...events.flatMap((event) => {
      const kind = additions[event.type];
      return kind === undefined ? [] : [[`${kind}/${event.id}`, event] as const];
    }),
  ]);
};

/** As far as the caller may see it today; null if they see nothing of it. */
export const changesOfNomination = async (
  context: LaurelContext,
  id: NominationId,
  span: Span,
): Promise<ChangeOf[] | null> => {
  const nomination = await visibleNomination(context, id);
  if (!nomination) return null;
  const events = await context.loaders.stream.load(nominationStream(id));
  const { before, after, since } = momentsOf<NominationFact>(events, span);
  const differences = differencesOf(facetsOf(before), facetsOf(after), since, touches);
  return told(differences, await tellersFor(nomination, context), nomination.view === 'FULL' ? 'WHOLE' : 'LAST_ONLY');
};

const tellersFor = async (
  { id: nominationId, view, hidden, editionId, bureauCode }: Nomination,
  context: LaurelContext,
): Promise<Readonly<Record<string, Teller<NominationFact>>>> => {
  const { loaders, actor } = context;
  const program = await programIn(loaders, editionId);
  const withheld = redactionsIn(view, program, true).map(({ field }) => field);
  const bureau = (code: unknown) => (code === undefined ? null : bureauIn(loaders, editionId, code as BureauCode));
  const shown = (key: string, answer: unknown) => (answer === undefined ? null : answerFor(view, key, answer, program));
  const inFull =
    (teller: Teller<NominationFact>): Teller<NominationFact> =>
    (difference) =>
      view === 'FULL' ? teller(difference) : undefined;
  const notToVet =
    (teller: Teller<NominationFact>): Teller<NominationFact> =>
    (difference) =>
      view === 'TO_VET' ? undefined : teller(difference);
  const added = <Type extends NominationFact['type']>({ after }: Difference<NominationFact>) =>
    (after as Event).data as DataOf<Type>;

  return {
    status: ({ before, after }) => ({ is: 'StatusChanged', before: before ?? null, after: after ?? null }),
    holder: async ({ before, after }) =>
      hidden?.bureau ? undefined : { is: 'HolderChanged', before: await bureau(before), after: await bureau(after) },
    category: notToVet(({ before, after }) => ({
      is: 'CategoryChanged',
      before: before ?? null,
      after: after ?? null,
    })),
    form: ({ id: key, before, after }) => {
      const path = `form.${key}`;
      const [then, now] = [shown(key, before), shown(key, after)];
      // That what a program hides was changed is not told either: it would tell that there is an answer.
      if (isHidden(hidden, key) && canonicalize(then) === canonicalize(now)) return undefined;
      return {
        is: 'FormFieldChanged',
        nominationId,
        editionId,
        bureauCode,
        field: key,
        label: program.form.find((field) => field.key === key)?.label ?? null,
        before: then,
        after: now,
        redactions: redacted(isIn(withheld, path) ? ['before', 'after'] : [], 'NOT_ENTITLED'),
      };
    },
    material: inFull(({ id, after }) => {
      const [code, sha256] = id.split('/');
      return { is: after === undefined ? 'MaterialRemoved' : 'MaterialAdded', material: code, sha256 };
    }),
    vetting: ({ id: body, before, after }) => {
      if (view === 'TO_SCORE' || (view === 'TO_VET' && body !== actor.body)) return undefined;
      const [then, now] = [before, after] as (VettingAnswer | undefined)[];
      const answers = { before: then?.answer ?? null, after: now?.answer ?? null };
      return { is: 'VettingAnswerChanged', body, ...answers, answeredOn: now?.answeredOn ?? null };
    },
    waiver: inFull(({ id: ruleId, before, after }) => ({
      is: 'WaiverChanged',
      ruleId,
      before: before ?? null,
      after: after ?? null,
    })),
    supplement: inFull(({ before, after }) => ({
      is: 'SupplementChanged',
      before: before ?? null,
      after: after ?? null,
    })),
    review: notToVet(async (difference) => {
      if (hidden?.opinions) return undefined;
      const { bureau: by, level, decision } = added<'Reviewed'>(difference);
      return { is: 'ReviewAdded', bureau: await bureau(by), level, decision };
    }),
    assessment: inFull(async (difference) => ({
      is: 'AssessmentAdded',
      bureau: await bureau(added<'EligibilityAssessed'>(difference).bureau),
    })),
    step: inFull(async (difference) => {
      const { step, bureau: by } = added<'StepRecorded'>(difference);
      return { is: 'StepAdded', step, bureau: await bureau(by) };
    }),
  };
};

/** Whether a path is among others, or holds one of them. */
const isIn = (paths: readonly string[], path: string): boolean =>
  paths.some((other) => other === path || other.startsWith(`${path}.`));

const isHidden = (hidden: HiddenFromExperts | undefined, key: string): boolean =>
  hidden !== undefined && isIn([...hidden.form], key);
