import { builtInProgram } from '../../domain/program/definitions/index.ts';
import type { Program } from '../../domain/program/program.ts';
import { type Casting, planOf } from './plan.ts';
import { parts } from './script/parts.ts';
import { type Run, seatOf } from './script/stage.ts';

const runOf = (program: Program, casting: Casting): Run => ({
  plan: planOf(program, casting),
  editionId: '',
  ids: new Map(),
});

/** Both programs of the notice, with everyone whom they are played with: the same for the same seed. */
export const runsOf = (seed: number): { youth: Run; flex: Run } => {
  const youth = runOf(builtInProgram('henan-youth-star-2023'), {
    seed,
    born: [1989, 2000],
    firstOrdinal: 0,
    filledOn: '2024-01-03',
    beyond: [parts.youth.overrun],
    traits: [
      { ...parts.youth.official, calling: 'SELECTED_OFFICIAL' },
      { bureau: parts.youth.tooEarly, bornOn: '1988-12-30', name: parts.names.kept },
      { bureau: parts.youth.overrun, name: parts.names.erased },
    ],
  });
  const { person } = seatOf(youth, parts.youth.twice.bureau, parts.youth.twice.category);
  const flex = runOf(builtInProgram('henan-flex-star-2023'), {
    seed,
    born: [1975, 2000],
    firstOrdinal: 200,
    filledOn: '2024-01-05',
    beyond: [parts.flex.thirdNominee, parts.flex.barred, parts.flex.expired],
    traits: [{ bureau: parts.flex.twice, person }],
  });
  return { youth, flex };
};
