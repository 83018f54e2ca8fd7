import { z } from 'zod';
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
import {
  type AttachedMaterial,
  dossierEvents,
  judgment,
  type StepOnRecord,
  type VettingAnswer,
  type Waiver,
} from './parts.ts';

export const nominationStream = (id: NominationId): StreamName => `nomination-${id}` as StreamName;

/** Whether an opinion says that the nominee is recommended (R-Y25). */
export const conclusion = z.enum(['RECOMMEND', 'NOT_RECOMMEND']);
export type Conclusion = z.infer<typeof conclusion>;

/** A bureau's stamped opinion on the form: text, stamp, date and signer. */
export const opinion = z.strictObject({
  text: personal(z.string().min(1)),
  stamped: z.literal(true),
  signedOn: z.iso.date(),
  signer: z.string().min(1),
  conclusion: conclusion.optional(),
  contact: personal(z.strictObject({ name: z.string(), phone: z.string() }), 'OFFICIAL').optional(),
});
export type Opinion = z.infer<typeof opinion>;

/** As it was given, whether or not it is stamped. */
export type GivenOpinion = Omit<Opinion, 'stamped'> & { readonly stamped: boolean };

export const reviewDecision = z.enum(['PASS', 'RETURN', 'REJECT', 'SUPPLEMENT']);
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
  ...dossierEvents,
  Reviewed: z.strictObject({
    level,
    bureau: bureauCode,
    decision: reviewDecision,
    opinion,
    judgments: z.array(judgment).optional(),
  }),
  Returned: z.strictObject({ editionId, from: bureauCode, to: bureauCode, reason: personal(z.string()), seatsHeld }),
  Rejected: z.strictObject({ editionId, by: bureauCode, person: personPseudonym, seatsHeld }),
  /**
   * The nominator must supply what is missing through the end of `dueOn`; seats are kept. Handed in again, it goes back
   * to the bureau that asked, in the state it had there.
   */
  SupplementRequired: z.strictObject({
    editionId,
    from: bureauCode,
    to: bureauCode,
    reason: personal(z.string()),
    dueOn: z.iso.date(),
    /** The last moment of that day. */
    dueAt: z.iso.datetime(),
    backTo: z.enum(['RECEIVED', 'SUBMITTED']),
  }),
  SupplementExpired: z.strictObject({ editionId, bureau: bureauCode, person: personPseudonym, seatsHeld }),
  Resubmitted: z.strictObject({ note: personal(z.string()) }),
  /** `deciding`: it has reached the level that selects. */
  /** `at`: when the slate put it forward, which a crash may have kept from being recorded here until later. */
  Forwarded: z.strictObject({
    from: bureauCode,
    to: bureauCode,
    deciding: z.boolean(),
    at: z.iso.datetime().optional(),
  }),
  Withdrawn: z.strictObject({ editionId, reason: personal(z.string()), person: personPseudonym, seatsHeld }),
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

/** What is still to be supplied: by when, and to whom it goes back. */
export interface Supplement {
  readonly from: BureauCode;
  readonly dueOn: string;
  readonly dueAt: string;
  readonly backTo: 'RECEIVED' | 'SUBMITTED';
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
  /** Attached now, in the order they were. */
  readonly materials: readonly AttachedMaterial[];
  /** The last answer of each body. */
  readonly vetting: ReadonlyMap<string, VettingAnswer>;
  readonly steps: readonly StepOnRecord[];
  /** What reviewers judged since it was last returned for correction, by rule. */
  readonly judgments: ReadonlyMap<string, boolean>;
  /** The last waiver of each rule. */
  readonly waivers: ReadonlyMap<string, Waiver>;
  /** What the rules found last, and on what. */
  readonly assessed?: Readonly<Record<string, unknown>>;
  /** When the nominating bureau put it forward, for the first time; undefined before. */
  readonly putForwardAt?: string;
  /** Only while it is returned for a supplement. */
  readonly supplement?: Supplement | undefined;
}
export type NominationState = { readonly status: 'NONE' | 'VOIDED' } | Nomination;

/** Out for good: nothing more can be done with it. */
export const isOut = (status: NominationStatus): boolean =>
  status === 'REJECTED' || status === 'WITHDRAWN' || status === 'LAPSED' || status === 'DISQUALIFIED';

/** In the hands of those who fill it in. */
export const isDraft = (status: NominationStatus): boolean => status === 'DRAFTED' || status === 'RETURNED';
