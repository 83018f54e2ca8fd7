import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import type { LaurelContext } from '../services.ts';

const charged = new WeakSet<LaurelContext>();

/**
 * Charges for every objection of an operation before the first is lodged: a refusal in the middle would leave the
 * client without an answer about those already recorded.
 *
 * @throws {GraphQLError} RATE_LIMITED, and nothing of the operation is recorded.
 */
export const chargeForAll = async (context: LaurelContext, info: GraphQLResolveInfo): Promise<void> => {
  if (charged.has(context)) return;
  const count = timesAsked(info.fieldName, info.operation.selectionSet, info);
  for (let i = 0; i < count; i++) await context.charge(info.fieldName);
  charged.add(context);
};

/** Of a field of the operation itself, fragments opened; one that is skipped by a directive counts as well. */
const timesAsked = (name: string, { selections }: SelectionSetNode, info: GraphQLResolveInfo): number =>
  selections.reduce((sum, selection) => {
    if (selection.kind === Kind.FIELD) return sum + (selection.name.value === name ? 1 : 0);
    const set =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.selectionSet
        : info.fragments[selection.name.value]?.selectionSet;
    return set ? sum + timesAsked(name, set, info) : sum;
  }, 0);
