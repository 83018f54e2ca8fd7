import 'reflect-metadata';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { circularsOf } from '../../projections/circulars.ts';
import { stepsOfEditions } from '../../projections/recorded-steps.ts';
import { categoryStandings } from '../../projections/scoreboard.ts';
import { overrunsOf, reallocationsOf } from '../../projections/selection-record.ts';
import { accessOf } from '../access.ts';
import { categoryIn } from '../program/category-in.ts';
import { RecordedStep, recordedStepOf } from '../recorded-step.ts';
import type { LaurelContext } from '../services.ts';
import { programIn } from './references.ts';
import { Circular, circularOf, SeatReallocation, Shortage } from './selection.ts';
import { Overrun } from './shortlist.ts';
import { Edition } from './types.ts';

/** How an edition comes from those before the panel to those it commends. */
@Resolver(() => Edition)
export class EditionSelectionResolver {
  @FieldResolver(() => [Shortage], {
    nullable: true,
    description:
      'Every category with a target, and how many are short of it (名额缺口); for the province and those who audit it.',
  })
  async shortages(@Root() { id }: Edition, @Ctx() context: LaurelContext): Promise<Shortage[] | null> {
    if (!accessOf(context).oversees('scores', id)) return null;
    const { categories } = await programIn(context.loaders, id);
    const standings = categoryStandings(context.services.reader, id);
    const waiting = standings.reduce((sum, { alternates }) => sum + alternates, 0);
    const bounded = categories.flatMap(({ code, target }) => (target === null ? [] : [{ code, target }]));
    return Promise.all(
      bounded.map(async ({ code, target }) => {
        const { running, alternates } = standings.find(({ category }) => category === code) ?? none;
        const category = await categoryIn(context.loaders, id, code);
        const short = Math.max(0, target - running);
        return { category, target, running, short, alternatesElsewhere: waiting - alternates };
      }),
    );
  }

  @FieldResolver(() => [SeatReallocation], {
    nullable: true,
    description: 'Seats moved between categories (类别名额调剂); for the province and those who audit it.',
  })
  async reallocations(@Root() { id }: Edition, @Ctx() context: LaurelContext): Promise<SeatReallocation[] | null> {
    if (!accessOf(context).oversees('scores', id)) return null;
    const rows = reallocationsOf(context.services.reader, [id]).get(id) ?? [];
    return Promise.all(
      rows.map(async ({ fromCategory, toCategory, editionId: _, ...row }) => ({
        ...row,
        from: await categoryIn(context.loaders, id, fromCategory),
        to: await categoryIn(context.loaders, id, toCategory),
      })),
    );
  }

  @FieldResolver(() => [Overrun], {
    nullable: true,
    description:
      'Target dates that were not kept, and why, as they were overrun (逾期说明); for the province and those who audit it.',
  })
  overruns(@Root() { id }: Edition, @Ctx() context: LaurelContext): Overrun[] | null {
    if (!accessOf(context).oversees('scores', id)) return null;
    return [...(overrunsOf(context.services.reader, [id]).get(id) ?? [])];
  }

  @FieldResolver(() => [RecordedStep], {
    nullable: true,
    description:
      'Steps recorded for the whole edition, first to last (环节记录): those of the bureaus you may see; null if you may see none.',
  })
  async steps(@Root() { id: editionId }: Edition, @Ctx() context: LaurelContext): Promise<RecordedStep[] | null> {
    const { within, seesBusinessOf } = accessOf(context);
    if (!within('tallies', { editionId })) return null;
    const rows = stepsOfEditions(context.services.reader, [editionId]).get(editionId) ?? [];
    const visible = rows.filter(({ bureau }) => seesBusinessOf('tallies', { editionId, bureau }));
    return Promise.all(visible.map((row) => recordedStepOf(row, editionId, context)));
  }

  @FieldResolver(() => [Circular], { description: 'Circulars of commendation, first to last (通报表扬).' })
  circulars(@Root() { id }: Edition, @Ctx() { services }: LaurelContext): Circular[] {
    return (circularsOf(services.reader, [id]).get(id) ?? []).map(circularOf);
  }
}

const none = { running: 0, alternates: 0 };
