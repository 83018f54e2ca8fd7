import { oversightRoleFor, oversightStates } from '../../app/permissions.ts';
import type { OversightRole } from '../../domain/access/access.ts';
import { plainText, type Stating, statedRule, statedText } from '../../domain/access/statement.ts';
import { reservedSubjects } from '../../server/auth.ts';
import { BadEnvironment } from '../environment.ts';

/** Who opens personal fields for a bundle, and what for. */
export interface Reader {
  readonly id: string;
  readonly name: string;
  readonly role: OversightRole;
  readonly purpose?: string | undefined;
  readonly caseNumber?: string | undefined;
}

export interface ReaderOptions {
  readonly as?: string;
  readonly name?: string;
  readonly role?: OversightRole;
  readonly purpose?: string;
  readonly case?: string;
}

/** Options by which readers say why they open personal data. */
const statingOptions = { purpose: '--purpose', caseNumber: '--case' } as const satisfies Record<Stating, string>;

const mostOfName = 200;

/**
 * Who opens personal fields, as the options say: by the same rule as a request over the API (`oversightFrom`).
 * @throws {BadEnvironment} naming option and rule, never what was stated
 */
export const readerOf = ({ as, name, role, purpose, case: caseNumber }: ReaderOptions): Reader => {
  const statement = { ...read('purpose', purpose), ...read('caseNumber', caseNumber) };
  if (as === undefined || name === undefined || role === undefined) {
    throw new BadEnvironment(
      'Personal fields are opened by somebody who states why, which is recorded: say --as, --name, --role, and ' +
        '--purpose or --case.',
    );
  }
  if (!oversightRoleFor({ roles: [role] }, Object.keys(statement) as Stating[])) {
    const needed = oversightStates[role].map((one) => `${statingOptions[one]} (${statedRule(one)})`).join(' or ');
    throw new BadEnvironment(`Why the fields are opened is not stated as the role has to: ${role} says ${needed}.`);
  }
  const who = { id: named('--as', as), name: named('--name', name) };
  if (reservedSubjects.includes(who.id)) {
    throw new BadEnvironment(
      `"${who.id}" is Laurel's own name for somebody else. Give the account of the reader with --as.`,
    );
  }
  return { ...who, role, ...statement };
};

const read = (stating: Stating, text: string | undefined): Partial<Record<Stating, string>> => {
  if (text === undefined) return {};
  const stated = statedText(stating, text);
  if (stated !== undefined) return { [stating]: stated };
  throw new BadEnvironment(
    `${statingOptions[stating]} is not acceptable: it takes ${statedRule(stating)}, and no control characters.`,
  );
};

const named = (option: string, text: string): string => {
  const plain = plainText(text, 1, mostOfName);
  if (plain !== undefined) return plain;
  throw new BadEnvironment(`${option} takes 1 to ${mostOfName} characters, and no control characters.`);
};
