import { programOf } from '../../projections/editions.ts';
import { nominationsByIds } from '../../projections/nomination-board.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import type { Services } from '../services.ts';
import { streamsOf } from '../streams.ts';
import { dossiersOf } from './dossier.ts';

/**
 * What a file of a nomination is to be called, for who sees the nomination in full; undefined for anyone else, and
 * where no such file is attached now.
 */
export const attachedFileName = async (
  services: Services,
  actor: Actor,
  id: NominationId,
  sha256: string,
): Promise<string | undefined> => {
  const { reader, log } = services;
  const row = nominationsByIds(reader, [id]).get(id);
  if (!row || accessOf({ actor, services }).viewOf(row) !== 'FULL') return undefined;
  const dossier = await dossiersOf(streamsOf(log)).load({ id, revision: row.revision });
  const attached = dossier.nomination()?.materials.find((material) => material.sha256 === sha256);
  if (!attached) return undefined;
  const definition = programOf(reader, row.editionId)?.materials.find(({ code }) => code === attached.material);
  return `${definition?.name.zh ?? attached.material} ${sha256.slice(0, 8)}`;
};
