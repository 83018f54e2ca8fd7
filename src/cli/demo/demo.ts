import { rmSync } from 'node:fs';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Listr } from 'listr2';
import { BadEnvironment } from '../environment.ts';
import { holds } from './check.ts';
import { checksOf } from './expectations.ts';
import { factsOf } from './gather.ts';
import { type Proof, proofChecks, proofOfDemo } from './proof/proof.ts';
import { proofSection } from './proof/section.ts';
import { historyOf } from './questions.ts';
import { replayed } from './replayed.ts';
import * as report from './report.ts';
import { parts } from './script/parts.ts';
import { scenesOf } from './script/scenes.ts';
import { idOf, type Stage, seatOf } from './script/stage.ts';
import { type SetUp, setUp } from './set-up.ts';
import { welcome } from './welcome.ts';

export interface DemoOptions {
  /** End when it is played: status 0 only if every expected count holds. */
  readonly exit: boolean;
  readonly port: number;
  readonly seed: number;
  /** Must be empty or not there; a temporary one, removed at the end, if left out. */
  readonly directory?: string;
  /** How many servers share the work. */
  readonly replicas: number;
  /** `esdb://…` of an empty EventStoreDB; the embedded store if left out. */
  readonly eventStore?: string;
}

/** Plays both programs of the notice through HTTP, shows what came of it, and serves it until stopped. */
export const runDemo = async (options: DemoOptions): Promise<void> => {
  const directory = await emptyDirectory(options.directory);
  if (options.directory === undefined) {
    process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  }
  const playOn = whenToldToStop(() => process.exit(interrupted));
  const demo = await setUp(directory, options);
  try {
    const { proof, allHold } = await play(demo);
    playOn();
    if (options.exit) process.exitCode = allHold ? 0 : 1;
    else await serveUntilStopped(demo, proof);
  } finally {
    await demo.close();
  }
};

/** As shells have it for a process that SIGINT ended. */
const interrupted = 130;

/** Calls back at SIGINT or SIGTERM; returns how to stop listening. */
const whenToldToStop = (stop: () => void): (() => void) => {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
};

const emptyDirectory = async (given: string | undefined): Promise<string> => {
  if (given === undefined) return mkdtemp(join(tmpdir(), 'laurel-demo-'));
  const found = await readdir(given).catch(() => []);
  if (found.length > 0) throw new BadEnvironment(`${given} is not empty. The demo begins with an empty directory.`);
  return given;
};

interface Played {
  readonly proof: Proof;
  /** Whether every expected count holds. */
  readonly allHold: boolean;
}

const play = async (demo: SetUp): Promise<Played> => {
  const { stage, running } = demo;
  const began = performance.now();
  await playScenes(stage);
  const { api, cast, incidents } = stage;
  const [youth, flex] = [await factsOf(api, cast, stage.youth), await factsOf(api, cast, stage.flex)];
  const history = await historyOf(api, cast.auditor, idOf(stage.flex, seatOf(stage.flex, parts.flex.returned)));
  const proof = await proofOfDemo(demo);
  const checks = [
    ...checksOf({ youth, flex, incidents, observed: stage.checks, history }),
    await replayed(running),
    ...proofChecks(proof),
  ];
  const programs = [youth, flex];
  for (const section of [
    ...programs.map(report.tallyTable),
    report.incidentTable(incidents),
    ...programs.map(report.resultTable),
    ...programs.map(report.nearTheCutTable),
    report.noticeTable(programs),
    report.objectionTable(programs),
    report.registerTable(programs),
    report.historyTable(history),
    proofSection(proof, demo),
    report.checkTable(checks),
  ]) {
    console.log(section);
  }
  const failed = checks.filter((check) => !holds(check));
  for (const { name, expected, actual } of failed) {
    console.error(`✘ ${name}: expected ${expected}, found ${actual}`);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const holding = `${checks.length - failed.length}/${checks.length}`;
  console.log(`\n${holding} 项核对相符 checks hold · ${proof.events} 个事件 events · ${seconds} s`);
  return { proof, allHold: failed.length === 0 };
};

/** Whether a list that is drawn over and over finds room: elsewhere it is printed line by line. */
const isRoomy = ({ isTTY, columns, rows }: NodeJS.WriteStream): boolean => isTTY && columns >= 80 && rows >= 30;

/** The list draws itself anew on every change, which takes longer than a mutation. */
const betweenDrawingsMs = 200;

const playScenes = (stage: Stage): Promise<unknown> =>
  new Listr(
    scenesOf().map(({ title, play }) => ({
      title,
      task: async (_, task) => {
        let last = '';
        let drawnAt = 0;
        stage.progress = (text) => {
          last = text;
          if (!isRoomy(process.stdout) || performance.now() - drawnAt < betweenDrawingsMs) return;
          task.output = text;
          drawnAt = performance.now();
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
const serveUntilStopped = async (demo: SetUp, proof: Proof): Promise<void> => {
  console.log(await welcome(demo, proof));
  await new Promise<void>((resolve) => whenToldToStop(resolve));
};
