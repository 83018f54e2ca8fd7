import { type Scope, scopeSchema } from '../../audit/bundle/format.ts';
import type { Opened } from '../../audit/bundle/openings.ts';
import { BundleTooLarge } from '../../audit/bundle/write-bundle.ts';
import { BadEnvironment, readEnvironment } from '../environment.ts';
import { inWords } from './asked-fields.ts';
import { exportBundle } from './export.ts';
import { type ReaderOptions, readerOf } from './reader.ts';

export interface ExportOptions extends ReaderOptions {
  readonly directory?: string;
  readonly nomination?: string;
  readonly person?: string;
  readonly edition?: string;
  readonly from?: string;
  readonly to?: string;
  readonly out: string;
  readonly open?: readonly string[];
  readonly openAll: boolean;
}

/** Writes the bundle and says what is in it. @throws {BadEnvironment} for what the caller can mend */
export const exportAuditBundle = async (options: ExportOptions): Promise<void> => {
  const { LAUREL_DATA, LAUREL_WITNESS_POLICY } = readEnvironment(process.env);
  const open: Opened = options.openAll ? 'ALL' : (options.open ?? 'NONE');
  const { manifest, asked } = await exportBundle({
    directory: options.directory ?? LAUREL_DATA,
    scope: scopeOf(options),
    out: options.out,
    open,
    reader: open === 'NONE' ? undefined : readerOf(options),
    policy: LAUREL_WITNESS_POLICY,
  }).catch((error: unknown) => {
    throw error instanceof BundleTooLarge ? new BadEnvironment(error.message) : error;
  });
  const { counts, treeSize, origin, whole, disclosure } = manifest;
  console.log(`${options.out}: ${counts.events} events of ${origin}, proven at ${treeSize} entries.`);
  console.log(
    `${whole.length} streams are whole from their first event on; what came later cannot be shown by a bundle.`,
  );
  for (const field of asked) console.log(inWords(field));
  if (disclosure) console.log(`${counts.openings} openings, recorded as event ${disclosure.eventId}.`);
  else if (open !== 'NONE') console.log('Nothing was opened, and nothing recorded of it.');
};

const scopeOf = ({ nomination, person, edition, from, to }: ExportOptions): Scope => {
  const scopes = [
    ...(nomination === undefined ? [] : [{ kind: 'NOMINATION', id: nomination }]),
    ...(person === undefined ? [] : [{ kind: 'PERSON', id: person }]),
    ...(edition === undefined ? [] : [{ kind: 'EDITION', id: edition }]),
    ...(from === undefined && to === undefined ? [] : [{ kind: 'TIME', from, to }]),
  ];
  const parsed = scopeSchema.safeParse(scopes[0]);
  if (scopes.length === 1 && parsed.success) return parsed.data;
  throw new BadEnvironment(
    'Say what the bundle is about: --nomination, --person, --edition, or --from and --to with instants such as ' +
      '2024-01-08T00:00:00.000Z.',
  );
};
