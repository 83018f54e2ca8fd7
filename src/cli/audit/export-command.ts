import { type Scope, scopeSchema } from '../../audit/bundle/format.ts';
import type { Opened } from '../../audit/bundle/openings.ts';
import { BundleTooLarge } from '../../audit/bundle/write-bundle.ts';
import { fewestCharacters, mostCharacters, type OversightRole } from '../../domain/access/access.ts';
import { BadEnvironment, readEnvironment } from '../environment.ts';
import type { Reader } from './disclosure.ts';
import { exportBundle } from './export.ts';

export interface ExportOptions {
  readonly directory?: string;
  readonly nomination?: string;
  readonly person?: string;
  readonly edition?: string;
  readonly from?: string;
  readonly to?: string;
  readonly out: string;
  readonly open?: readonly string[];
  readonly openAll: boolean;
  readonly purpose?: string;
  readonly case?: string;
  readonly as?: string;
  readonly name?: string;
  readonly role?: OversightRole;
}

/** Writes the bundle and says what is in it. @throws {BadEnvironment} for what the caller can mend */
export const exportAuditBundle = async (options: ExportOptions): Promise<void> => {
  const { LAUREL_DATA, LAUREL_WITNESS_POLICY } = readEnvironment(process.env);
  const open: Opened = options.openAll ? 'ALL' : (options.open ?? 'NONE');
  const manifest = await exportBundle({
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
  if (disclosure) console.log(`${counts.openings} openings, recorded as event ${disclosure.eventId}.`);
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

const readerOf = ({ as, name, role, purpose, case: caseNumber }: ExportOptions): Reader => {
  const { length } = [...(purpose ?? '')];
  const stated = length >= fewestCharacters.purpose && length <= mostCharacters.purpose;
  if (as && name && role && purpose && stated && (caseNumber?.length ?? 1) <= mostCharacters.caseNumber) {
    return { id: as, name, role, purpose, caseNumber };
  }
  throw new BadEnvironment(
    'Personal fields are opened by somebody for a purpose, which is recorded: say --as, --name, --role, and --purpose ' +
      `with ${fewestCharacters.purpose} to ${mostCharacters.purpose} characters (--case has at most ${mostCharacters.caseNumber}).`,
  );
};
