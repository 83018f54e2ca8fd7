import type { BureauCode, EditionId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import type { LaurelContext } from '../services.ts';
import { type Slate, slateOf } from './types.ts';

/** A bureau's slate with who is on it, if there is one and the caller may see it. */
export const visibleSlate = async (
  context: LaurelContext,
  editionId: EditionId,
  bureau: BureauCode,
): Promise<Slate | null> => {
  const key = { editionId, bureau };
  if (!accessOf(context).seesBusinessOf('tallies', key)) return null;
  const shown = await context.loaders.slate.load(key);
  return shown ? slateOf(shown) : null;
};
