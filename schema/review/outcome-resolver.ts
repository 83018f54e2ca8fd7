import 'reflect-metadata';
import { Arg, Args, Ctx, Field, ID, InputType, Query, Resolver } from 'type-graphql';
import { editionsByIds, programOf, rubricOf } from '../../projections/editions.ts';
import { candidates } from '../../projections/scoreboard.ts';
import { counterfactual, type Without } from '../../src/domain/edition/counterfactual.ts';
import { rankShortlist } from '../../src/domain/edition/shortlist.ts';
import type { ActorId, EditionId, NominationId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import { caughtUp, ReadArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { Counterfactual, ShortlistProposal } from './outcome-types.ts';

@InputType({ description: 'What is taken away (假设去除的内容): an expert’s scores, a nominee, or both.' })
export class WithoutInput {
  @Field(() => ID, { nullable: true, description: 'Account of the expert whose scores are not there (专家账号).' })
  expert?: ActorId | null;

  @Field(() => ID, { nullable: true, description: 'The nomination that is not there (申报编号).' })
  nominationId?: NominationId | null;
}

/** What the ranking of an edition goes by; undefined before its rubric is frozen. */
const groundsOf = ({ services: { reader } }: LaurelContext, editionId: EditionId) => {
  const [program, rubric] = [programOf(reader, editionId), rubricOf(reader, editionId)];
  return program && rubric && { program, rubric, candidates: candidates(reader, editionId) };
};

@Resolver()
export class OutcomeResolver {
  @Query(() => ShortlistProposal, {
    nullable: true,
    complexity: 50,
    description:
      'What the ranking would select by the scores that count now (拟定方案), for the province and those who audit it. Null before the rubric is frozen.',
  })
  async shortlistProposal(
    @Arg('editionId', () => ID, { description: 'The edition (年度).' }) editionId: EditionId,
    @Args(() => ReadArgs) { minPosition }: ReadArgs,
    @Ctx() context: LaurelContext,
  ): Promise<ShortlistProposal | null> {
    await caughtUp(context, minPosition);
    if (!accessOf(context).oversees('scores', editionId)) return null;
    const grounds = groundsOf(context, editionId);
    if (!grounds) return null;
    const { rubric, program } = grounds;
    const scored = grounds.candidates.filter(({ reviews }) => reviews.length > 0);
    const { selected, alternates, belowPassMark } = rankShortlist(scored, rubric, program);
    const placed = (places: typeof selected, standing: 'SELECTED' | 'ALTERNATE') =>
      places.map(({ nominationId, category, rank, score }) => ({ nominationId, category, standing, rank, score }));
    const { reader } = context.services;
    return {
      position: reader.position() ?? null,
      scoringClosed: editionsByIds(reader, [editionId]).get(editionId)?.scoringClosedAt != null,
      places: [...placed(selected, 'SELECTED'), ...placed(alternates, 'ALTERNATE')],
      belowPassMark,
      short: grounds.candidates
        .filter(({ reviews }) => reviews.length < rubric.panelSize)
        .map(({ nominationId }) => nominationId),
    };
  }

  @Query(() => Counterfactual, {
    nullable: true,
    complexity: 100,
    description:
      'How the ranking would come out without one expert’s scores or one nominee (假设推演), computed from the scores that count now, by rule and without deviations; for auditors, discipline inspectors and approvers of the province. Null before the rubric is frozen.',
  })
  async counterfactual(
    @Arg('editionId', () => ID, { description: 'The edition (年度).' }) editionId: EditionId,
    @Arg('without', () => WithoutInput, { description: 'What is taken away (假设去除的内容).' }) without: WithoutInput,
    @Args(() => ReadArgs) { minPosition }: ReadArgs,
    @Ctx() context: LaurelContext,
  ): Promise<Counterfactual | null> {
    await caughtUp(context, minPosition);
    if (!accessOf(context).oversees('traces', editionId)) return null;
    const grounds = groundsOf(context, editionId);
    if (!grounds) return null;
    const taken: Without = { expert: without.expert ?? undefined, nominationId: without.nominationId ?? undefined };
    const { changes, short } = counterfactual(grounds.candidates, taken, grounds);
    return { position: context.services.reader.position() ?? null, changes, short };
  }
}
