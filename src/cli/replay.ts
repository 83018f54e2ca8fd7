import { type Replayed, replay, troubling, type Verdict, verdicts } from '../app/replay/replay.ts';
import type { Position } from '../domain/event.ts';
import type { StreamName } from '../domain/ids.ts';
import { messageOf } from '../domain/refusal.ts';
import { type EventLog, shareOf } from '../log/event-log.ts';
import { BadEnvironment, readEnvironment } from './environment.ts';
import { readPrograms } from './programs.ts';
import { progressLine } from './progress.ts';
import { openStoredLog, storedSettings } from './stored-log.ts';

export interface ReplayOptions {
  readonly directory?: string;
  readonly stream?: StreamName;
  readonly nomination?: string;
  readonly after?: Position;
  readonly to?: Position;
  readonly json: boolean;
  readonly showPersonal: boolean;
}

/**
 * Makes every decision of a log again, and prints what does not come to what was recorded. Status 1 if somebody must
 * look into one. May run beside a server: it ends where the log ended when it began.
 *
 * @throws {BadEnvironment} where there is no log
 */
export const replayLog = async ({ directory, stream, nomination, json, ...options }: ReplayOptions): Promise<void> => {
  const environment = readEnvironment(process.env);
  const { calendars } = readPrograms(environment.LAUREL_PROGRAMS);
  const log = await openStoredLog(storedSettings(environment, directory));
  const tally = tallyOf();
  try {
    const to = options.to ?? (await log.raw.head());
    const one = nomination === undefined ? stream : (`nomination-${nomination}` as StreamName);
    if (one !== undefined) await mustExist(log.raw, one);
    const show = showing(to);
    for await (const found of replay({ log, calendars, ...options, to, stream: one })) {
      tally.add(found);
      if (found.verdict !== 'SAME') console.log(json ? JSON.stringify(found) : inLines(found));
      show(found.position, tally.events());
    }
  } finally {
    await log.close();
  }
  console.log(json ? JSON.stringify(tally.counts()) : tally.inWords());
  if (tally.troubled()) process.exitCode = 1;
};

const tallyOf = () => {
  const began = performance.now();
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  let [events, decisions] = [0, 0];
  return {
    add(found: Replayed): void {
      counts[found.verdict]++;
      decisions++;
      events += found.events;
    },
    events: () => events,
    counts: () => ({ events, decisions, ...counts }),
    troubled: () => verdicts.some((verdict) => troubling.has(verdict) && counts[verdict] > 0),
    inWords(): string {
      const seconds = Math.max((performance.now() - began) / 1000, 0.001);
      const found = verdicts.filter((verdict) => verdict === 'SAME' || counts[verdict] > 0);
      const words = found.map((verdict) => `${counts[verdict]} ${verdict}`).join(', ');
      const rate = `${seconds.toFixed(1)} s, ${Math.round(decisions / seconds)} decisions a second`;
      return `${decisions} decisions of ${events} events: ${words}\n${rate}`;
    },
  };
};

/** A name mistyped must not pass for a stream without a fault. */
const mustExist = async (raw: EventLog, stream: StreamName): Promise<void> => {
  const [first] = await raw.readStream(stream, 0, 1);
  if (!first) throw new BadEnvironment(`The log has no stream ${stream}.`);
};

const inLines = (found: Replayed): string => {
  const { verdict, position, stream, revision, command, eventId } = found;
  const head = `${verdict.padEnd(16)} position ${position}: ${command.name} on ${stream}, revision ${revision}, event ${eventId}`;
  const lines = [
    ...(found.impossible ?? []).map(({ what, name, revision: at }) => {
      const where = at === undefined ? name : `${name} at revision ${at}`;
      return what === 'LATER' ? `it was given ${where}, which came about later` : `there is no ${where}`;
    }),
    ...(found.calendars ?? []).map((name) => `calendar ${name} says something else of those years now`),
    ...(found.failure === undefined ? [] : [`it ends in an error now: ${found.failure}`]),
    ...(found.refusals ?? []).map((item) => {
      const rule = item.ruleId === undefined ? '' : ` (${item.ruleId})`;
      return `refused: ${item.code}${rule}: ${messageOf(item, 'en')}`;
    }),
    ...(found.differences ?? []).map(
      (difference) =>
        `${difference.pointer || '/'}: recorded ${told(difference.recorded)}, now ${told(difference.replayed)}`,
    ),
    ...(troubling.has(verdict) && found.recorded ? [`recorded: ${told(found.recorded)}`] : []),
    ...(found.replayed ? [`now:      ${told(found.replayed)}`] : []),
  ];
  return [head, ...lines.map((line) => `    ${line}`)].join('\n');
};

const told = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

/** Beside the lines, for people who wait at a terminal while the lines go into a file. */
const showing = (head: Position | undefined) => {
  const line = progressLine('Replaying');
  const began = performance.now();
  return (position: Position, applied: number): void => {
    if (!process.stderr.isTTY || process.stdout.isTTY) return;
    const eventsPerSecond = (applied * 1000) / Math.max(performance.now() - began, 1);
    line({ applied, position, head, share: shareOf(position, head), eventsPerSecond });
  };
};
