import { z } from 'zod';
import { evolveBy } from '../decider.ts';
import { type FactsOf, personal } from '../event.ts';
import { evidence } from '../evidence.ts';
import {
  type ActorId,
  actorId,
  bureauCode,
  type CertificateNumber,
  certificateNumber,
  type EditionId,
  editionId,
  type NominationId,
  type NoticeId,
  nominationId,
  noticeId,
  type StreamName,
} from '../ids.ts';
import { period } from '../notice/period.ts';
import { definition } from '../program/definition.ts';
import type { Program } from '../program/program.ts';
import { recordedStep } from '../program/recorded-step.ts';
import { type Rubric, rubric } from '../program/rubric.ts';
import { code } from '../program/terms.ts';
import { type Expert, type ExpertTerms, expertTerms } from './expert.ts';
import { type Plan, planEvents } from './plan-events.ts';

export const editionStream = (id: EditionId): StreamName => `edition-${id}` as StreamName;

/** A nominee's place on the shortlist. `serial` names the certificate, and is never given twice in an edition. */
const place = z.strictObject({
  nominationId,
  bureau: bureauCode,
  category: code,
  rank: z.int().positive(),
  /** Mean score as a decimal with four places. */
  score: z.string(),
  serial: z.int().positive(),
});
export type Place = z.infer<typeof place>;

/** A target date of the notice that was not kept, and why (R-Y21, R-F25: a warning on the record). */
const overrun = z.strictObject({ deadline: z.string(), on: z.iso.date(), reason: z.string().min(1) });

