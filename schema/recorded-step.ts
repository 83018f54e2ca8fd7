import 'reflect-metadata';
import { ArrayMaxSize, ValidateNested } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { RecordedStepRow } from '../projections/recorded-steps.ts';
import type { EditionId } from '../src/domain/ids.ts';
import { CommandInput } from './command.ts';
import { Bureau } from './edition/bureau.ts';
import { bureauIn, programIn } from './edition/references.ts';
import { Evidence, EvidenceInput } from './evidence.ts';
import { goneBy, Redaction, redacted } from './redaction.ts';
import { DateTimeISO, JSONObject } from './scalars.ts';
import type { LaurelContext } from './services.ts';
import { Text } from './text.ts';

@ObjectType({ description: 'A step of the procedure as a bureau recorded it (环节记录).' })
export class RecordedStep {
  @Field(() => ID, { description: 'Code of the step in the program (环节代码).' })
  step!: string;

  @Field(() => Text, { description: 'What it is called (环节名称).' })
  name!: Text;

  @Field(() => Bureau, { description: 'The bureau that recorded it (记录单位).' })
  bureau!: Bureau;

  @Field(() => JSONObject, { nullable: true, description: "Answers by the keys of the step's fields (记录内容)." })
  answers!: Readonly<Record<string, unknown>> | null;

  @Field(() => [Evidence], { nullable: true, description: 'What it rests on (证据材料).' })
  evidence!: readonly Evidence[] | null;

  @Field(() => DateTimeISO, { description: 'When it was recorded (记录时间).' })
  recordedAt!: string;

  @Field(() => [Redaction], { description: 'What is withheld here, and why (隐去的栏目).' })
  redactions!: readonly Redaction[];
}

/** For who may read all of it. */
export const recordedStepOf = async (
  row: RecordedStepRow,
  editionId: EditionId,
  { loaders }: LaurelContext,
): Promise<RecordedStep> => {
  const { step, bureau, answers, evidence, recordedAt } = row;
  const { steps } = await programIn(loaders, editionId);
  const erased = Object.entries({ answers, evidence }).flatMap(([field, value]) => (value === null ? [field] : []));
  return {
    step,
    name: steps.find(({ code }) => code === step)?.name ?? { zh: step, en: step },
    bureau: await bureauIn(loaders, editionId, bureau),
    answers,
    evidence,
    recordedAt,
    redactions: redacted(erased, goneBy(row.restricted)),
  };
};

@InputType()
export abstract class RecordStepFields extends CommandInput {
  @Field(() => ID, { description: 'Code of the step in the program (环节代码).' })
  step!: string;

  @Field(() => JSONObject, { description: "Answers by the keys of the step's fields (记录内容)." })
  answers!: Record<string, unknown>;

  @Field(() => [EvidenceInput], { defaultValue: [], description: 'What it rests on (证据材料).' })
  @ArrayMaxSize(20, { message: 'evidence takes at most 20 documents.' })
  @ValidateNested({ each: true })
  evidence!: EvidenceInput[];
}
