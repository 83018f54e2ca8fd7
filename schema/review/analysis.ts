import { programOf, rubricOf } from '../../projections/editions.ts';
import type { Reader } from '../../projections/reader.ts';
import { candidates } from '../../projections/scoreboard.ts';
import { analyze } from '../../src/domain/edition/analysis.ts';
import type { EditionId, NominationId } from '../../src/domain/ids.ts';
import { type Aggregates, aggregatesOf } from './aggregates.ts';

type Analyzed = ReadonlyMap<NominationId, Aggregates>;

/** The last of each edition, with the scores that it was made from: it takes up to a second for a thousand nominations. */
const analyzed = new WeakMap<Reader, Map<EditionId, { readonly of: string; readonly value: Analyzed }>>();

/** Undefined before the rubric is frozen. The same scores give the same answer, probabilities included. */
export const analysisOf = (reader: Reader, editionId: EditionId): Analyzed | undefined => {
  const [program, rubric] = [programOf(reader, editionId), rubricOf(reader, editionId)];
  if (!program || !rubric) return undefined;
  const known = analyzed.get(reader) ?? new Map();
  analyzed.set(reader, known);
  const found = known.get(editionId);
  const position = reader.position();
  if (found?.of === position) return found.value;
  const value = new Map(
    [...analyze(candidates(reader, editionId), { program, rubric, seed: editionId })].map(([id, analysis]) => [
      id,
      aggregatesOf(analysis),
    ]),
  );
  known.set(editionId, { of: String(position), value });
  return value;
};