export const editionEvents = {
  /**
   * Holds the whole definition, so that every later decision can be re-derived from the log alone. Only its shape is
   * checked here: it was consistent when the edition was opened, and stays readable if that check grows stricter.
   */
  EditionOpened: z.strictObject({ editionId, program: definition }),
  QuotaAdjusted: z.strictObject({ bureau: bureauCode, from: z.int(), to: z.int(), reason: z.string() }),
  DeadlineExtended: z.strictObject({
    deadline: z.string(),
    from: z.iso.date(),
    to: z.iso.date(),
    until: z.iso.datetime(),
    reason: z.string(),
  }),
  DeadlinePassed: z.strictObject({ deadline: z.string() }),
  ExpertAppointed: z.strictObject({
    expert: actorId,
    name: personal(z.string(), 'EXPERT'),
    ...expertTerms,
  }),
  /** What is said of an expert, whole and anew. */
  ExpertAmended: z.strictObject({ expert: actorId, ...expertTerms, reason: personal(z.string(), 'EXPERT') }),
  ...planEvents,
  ExpertDismissed: z.strictObject({ expert: actorId, reason: personal(z.string(), 'EXPERT') }),
  RubricFrozen: z.strictObject({ rubric }),
  ScoringClosed: z.strictObject({}),
  /** Panels lost a score that may not stand: what is scored from here to the next close counts again. */
  ScoringReopened: z.strictObject({ reason: z.string().min(1) }),
  /**
   * `basedOn`: the log position whose scores were ranked, the hash of the ranked inputs and of the rubric (SHA-256 of each
   * as canonical JSON, RFC 8785), and the version of the rules. `deviations`: changes to what the ranking proposes.
   */
  ShortlistDecided: z.strictObject({
    selected: z.array(place),
    alternates: z.array(place),
    belowPassMark: z.array(nominationId),
    basedOn: z.strictObject({
      position: z.string(),
      inputsHash: z.string(),
      rubricHash: z.string().optional(),
      ruleVersion: z.string().optional(),
      method: z.string().optional(),
    }),
    deviations: z
      .array(
        z.strictObject({ passedOver: nominationId.optional(), selected: nominationId.optional(), reason: z.string() }),
      )
      .optional(),
    /** What decided between neighbours of one score: a criterion, or NOMINATION_ID. */
    ties: z.array(z.strictObject({ above: nominationId, below: nominationId, by: z.string() })).optional(),
    passedOver: z.array(place.omit({ serial: true })).optional(),
    overrun: overrun.optional(),
  }),
  /** Places move from one category to another; the sum of the targets stays (A05). `document`: the decision. */
  SeatsReallocated: z.strictObject({
    from: code,
    to: code,
    seats: z.int().positive(),
    reason: z.string(),
    document: evidence,
  }),
  /** Without `replaced` a place is filled that was free. */
  AlternatePromoted: z.strictObject({ replaced: nominationId.optional(), promoted: nominationId, reason: z.string() }),
  /** The decision to publicize; the notice itself follows from it. */
  NoticeOrdered: z.strictObject({ noticeId, nominees: z.array(place), period, overrun: overrun.optional() }),
  /** A correction took the nominee off the notice: to be publicized anew. */
  NomineeTakenOffNotice: z.strictObject({ noticeId, nominationId }),
  /** The circular of commendation. `listHash`: SHA-256 of the certificates as canonical JSON (RFC 8785). */
  CircularIssued: z.strictObject({
    number: z.string().min(1),
    title: z.string().min(1),
    issuedOn: z.iso.date(),
    certificates: z.array(certificateNumber).min(1),
    listHash: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  EditionStepRecorded: z.strictObject(recordedStep),
  EditionConcluded: z.strictObject({ note: z.string() }),
};
export type EditionFact = FactsOf<typeof editionEvents>;

interface Circular {
  readonly number: string;
  readonly certificates: readonly CertificateNumber[];
}

export interface Edition {
  readonly status: 'OPEN' | 'CONCLUDED';
  readonly id: EditionId;
  readonly program: Program;
  readonly passedDeadlines: readonly string[];
  readonly experts: ReadonlyMap<ActorId, Expert>;
  /** Who is to score whom, by the hash of the plan. */
  readonly plans: ReadonlyMap<string, Plan>;
  readonly rubric?: Rubric;
  readonly scoringClosed: boolean;
  readonly shortlist?: { readonly selected: readonly Place[]; readonly alternates: readonly Place[] };
  /** The notice on which a nominee was publicized. */
  readonly publicized: ReadonlyMap<NominationId, NoticeId>;
  /** Notices that a nominee was taken off before: what stands against the nominee there still counts. */
  readonly publicizedBefore: ReadonlyMap<NominationId, readonly NoticeId[]>;
  readonly circulars: readonly Circular[];
}
export type EditionState = { readonly status: 'UNOPENED' } | Edition;

export const initialEdition: EditionState = { status: 'UNOPENED' };

const change = (state: EditionState, changes: (edition: Edition) => Partial<Edition>): EditionState =>
  state.status === 'UNOPENED' ? state : { ...state, ...changes(state) };

const termsOf = ({ fields, profile, prefers, load, availability }: ExpertTerms): ExpertTerms => ({
  fields,
  ...(profile !== undefined && { profile }),
  ...(prefers && { prefers }),
  ...(load && { load }),
  ...(availability && { availability }),
});

export const evolveEdition = evolveBy<EditionState, EditionFact>({
  EditionOpened: (_, { data }) => ({
    status: 'OPEN',
    id: data.editionId,
    program: data.program,
    passedDeadlines: [],
    experts: new Map(),
    plans: new Map(),
    scoringClosed: false,
    publicized: new Map(),
    publicizedBefore: new Map(),
    circulars: [],
  }),
  QuotaAdjusted: (state, { data }) =>
    change(state, ({ program }) => ({
      program: {
        ...program,
        quotaTotal: program.quotaTotal + data.to - data.from,
        quotas: program.quotas.map((item) => (item.bureau === data.bureau ? { ...item, seats: data.to } : item)),
      },
    })),
  DeadlineExtended: (state, { data }) =>
    change(state, ({ program }) => ({
      program: {
        ...program,
        deadlines: program.deadlines.map((item) => (item.key === data.deadline ? { ...item, on: data.to } : item)),
      },
    })),
  DeadlinePassed: (state, { data }) =>
    change(state, ({ passedDeadlines }) => ({ passedDeadlines: [...passedDeadlines, data.deadline] })),
  ExpertAppointed: (state, { data }) =>
    change(state, ({ experts }) => ({
      experts: new Map(experts).set(data.expert, { id: data.expert, name: data.name, ...termsOf(data) }),
    })),
  ExpertAmended: (state, { data }) =>
    change(state, ({ experts }) => {
      const found = experts.get(data.expert);
      if (!found) return {};
      return { experts: new Map(experts).set(data.expert, { id: found.id, name: found.name, ...termsOf(data) }) };
    }),
  ExpertDismissed: (state, { data }) =>
    change(state, ({ experts }) => ({ experts: new Map([...experts].filter(([id]) => id !== data.expert)) })),
  PlanCommitted: (state, { data: { planHash, pairs, dueOn } }) =>
    change(state, ({ plans }) => ({ plans: new Map(plans).set(planHash, { pairs, dueOn, carriedOut: false }) })),
  PlanCarriedOut: (state, { data: { planHash } }) =>
    change(state, ({ plans }) => {
      const plan = plans.get(planHash);
      return plan ? { plans: new Map(plans).set(planHash, { ...plan, carriedOut: true }) } : {};
    }),
  RubricFrozen: (state, { data }) => change(state, () => ({ rubric: data.rubric })),
  ScoringClosed: (state) => change(state, () => ({ scoringClosed: true })),
  ScoringReopened: (state) => change(state, () => ({ scoringClosed: false })),
  ShortlistDecided: (state, { data }) =>
    change(state, () => ({ shortlist: { selected: data.selected, alternates: data.alternates } })),
  SeatsReallocated: (state, { data: { from, to, seats } }) =>
    change(state, ({ program }) => ({
      program: {
        ...program,
        categories: program.categories.map((item) => {
          if (item.target === null || (item.code !== from && item.code !== to)) return item;
          return { ...item, target: item.code === from ? item.target - seats : item.target + seats };
        }),
      },
    })),
  AlternatePromoted: (state, { data }) =>
    change(state, ({ shortlist }) => {
      if (!shortlist) return {};
      const promoted = shortlist.alternates.filter((item) => item.nominationId === data.promoted);
      return {
        shortlist: {
          selected: [...shortlist.selected.filter((item) => item.nominationId !== data.replaced), ...promoted],
          alternates: shortlist.alternates.filter((item) => item.nominationId !== data.promoted),
        },
      };
    }),
  NoticeOrdered: (state, { data }) =>
    change(state, ({ publicized }) => ({
      publicized: new Map([...publicized, ...data.nominees.map((item) => [item.nominationId, data.noticeId] as const)]),
    })),
  NomineeTakenOffNotice: (state, { data: { noticeId: notice, nominationId: nominee } }) =>
    change(state, ({ publicized, publicizedBefore }) => ({
      publicized: new Map([...publicized].filter(([id]) => id !== nominee)),
      publicizedBefore: new Map(publicizedBefore).set(nominee, [...(publicizedBefore.get(nominee) ?? []), notice]),
    })),
  CircularIssued: (state, { data: { number, certificates } }) =>
    change(state, ({ circulars }) => ({ circulars: [...circulars, { number, certificates }] })),
  /** Kept for who reads the record; nothing is decided by it. */
  EditionStepRecorded: (state) => state,
  EditionConcluded: (state) => change(state, () => ({ status: 'CONCLUDED' })),
});
