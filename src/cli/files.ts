import type { Soundness } from '../files/file-store.ts';
import { type FileUse, namedFiles } from '../files/named-files.ts';
import { type Finding, verifyFiles } from '../files/verify.ts';
import { openFiles } from '../stores.ts';
import { readEnvironment } from './environment.ts';
import { openStoredLog, storedSettings } from './stored-log.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface VerifyOptions {
  readonly directory?: string;
  readonly prune: boolean;
}

/**
 * Compares the files that are kept with the log, and prints a line a file. Status 1 unless every file that the
 * log names is there as it was uploaded. May run beside a server.
 *
 * @throws {BadEnvironment} where there is no log
 */
export const verifyDataFiles = async ({ directory, prune }: VerifyOptions): Promise<void> => {
  const environment = readEnvironment(process.env);
  const settings = storedSettings(environment, directory);
  const stored = await openStoredLog(settings);
  const opened = await openFiles(settings, stored.vault);
  const counts = { OK: 0, ERASED: 0, MISSING: 0, CORRUPTED: 0, NOT_SEALED: 0, UNATTACHED: 0, PRUNED: 0 };
  try {
    const findings = verifyFiles({
      store: opened.files,
      named: () => namedFiles(stored.log),
      ...(prune && { pruneBefore: Date.now() - DAY_MS }),
    });
    for await (const finding of findings) {
      counts[verdictOf(finding)]++;
      console.log(lineOf(finding));
      showProgress(finding);
    }
  } finally {
    await opened.close();
    await stored.close();
  }
  console.log(
    Object.entries(counts)
      .map(([verdict, count]) => `${count} ${verdict}`)
      .join(', '),
  );
  if (counts.NOT_SEALED > 0)
    console.log('NOT_SEALED: kept by an earlier build, and not read. Upload it again, which seals it.');
  if (counts.MISSING + counts.CORRUPTED + counts.NOT_SEALED > 0) process.exitCode = 1;
};

type Verdict = Soundness | 'UNATTACHED' | 'PRUNED';

const verdictOf = (finding: Finding): Verdict => {
  if (finding.kind === 'NAMED') return finding.soundness;
  return finding.pruned ? 'PRUNED' : 'UNATTACHED';
};

const lineOf = (finding: Finding): string => {
  const verdict = verdictOf(finding).padEnd(10);
  if (finding.kind === 'NAMED') return `${verdict} ${finding.sha256} ${finding.uses.map(useInWords).join('; ')}`;
  const { sha256, size, mediaType, storedAt } = finding.file;
  return `${verdict} ${sha256} ${size} bytes, ${mediaType}, stored at ${new Date(storedAt).toISOString()}`;
};

const useInWords = ({ stream, material, removed }: FileUse): string => {
  if (material === undefined) return `evidence in ${stream}`;
  return `${stream}, material ${material}${removed ? ' (removed from the dossier)' : ''}`;
};

/** Beside the lines, for people who wait at a terminal while the lines go into a file. */
const showProgress = ({ done, total }: Finding): void => {
  if (!process.stderr.isTTY || process.stdout.isTTY) return;
  process.stderr.write(`\rChecked ${done} of ${total} files${done === total ? '\n' : ''}`);
};
