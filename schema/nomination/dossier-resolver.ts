import 'reflect-metadata';
import { Args, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { StampedReview } from '../../src/domain/nomination/nomination.ts';
import type { Level } from '../../src/domain/program/program.ts';
import { type Page, PageArgs, pageOf } from '../connection.ts';
import { decodeCursor } from '../cursor.ts';
import { bureauIn, programIn } from '../edition/references.ts';
import { Redaction } from '../redaction.ts';
import { JSONObject } from '../scalars.ts';
import type { LaurelContext } from '../services.ts';
import { dossierOf, recordedOf } from './dossier.ts';
import { HistoryConnection, type HistoryEntry } from './history.ts';
import { historyEntryOf } from './history-of.ts';
import { BureauReview } from './opinion.ts';
import { Nomination } from './types.ts';
import { formFor, withheldBy } from './withheld.ts';

/** What only the nomination's own stream holds. */
@Resolver(() => Nomination)
export class DossierResolver {
  @FieldResolver(() => JSONObject, {
    nullable: true,
    complexity: 5,
    description:
      "Answers by the keys of the program's form (登记表); what is withheld is null and named in `redactions`.",
  })
  async form(
    @Root() { id, editionId, view, cut }: Nomination,
    @Ctx() { services, loaders }: LaurelContext,
  ): Promise<Record<string, unknown> | null> {
    const dossier = await dossierOf(services, id, cut);
    return dossier ? formFor(view, dossier.form, await programIn(loaders, editionId)) : null;
  }

  @FieldResolver(() => [Redaction], { description: 'What is withheld from you here, and why (隐去的栏目).' })
  async redactions(
    @Root() { editionId, view }: Nomination,
    @Ctx() { loaders }: LaurelContext,
  ): Promise<readonly Redaction[]> {
    return withheldBy(view, await programIn(loaders, editionId));
  }

  @FieldResolver(() => [ID], {
    nullable: true,
    complexity: 5,
    description:
      'Accounts that wrote in the form (填报账号): none of them may review or score it. Withheld from experts.',
  })
  async drafters(
    @Root() { id, cut, view }: Nomination,
    @Ctx() { services }: LaurelContext,
  ): Promise<readonly string[] | null> {
    if (view !== 'FULL') return null;
    return (await dossierOf(services, id, cut))?.drafters ?? null;
  }

  @FieldResolver(() => [BureauReview], {
    complexity: 5,
    description: 'What bureaus decided on it, with their stamped opinions, oldest first (审核意见).',
  })
  async reviews(@Root() nomination: Nomination, @Ctx() { services, loaders }: LaurelContext): Promise<BureauReview[]> {
    const { id, cut, view, editionId } = nomination;
    const reviews = (await dossierOf(services, id, cut))?.reviews ?? [];
    return Promise.all(
      reviews.map(async (review) => ({
        ...review,
        level: review.level as Level,
        bureau: await bureauIn(loaders, editionId, review.bureau),
        by: view === 'FULL' ? review.by : null,
        opinion: opinionFor(view, review),
      })),
    );
  }

  @FieldResolver(() => HistoryConnection, {
    nullable: true,
    description: 'Everything that happened to it, oldest first (申报经过). Withheld from experts.',
  })
  async history(
    @Root() { id, editionId, cut, view }: Nomination,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { services, loaders }: LaurelContext,
  ): Promise<Page<HistoryEntry> | null> {
    if (view !== 'FULL') return null;
    const events = await recordedOf(services, id, cut);
    const from = after == null ? 0 : Number(decodeCursor(after, 'HISTORY').key[0]) + 1;
    const page = events.slice(from, from + first);
    const nodes = await Promise.all(
      page.map((event) => historyEntryOf(event, (code) => bureauIn(loaders, editionId, code), events)),
    );
    return pageOf(
      { nodes, hasNextPage: from + first < events.length },
      after,
      ({ revision, position }) => ({ order: 'HISTORY', key: [revision], position }),
      () => events.length,
    );
  }
}

const opinionFor = (view: Nomination['view'], { opinion }: StampedReview): BureauReview['opinion'] => ({
  ...opinion,
  contact: view === 'FULL' ? (opinion.contact ?? null) : null,
});
