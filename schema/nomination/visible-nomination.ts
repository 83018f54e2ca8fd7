import type { Position } from '../../src/domain/event.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import type { LaurelContext } from '../services.ts';
import { type Nomination, nominationOf } from './types.ts';

/**
 * A nomination as far as the caller may see it, now or as it was at a position; one that is hidden looks like one that
 * does not exist. Who may see it follows from today's permissions, whatever the moment.
 */
export const visibleNomination = async (
  context: LaurelContext,
  id: NominationId,
  cut?: Position,
): Promise<Nomination | null> => {
  const today = await context.loaders.nomination.load(id);
  const view = today && accessOf(context).viewOf(today);
  if (!view) return null;
  if (cut === undefined) return nominationOf(today, view, context);
  const then = await context.loaders.past(cut).nomination.load(id);
  if (!then) return null;
  const { erased, restricted } = today;
  return { ...nominationOf({ ...then, erased, restricted }, view, context), cut, asOfPosition: cut };
};
