import { refuse, unless } from '../decider.ts';
import type { Evidence } from '../evidence.ts';
import type { Program } from '../program/program.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { submissionsOpen } from './select.ts';
import { whenOpen } from './when-open.ts';

export interface ReallocateSeats {
  readonly type: 'ReallocateSeats';
  /** Codes of categories. */
  readonly from: string;
  readonly to: string;
  readonly seats: number;
  readonly reason: string;
  /** The decision of the province. */
  readonly document: Evidence;
  /** Everyone who may still fill a place: those selected, or before the shortlist is decided, all before the panel. */
  readonly running: readonly { readonly category: string }[];
}

type Found = Program['categories'][number] & { readonly target: number };

/** A category with a target of its own: only such have seats to give or to take. */
const categoryAt = ({ categories }: Program, field: 'from' | 'to', category: string): Found | Refusal => {
  const bounded = categories.flatMap((item) => (item.target === null ? [] : [{ ...item, target: item.target }]));
  const known = bounded.map(({ code }) => code).join(', ') || '-';
  return (
    bounded.find(({ code }) => code === category) ??
    refusal('CATEGORY_WITHOUT_TARGET', { path: [field], category, known })
  );
};

const isRefusal = (found: Found | Refusal): found is Refusal => 'params' in found;

/**
 * Moves free places of the program's target between categories, which the notice leaves to a decision of the province
 * (A05). Quotas of cities are never moved (A04).
 */
export const reallocateSeats = whenOpen<ReallocateSeats>((edition, command) => {
  const { from, to, seats, reason, document, running } = command;
  const [giving, taking] = [categoryAt(edition.program, 'from', from), categoryAt(edition.program, 'to', to)];
  if (isRefusal(giving) || isRefusal(taking)) return refuse(...[giving, taking].filter(isRefusal));
  const taken = running.filter(({ category }) => category === from).length;
  const free = Math.max(0, giving.target - taken);
  const whole = { zh: '应为 1 或以上的整数', en: 'seats are a whole number, 1 or more' };
  const two = { zh: '应与调出的类别不同', en: 'to is another category than from' };
  return unless(
    [
      !edition.shortlist && submissionsOpen(edition),
      from === to && refusal('INPUT_INVALID', { path: ['to'], problem: two }),
      (!Number.isInteger(seats) || seats < 1) && refusal('INPUT_INVALID', { path: ['seats'], problem: whole }),
      seats > free &&
        refusal('SEATS_NOT_FREE', {
          path: ['seats'],
          ruleId: giving.targetRule ?? edition.program.targetRule,
          category: giving.name,
          free,
          taken,
          target: giving.target,
        }),
    ],
    () => [{ type: 'SeatsReallocated', data: { from, to, seats, reason, document } }],
  );
});
