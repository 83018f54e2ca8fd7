import { z } from 'zod';
import { evolveBy } from '../decider.ts';
import { type FactsOf, personal } from '../event.ts';
import {
  type ActorId,
  type BureauCode,
  bureauCode,
  type EditionId,
  editionId,
  type NominationId,
  nominationId,
  noticeId,
  objectionId,
  type PersonPseudonym,
  personPseudonym,
  type StreamName,
} from '../ids.ts';
import { level } from '../program/bureau.ts';
import { code } from '../program/terms.ts';

export const nominationStream = (id: NominationId): StreamName => `nomination-${id}` as StreamName;

/** A bureau's stamped opinion on the form: text, stamp, date and signer (R-S03). */
export const opinion = z.strictObject({
  text: z.string().min(1),
  stamped: z.literal(true),
  signedOn: z.iso.date(),
  signer: z.string().min(1),
  contact: personal(z.strictObject({ name: z.string(), phone: z.string() })).optional(),
});
export type Opinion = z.infer<typeof opinion>;

export const reviewDecision = z.enum(['PASS', 'RETURN', 'REJECT']);
export type ReviewDecision = z.infer<typeof reviewDecision>;

/** The form's fields by key, as the program defines them. */
const form = z.record(z.string(), z.json());
export type Form = Readonly<z.infer<typeof form>>;

/** Slates on which the nomination held a seat when this happened, and which must let it go. */
const seatsHeld = z.array(bureauCode);

export const nominationEvents = {
  Nominated: z.strictObject({
    nominationId,
    editionId,
    bureau: bureauCode,
    category: code,
    person: personPseudonym,
    form: personal(form),
  }),
  /** Changed fields only; null clears a field. */
  FormAmended: z.strictObject({ category: code, changes: personal(form) }),
  Reviewed: z.strictObject({ level, bureau: bureauCode, decision: reviewDecision, opinion }),
  Returned: z.strictObject({ editionId, from: bureauCode, to: bureauCode, reason: z.string(), seatsHeld }),
  Rejected: z.strictObject({ editionId, by: bureauCode, person: personPseudonym, seatsHeld }),
  Resubmitted: z.strictObject({ note: z.string() }),
  /** `deciding`: it has reached the level that selects. */
  Forwarded: z.strictObject({ from: bureauCode, to: bureauCode, deciding: z.boolean() }),
  Withdrawn: z.strictObject({ editionId, reason: z.string(), person: personPseudonym, seatsHeld }),
  /** The slate it stood on was not submitted in time: deemed abandoned. */
  Lapsed: z.strictObject({ bureau: bureauCode }),
  Disqualified: z.strictObject({ editionId, noticeId, objectionId }),
  /** Closes the stream of a nomination whose command never came to record it: its claim on the person is let go. */
  NominationVoided: z.strictObject({ nominationId, editionId }),
};
export type NominationFact = FactsOf<typeof nominationEvents>;

export const nominationStatuses = [
  'DRAFTED',
  'RETURNED',
  'PASSED',
  'RECEIVED',
  'SUBMITTED',
  'REJECTED',
  'WITHDRAWN',
  'LAPSED',
  'DISQUALIFIED',
] as const;
export type NominationStatus = (typeof nominationStatuses)[number];

export interface StampedReview {
  readonly level: string;
  readonly bureau: BureauCode;
  readonly decision: ReviewDecision;
  readonly opinion: Opinion;
  readonly by: ActorId;
  readonly at: string;
}

export interface Nomination {
  readonly status: NominationStatus;
  readonly id: NominationId;
  readonly editionId: EditionId;
  /** The bureau that nominated. */
  readonly bureau: BureauCode;
  /** The bureau in whose hands it is. */
  readonly holder: BureauCode;
  readonly category: string;
  readonly person: PersonPseudonym;
  readonly form: Form;
  /** Everyone who wrote in the form: none of them may review or score it. */
  readonly drafters: readonly ActorId[];
  readonly reviews: readonly StampedReview[];
}
export type NominationState = { readonly status: 'NONE' | 'VOIDED' } | Nomination;

export const initialNomination: NominationState = { status: 'NONE' };

/** Out for good: nothing more can be done with it. */
export const isOut = (status: NominationStatus): boolean =>
  status === 'REJECTED' || status === 'WITHDRAWN' || status === 'LAPSED' || status === 'DISQUALIFIED';

const change = (state: NominationState, changes: (nomination: Nomination) => Partial<Nomination>): NominationState =>
  'id' in state ? { ...state, ...changes(state) } : state;

const merge = (form: Form, changes: Form): Form =>
  Object.fromEntries(Object.entries({ ...form, ...changes }).filter(([, value]) => value !== null));

const withDrafter = (drafters: readonly ActorId[], id: ActorId) =>
  drafters.includes(id) ? drafters : [...drafters, id];

export const evolveNomination = evolveBy<NominationState, NominationFact>({
  Nominated: (_, { data, meta }) => ({
    status: 'DRAFTED',
    id: data.nominationId,
    editionId: data.editionId,
    bureau: data.bureau,
    holder: data.bureau,
    category: data.category,
    person: data.person,
    form: data.form ?? {},
    drafters: [meta.actor.id],
    reviews: [],
  }),
  FormAmended: (state, { data, meta }) =>
    change(state, ({ form, drafters }) => ({
      category: data.category,
      form: merge(form, data.changes ?? {}),
      drafters: withDrafter(drafters, meta.actor.id),
    })),
  Reviewed: (state, { data, meta }) =>
    change(state, ({ status, reviews }) => ({
      status: data.decision === 'PASS' && status !== 'SUBMITTED' ? 'PASSED' : status,
      reviews: [...reviews, { ...data, by: meta.actor.id, at: meta.recordedAt }],
    })),
  Returned: (state, { data }) => change(state, () => ({ status: 'RETURNED', holder: data.to })),
  Rejected: (state) => change(state, () => ({ status: 'REJECTED' })),
  Resubmitted: (state) => change(state, () => ({ status: 'DRAFTED' })),
  Forwarded: (state, { data }) =>
    change(state, () => ({ status: data.deciding ? 'SUBMITTED' : 'RECEIVED', holder: data.to })),
  Withdrawn: (state) => change(state, () => ({ status: 'WITHDRAWN' })),
  Lapsed: (state) => change(state, () => ({ status: 'LAPSED' })),
  NominationVoided: () => ({ status: 'VOIDED' }),
  Disqualified: (state) => change(state, () => ({ status: 'DISQUALIFIED' })),
});
