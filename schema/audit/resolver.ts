import 'reflect-metadata';
import { MaxLength } from 'class-validator';
import { GraphQLError } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { accessOf } from '../access.ts';
import { caughtUp, ReadArgs } from '../reading.ts';
import { Redaction, redacted } from '../redaction.ts';
import type { LaurelContext } from '../services.ts';
import { TimelineEntry } from '../timeline/types.ts';
import { base64, checkpointOf, eventProofOf } from './proof-of.ts';
import { Checkpoint, ConsistencyProof, EventProof } from './types.ts';

@ArgsType()
class EventProofArgs extends ReadArgs {
  @Field(() => ID, { description: 'Id of the event (事件编号).' })
  @MaxLength(200, { message: 'id takes an id as an answer of this API gave it.' })
  id!: string;
}

/** A proof takes hundreds of hashes: it costs as much as a handful of plain fields. */
const PROOF_COST = 4;
const proofCost = ({ childComplexity }: { readonly childComplexity: number }) => PROOF_COST + childComplexity;

/** For anyone: proofs are of hashes, and who knows the id of an event may know that it stands. */
@Resolver(() => EventProof)
export class EventProofResolver {
  @Query(() => EventProof, {
    nullable: true,
    complexity: proofCost,
    description: 'The proof that an event is in the log, unaltered (查询事件存证); null if there is no such event.',
  })
  async eventProof(
    @Args(() => EventProofArgs) { id, minPosition }: EventProofArgs,
    @Ctx() context: LaurelContext,
  ): Promise<EventProof | null> {
    await caughtUp(context, minPosition);
    const { loaders } = context;
    const proof = await loaders.proof.load(id);
    return proof || (await loaders.entry.load(id)) ? eventProofOf(id, proof) : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What was hashed (叶子文本): the event as it is stored, as canonical JSON (RFC 8785), with commitments in place of personal fields. For whoever may read the timeline.',
  })
  async leaf(@Root() { proof }: EventProof, @Ctx() context: LaurelContext): Promise<string | null> {
    if (!proof || !mayReadLeaves(context)) return null;
    return (await context.loaders.leaf.load(proof.entry)) ?? null;
  }

  @FieldResolver(() => [Redaction], { description: 'Fields that are withheld from you, and why (隐去说明).' })
  redactions(@Root() { proof }: EventProof, @Ctx() context: LaurelContext): readonly Redaction[] {
    return proof && !mayReadLeaves(context) ? redacted(['leaf'], 'NOT_ENTITLED') : [];
  }
}

const mayReadLeaves = (context: LaurelContext): boolean => accessOf(context).overseen('timeline').all;

@Resolver(() => TimelineEntry)
export class TimelineProofResolver {
  @FieldResolver(() => EventProof, {
    complexity: proofCost,
    description: 'The proof that this event is in the log, unaltered (事件存证).',
  })
  async proof(@Root() { id }: TimelineEntry, @Ctx() { loaders }: LaurelContext): Promise<EventProof> {
    return eventProofOf(id, await loaders.proof.load(id));
  }
}

@Resolver()
export class CheckpointResolver {
  @Query(() => Checkpoint, {
    nullable: true,
    description: 'The newest head that the log signed (最新签名树头); null if none is signed yet.',
  })
  checkpoint(@Ctx() { services }: LaurelContext): Checkpoint | null {
    const newest = services.transparency.checkpoint();
    return newest ? checkpointOf(newest) : null;
  }

  @Query(() => ConsistencyProof, {
    complexity: proofCost,
    description: 'That the log only grew between two of its sizes, up to the newest signed head (查询一致性证明).',
  })
  consistencyProof(
    @Arg('from', () => Int, { description: 'Size of the earlier tree, 1 or more (较早的大小).' }) from: number,
    @Arg('to', () => Int, { description: 'Size of the later tree (较晚的大小).' }) to: number,
    @Ctx() { services: { transparency } }: LaurelContext,
  ): ConsistencyProof {
    const size = transparency.checkpoint()?.size ?? 0;
    if (from < 1 || from > to) throw badSize('from', `"from" takes a size from 1 up to "to", which is ${to}.`);
    if (to > size) throw badSize('to', `"to" takes a size up to that of the newest signed head, ${size}.`);
    return {
      from,
      to,
      fromRoot: base64(transparency.rootAt(from)),
      toRoot: base64(transparency.rootAt(to)),
      hashes: transparency.consistencyProof(from, to).map(base64),
    };
  }
}

const badSize = (argument: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', path: [argument] } });
