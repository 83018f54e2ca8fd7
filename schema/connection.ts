import 'reflect-metadata';
import { Max, MaxLength, Min } from 'class-validator';
import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { type Cursor, encodeCursor } from './cursor.ts';

export const PAGE_SIZE = { default: 20, max: 100 } as const;

/** Forward paging, https://relay.dev/graphql/connections.htm */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    defaultValue: PAGE_SIZE.default,
    description: `How many items at most (每页条数), 1 to ${PAGE_SIZE.max}.`,
  })
  @Min(1, { message: `first takes 1 to ${PAGE_SIZE.max}.` })
  @Max(PAGE_SIZE.max, { message: `first takes 1 to ${PAGE_SIZE.max}.` })
  first!: number;

  @Field(() => String, { nullable: true, description: 'Cursor of the item to go on after (起始游标).' })
  @MaxLength(2000, { message: 'after takes a cursor as an earlier page gave it.' })
  after?: string | null;
}

@ObjectType({ description: 'Where a page stands in its list (分页信息).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more items follow (是否有下一页).' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether the page was asked for after a cursor (是否有上一页).' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item (首项游标); null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last item (末项游标); null on an empty page.' })
  endCursor!: string | null;
}

/** A page as a resolver returns it for a connection; build it with `pageOf`. */
export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
  /** Counts only if the client asks for `totalCount`. */
  readonly count?: (() => number | null | Promise<number | null>) | undefined;
}

/**
 * The connection and edge types of a list, named after the node: `connectionOf(Nomination)` declares
 * `NominationConnection` and `NominationEdge`. Resolvers return a `Page`.
 */
export const connectionOf = <Node extends object>(node: ClassType<Node>, name: string = node.name) => {
  @ObjectType(`${name}Edge`, { description: `One ${name} in a list, with its cursor (列表项).` })
  class Edge {
    @Field(() => node, { description: 'The item (对象).' })
    node!: Node;

    @Field(() => String, { description: 'Pass it as `after` to go on from here (游标).' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${name} (分页列表).` })
  class Connection {
    count?: Page<Node>['count'];

    @Field(() => [Edge], { description: 'The items with their cursors (列表项).' })
    edges!: Edge[];

    @Field(() => [node], { description: 'The items without cursors (对象).' })
    nodes!: Node[];

    @Field(() => PageInfo, { description: 'Where the page stands in the list (分页信息).' })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description: 'How many there are in all, as far as the asker may see them (总数); null where it is not counted.',
    })
    totalCount(): number | null | Promise<number | null> {
      return this.count?.() ?? null;
    }
  }

  return Connection;
};

/** A page of items, in their order, as a connection gives it. */
export const pageOf = <Node>(
  { nodes, hasNextPage }: { readonly nodes: readonly Node[]; readonly hasNextPage: boolean },
  after: string | null | undefined,
  cursorOf: (node: Node, index: number) => Cursor,
  count?: Page<Node>['count'],
): Page<Node> => {
  const edges = nodes.map((node, index) => ({ node, cursor: encodeCursor(cursorOf(node, index)) }));
  return {
    edges,
    nodes,
    count,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
};
