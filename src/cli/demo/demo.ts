import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Listr } from 'listr2';
import { pino } from 'pino';
import { simulatedClock } from '../../app/clock.ts';
import { composeLaurel, type RunningLaurel } from '../../compose.ts';
import { builtInProgram } from '../../domain/program/definitions/index.ts';
import type { Program } from '../../domain/program/program.ts';
import { createTokenIssuer, generateIssuerKeys } from '../../server/token-issuer.ts';
import { BadEnvironment } from '../environment.ts';
import { apiOf } from './api.ts';
import { castOf } from './cast.ts';
import { checksOf, holds } from './expectations.ts';
import { factsOf } from './gather.ts';
import { planOf } from './plan.ts';
import { eventCount, historyOf } from './questions.ts';
import * as report from './report.ts';
import { parts } from './script/parts.ts';
import { scenesOf } from './script/scenes.ts';
import { idOf, type Run, type Stage, seatOf } from './script/stage.ts';
import { demoTime, instantOf } from './time.ts';
import { welcome } from './welcome.ts';

export interface DemoOptions {
  /** End when it is played: status 0 only if every expected count holds. */
  readonly exit: boolean;
  readonly port: number;
  readonly seed: number;
  /** Must be empty or not there; a temporary one, removed at the end, if left out. */
  readonly directory?: string;
}

/** Plays both programs of the notice through HTTP, shows what came of it, and serves it until stopped. */
export const runDemo = async (options: DemoOptions): Promise<void> => {
  const directory = await emptyDirectory(options.directory);
  const clean = async () => {
    if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
  };
  try {
    const { running, stage } = await setUp(directory, options);
    try {
      const allHold = await play(stage);
      if (options.exit) process.exitCode = allHold ? 0 : 1;
      else await serveUntilStopped(running, stage);
    } finally {
      await running.close();
    }
  } finally {
    await clean();
  }
};

const emptyDirectory = async (given: string | undefined): Promise<string> => {
  if (given === undefined) return mkdtemp(join(tmpdir(), 'laurel-demo-'));
  const found = await readdir(given).catch(() => []);
  if (found.length > 0) throw new BadEnvironment(`${given} is not empty. The demo begins with an empty directory.`);
  return given;
};

const tokenNames = { issuer: 'laurel-demo', audience: 'laurel-demo' } as const;

const setUp = async (
  directory: string,
  { port, seed }: DemoOptions,
): Promise<{ running: RunningLaurel; stage: Stage }> => {
  const clock = simulatedClock(instantOf('2023-12-27T08:00'));
  const { privateKey, publicKey } = await generateIssuerKeys();
  const running = await composeLaurel({
    directory,
    clock,
    hashKey: createHash('sha256').update(`laurel demo ${seed}`).digest(),
    tokens: { keys: { publicKey }, ...tokenNames },
    logger: pino({ level: 'silent' }),
    port,
    ide: true,
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new BadEnvironment(`Port ${port} is in use. Choose another one with --port.`);
  });
  const time = demoTime(clock, () => running.laurel.agenda.runDue());
  const issuer = await createTokenIssuer({ privateKey, ...tokenNames, clock: () => new Date(clock.now()) });
  const youth = builtInProgram('henan-youth-star-2023');
  const flex = builtInProgram('henan-flex-star-2023');
  return {
    running,
    stage: {
      api: apiOf({ url: running.url, issuer, time, seed }),
      cast: castOf(seed, provinceOf(youth)),
      time,
      seed,
      youth: runOf(
        planOf(youth, {
          seed,
          born: [1989, 2000],
          firstOrdinal: 0,
          filledOn: '2024-01-03',
          beyond: [parts.youth.overrun],
        }),
      ),
      flex: runOf(
        planOf(flex, {
          seed,
          born: [1975, 2000],
          firstOrdinal: 200,
          filledOn: '2024-01-05',
          beyond: [parts.flex.thirdNominee],
        }),
      ),
      incidents: [],
      progress: () => {},
    },
  };
};

const runOf = (plan: Run['plan']): Run => ({ plan, editionId: '', ids: new Map() });

const provinceOf = ({ bureaus, code }: Program) => {
  const province = bureaus.find(({ parent }) => parent === null);
  if (!province) throw new Error(`Program ${code} has no bureau at the top.`);
  return province;
};

/** Whether every expected count holds. */
const play = async (stage: Stage): Promise<boolean> => {
  const began = performance.now();
  await playScenes(stage);
  const { api, cast, incidents } = stage;
  const [youth, flex] = [await factsOf(api, cast, stage.youth), await factsOf(api, cast, stage.flex)];
  const history = await historyOf(api, cast.auditor, idOf(stage.flex, seatOf(stage.flex, parts.flex.returned)));
  const checks = checksOf({ youth, flex, incidents, history });
  const programs = [youth, flex];
  for (const section of [
    ...programs.map(report.tallyTable),
    report.incidentTable(incidents),
    ...programs.map(report.resultTable),
    report.noticeTable(programs),
    report.objectionTable(programs),
    report.registerTable(programs),
    report.historyTable(history),
    report.checkTable(checks),
  ]) {
    console.log(section);
  }
  const failed = checks.filter((check) => !holds(check));
  for (const { name, expected, actual } of failed) {
    console.error(`✘ ${name}: expected ${expected}, found ${actual}`);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const events = await eventCount(api, cast.auditor);
  const holding = `${checks.length - failed.length}/${checks.length}`;
  console.log(`\n${holding} 项核对相符 checks hold · ${events} 个事件 events · ${seconds} s`);
  return failed.length === 0;
};

/** Whether a list that is drawn over and over finds room: elsewhere it is printed line by line. */
const isRoomy = ({ isTTY, columns, rows }: NodeJS.WriteStream): boolean => isTTY && columns >= 80 && rows >= 30;

const playScenes = (stage: Stage): Promise<unknown> =>
  new Listr(
    scenesOf().map(({ title, play }) => ({
      title,
      task: async (_, task) => {
        let last = '';
        stage.progress = (text) => {
          last = text;
          if (isRoomy(process.stdout)) task.output = text;
        };
        await play(stage);
        if (last) task.title = `${title}  [${last}]`;
      },
    })),
    {
      fallbackRenderer: 'simple',
      fallbackRendererCondition: () => !isRoomy(process.stdout),
    },
  ).run();

/** Resolves when the process is told to stop. */
const serveUntilStopped = async (running: RunningLaurel, stage: Stage): Promise<void> => {
  console.log(await welcome(running.url, stage));
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
};
