import 'reflect-metadata';
import { IsNotEmpty, MaxLength, ValidateNested } from 'class-validator';
import type { GraphQLSchema } from 'graphql';
import {
  Arg,
  Args,
  buildSchema,
  Ctx,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { connectionOf, type Page, PageArgs, pageOf } from '../../schema/connection.ts';
import type { RequestContext } from '../../schema/context.ts';
import { decodeCursor } from '../../schema/cursor.ts';
import { payloadOf, refusedPayload } from '../../schema/payload.ts';
import { DateTimeISO, JSONObject, LocalDate, PositionScalar, UUID } from '../../schema/scalars.ts';
import { validateInput } from '../../schema/validation.ts';
import type { Position } from '../../src/domain/event.ts';
import { refusal } from '../../src/domain/refusal.ts';

/** A small schema of another world, to test the front door with. */
@ObjectType()
class Book {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  title!: string;

  @Field(() => Int)
  pages!: number;

  @Field(() => Boolean)
  lent!: boolean;

  @Field(() => String)
  shelf!: string;

  @Field(() => DateTimeISO)
  boughtAt!: string;

  @Field(() => Book)
  sequel(): Book {
    return this;
  }
}

const BookConnection = connectionOf(Book);
const RenamePayload = payloadOf('RenamePayload', 'book', Book);

@InputType()
class AuthorInput {
  @Field(() => String)
  @IsNotEmpty({ message: 'idNumber is required.' })
  idNumber!: string;
}

@InputType()
class RenameInput {
  @Field(() => UUID)
  commandId!: string;

  @Field(() => String)
  @MaxLength(10, { message: 'title takes at most 10 characters.' })
  title!: string;

  @Field(() => AuthorInput, { nullable: true })
  @ValidateNested()
  author?: AuthorInput;

  @Field(() => Int, { nullable: true })
  expectedRevision?: number;
}

@ObjectType()
class Values {
  @Field(() => DateTimeISO, { nullable: true })
  at?: string | null;

  @Field(() => LocalDate, { nullable: true })
  day?: string | null;

  @Field(() => PositionScalar, { nullable: true })
  position?: string | null;

  @Field(() => JSONObject, { nullable: true })
  form?: object | null;
}

export const books: readonly Book[] = Array.from({ length: 45 }, (_, index) =>
  Object.assign(new Book(), {
    id: `b${index}`,
    title: `Title ${index}`,
    pages: index,
    lent: false,
    shelf: 'A',
    boughtAt: '2024-01-01T00:00:00.000Z',
  }),
);

/** How often the books were counted, to see that nobody counts unasked. */
export const counted = { times: 0 };

@Resolver()
class Library {
  @Query(() => Book)
  book(): Book {
    return books[0] as Book;
  }

  @Query(() => BookConnection)
  books(@Args(() => PageArgs) page: PageArgs): Page<Book> {
    const from = page.after != null ? Number(decodeCursor(page.after, 'PAGES').key[0]) + 1 : 0;
    const nodes = books.slice(from, from + page.first);
    return pageOf(
      { nodes, hasNextPage: from + page.first < books.length },
      page.after,
      ({ id, pages }) => ({ order: 'PAGES', key: [pages, id], position: '7' }),
      () => {
        counted.times++;
        return books.length;
      },
    );
  }

  @Query(() => String)
  whoAmI(@Ctx() { actor, language }: RequestContext): string {
    return `${actor.id} ${actor.roles.join('+')} ${actor.bureau ?? '-'} ${language}`;
  }

  @Query(() => Values)
  values(
    @Arg('at', () => DateTimeISO, { nullable: true }) at: string | null,
    @Arg('day', () => LocalDate, { nullable: true }) day: string | null,
    @Arg('position', () => PositionScalar, { nullable: true }) position: string | null,
    @Arg('form', () => JSONObject, { nullable: true }) form: object | null,
  ): Values {
    return { at, day, position, form };
  }

  @Query(() => Int)
  square(@Arg('of', () => Int) of: number): number {
    return of * of;
  }

  @Query(() => String)
  crash(): string {
    throw new Error('SELECT name FROM people failed for 张三');
  }

  @Query(() => String)
  async endless(@Ctx() { deadline }: RequestContext): Promise<string> {
    return new Promise((_, reject) => deadline.addEventListener('abort', () => reject(deadline.reason)));
  }

  @Query(() => String)
  async gated(): Promise<string> {
    gate.entered();
    await gate.opened;
    return 'through';
  }

  @Mutation(() => RenamePayload)
  rename(@Arg('input', () => RenameInput) input: RenameInput, @Ctx() { language }: RequestContext) {
    if (input.expectedRevision === undefined) {
      return { book: books[0], position: '8' as Position, commandId: input.commandId, errors: [] };
    }
    const refusals = [refusal('FIELD_REQUIRED', { path: ['title'], ruleId: 'R-B1', label: 'Title', orNone: '' })];
    return { book: null, ...refusedPayload(input.commandId, refusals, language) };
  }

  @Mutation(() => Boolean)
  async complain(@Ctx() { charge }: RequestContext): Promise<boolean> {
    await charge('object');
    return true;
  }
}

/** Lets a test hold an operation in flight. */
export const gate = { entered: () => {}, opened: Promise.resolve() };

export const librarySchema = (): Promise<GraphQLSchema> =>
  buildSchema({ resolvers: [Library], validateFn: validateInput, validate: false });
