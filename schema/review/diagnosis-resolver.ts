import 'reflect-metadata';
import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { programOf, rubricOf } from '../../projections/editions.ts';
import { expertsOf } from '../../projections/experts.ts';
import { reviewsOf } from '../../projections/reviewer-queue.ts';
import { candidates } from '../../projections/scoreboard.ts';
import { panelScoresOf } from '../../src/domain/edition/shortlist.ts';
import type { EditionId } from '../../src/domain/ids.ts';
import { diagnose } from '../../src/domain/panel/diagnose.ts';
import { cityOf, ownCities } from '../../src/domain/review/own-region.ts';
import { accessOf } from '../access.ts';
import { caughtUp, ReadArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { diagnosisOf, PanelDiagnosis } from './diagnosis-types.ts';

@Resolver()
export class DiagnosisResolver {
  @Query(() => PanelDiagnosis, {
    nullable: true,
    complexity: 200,
    description:
      'What the scores that count now say of the panel and of each expert (评审质量诊断): severity, consistency, outliers, preference for the own region, speed, agreement; for the province and those who audit it. Null before the rubric is frozen.',
  })
  async panelDiagnosis(
    @Arg('editionId', () => ID, { description: 'The edition (年度).' }) editionId: EditionId,
    @Args(() => ReadArgs) { minPosition }: ReadArgs,
    @Ctx() context: LaurelContext,
  ): Promise<PanelDiagnosis | null> {
    await caughtUp(context, minPosition);
    if (!accessOf(context).oversees('scores', editionId)) return null;
    const { reader } = context.services;
    const [program, rubric] = [programOf(reader, editionId), rubricOf(reader, editionId)];
    if (!program || !rubric) return null;
    const scored = candidates(reader, editionId);
    const homes = new Map(scored.map(({ nominationId, bureau }) => [nominationId, cityOf(program, bureau)]));
    const regions = new Map(
      (expertsOf(reader, [editionId]).get(editionId) ?? []).map(({ expert, profile }) => [
        expert,
        ownCities(profile, program),
      ]),
    );
    const reviews = [...reviewsOf(reader, [...homes.keys()]).values()].flat();
    const diagnosis = diagnose(panelScoresOf(scored, rubric), {
      seed: editionId,
      own: (expert, nominationId) => {
        const home = homes.get(nominationId);
        return home !== undefined && regions.get(expert)?.has(home) === true;
      },
      // Of a score that was revised, it is not known any more when it was first given.
      timings: reviews.flatMap(({ expert, nominationId, assignedAt, scoredAt, revisions, counts }) =>
        counts && scoredAt !== null && revisions === 0
          ? [{ expert, nominationId, assignedAt: Date.parse(assignedAt), scoredAt: Date.parse(scoredAt) }]
          : [],
      ),
    });
    return diagnosisOf(diagnosis, reader.position() ?? null);
  }
}
