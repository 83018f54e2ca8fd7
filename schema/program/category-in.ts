import type { EditionId } from '../../src/domain/ids.ts';
import { programIn } from '../edition/references.ts';
import type { Loaders } from '../loaders.ts';
import type { Category } from './types.ts';

/** A category of an edition. @throws if the edition has none of this code. */
export const categoryIn = async (loaders: Loaders, editionId: EditionId, code: string): Promise<Category> => {
  const { categories } = await programIn(loaders, editionId);
  const category = categories.find((item) => item.code === code);
  if (!category) throw new Error(`Edition ${editionId} has no category ${code}.`);
  return category;
};
