import { parentPort, workerData } from 'node:worker_threads';
import type { Told } from './aside.ts';
import { type AssignmentProblem, BadProblem } from './problem.ts';
import { solveAssignment } from './solve.ts';

const told = async (): Promise<Told> => {
  try {
    return { found: await solveAssignment(workerData as AssignmentProblem) };
  } catch (error) {
    if (error instanceof BadProblem) return { bad: error.message };
    throw error;
  }
};

parentPort?.postMessage(await told());
