import 'reflect-metadata';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { EditionId, NominationId, NoticeId, ObjectionId } from '../../src/domain/ids.ts';
import { CommandInput } from '../command.ts';
import { EvidenceInput } from '../evidence.ts';
import { FreeText } from '../free-text.ts';
import { LocalDate } from '../scalars.ts';

const LONGEST_TEXT = 5_000;

@InputType({ description: 'Publishes selected nominees for objection (公示).' })
export class PublicizeInput extends CommandInput {
  @Field(() => ID, { description: 'The edition (年度).' })
  editionId!: EditionId;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Nominations to publicize (公示人选); left out, everyone selected who is in the running and was not publicized yet.',
  })
  @ArrayMinSize(1, { message: 'nominationIds takes at least one nomination, or is left out.' })
  @ArrayMaxSize(1_000, { message: 'nominationIds takes at most 1000 nominations.' })
  @ArrayUnique({ message: 'nominationIds takes each nomination once.' })
  nominationIds?: NominationId[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the period ends after the day the notice sets for the selection (逾期原因), if it does.',
  })
  @FreeText(LONGEST_TEXT)
  overrunReason?: string | null;
}

@InputType({ description: 'Who objects (异议人).' })
export class ObjectorInput {
  @Field(() => String, { description: 'Real name (姓名).' })
  @FreeText(100)
  name!: string;

  @Field(() => String, { description: 'Telephone or address (联系方式).' })
  @FreeText(200)
  contact!: string;
}

@InputType({ description: 'Objects to one nominee of a notice (提出异议).' })
export class ObjectInput extends CommandInput {
  @Field(() => ID, { description: 'The notice (公示).' })
  @MaxLength(200, { message: 'noticeId takes the id of a notice.' })
  noticeId!: NoticeId;

  @Field(() => ID, { description: 'The nominee, by the nominationId of the notice (公示人选).' })
  @MaxLength(200, { message: 'nominationId takes the id of a nomination.' })
  nominationId!: NominationId;

  @Field(() => ObjectorInput, {
    nullable: true,
    description:
      'Who objects (异议人). Without it the objection is anonymous, and does not hold up recognition by itself.',
  })
  @ValidateNested()
  objector?: ObjectorInput | null;

  @Field(() => String, { description: 'Why (异议理由).' })
  @FreeText(LONGEST_TEXT)
  grounds!: string;

  @Field(() => [EvidenceInput], { defaultValue: [], description: 'What it rests on (证据材料).' })
  @ArrayMaxSize(20, { message: 'evidence takes at most 20 documents.' })
  @ValidateNested({ each: true })
  evidence!: EvidenceInput[];

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Postmark of a letter (邮戳日期): for an officer of the province who enters what came by post.',
  })
  postmarkedOn?: string | null;
}

@InputType()
abstract class OnObjectionInput extends CommandInput {
  @Field(() => ID, { description: 'The notice it is on (公示).' })
  noticeId!: NoticeId;

  @Field(() => ID, { description: 'The objection (异议).' })
  objectionId!: ObjectionId;
}

@InputType({ description: 'Takes an objection up for investigation (受理异议).' })
export class AdmitObjectionInput extends OnObjectionInput {
  @Field(() => String, { description: 'What will be looked into (受理意见).' })
  @FreeText(LONGEST_TEXT)
  note!: string;
}

@InputType({ description: 'Does not take an objection up (不予受理异议).' })
export class RefuseObjectionInput extends OnObjectionInput {
  @Field(() => String, { description: 'Why not (不予受理的理由).' })
  @FreeText(LONGEST_TEXT)
  reason!: string;
}

@InputType({ description: 'Finds an objection true: the nominee is disqualified (异议成立).' })
export class UpholdObjectionInput extends OnObjectionInput {
  @Field(() => String, { description: 'What the investigation found (核查结论).' })
  @FreeText(LONGEST_TEXT)
  findings!: string;
}

@InputType({ description: 'Finds an objection untrue (异议不成立).' })
export class DismissObjectionInput extends OnObjectionInput {
  @Field(() => String, { description: 'What the investigation found (核查结论).' })
  @FreeText(LONGEST_TEXT)
  findings!: string;
}

@InputType({ description: 'Puts right what a notice says of one nominee (更正公示).' })
export class CorrectNoticeInput extends CommandInput {
  @Field(() => ID, { description: 'The notice (公示).' })
  noticeId!: NoticeId;

  @Field(() => ID, { description: 'The nominee, by the nominationId of the notice (公示人选).' })
  nominationId!: NominationId;

  @Field(() => String, { description: 'What it should say, as it is shown with the notice (更正内容).' })
  @FreeText(LONGEST_TEXT)
  correction!: string;

  @Field(() => Boolean, {
    description:
      'Whether it is so substantial that the nominee leaves this notice, to be publicized anew for a full period (是否重新公示).',
  })
  fresh!: boolean;

  @Field(() => String, { description: 'Why it is corrected (更正理由).' })
  @FreeText(LONGEST_TEXT)
  reason!: string;
}

@InputType({ description: 'Recognizes nominees whose period ended without a standing objection (认定).' })
export class RecognizeInput extends CommandInput {
  @Field(() => ID, { description: 'The notice they were publicized on (公示).' })
  noticeId!: NoticeId;

  @Field(() => [ID], {
    nullable: true,
    description: 'Nominations to recognize (拟认定人选); left out, everyone on the notice against whom nothing stands.',
  })
  @ArrayMinSize(1, { message: 'nominationIds takes at least one nomination, or is left out.' })
  @ArrayMaxSize(1_000, { message: 'nominationIds takes at most 1000 nominations.' })
  @ArrayUnique({ message: 'nominationIds takes each nomination once.' })
  nominationIds?: NominationId[] | null;
}
