import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { languageOf } from '../../../schema/context.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Language } from '../../domain/refusal.ts';
import type { VerifyToken } from '../auth.ts';
import { authenticate } from '../authenticate.ts';
import { fileRefusal } from './refusals.ts';

/** Who asks for a file or sends one, and the language to answer in. */
export interface Asker {
  readonly actor: Actor;
  readonly language: Language;
}

/** @throws {GraphQLError} for a token that names nobody, as at /graphql, or that cannot be checked now */
export const askerOf = async ({ headers }: FastifyRequest, verifyToken: VerifyToken | undefined): Promise<Asker> => {
  const language = languageOf(headers['accept-language']);
  try {
    return { actor: await authenticate(headers.authorization, verifyToken), language };
  } catch (error) {
    const inEnglish = language === 'en' || !(error instanceof GraphQLError);
    throw inEnglish || error.extensions.code !== 'UNAUTHENTICATED' ? error : fileRefusal('UNAUTHENTICATED', language);
  }
};
