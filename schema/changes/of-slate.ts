import { type EditionFact, editionStream, evolveEdition, initialEdition } from '../../src/domain/edition/edition.ts';
import type { Recorded } from '../../src/domain/event.ts';
import type { BureauCode, EditionId } from '../../src/domain/ids.ts';
import { bureauOf, quotaOf, stageOf } from '../../src/domain/program/program.ts';
import { evolveSlate, initialSlate, type Seat, type SlateFact, slateStream } from '../../src/domain/slate/slate.ts';
import { accessOf } from '../access.ts';
import { bureauIn } from '../edition/references.ts';
import type { LaurelContext } from '../services.ts';
import { differencesOf, type Facets, momentsOf, type Span, type Touches } from './differences.ts';
import { type Teller, told } from './told.ts';
import type { ChangeOf } from './types.ts';

const seat = ({ data }: { readonly data: { readonly nominationId: string } }) => [`seat/${data.nominationId}`];

const touches: Touches<SlateFact> = {
  SeatTaken: seat,
  SeatReleased: seat,
  SlateSubmitted: ({ data }) => ['status', ...data.items.map(({ nominationId }) => `seat/${nominationId}`)],
  SlateAbandoned: () => ['status'],
  LateEntryAccepted: ({ data }) => [`late/${data.nominationId}`],
  SlateStepRecorded: ({ id }) => [`step/${id}`],
};

const facetsOf = (events: readonly Recorded<SlateFact>[]): Facets => {
  const state = events.reduce(evolveSlate, initialSlate);
  return new Map<string, unknown>([
    ['status', state.status],
    ...[...state.seats].map(([id, item]) => [`seat/${id}`, item] as const),
    ...events.flatMap((event): [string, unknown][] => {
      if (event.type === 'LateEntryAccepted') return [[`late/${event.data.nominationId}`, true]];
      return event.type === 'SlateStepRecorded' ? [[`step/${event.id}`, event.data]] : [];
    }),
  ]);
};

export interface SlateKey {
  readonly editionId: EditionId;
  readonly bureau: BureauCode;
}

/** With its quota, which stands on the edition; null if the caller sees nothing of the slate, or there is none. */
export const changesOfSlate = async (
  context: LaurelContext,
  { editionId, bureau }: SlateKey,
  span: Span,
): Promise<ChangeOf[] | null> => {
  const { loaders } = context;
  if (!accessOf(context).seesBusinessOf('tallies', { editionId, bureau })) return null;
  if (!(await loaders.tally.load({ editionId, bureau }))) return null;
  const [ofSlate, ofEdition] = await Promise.all([
    loaders.stream.load(slateStream(editionId, bureau)),
    loaders.stream.load(editionStream(editionId)),
  ]);
  const slate = momentsOf<SlateFact>(ofSlate, span);
  const tellers: Readonly<Record<string, Teller<SlateFact>>> = {
    status: ({ before, after }) => ({ is: 'StatusChanged', before, after }),
    seat: ({ id, before, after }) => seatChange(id, before as Seat | undefined, after as Seat | undefined),
    late: ({ id }) => ({ is: 'LateEntryAdded', nominationId: id }),
    step: async ({ after }) => {
      const data = after as Extract<SlateFact, { type: 'SlateStepRecorded' }>['data'];
      return { is: 'StepAdded', step: data.step, bureau: await bureauIn(loaders, editionId, data.bureau) };
    },
  };
  const differences = differencesOf(facetsOf(slate.before), facetsOf(slate.after), slate.since, touches);
  return [...(await quotaChanges(ofEdition, bureau, span)), ...(await told(differences, tellers, 'WHOLE'))];
};

const seatChange = (nominationId: string, before: Seat | undefined, after: Seat | undefined) => {
  if (!after) return { is: 'SeatReleased', nominationId };
  if (!before) return { is: 'SeatTaken', nominationId, forwarded: after.forwarded };
  if (before.forwarded === after.forwarded) return undefined;
  return { is: after.forwarded ? 'SeatForwarded' : 'SeatRecalled', nominationId };
};

const quotaChanges = (ofEdition: readonly Recorded[], bureau: BureauCode, span: Span): Promise<ChangeOf[]> => {
  const isOfQuota = ({ type }: Recorded) => type === 'EditionOpened' || type === 'QuotaAdjusted';
  const { before, after, since } = momentsOf<EditionFact>(ofEdition.filter(isOfQuota), span);
  const touched = since.filter((event) => event.type !== 'QuotaAdjusted' || event.data.bureau === bureau);
  const [then, now] = [quotaIn(before, bureau), quotaIn(after, bureau)];
  if (then === now) return Promise.resolve([]);
  const difference = { kind: 'quota', id: bureau, before: then, after: now, events: touched };
  const teller: Teller<EditionFact> = () => ({ is: 'QuotaChanged', before: then ?? null, after: now ?? null });
  return told([difference], { quota: teller }, 'WHOLE');
};

const quotaIn = (events: readonly Recorded<EditionFact>[], bureau: BureauCode): number | undefined => {
  const state = events.reduce(evolveEdition, initialEdition);
  if (state.status === 'UNOPENED') return undefined;
  const level = bureauOf(state.program, bureau)?.level;
  const cap = level && stageOf(state.program, level)?.slate?.cap;
  return cap === 'QUOTA' ? quotaOf(state.program, bureau) : cap;
};
