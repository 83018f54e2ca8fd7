import { aggregates } from '../../src/app/aggregates.ts';
import type { BureauCode, EditionId } from '../../src/domain/ids.ts';
import { slateStream } from '../../src/domain/slate/slate.ts';
import { accessOf } from '../access.ts';
import { fromLog } from '../log-unavailable.ts';
import type { LaurelContext } from '../services.ts';
import { type Slate, slateOf } from './types.ts';

/** A bureau's slate with who is on it, if there is one and the caller may see it. */
export const visibleSlate = async (
  context: LaurelContext,
  editionId: EditionId,
  bureau: BureauCode,
): Promise<Slate | null> => {
  const tally = await context.loaders.tally.load({ editionId, bureau });
  if (!tally || !accessOf(context).seesBusinessOf('tallies', tally)) return null;
  const { repository } = context.services.laurel;
  const { state, revision } = await fromLog(() => repository.load(aggregates.slate, slateStream(editionId, bureau)));
  return slateOf({ tally, state, revision });
};
