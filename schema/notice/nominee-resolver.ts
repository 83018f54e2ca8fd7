import 'reflect-metadata';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Bureau } from '../edition/bureau.ts';
import { bureauIn } from '../edition/references.ts';
import { Nomination } from '../nomination/types.ts';
import { visibleNomination } from '../nomination/visible-nomination.ts';
import { categoryIn } from '../program/category-in.ts';
import { Category } from '../program/types.ts';
import type { LaurelContext } from '../services.ts';
import { NoticeNominee } from './types.ts';

@Resolver(() => NoticeNominee)
export class NoticeNomineeResolver {
  @FieldResolver(() => Bureau, { description: 'The bureau that nominated (推送单位).' })
  bureau(@Root() { editionId, bureauCode }: NoticeNominee, @Ctx() context: LaurelContext): Promise<Bureau> {
    return bureauIn(context.loaders, editionId, bureauCode);
  }

  @FieldResolver(() => Category, { description: 'The category (类别).' })
  category(@Root() { editionId, categoryCode }: NoticeNominee, @Ctx() context: LaurelContext): Promise<Category> {
    return categoryIn(context.loaders, editionId, categoryCode);
  }

  @FieldResolver(() => Nomination, { nullable: true, description: 'The dossier (申报), for who may see it.' })
  nomination(@Root() { nominationId, cut }: NoticeNominee, @Ctx() context: LaurelContext): Promise<Nomination | null> {
    return visibleNomination(context, nominationId, cut);
  }
}
