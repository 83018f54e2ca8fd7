import 'reflect-metadata';
import { Args, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { BureauCode } from '../../src/domain/ids.ts';
import type { Opinion as DomainOpinion } from '../../src/domain/nomination/nomination.ts';
import { accessOf } from '../access.ts';
import { type Page, PageArgs, pageOf } from '../connection.ts';
import { decodeCursor, notACursor } from '../cursor.ts';
import { bureauIn, programIn } from '../edition/references.ts';
import { Redaction, redacted } from '../redaction.ts';
import { JSONObject } from '../scalars.ts';
import type { LaurelContext } from '../services.ts';
import { eventsOf } from './dossier.ts';
import { HistoryConnection, type HistoryEntry } from './history.ts';
import './history-dossier.ts';
import { historyEntryOf } from './history-of.ts';
import { BureauReview } from './opinion.ts';
import { Nomination, seesObjections } from './types.ts';
import { formFor, goneOf, redactionsIn } from './withheld.ts';

/** What only the nomination's own stream holds. */
@Resolver(() => Nomination)
export class DossierResolver {
  @FieldResolver(() => JSONObject, {
    nullable: true,
    complexity: 5,
    description:
      "Answers by the keys of the program's form (登记表); what is withheld is null and named in `redactions`, all of it once the person is erased or while it is restricted.",
  })
  async form(
    @Root() nomination: Nomination,
    @Ctx() { loaders }: LaurelContext,
  ): Promise<Record<string, unknown> | null> {
    const { view, editionId, gone } = nomination;
    if (gone) return null;
    const dossier = (await loaders.dossier.load(nomination)).nomination();
    return dossier ? formFor(view, dossier.form, await programIn(loaders, editionId)) : null;
  }

  @FieldResolver(() => [Redaction], { description: 'What is withheld from you here, and why (隐去的栏目).' })
  async redactions(@Root() nomination: Nomination, @Ctx() context: LaurelContext): Promise<readonly Redaction[]> {
    const { editionId, bureauCode, view } = nomination;
    const seesReads = accessOf(context).seesBusinessOf('accesses', { editionId, bureau: bureauCode });
    return [
      ...redactionsIn(view, await programIn(context.loaders, editionId), seesObjections(context, nomination)),
      ...goneOf(nomination.gone),
      ...redacted(seesReads ? [] : ['accessHistory'], 'NOT_ENTITLED'),
    ];
  }

  @FieldResolver(() => [ID], {
    nullable: true,
    complexity: 5,
    description:
      'Accounts that wrote in the form (填报账号): none of them may review or score it. Withheld from experts and vetting bodies.',
  })
  async drafters(@Root() nomination: Nomination, @Ctx() { loaders }: LaurelContext): Promise<readonly string[] | null> {
    if (nomination.view !== 'FULL') return null;
    return (await loaders.dossier.load(nomination)).nomination()?.drafters ?? null;
  }

  @FieldResolver(() => [BureauReview], {
    complexity: 5,
    description:
      'What bureaus decided on it, with their stamped opinions, oldest first (审核意见); none of it for vetting bodies, nor for experts where the program hides it.',
  })
  async reviews(@Root() nomination: Nomination, @Ctx() { loaders }: LaurelContext): Promise<BureauReview[]> {
    const { view, editionId, hidden } = nomination;
    if (view === 'TO_VET' || hidden?.opinions) return [];
    const reviews = eventsOf(await loaders.dossier.load(nomination), 'Reviewed');
    return Promise.all(
      reviews.map(async ({ data, meta }) => ({
        decision: data.decision,
        level: data.level,
        at: meta.recordedAt,
        bureau: await bureauIn(loaders, editionId, data.bureau),
        by: view === 'FULL' ? meta.actor.id : null,
        judgments: view === 'FULL' ? (data.judgments ?? []) : null,
        opinion: opinionFor(view, data.opinion),
      })),
    );
  }

  @FieldResolver(() => HistoryConnection, {
    nullable: true,
    description: 'Everything that happened to it, oldest first (申报经过). Withheld from experts and vetting bodies.',
  })
  async history(
    @Root() nomination: Nomination,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { loaders, language }: LaurelContext,
  ): Promise<Page<HistoryEntry> | null> {
    if (nomination.view !== 'FULL') return null;
    const dossier = await loaders.dossier.load(nomination);
    const { events } = dossier;
    const from = after == null ? 0 : revisionIn(after) + 1;
    const bureau = (code: BureauCode) => bureauIn(loaders, nomination.editionId, code);
    const nodes = await Promise.all(
      events.slice(from, from + first).map((event) => historyEntryOf(event, bureau, { dossier, language })),
    );
    return pageOf(
      { nodes, hasNextPage: from + first < events.length },
      after,
      ({ revision, position }) => ({ order, key: [revision], position }),
      () => events.length,
    );
  }
}

const order = 'HISTORY';
const historyKey = z.tuple([z.int().nonnegative()]);

/** The revision that a cursor stands at. @throws {GraphQLError} BAD_USER_INPUT */
const revisionIn = (after: string): number => {
  const key = historyKey.safeParse(decodeCursor(after, order).key);
  if (!key.success) throw notACursor();
  return key.data[0];
};

const opinionFor = (view: Nomination['view'], opinion: DomainOpinion): BureauReview['opinion'] => ({
  ...opinion,
  contact: view === 'FULL' ? (opinion.contact ?? null) : null,
});
