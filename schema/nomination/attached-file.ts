import { programOf } from '../../projections/editions.ts';
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
 * where no such file is attached now or was ever evidence in the dossier.
 */
export const attachedFileName = async (
  services: Services,
  actor: Actor,
  id: NominationId,
  sha256: string,
): Promise<NamedFile | undefined> => {
  const { reader } = services;
  const row = nominationsByIds(reader, [id]).get(id);
  if (!row || accessOf({ actor, services }).viewOf(row) !== 'FULL') return undefined;
  if (row.restricted === 1) return undefined;
  const byOffice = accessOf({ actor: inOfficeOnly(actor), services }).viewOf(row) === 'FULL';
  const { person } = row;
  const dossier = await dossiersOf(streamsOf(services)).load({ id, revision: row.revision });
  const attached = dossier.nomination()?.materials.find((material) => material.sha256 === sha256);
  if (!attached) {
    const paper = evidenceIn(dossier).find((item) => item.sha256 === sha256);
    return paper && { name: paper.title, material: false, person, byOffice };
  }
  const definition = programOf(reader, row.editionId)?.materials.find(({ code }) => code === attached.material);
  return {
    name: `${definition?.name.zh ?? attached.material} ${sha256.slice(0, 8)}`,
    material: true,
    person,
    byOffice,
  };
};

/** Papers that steps, answers of bodies and requests for waivers rest on. */
const evidenceIn = (dossier: Dossier): readonly Evidence[] =>
  [
    ...eventsOf(dossier, 'StepRecorded'),
    ...eventsOf(dossier, 'VettingAnswered'),
    ...eventsOf(dossier, 'WaiverRequested'),
  ].flatMap(({ data }) => data.evidence ?? []);
