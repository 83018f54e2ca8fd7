import type { Position } from '../../src/domain/event.ts';
import type { BureauCode, EditionId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import type { LaurelContext } from '../services.ts';
import { type Slate, slateOf } from './types.ts';

/** A bureau's slate with who is on it, now or as it was at a position, if there is one and the caller may see it. */
export const visibleSlate = async (
  context: LaurelContext,
  editionId: EditionId,
  bureau: BureauCode,
  cut?: Position,
): Promise<Slate | null> => {
  const key = { editionId, bureau };
  if (!accessOf(context).seesBusinessOf('tallies', key)) return null;
  const { slate } = cut === undefined ? context.loaders : context.loaders.past(cut);
  const shown = await slate.load(key);
  return shown ? slateOf(shown, cut) : null;
};
