import { accessOf } from '../access.ts';
import { type Redaction, redacted } from '../redaction.ts';
import type { LaurelContext } from '../services.ts';
import type { Review } from './types.ts';

/** Whether it is the own review of an expert who scores blind. */
export const isBlind = ({ editionId }: Pick<Review, 'editionId'>, context: LaurelContext): boolean => {
  const access = accessOf(context);
  return access.hidden(editionId) !== undefined && !access.oversees('queues', editionId);
};

/** What others said of why it ended may tell of the nominee. Named whether or not there is something. */
export const redactionsOf = (review: Review, context: LaurelContext): Redaction[] =>
  redacted(isBlind(review, context) ? ['endReason', 'grounds'] : [], 'NOT_ENTITLED');
