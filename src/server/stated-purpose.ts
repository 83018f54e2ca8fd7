import type { IncomingHttpHeaders } from 'node:http';
import { GraphQLError } from 'graphql';
import { type Oversight, oversightOf, type Statement } from '../../schema/disclosure/oversight.ts';
import { oversightRoleFor, oversightStates } from '../app/permissions.ts';
import { mostCharacters, type OversightRole, oversightRoles } from '../domain/access/access.ts';
import { type Stating, statedRule, statedText } from '../domain/access/statement.ts';
import type { Actor } from '../domain/actor.ts';

/** Headers by which readers say why they ask for personal data. */
export const statingHeaders = { purpose: 'Laurel-Purpose', caseNumber: 'Laurel-Case' } as const satisfies Record<
  Stating,
  string
>;

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
  const text = raw.length > mostCharacters[stating] * mostEncoded ? undefined : decoded(raw);
  const stated = text === undefined ? undefined : statedText(stating, text);
  if (stated !== undefined) return stated;
  throw refusal(
    `The header ${header} is not acceptable: it takes ${statedRule(stating)} as percent-encoded UTF-8 (审计 is sent as ` +
      '%E5%AE%A1%E8%AE%A1), without line ends and other control characters.',
  );
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

const insufficient = (roles: readonly OversightRole[]): GraphQLError => {
  const needed = roles.map(
    (role) =>
      `who reads as ${role} sends ${oversightStates[role].map((one) => `${statingHeaders[one]} (${statedRule(one)})`).join(' or ')}`,
  );
  return refusal(
    `What you state is not what your role has to: ${needed.join('; ')}, as percent-encoded UTF-8. Or send none of these ` +
      'headers, and be shown no personal data.',
  );
};

const refusal = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'PURPOSE_INVALID', http: { status: 400 } } });
