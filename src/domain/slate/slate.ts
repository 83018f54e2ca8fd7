import { z } from 'zod';
import { evolveBy } from '../decider.ts';
import { type FactsOf, personal } from '../event.ts';
import {
  type BureauCode,
  bureauCode,
  type EditionId,
  editionId,
  type NominationId,
  nominationId,
  type StreamName,
} from '../ids.ts';
import { recordedStep } from '../program/recorded-step.ts';
import { code } from '../program/terms.ts';

/** One list a bureau and edition: quota, coverage, cap and deadline are decided in this one stream. */
export const slateStream = (edition: EditionId, bureau: BureauCode): StreamName =>
  `slate-${edition}-${bureau}` as StreamName;

const item = z.strictObject({ nominationId, category: code });

export const releaseReason = z.enum(['WITHDRAWN', 'RETURNED', 'REJECTED', 'TAKEN_OFF', 'DEADLINE', 'EXPIRED']);
export type ReleaseReason = z.infer<typeof releaseReason>;

const where = { editionId, bureau: bureauCode };

export const slateEvents = {
  /** `forwardedTo`: the bureau above, where taking the seat puts the nomination forward at once. */
  SeatTaken: z.strictObject({
    ...where,
    ...item.shape,
    taken: z.int(),
    cap: z.int(),
    late: z.boolean(),
    forwardedTo: bureauCode.nullable(),
  }),
  SeatReleased: z.strictObject({ ...where, nominationId, reason: releaseReason }),
  /** `items` are the ones put forward now; `fewer` tells that seats were knowingly left empty (A04). */
  SlateSubmitted: z.strictObject({
    ...where,
    items: z.array(item),
    quota: z.int(),
    fewer: z.boolean(),
    forwardedTo: bureauCode,
  }),
  SlateAbandoned: z.strictObject({ ...where, deadline: z.string(), nominations: z.array(nominationId) }),
  LateEntryAccepted: z.strictObject({ ...where, nominationId, reason: personal(z.string()) }),
  /** `slateOf`: whose slate; `bureau`: who recorded it, which may be the one above (paper received). */
  SlateStepRecorded: z.strictObject({ editionId, slateOf: bureauCode, ...recordedStep }),
};
export type SlateFact = FactsOf<typeof slateEvents>;

export interface Seat {
  readonly nominationId: NominationId;
  readonly category: string;
  readonly forwarded: boolean;
}

export interface Slate {
  readonly status: 'DRAFTED' | 'SUBMITTED' | 'ABANDONED';
  readonly seats: ReadonlyMap<NominationId, Seat>;
  /** Who once held a seat, or was let in late: their return after a correction is not late. */
  readonly admittedAfterDeadline: ReadonlySet<NominationId>;
  /** Codes of the steps on record. */
  readonly steps: ReadonlySet<string>;
}

export const initialSlate: Slate = {
  status: 'DRAFTED',
  seats: new Map(),
  admittedAfterDeadline: new Set(),
  steps: new Set(),
};

const without = <K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> => {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
};

export const evolveSlate = evolveBy<Slate, SlateFact>({
  SeatTaken: (slate, { data: { nominationId, category, forwardedTo } }) => ({
    ...slate,
    seats: new Map(slate.seats).set(nominationId, { nominationId, category, forwarded: forwardedTo !== null }),
    admittedAfterDeadline: new Set(slate.admittedAfterDeadline).add(nominationId),
  }),
  SeatReleased: (slate, { data }) => ({ ...slate, seats: without(slate.seats, data.nominationId) }),
  SlateSubmitted: (slate) => ({
    ...slate,
    status: 'SUBMITTED',
    seats: new Map([...slate.seats].map(([id, seat]) => [id, { ...seat, forwarded: true }])),
  }),
  SlateAbandoned: (slate) => ({ ...slate, status: 'ABANDONED' }),
  SlateStepRecorded: (slate, { data }) => ({ ...slate, steps: new Set(slate.steps).add(data.step) }),
  LateEntryAccepted: (slate, { data }) => ({
    ...slate,
    admittedAfterDeadline: new Set(slate.admittedAfterDeadline).add(data.nominationId),
  }),
});
