import { adviceOn } from '../../audit/bundle/advice.ts';
import type { Scope } from '../../audit/bundle/format.ts';
import { type BundleReport, type EventVerdict, UnusableBundle } from '../../audit/bundle/report.ts';
import { verifyBundle } from '../../audit/bundle/verify-bundle.ts';
import { trustRoots } from './trust.ts';

export interface VerifyBundleOptions {
  readonly key: readonly string[];
  readonly policy?: string;
  readonly json: boolean;
}

/** Prints the verdict on each event of a bundle. Status 0 if all hold, 1 if anything does not, 2 if nothing was checked. */
export const verifyAuditBundle = async (directory: string, options: VerifyBundleOptions): Promise<void> => {
  try {
    const report = verifyBundle(directory, trustRoots(options.key, options.policy));
    console.log(options.json ? JSON.stringify(report) : inWords(report));
    if (report.verdict === 'INVALID') process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof UnusableBundle)) throw error;
    if (options.json) console.log(JSON.stringify({ verdict: 'UNUSABLE', reason: error.reason }));
    console.error(error.message);
    process.exitCode = 2;
  }
};

const inWords = (report: BundleReport): string => {
  const { scope, events, problems, counts, verdict, origin, treeSize } = report;
  return [
    `A bundle about ${scopeInWords(scope)}.`,
    ...events.map(lineOf),
    ...problems.map(({ code, where }) => `PROBLEM  ${code} ${where}`),
    ...adviceOn(report),
    `${Object.entries(counts)
      .map(([status, count]) => `${count} ${status}`)
      .join(', ')}; ${problems.length} problems of the bundle. ${origin} at ${treeSize} entries: ${verdict}`,
  ].join('\n');
};

const scopeInWords = (scope: Scope): string =>
  scope.kind === 'TIME'
    ? `what was recorded from ${scope.from} to ${scope.to}`
    : `${scope.kind.toLowerCase()} ${scope.id}`;

const lineOf = ({ line, status, reason, id, type, stream, revision }: EventVerdict): string => {
  const what = id === null ? '' : ` ${type} ${id}, revision ${revision} of ${stream}`;
  return `${status.padEnd(8)}${reason === null ? '' : ` ${reason}`} line ${line}${what}`;
};
