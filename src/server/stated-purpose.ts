import type { IncomingHttpHeaders } from 'node:http';
import { GraphQLError } from 'graphql';
import { type Oversight, oversightOf, type Statement } from '../../schema/disclosure/oversight.ts';
import { oversightRoleFor, oversightStates, type Stating } from '../app/permissions.ts';
import { fewestCharacters, mostCharacters, type OversightRole, oversightRoles } from '../domain/access/access.ts';
import type { Actor } from '../domain/actor.ts';

/** Headers by which readers say why they ask for personal data. */
export const statingHeaders = { purpose: 'Laurel-Purpose', caseNumber: 'Laurel-Case' } as const satisfies Record<
  Stating,
  string
>;

/** Control and format characters, line ends and halves of surrogate pairs: nothing that a purpose is written with. */
const notPlain = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Of one character: four bytes of UTF-8, three characters each. */
const mostEncoded = 12;

/**
 * What a request states, for who holds a role of oversight; undefined for anyone else, whose headers are not looked at.
 *
 * @throws {GraphQLError} PURPOSE_INVALID (400) naming header and rule, never the value
 */
export const oversightFrom = (actor: Actor, headers: IncomingHttpHeaders): Oversight | undefined => {
  const holds = oversightRoles.filter((role) => actor.roles.includes(role));
  if (holds.length === 0) return undefined;
  const statement: Statement = Object.fromEntries(
    Object.entries(statingHeaders).flatMap(([stating, header]) => {
      const raw = headers[header.toLowerCase()];
      return raw === undefined ? [] : [[stating, read(stating as Stating, header, String(raw))]];
    }),
  );
  const stated = Object.keys(statement) as Stating[];
  if (stated.length > 0 && oversightRoleFor(actor, stated) === undefined) throw insufficient(holds);
  return oversightOf(actor, statement);
};

const read = (stating: Stating, header: string, raw: string): string => {
  const [least, most] = [fewestCharacters[stating], mostCharacters[stating]];
  const rule = `it takes ${least} to ${most} characters as percent-encoded UTF-8, and no control characters`;
  const text = raw.length > most * mostEncoded ? undefined : decoded(raw)?.trim();
  if (text === undefined || notPlain.test(text)) throw invalid(header, rule);
  const length = [...text].length;
  if (length < least || length > most) throw invalid(header, rule);
  return text;
};

/** Undefined for what is not percent-encoded UTF-8. */
const decoded = (raw: string): string | undefined => {
  // Node reads bytes beyond ASCII as Latin-1, which would turn UTF-8 that was not encoded into other words.
  if (/[^\x20-\x7e\t]/.test(raw)) return undefined;
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
};

const invalid = (header: string, rule: string): GraphQLError =>
  refusal(`The header ${header} is not acceptable: ${rule}.`);

const insufficient = (roles: readonly OversightRole[]): GraphQLError => {
  const needed = roles.map((role) => `${role} ${oversightStates[role].map((one) => statingHeaders[one]).join(' or ')}`);
  return refusal(`The purpose is not stated as your role has to: ${needed.join('; ')}.`);
};

const refusal = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'PURPOSE_INVALID', http: { status: 400 } } });
