import { programOf } from '../../projections/editions.ts';
import type { Reader } from '../../projections/reader.ts';
import type { EditionId } from '../../src/domain/ids.ts';
import type { Category } from './types.ts';

/** A category of an edition. @throws if the edition has none of this code. */
export const categoryIn = (reader: Reader, editionId: EditionId, code: string): Category => {
  const category = programOf(reader, editionId)?.categories.find((item) => item.code === code);
  if (!category) throw new Error(`Edition ${editionId} has no category ${code}.`);
  return category;
};
