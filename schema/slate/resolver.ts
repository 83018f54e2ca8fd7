import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { countTallies, listTallies } from '../../projections/quota-tally.ts';
import type { BureauCode, EditionId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import { AsOfInput, type AsOfPosition, asOfArg, cutOf } from '../as-of.ts';
import { runCommand } from '../command.ts';
import type { Page } from '../connection.ts';
import { Bureau } from '../edition/bureau.ts';
import { bureauIn, editionIn } from '../edition/references.ts';
import { Edition } from '../edition/types.ts';
import { given } from '../given.ts';
import { Nomination } from '../nomination/types.ts';
import { visibleNomination } from '../nomination/visible-nomination.ts';
import { emptyPage, listed } from '../paging.ts';
import { payloadOf } from '../payload.ts';
import { caughtUp, ListArgs, ReadArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { QuotaTallyFilter, SubmitSlateInput } from './inputs.ts';
import { QuotaTally, QuotaTallyConnection, Seat, Slate, tallyOf } from './types.ts';
import { visibleSlate } from './visible-slate.ts';

const SubmitSlatePayload = payloadOf('SubmitSlatePayload', 'slate', Slate);

@Resolver(() => QuotaTally)
export class QuotaTallyResolver {
  @FieldResolver(() => Bureau, { description: 'The bureau (单位).' })
  bureau(@Root() { editionId, bureauCode }: QuotaTally, @Ctx() { loaders }: LaurelContext): Promise<Bureau> {
    return bureauIn(loaders, editionId, bureauCode);
  }

  @Query(() => QuotaTallyConnection, {
    description:
      "Quotas and how far they are used, in the program's order of bureaus, as far as you may see (名额使用情况).",
  })
  async quotaTallies(
    @Arg('editionId', () => ID, { description: 'The edition (年度).' }) editionId: EditionId,
    @Arg('filter', () => QuotaTallyFilter, { nullable: true, description: 'Which to list (筛选条件).' })
    filter: QuotaTallyFilter | null,
    @Arg('asOf', () => AsOfInput, asOfArg) asOf: AsOfInput | null,
    @Args(() => ListArgs) args: ListArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<QuotaTally> & AsOfPosition> {
    await caughtUp(context, args.minPosition);
    const { within, ...asked } = given(filter);
    const reach = accessOf(context).within('tallies', { editionId, within });
    const { cut, asOfPosition } = await cutOf(asOf, context);
    if (!reach || asOfPosition === null) return { ...emptyPage<QuotaTally>(args), asOfPosition };
    const reader = cut === undefined ? context.services.reader : await context.loaders.past(cut).tallies(editionId);
    const wanted = { ...asked, ...reach, editionId };
    const page = await listed(context, args, {
      order: 'BUREAU',
      read: (request) => listTallies(reader, wanted, request),
      itemOf: tallyOf,
      count: () => countTallies(reader, wanted),
    });
    return { ...page, asOfPosition };
  }
}

@Resolver(() => Seat)
export class SeatResolver {
  @FieldResolver(() => Bureau, { description: 'The bureau whose slate it is on (报送单位).' })
  bureau(@Root() { editionId, bureauCode }: Seat, @Ctx() { loaders }: LaurelContext): Promise<Bureau> {
    return bureauIn(loaders, editionId, bureauCode);
  }

  @FieldResolver(() => Nomination, { nullable: true, description: 'Who holds it (申报).' })
  nomination(@Root() { nominationId, cut }: Seat, @Ctx() context: LaurelContext): Promise<Nomination | null> {
    return visibleNomination(context, nominationId, cut);
  }
}

@Resolver(() => Slate)
export class SlateResolver {
  @FieldResolver(() => Edition, { description: 'The edition (年度).' })
  edition(@Root() { editionId }: Slate, @Ctx() { loaders }: LaurelContext): Promise<Edition> {
    return editionIn(loaders, editionId);
  }

  @FieldResolver(() => Bureau, { description: 'The bureau that puts it forward (报送单位).' })
  bureau(@Root() { editionId, bureauCode }: Slate, @Ctx() { loaders }: LaurelContext): Promise<Bureau> {
    return bureauIn(loaders, editionId, bureauCode);
  }

  @Query(() => Slate, { nullable: true, description: 'The slate of one bureau (报送名单), as it is or as it was.' })
  async slate(
    @Arg('editionId', () => ID, { description: 'The edition (年度).' }) editionId: EditionId,
    @Arg('bureau', () => ID, { description: 'Code of the bureau (行政区划代码).' }) bureau: BureauCode,
    @Arg('asOf', () => AsOfInput, asOfArg) asOf: AsOfInput | null,
    @Args(() => ReadArgs) { minPosition }: ReadArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Slate | null> {
    await caughtUp(context, minPosition);
    const { cut, asOfPosition } = await cutOf(asOf, context);
    return asOfPosition === null ? null : visibleSlate(context, editionId, bureau, cut);
  }

  @Mutation(() => SubmitSlatePayload, {
    description:
      'Puts forward everyone on a slate: quota, category coverage and deadline are decided at once (报送名单).',
  })
  submitSlate(
    @Arg('input', () => SubmitSlateInput, { description: 'What to submit (报送内容).' }) input: SubmitSlateInput,
    @Ctx() context: LaurelContext,
  ) {
    return runCommand('submitSlate', input, context, 'slate', () =>
      visibleSlate(context, input.editionId, input.bureau),
    );
  }
}
