import { openEvents } from '../app/replay/opened-events.ts';
import type { Position, Recorded } from '../domain/event.ts';
import { type RankedAgain, rankedAgain } from './decide/ranked-again.ts';
import { BadEnvironment, readEnvironment } from './environment.ts';
import { openStoredLog, storedSettings } from './stored-log.ts';

export interface DecideOptions {
  readonly directory?: string;
  readonly edition: string;
  readonly json: boolean;
}

const batchSize = 1000;

/**
 * Derives the shortlist of an edition again from nothing but the log: its scores at the position that the decision names,
 * its rubric and its rules. Status 1 if it does not come to what was decided.
 *
 * @throws {BadEnvironment} where there is no log, or no such decision
 */
export const decideAgain = async ({ directory, edition, json }: DecideOptions): Promise<void> => {
  const log = await openStoredLog(storedSettings(readEnvironment(process.env), directory));
  try {
    const events: Recorded[] = [];
    let after: Position | undefined;
    for (;;) {
      const batch = await log.raw.readAll(after, batchSize);
      if (batch.length === 0) break;
      events.push(...(await openEvents(batch, log.vault)).map(({ event }) => event));
      after = batch.at(-1)?.position;
    }
    const found = rankedAgain(events, edition);
    if (!found) throw new BadEnvironment(`The log holds no decision on the shortlist of an edition ${edition}.`);
    console.log(json ? JSON.stringify(found) : inLines(found));
    if (!found.same) process.exitCode = 1;
  } finally {
    await log.close();
  }
};

const inLines = ({ same, edition, checks, selected, alternates, deviations }: RankedAgain): string =>
  [
    ...checks.map(({ what, recorded, derived }) =>
      recorded === derived
        ? `same      ${what}: ${recorded}`
        : `DIFFERENT ${what}: recorded ${recorded}, derived ${derived}`,
    ),
    `${edition}: ${selected} selected, ${alternates} alternates, ${deviations} deviations`,
    same ? 'The shortlist follows from the log.' : 'The shortlist does NOT follow from the log.',
  ].join('\n');
