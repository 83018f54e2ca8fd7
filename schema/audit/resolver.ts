import 'reflect-metadata';
import { MaxLength } from 'class-validator';
import { GraphQLError } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { eventIdAt } from '../../projections/timeline.ts';
import type { Position } from '../../src/domain/event.ts';
import { accessOf } from '../access.ts';
import { caughtUp, ReadArgs } from '../reading.ts';
import { Redaction, redacted } from '../redaction.ts';
import { PositionScalar } from '../scalars.ts';
import type { LaurelContext } from '../services.ts';
import type { Proof } from './proof.ts';
import { base64, checkpointOf, eventProofOf, proofCost } from './proof-of.ts';
import { Checkpoint, ConsistencyProof, EventProof } from './types.ts';

@ArgsType()
class EventProofArgs extends ReadArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the event (事件编号), as a payload, a history or the timeline gives it.',
  })
  @MaxLength(200, { message: 'id takes an id as an answer of this API gave it.' })
  id?: string | null;

  @Field(() => PositionScalar, {
    nullable: true,
    description:
      "The event at this position (日志位置), such as a payload's. Waits a few seconds at most for one that lies ahead; then READ_MODEL_BEHIND.",
  })
  position?: Position | null;
}

/** For anyone: proofs are of hashes, and who knows the id of an event, or its place, may know that it stands. */
@Resolver(() => EventProof)
export class EventProofResolver {
  @Query(() => EventProof, {
    nullable: true,
    complexity: proofCost,
    description:
      'The proof that an event is in the log, unaltered (查询事件存证), by its id or its position, exactly one of them; null if there is no such event.',
  })
  async eventProof(
    @Args(() => EventProofArgs) args: EventProofArgs,
    @Ctx() context: LaurelContext,
  ): Promise<EventProof | null> {
    await caughtUp(context, args.minPosition);
    const id = await eventAskedFor(args, context);
    if (id === undefined) return null;
    const { loaders } = context;
    const proof = await loaders.proof.load(id);
    return proof || (await loaders.entry.load(id)) ? eventProofOf(id, proof) : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What was hashed (叶子文本): the event as it is stored, as canonical JSON (RFC 8785), with commitments in place of personal fields. For who may read the timeline, and for the account that the event was recorded by; null until integrated. Errors: LOG_UNAVAILABLE.',
  })
  async leaf(@Root() { proof }: EventProof, @Ctx() context: LaurelContext): Promise<string | null> {
    if (!proof || !(await mayReadLeaf(proof, context))) return null;
    return (await context.loaders.leaf.load(proof.entry)) ?? null;
  }

  @FieldResolver(() => [Redaction], { description: 'Fields that are withheld from you, and why (隐去说明).' })
  async redactions(@Root() { proof }: EventProof, @Ctx() context: LaurelContext): Promise<readonly Redaction[]> {
    return proof && !(await mayReadLeaf(proof, context)) ? redacted(['leaf'], 'NOT_ENTITLED') : [];
  }
}

/** @throws {GraphQLError} BAD_USER_INPUT unless it is by one of id and position; READ_MODEL_BEHIND */
const eventAskedFor = async ({ id, position }: EventProofArgs, context: LaurelContext): Promise<string | undefined> => {
  if (id != null && position == null) return id;
  if (id != null || position == null) {
    throw badInput('id', 'eventProof takes "id" or "position", exactly one of them.');
  }
  await caughtUp(context, position, 'position');
  return eventIdAt(context.services.reader, position);
};

/** The public has one account for all: nobody's own. */
const mayReadLeaf = async ({ entry }: Proof, context: LaurelContext): Promise<boolean> => {
  if (accessOf(context).overseen('timeline').all) return true;
  const { actor, loaders } = context;
  return !actor.roles.includes('PUBLIC') && (await loaders.entry.load(entry.eventId))?.actorId === actor.id;
};

@Resolver(() => Checkpoint)
export class CheckpointResolver {
  @Query(() => Checkpoint, {
    nullable: true,
    description: 'The newest head that the log signed (最新签名树头), for anyone; null if none is signed yet.',
  })
  checkpoint(@Ctx() { services }: LaurelContext): Checkpoint | null {
    const newest = services.transparency.checkpoint();
    return newest ? checkpointOf(newest) : null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      "Whether its cosignatures are those that this server's witness policy asks for (是否达到联署要求); null where no witnesses are asked. Who verifies judges by a policy of their own.",
  })
  quorumMet(@Root() { stored }: Checkpoint, @Ctx() { services }: LaurelContext): boolean | null {
    return services.quorum?.isMetBy(stored) ?? null;
  }

  @Query(() => ConsistencyProof, {
    complexity: proofCost,
    description:
      'That the log only grew between two of its sizes, up to the newest signed head (查询一致性证明), for anyone. Errors: BAD_USER_INPUT for sizes it has not had.',
  })
  consistencyProof(
    @Arg('from', () => Int, { description: 'Size of the earlier tree, in events, 1 or more (较早的大小).' })
    from: number,
    @Arg('to', () => Int, {
      description: 'Size of the later tree, in events, up to that of the newest signed head (较晚的大小).',
    })
    to: number,
    @Ctx() { services: { transparency } }: LaurelContext,
  ): ConsistencyProof {
    const size = transparency.checkpoint()?.size ?? 0;
    if (from < 1 || from > to) throw badInput('from', `"from" takes a size from 1 up to "to", which is ${to}.`);
    if (to > size) throw badInput('to', `"to" takes a size up to that of the newest signed head, ${size}.`);
    return {
      from,
      to,
      fromRoot: base64(transparency.rootAt(from)),
      toRoot: base64(transparency.rootAt(to)),
      hashes: transparency.consistencyProof(from, to).map(base64),
    };
  }
}

const badInput = (argument: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', path: [argument] } });
