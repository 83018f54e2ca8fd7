import 'reflect-metadata';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { eventProofOf } from '../audit/proof-of.ts';
import { EventProof } from '../audit/types.ts';
import type { LaurelContext } from '../services.ts';
import { TraceEvent } from './entry-types.ts';

@Resolver(() => TraceEvent)
export class TraceEventResolver {
  @FieldResolver(() => EventProof, {
    complexity: ({ childComplexity }: { readonly childComplexity: number }) => 4 + childComplexity,
    description: 'The proof that this event is in the log, unaltered (事件存证).',
  })
  async proof(@Root() { id }: TraceEvent, @Ctx() { loaders }: LaurelContext): Promise<EventProof> {
    return eventProofOf(id, await loaders.proof.load(id));
  }
}
