import type { Position } from '../../src/domain/event.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import { nameField } from '../../src/domain/program/name-field.ts';
import { accessOf } from '../access.ts';
import { programIn } from '../edition/references.ts';
import type { LaurelContext } from '../services.ts';
import { type Dossier, revisionAt } from './dossier.ts';
import { type Nomination, nominationOf } from './types.ts';

/** A nomination as far as the caller may see it; one that is hidden looks like one that does not exist. */
export const visibleNomination = async (context: LaurelContext, id: NominationId): Promise<Nomination | null> => {
  const row = await context.loaders.nomination.load(id);
  const view = row && accessOf(context).viewOf(row);
  return view ? nominationOf(row, view, context) : null;
};

/**
 * The nomination as it was at a position, folded from its stream; null if it was not there yet.
 * Who may see it follows from today's permissions.
 */
export const nominationAsOf = async (
  context: LaurelContext,
  id: NominationId,
  position: Position,
): Promise<Nomination | null> => {
  const today = await visibleNomination(context, id);
  if (!today) return null;
  const { stream, dossier } = context.loaders;
  const revision = await revisionAt(stream, id, position);
  if (revision === undefined) return null;
  const then = await dossier.load({ id, revision });
  const state = then.nomination();
  const last = then.events.at(-1);
  if (!state || !last) return null;
  const name = state.form[nameField(await programIn(context.loaders, state.editionId)) ?? ''];
  return {
    ...today,
    cut: position,
    asOfPosition: position,
    status: state.status,
    holderCode: state.holder,
    categoryCode: state.category,
    name: typeof name === 'string' ? name : null,
    updatedAt: last.meta.recordedAt,
    revision,
    returns: today.view === 'TO_VET' ? null : returnsIn(then.events),
    standingObjections: null,
    certificate: null,
  };
};

const returnsIn = (events: Dossier['events']): number =>
  events.filter(({ type }) => type === 'Returned' || type === 'SupplementRequired').length;
