import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { bureauOf } from '../../src/domain/program/program.ts';
import { runCommand } from '../command.ts';
import { programIn } from '../edition/references.ts';
import { evidenceOf } from '../evidence.ts';
import { payloadOf } from '../payload.ts';
import { ProgramStep } from '../program/procedure.ts';
import { programOf } from '../program/program-of.ts';
import { RecordedStep, recordedStepOf } from '../recorded-step.ts';
import type { LaurelContext } from '../services.ts';
import { RecordSlateStepInput } from './inputs.ts';
import { SlateSummary } from './summary.ts';
import { summaryOf } from './summary-of.ts';
import { Slate } from './types.ts';
import { visibleSlate } from './visible-slate.ts';

const RecordSlateStepPayload = payloadOf('RecordSlateStepPayload', 'slate', Slate);

/** What the procedure asks for before a slate goes forward, and the table that goes with it. */
@Resolver(() => Slate)
export class SlateProcedureResolver {
  @FieldResolver(() => [RecordedStep], { description: 'Steps on record for it, oldest first (环节记录).' })
  steps(@Root() { editionId, recorded }: Slate, @Ctx() context: LaurelContext): Promise<RecordedStep[]> {
    return Promise.all(
      recorded.map(({ data, meta }) => {
        const personal = { answers: data.answers ?? null, evidence: data.evidence ?? null };
        const { step, bureau, level } = data;
        return recordedStepOf({ step, bureau, level, ...personal, recordedAt: meta.recordedAt }, editionId, context);
      }),
    );
  }

  @FieldResolver(() => [ProgramStep], {
    description: 'Steps that must be on record before it goes forward, and are not (尚缺的环节).',
  })
  async missingSteps(
    @Root() { editionId, bureauCode, recorded }: Slate,
    @Ctx() { loaders }: LaurelContext,
  ): Promise<ProgramStep[]> {
    const program = await programIn(loaders, editionId);
    const level = bureauOf(program, bureauCode)?.level;
    return programOf(program).steps.filter(
      ({ on, required, by, code }) =>
        on === 'SLATE' &&
        required &&
        level !== undefined &&
        by.includes(level) &&
        !recorded.some(({ data }) => data.step === code),
    );
  }

  @FieldResolver(() => SlateSummary, {
    nullable: true,
    complexity: 50,
    description:
      'The table that is sent with it (情况汇总表); null where the program has none, and for who does not see everyone on it in full.',
  })
  summary(@Root() slate: Slate, @Ctx() context: LaurelContext): Promise<SlateSummary | null> {
    return summaryOf(slate, context);
  }

  @Mutation(() => RecordSlateStepPayload, {
    description: 'Records a step of the procedure for a slate, by its bureau or one above it (报送名单环节记录).',
  })
  recordSlateStep(
    @Arg('input', () => RecordSlateStepInput, { description: 'The step and its answers (记录内容).' })
    input: RecordSlateStepInput,
    @Ctx() context: LaurelContext,
  ) {
    const { editionId, bureau } = input;
    return runCommand('recordSlateStep', { ...input, evidence: evidenceOf(input.evidence) }, context, 'slate', () =>
      visibleSlate(context, editionId, bureau),
    );
  }
}
