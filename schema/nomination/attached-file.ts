import { programOf } from '../../projections/editions.ts';
import { wasErasedWith } from '../../projections/erasures.ts';
import { nominationsByIds } from '../../projections/nomination-board.ts';
import { inOfficeOnly } from '../../src/app/permissions.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { Evidence } from '../../src/domain/evidence.ts';
import type { NominationId, PersonPseudonym } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import type { Services } from '../services.ts';
import { streamsOf } from '../streams.ts';
import { type Dossier, dossiersOf, eventsOf } from './dossier.ts';

interface NamedFile {
  readonly name: string;
  /** Attached, and therefore in the store; evidence may be on paper only. */
  readonly material: boolean;
  /** Whose nomination it is. */
  readonly person: PersonPseudonym;
  /** Whether the actor sees it by a role of their office. */
  readonly byOffice: boolean;
}

/**
 * What a file of a nomination is to be called, for who sees the nomination in full; undefined for anyone else, and
 * where no such file is attached now or was ever evidence in the dossier. `ERASED`: of who was erased, of whose
 * nomination nobody is given any file, also where others have it as well.
 */
export const attachedFileName = async (
  services: Services,
  actor: Actor,
  id: NominationId,
  sha256: string,
): Promise<NamedFile | 'ERASED' | undefined> => {
  const { reader } = services;
  const row = nominationsByIds(reader, [id]).get(id);
  if (!row || accessOf({ actor, services }).viewOf(row) !== 'FULL') return undefined;
  const erased = row.erased === 1;
  if (row.restricted === 1 && !erased) return undefined;
  const byOffice = accessOf({ actor: inOfficeOnly(actor), services }).viewOf(row) === 'FULL';
  const whose = { person: row.person, byOffice };
  const dossier = await dossiersOf(streamsOf(services)).load({ id, revision: row.revision });
  const attached = dossier.nomination()?.materials.find((material) => material.sha256 === sha256);
  // The dossier does not tell papers any more; the record of the erasure names by their hashes those that were there.
  if (erased) return attached || wasErasedWith(reader, row.person, sha256) ? 'ERASED' : undefined;
  if (!attached) {
    const paper = evidenceIn(dossier).find((item) => item.sha256 === sha256);
    return paper && { name: paper.title, material: false, ...whose };
  }
  const definition = programOf(reader, row.editionId)?.materials.find(({ code }) => code === attached.material);
  return {
    name: `${definition?.name.zh ?? attached.material} ${sha256.slice(0, 8)}`,
    material: true,
    ...whose,
  };
};

/** Papers that steps, answers of bodies and requests for waivers rest on. */
const evidenceIn = (dossier: Dossier): readonly Evidence[] =>
  [
    ...eventsOf(dossier, 'StepRecorded'),
    ...eventsOf(dossier, 'VettingAnswered'),
    ...eventsOf(dossier, 'WaiverRequested'),
  ].flatMap(({ data }) => data.evidence ?? []);
