import 'reflect-metadata';
import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { countNominations, listNominations, type NominationSort } from '../../projections/nomination-board.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import type { BlindPart } from '../../src/domain/program/blinding.ts';
import { accessOf, inOffice, type View, type Within } from '../access.ts';
import { AsOfInput, momentOf } from '../as-of.ts';
import type { Page } from '../connection.ts';
import { disclose, needsPurpose } from '../disclosure/disclose.ts';
import type { Concerned } from '../disclosure/oversight.ts';
import { given } from '../given.ts';
import { emptyPage, listed } from '../paging.ts';
import { caughtUp, ListArgs, ReadArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { NominationFilter, NominationOrder, type NominationOrderField } from './inputs.ts';
import { Nomination, NominationConnection, nominationOf } from './types.ts';
import { visibleNomination } from './visible-nomination.ts';

const sortKeys: Readonly<Record<NominationOrderField, NominationSort['by']>> = {
  UPDATED_AT: 'updatedAt',
  NAME: 'name',
  BUREAU: 'bureau',
  STATUS: 'status',
  CATEGORY: 'category',
};

@Resolver(() => Nomination)
export class NominationResolver {
  @Query(() => Nomination, {
    nullable: true,
    description: 'One nomination (申报), as it is or as it was; null if there is none that you may see.',
  })
  async nomination(
    @Arg('id', () => ID, { description: 'Its id (申报编号).' }) id: NominationId,
    @Arg('asOf', () => AsOfInput, {
      nullable: true,
      description: 'The moment to show it as of (截至时点); you see of it what you may see today.',
    })
    asOf: AsOfInput | null,
    @Args(() => ReadArgs) { minPosition }: ReadArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Nomination | null> {
    await caughtUp(context, minPosition);
    if (!asOf) return visibleNomination(context, id);
    const { asOfPosition } = await momentOf(asOf, context);
    return asOfPosition === null ? null : visibleNomination(context, id, asOfPosition);
  }

  @Query(() => NominationConnection, { description: 'Nominations, as far as you may see them (申报列表).' })
  async nominations(
    @Arg('filter', () => NominationFilter, { nullable: true, description: 'Which to list (筛选条件).' })
    filter: NominationFilter | null,
    @Arg('orderBy', () => NominationOrder, {
      defaultValue: { field: 'UPDATED_AT', direction: 'DESC' },
      description: 'How they are sorted (排序).',
    })
    { field, direction }: NominationOrder,
    @Args(() => ListArgs) args: ListArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Page<Nomination>> {
    await caughtUp(context, args.minPosition);
    const { within, ...asked } = given(filter);
    const tells = toldBy({ ...asked, within }, field);
    const visible = accessOf(context).nominations({ editionId: asked.editionId, within, tells });
    // What is withheld cannot be asked for either, or a count or an order would tell it.
    if (!visible || asksForWithheld(visible.view, asked, field)) return emptyPage(args);
    const names = readsNames(asked, field) ? namesAsked(context, { editionId: asked.editionId, within }) : undefined;
    const { reader } = context.services;
    const wanted = { ...asked, ...visible.filter };
    return listed(context, args, {
      order: `${field}_${direction}`,
      read: (request) => listNominations(reader, wanted, { by: sortKeys[field], direction }, request),
      itemOf: (row) => {
        names?.read(row);
        return nominationOf(row, visible.view, context);
      },
      count: () => {
        const found = countNominations(reader, wanted);
        if (found > 0 && asked.search !== undefined) names?.counted();
        return found;
      },
    });
  }
}

/** What a filter or an order tells of every nomination on the list, whether or not the list shows it. */
const toldBy = (
  asked: Readonly<Partial<Record<'bureau' | 'within' | 'holder' | 'search', unknown>>>,
  sortedBy: NominationOrderField,
): readonly BlindPart[] => {
  const { bureau, within, holder } = asked;
  const byBureau = sortedBy === 'BUREAU' || [bureau, within, holder].some((value) => value !== undefined);
  return [...(readsNames(asked, sortedBy) ? ['name' as const] : []), ...(byBureau ? ['bureau' as const] : [])];
};

const readsNames = ({ search }: { readonly search?: unknown }, sortedBy: NominationOrderField): boolean =>
  search !== undefined || sortedBy === 'NAME';

/**
 * What is found by a name, or stands where the name puts it, tells the name: it is read of everyone on the page.
 *
 * @throws {GraphQLError} PURPOSE_NEEDED
 */
const namesAsked = (context: LaurelContext, asked: Within) => {
  const byOffice = accessOf(inOffice(context)).nominations(asked)?.view === 'FULL';
  if (!disclose(context, { concerned: [], byOffice }, 'Nomination.name')) {
    throw needsPurpose('To look for nominations by name, or to sort them by it,');
  }
  const shown = (concerned: Concerned) => disclose(context, { concerned: [concerned], byOffice }, 'Nomination.name');
  return {
    read: ({ nominationId }: { readonly nominationId: NominationId }) => shown({ nominationId }),
    /** A total tells of names on no page that was asked for: a cursor may stand behind all of them. */
    counted: () => shown({ record: 'nominations' }),
  };
};

/** Beside these, no view of less than all lets itself be asked. */
const askable: Readonly<Record<Exclude<View, 'FULL'>, readonly string[]>> = {
  TO_SCORE: ['editionId', 'bureau', 'within', 'holder', 'statuses', 'category', 'search'],
  TO_VET: ['editionId', 'bureau', 'within', 'holder', 'statuses', 'search'],
};

const asksForWithheld = (view: View, asked: object, sortedBy: NominationOrderField): boolean => {
  if (view === 'FULL') return false;
  if (view === 'TO_VET' && sortedBy === 'CATEGORY') return true;
  return Object.keys(asked).some((key) => !askable[view].includes(key));
};
