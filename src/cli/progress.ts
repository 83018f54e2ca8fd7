import type { BuildProgress } from '../../projections/build-progress.ts';

/** One line on stderr that is written over: share done, events, rate. Silent for work that is done at once. */
export const progressLine = (what: string): ((progress: BuildProgress) => void) => {
  let shown = false;
  return ({ applied, share, eventsPerSecond }) => {
    if (share >= 1 && !shown) return;
    shown = true;
    const percent = String(Math.floor(share * 100)).padStart(3);
    const bar = '█'.repeat(Math.floor(share * 30)).padEnd(30, '░');
    process.stderr.write(`\r${what} ${bar} ${percent}% ${applied} events, ${Math.round(eventsPerSecond)}/s`);
    if (share >= 1) process.stderr.write('\n');
  };
};
