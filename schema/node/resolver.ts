import 'reflect-metadata';
import { ArrayMaxSize, MaxLength } from 'class-validator';
import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { caughtUp, ReadArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { finders } from './finders.ts';
import { Node, parseGlobalId } from './node.ts';

const LONGEST_ID = 500;
const MOST_IDS = 20;

@ArgsType()
class NodeArgs extends ReadArgs {
  @Field(() => ID, { description: 'Id of the object, as any answer gave it (编号).' })
  @MaxLength(LONGEST_ID, { message: 'id takes an id as an answer of this API gave it.' })
  id!: string;
}

@ArgsType()
class NodesArgs extends ReadArgs {
  @Field(() => [ID], { description: `Ids of the objects, at most ${MOST_IDS} (编号).` })
  @ArrayMaxSize(MOST_IDS, { message: `ids takes at most ${MOST_IDS} ids.` })
  @MaxLength(LONGEST_ID, { each: true, message: 'ids takes ids as answers of this API gave them.' })
  ids!: string[];
}

/** https://relay.dev/graphql/objectidentification.htm */
@Resolver(() => Node)
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Any object by its id (按编号查询); null if there is none, or it is not for you to see.',
  })
  async node(@Args(() => NodeArgs) { id, minPosition }: NodeArgs, @Ctx() context: LaurelContext): Promise<Node | null> {
    await caughtUp(context, minPosition);
    return nodeAt(id, context);
  }

  @Query(() => [Node], {
    nullable: 'items',
    complexity: ({ args, childComplexity }) => 1 + args.ids.length * childComplexity,
    description: 'Several objects by their ids, in their order (按编号批量查询); null for each that is not there.',
  })
  async nodes(@Args(() => NodesArgs) { ids, minPosition }: NodesArgs, @Ctx() context: LaurelContext) {
    await caughtUp(context, minPosition);
    return Promise.all(ids.map((id) => nodeAt(id, context)));
  }
}

/** Looks up all that the id may name at once: at most one of them is there. */
const nodeAt = async (id: string, context: LaurelContext): Promise<Node | null> => {
  const candidates = parseGlobalId(id).map(async ({ type, parts }) => {
    const found = await finders[type](context, ...parts);
    return found && ({ ...found, __typename: type } as unknown as Node);
  });
  return (await Promise.all(candidates)).find((found) => found !== null) ?? null;
};
