import type { Recorded } from '../../src/domain/event.ts';
import type { BureauCode } from '../../src/domain/ids.ts';
import type { NominationFact } from '../../src/domain/nomination/nomination.ts';
import type { Language } from '../../src/domain/refusal.ts';
import type { Bureau } from '../edition/bureau.ts';
import { actorOf } from '../timeline/actor-of.ts';
import type { Dossier, EventOf } from './dossier.ts';
import { recordedFindings } from './finding.ts';
import type { HistoryEntry, HistoryEntryType } from './history.ts';

type Event = Recorded<NominationFact>;

/** What an entry says beside who, when and where. */
interface Particulars {
  readonly type: HistoryEntryType;
  readonly reason?: string | null;
  readonly [field: string]: unknown;
}

type BureauAt = (code: BureauCode) => Promise<Bureau>;
type Tell<Type extends NominationFact['type']> = (
  event: EventOf<Type>,
  bureau: BureauAt,
  within: Within,
) => Particulars | Promise<Particulars>;

interface Within {
  readonly dossier: Dossier;
  readonly language: Language;
}

const tellers: { readonly [Type in NominationFact['type']]: Tell<Type> } = {
  Nominated: async ({ data }, bureau) => ({
    type: 'NOMINATED',
    bureau: await bureau(data.bureau),
    category: data.category,
    filledFields: Object.keys(data.form ?? {}),
  }),
  FormAmended: ({ data }) => ({
    type: 'FORM_AMENDED',
    category: data.category,
    changedFields: Object.keys(data.changes ?? {}),
    changes: data.changes ?? null,
  }),
  Reviewed: async ({ data }, bureau) => ({
    ...data,
    type: 'REVIEWED',
    reason: data.opinion.text,
    judgments: data.judgments ?? [],
    bureau: await bureau(data.bureau),
  }),
  Returned: async ({ data }, bureau) => ({
    type: 'RETURNED',
    reason: data.reason,
    from: await bureau(data.from),
    to: await bureau(data.to),
  }),
  Rejected: async (event, bureau, { dossier }) => ({
    type: 'REJECTED',
    reason: opinionOfSameCommand(event, dossier),
    bureau: await bureau(event.data.by),
  }),
  Resubmitted: ({ data }) => ({ type: 'RESUBMITTED', reason: data.note }),
  Forwarded: async ({ data }, bureau) => ({
    type: 'FORWARDED',
    from: await bureau(data.from),
    to: await bureau(data.to),
    deciding: data.deciding,
  }),
  Withdrawn: ({ data }) => ({ type: 'WITHDRAWN', reason: data.reason }),
  Lapsed: async ({ data }, bureau) => ({ type: 'LAPSED', bureau: await bureau(data.bureau) }),
  Disqualified: ({ data }) => ({
    type: 'DISQUALIFIED',
    noticeId: data.noticeId,
    objectionId: data.objectionId,
  }),
  MaterialAttached: ({ data }) => ({ ...data, type: 'MATERIAL_ATTACHED' }),
  MaterialRemoved: ({ data }) => ({ ...data, type: 'MATERIAL_REMOVED' }),
  VettingAnswered: ({ data }) => ({ ...data, type: 'VETTING_ANSWERED' }),
  StepRecorded: async ({ data }, bureau) => ({
    ...data,
    type: 'STEP_RECORDED',
    bureau: await bureau(data.bureau),
  }),
  EligibilityAssessed: async (event, bureau, { language }) => ({
    ...event.data,
    type: 'ELIGIBILITY_ASSESSED',
    bureau: await bureau(event.data.bureau),
    findings: recordedFindings(event, language),
  }),
  WaiverRequested: async ({ data }, bureau) => ({
    ...data,
    type: 'WAIVER_REQUESTED',
    bureau: await bureau(data.bureau),
  }),
  WaiverConfirmed: async ({ data }, bureau) => ({
    type: 'WAIVER_CONFIRMED',
    reason: data.note,
    ruleId: data.ruleId,
    bureau: await bureau(data.bureau),
  }),
  WaiverRefused: async ({ data }, bureau) => ({
    type: 'WAIVER_REFUSED',
    reason: data.reason,
    ruleId: data.ruleId,
    bureau: await bureau(data.bureau),
  }),
  SupplementRequired: async ({ data }, bureau) => ({
    type: 'SUPPLEMENT_REQUIRED',
    reason: data.reason,
    dueOn: data.dueOn,
    from: await bureau(data.from),
    to: await bureau(data.to),
  }),
  SupplementExpired: async ({ data }, bureau) => ({
    type: 'SUPPLEMENT_EXPIRED',
    bureau: await bureau(data.bureau),
  }),
  NominationVoided: () => {
    throw new Error('A nomination that was voided never was: it has no history to tell.');
  },
};

/** A rejection and the opinion that gives its reason are recorded together. */
const opinionOfSameCommand = ({ meta }: Event, { events, decoded }: Dossier): string | null => {
  const review = events.find(({ type, meta: { command } }) => type === 'Reviewed' && command.id === meta.command.id);
  const fact = review && decoded(review);
  return fact?.type === 'Reviewed' ? fact.data.opinion.text : null;
};

/** An event of a dossier as an entry of its history. */
export const historyEntryOf = async (recorded: Recorded, bureau: BureauAt, within: Within): Promise<HistoryEntry> => {
  const event = within.dossier.decoded(recorded);
  const { id, position, revision, meta } = event;
  // The table's type pairs every teller with its own event, which TypeScript cannot follow through the lookup.
  const particulars = await (tellers[event.type] as Tell<NominationFact['type']>)(event as never, bureau, within);
  return {
    reason: null,
    ...particulars,
    id,
    position,
    revision,
    at: meta.recordedAt,
    actor: actorOf(meta),
    commandId: meta.command.id,
    ruleVersion: meta.ruleVersion ?? null,
  };
};
