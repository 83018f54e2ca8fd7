import type { BureauCode, EditionId } from '../../src/domain/ids.ts';
import type { Program } from '../../src/domain/program/program.ts';
import type { Loaders } from '../loaders.ts';
import { type Bureau, bureauOf } from './bureau.ts';
import { type Edition, editionOf } from './types.ts';

/** The edition that something belongs to. @throws if there is none: the read models are one consistent state. */
export const editionIn = async ({ edition }: Loaders, id: EditionId): Promise<Edition> => {
  const row = await edition.load(id);
  if (!row) throw new Error(`There is no edition ${id}.`);
  return editionOf(row);
};

/** The program as an edition runs it, with its quotas and dates as amended. @throws if there is no such edition. */
export const programIn = async ({ program }: Loaders, id: EditionId): Promise<Program> => {
  const found = await program.load(id);
  if (!found) throw new Error(`There is no edition ${id}.`);
  return found;
};

/** A bureau of an edition. @throws if the edition has none of this code. */
export const bureauIn = async ({ bureau }: Loaders, editionId: EditionId, code: BureauCode): Promise<Bureau> => {
  const row = await bureau.load({ editionId, bureau: code });
  if (!row) throw new Error(`Edition ${editionId} has no bureau ${code}.`);
  return bureauOf(row);
};
