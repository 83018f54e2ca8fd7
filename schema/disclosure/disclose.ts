import { GraphQLError } from 'graphql';
import type { AccessSubject } from '../../src/domain/access/access.ts';
import type { Position } from '../../src/domain/event.ts';
import type { RequestContext } from '../context.ts';
import { recordingAccess } from '../log-unavailable.ts';
import type { LaurelContext, Services } from '../services.ts';
import type { Concerned, Oversight } from './oversight.ts';

/** Whose something is, and whether the caller may read it by a role of their office, without any purpose. */
export interface About {
  readonly concerned: readonly Concerned[];
  readonly byOffice: boolean;
}

/** Whether it may be shown; what is shown to who watches over others is put on record before the answer goes out. */
export const disclose = ({ oversight }: RequestContext, about: About, what: string): boolean => {
  if (oversight === undefined || about.byOffice) return true;
  if (oversight.stated === undefined) return false;
  for (const concerned of about.concerned) oversight.disclosed.add(concerned, what);
  return true;
};

/** How to state a purpose, for whoever did not. */
export const howToState =
  'State why you ask: header Laurel-Case (a case number) or, for auditors, Laurel-Purpose (5 to 300 characters, percent-encoded UTF-8). It is put on record.';

/** To look for a personal value, or to sort by one, is to read it. @throws {GraphQLError} PURPOSE_NEEDED */
export const needsPurpose = (what: string): GraphQLError =>
  new GraphQLError(`${what} reads personal data. ${howToState}`, {
    extensions: { code: 'PURPOSE_NEEDED', http: { status: 403 } },
  });

/**
 * Puts on record what the request is about to be shown; nothing for who does not watch over others. The answer may go
 * out once it resolves, and must not if it rejects.
 *
 * @throws {GraphQLError} LOG_UNAVAILABLE or VAULT_UNAVAILABLE, with status 503
 */
export const recordDisclosed = async ({
  actor,
  oversight,
  loaders,
  services,
  requestId,
}: LaurelContext): Promise<void> => {
  const shown = oversight?.disclosed.all() ?? [];
  if (!oversight || shown.length === 0) return;
  const subjects = await Promise.all(
    shown.map(async ({ concerned, what }): Promise<AccessSubject> => {
      const { nominationId } = concerned;
      const row = nominationId === undefined ? undefined : await loaders.nomination.load(nominationId);
      return { ...(row && { person: row.person }), ...concerned, what: [...what] };
    }),
  );
  await recordRead(services, { actor, oversight, requestId }, subjects);
};

type Reader = Pick<RequestContext, 'actor' | 'requestId'> & { readonly oversight: Oversight };

/** @throws {GraphQLError} LOG_UNAVAILABLE or VAULT_UNAVAILABLE, with status 503 */
export const recordRead = async (
  { laurel }: Pick<Services, 'laurel'>,
  { actor, oversight: { stated, disclosed }, requestId }: Reader,
  subjects: readonly AccessSubject[],
): Promise<Position | undefined> => {
  if (stated === undefined) throw new Error('Something was disclosed to who stated no purpose.');
  const { operation } = disclosed;
  const read = { ...stated, subjects, requestId, ...(operation !== undefined && { operation }) };
  return recordingAccess(() => laurel.recordRead(read, actor));
};
