import { evolveBy } from '../decider.ts';
import type { ActorId } from '../ids.ts';
import {
  type Form,
  isDraft,
  type Nomination,
  type NominationFact,
  type NominationState,
  type NominationStatus,
} from './nomination.ts';

export const initialNomination: NominationState = { status: 'NONE' };

const change = (state: NominationState, changes: (nomination: Nomination) => Partial<Nomination>): NominationState =>
  'id' in state ? { ...state, ...changes(state) } : state;

const merge = (form: Form, changes: Form): Form =>
  Object.fromEntries(Object.entries({ ...form, ...changes }).filter(([, value]) => value !== null));

const withDrafter = (drafters: readonly ActorId[], id: ActorId) =>
  drafters.includes(id) ? drafters : [...drafters, id];

/** Nothing is awaited any more of who is out. */
const out = (state: NominationState, status: NominationStatus): NominationState =>
  change(state, () => ({ status, supplement: undefined }));

const settleWaiver = (state: NominationState, ruleId: string, status: 'CONFIRMED' | 'REFUSED'): NominationState =>
  change(state, ({ waivers }) => {
    const waiver = waivers.get(ruleId);
    return waiver ? { waivers: new Map(waivers).set(ruleId, { ...waiver, status }) } : {};
  });

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
    materials: [],
    vetting: new Map(),
    steps: [],
    judgments: new Map(),
    waivers: new Map(),
  }),
  FormAmended: (state, { data, meta }) =>
    change(state, ({ form, drafters, judgments, supplement }) => ({
      // Who asked for it reviews it again; before the panel, the judgments of those below stand.
      judgments: supplement?.backTo === 'RECEIVED' ? new Map() : judgments,
      category: data.category,
      form: merge(form, data.changes ?? {}),
      drafters: withDrafter(drafters, meta.actor.id),
    })),
  Reviewed: (state, { data, meta }) =>
    change(state, ({ status, reviews, judgments }) => ({
      status: data.decision === 'PASS' && status !== 'SUBMITTED' ? 'PASSED' : status,
      judgments: new Map([
        ...judgments,
        ...(data.judgments ?? []).map(({ ruleId, holds }) => [ruleId, holds] as const),
      ]),
      reviews: [...reviews, { ...data, by: meta.actor.id, at: meta.recordedAt }],
    })),
  Returned: (state, { data }) => change(state, () => ({ status: 'RETURNED', holder: data.to, judgments: new Map() })),
  Rejected: (state) => out(state, 'REJECTED'),
  SupplementRequired: (state, { data: { from, to, dueOn, dueAt, backTo } }) =>
    change(state, () => ({ status: 'RETURNED', holder: to, supplement: { from, dueOn, dueAt, backTo } })),
  SupplementExpired: (state) => out(state, 'LAPSED'),
  Resubmitted: (state) =>
    change(state, ({ supplement }) =>
      supplement
        ? { status: supplement.backTo, holder: supplement.from, supplement: undefined }
        : { status: 'DRAFTED' },
    ),
  Forwarded: (state, { data, meta }) =>
    change(state, ({ putForwardAt }) => ({
      status: data.deciding ? 'SUBMITTED' : 'RECEIVED',
      holder: data.to,
      putForwardAt: putForwardAt ?? data.at ?? meta.recordedAt,
    })),
  MaterialAttached: (state, { data, meta }) =>
    change(state, ({ materials, drafters, status }) => ({
      materials: [...materials, data],
      drafters: isDraft(status) ? withDrafter(drafters, meta.actor.id) : drafters,
    })),
  MaterialRemoved: (state, { data }) =>
    change(state, ({ materials }) => ({
      materials: materials.filter((item) => item.material !== data.material || item.sha256 !== data.sha256),
    })),
  VettingAnswered: (state, { data: { body, answer, answeredOn }, meta }) =>
    change(state, ({ vetting }) => ({
      vetting: new Map(vetting).set(body, {
        body,
        answer,
        answeredOn,
        own: meta.actor.roles.includes('VETTING_BODY'),
        by: meta.actor.id,
        bureau: meta.actor.bureau,
      }),
    })),
  StepRecorded: (state, { data: { step, bureau, answers, evidence } }) =>
    change(state, ({ steps }) => ({
      steps: [...steps, { step, bureau, answers: answers ?? {}, evidence: evidence ?? [] }],
    })),
  EligibilityAssessed: (state, { data: { bureau, act, findings, evidence } }) =>
    change(state, () => ({ assessed: { bureau, act, findings, evidence } })),
  WaiverRequested: (state, { data: { ruleId, bureau, against }, meta }) =>
    change(state, ({ waivers }) => ({
      waivers: new Map(waivers).set(ruleId, {
        ruleId,
        status: 'REQUESTED',
        requestedBy: meta.actor.id,
        bureau,
        against: against ?? {},
      }),
    })),
  WaiverConfirmed: (state, { data }) => settleWaiver(state, data.ruleId, 'CONFIRMED'),
  WaiverRefused: (state, { data }) => settleWaiver(state, data.ruleId, 'REFUSED'),
  Withdrawn: (state) => out(state, 'WITHDRAWN'),
  Lapsed: (state) => out(state, 'LAPSED'),
  NominationVoided: () => ({ status: 'VOIDED' }),
  Disqualified: (state) => out(state, 'DISQUALIFIED'),
});
