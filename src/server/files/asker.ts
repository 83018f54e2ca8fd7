import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { languageOf } from '../../../schema/context.ts';
import type { Oversight } from '../../../schema/disclosure/oversight.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Language } from '../../domain/refusal.ts';
import type { VerifyToken } from '../auth.ts';
import { authenticate } from '../authenticate.ts';
import { oversightFrom } from '../stated-purpose.ts';
import { fileRefusal } from './refusals.ts';

/** Who asks for a file or sends one, and the language to answer in. */
export interface Asker {
  readonly actor: Actor;
  readonly language: Language;
  /** Of who holds a role of oversight: why they ask. */
  readonly oversight: Oversight | undefined;
  readonly requestId: string;
}

/**
 * @throws {GraphQLError} for a token that names nobody, as at /graphql, or that cannot be checked now; for a purpose
 * that is not stated as it has to be
 */
export const askerOf = async (
  { headers, id }: FastifyRequest,
  verifyToken: VerifyToken | undefined,
): Promise<Asker> => {
  const language = languageOf(headers['accept-language']);
  try {
    const actor = await authenticate(headers.authorization, verifyToken);
    return { actor, language, oversight: oversightFrom(actor, headers), requestId: id };
  } catch (error) {
    const inEnglish = language === 'en' || !(error instanceof GraphQLError);
    throw inEnglish || error.extensions.code !== 'UNAUTHENTICATED' ? error : fileRefusal('UNAUTHENTICATED', language);
  }
};
