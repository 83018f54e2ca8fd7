import 'reflect-metadata';
import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { NominationId } from '../../src/domain/ids.ts';
import { editionAt } from '../../src/domain/trace/case.ts';
import { traceDecision } from '../../src/domain/trace/trace-decision.ts';
import { accessOf } from '../access.ts';
import { AsOfInput, momentOf } from '../as-of.ts';
import { bureauIn, programIn } from '../edition/references.ts';
import { caughtUp, ReadArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { caseFileOf } from './case-file.ts';
import { instantOf } from './instant.ts';
import { DecisionTrace } from './types.ts';
import { traceOf } from './views.ts';

@Resolver(() => DecisionTrace)
export class DecisionTraceResolver {
  @Query(() => DecisionTrace, {
    nullable: true,
    complexity: 50,
    description:
      'Why a nomination came to what it came to, with the facts behind it (决定溯源): for auditors, discipline inspectors and approvers of the province. Null if there is none that you may trace, or was none then. Errors: those of asOf (BAD_USER_INPUT, READ_MODEL_BEHIND), LOG_UNAVAILABLE.',
  })
  async decisionTrace(
    @Arg('nominationId', () => ID, { description: 'The nomination, by its id (申报编号).' }) nominationId: NominationId,
    @Arg('asOf', () => AsOfInput, {
      nullable: true,
      description: 'The moment to trace it as of (截至时点), now if left out; deadlines are judged by it.',
    })
    asOf: AsOfInput | null,
    @Args(() => ReadArgs) { minPosition }: ReadArgs,
    @Ctx() context: LaurelContext,
  ): Promise<DecisionTrace | null> {
    await caughtUp(context, minPosition);
    const { asOfPosition } = await momentOf(asOf, context);
    const row = await context.loaders.nomination.load(nominationId);
    if (!row || asOfPosition === null || !accessOf(context).oversees('traces', row.editionId)) return null;
    const { editionId } = row;
    const moment = { position: asOfPosition, now: instantOf(asOf, asOfPosition, context) };
    const input = await caseFileOf(row, await programIn(context.loaders, editionId), moment, context);
    const [trace, edition] = [traceDecision(input), editionAt(input.events, editionId)];
    if (!trace || !edition) return null;
    const bureau = (code: Parameters<typeof bureauIn>[2]) => bureauIn(context.loaders, editionId, code);
    const telling = { program: edition.program, language: context.language, bureau };
    return { ...(await traceOf(trace, telling)), asOfPosition };
  }
}
