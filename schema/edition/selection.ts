import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { CircularRow } from '../../projections/circulars.ts';
import type { CertificateNumber } from '../../src/domain/ids.ts';
import { Evidence } from '../evidence.ts';
import { Category } from '../program/types.ts';
import { DateTimeISO, LocalDate } from '../scalars.ts';

@ObjectType({ description: 'Where a category stands against its target: unfilled seats stay unfilled (名额缺口).' })
export class Shortage {
  @Field(() => Category, { description: 'The category (类别).' })
  category!: Category;

  @Field(() => Int, { description: 'Most to be recognized in it, as reallocated (选树人数).' })
  target!: number;

  @Field(() => Int, {
    description: 'In the running before the panel; once the shortlist is decided, of those selected (有效人数).',
  })
  running!: number;

  @Field(() => Int, { description: 'How many are short of the target (缺额).' })
  short!: number;

  @Field(() => Int, { description: 'Alternates of other categories who wait (其他类别递补人选数).' })
  alternatesElsewhere!: number;
}

@ObjectType({ description: 'Seats of the target that the province moved between categories (类别名额调剂).' })
export class SeatReallocation {
  @Field(() => Category, { description: 'The category that gave them (调出类别).' })
  from!: Category;

  @Field(() => Category, { description: 'The category that took them (调入类别).' })
  to!: Category;

  @Field(() => Int, { description: 'How many (名额数).' })
  seats!: number;

  @Field(() => String, { description: 'Why (理由).' })
  reason!: string;

  @Field(() => Evidence, { description: 'The decision (决定文件).' })
  document!: Evidence;

  @Field(() => DateTimeISO, { description: 'When it was recorded (记录时间).' })
  decidedAt!: string;
}

@ObjectType({ description: 'A circular of commendation, and whom it lists (通报表扬).' })
export class Circular {
  @Field(() => String, { description: 'Its number (文号).' })
  number!: string;

  @Field(() => String, { description: 'Its title (标题).' })
  title!: string;

  @Field(() => LocalDate, { description: 'The date printed on it (印发日期).' })
  issuedOn!: string;

  @Field(() => [ID], { description: 'Certificates it lists, in order (证书编号).' })
  certificates!: readonly CertificateNumber[];

  @Field(() => String, {
    description: 'SHA-256 of the list of certificates as canonical JSON, in hexadecimal (名单校验值).',
  })
  listHash!: string;

  @Field(() => DateTimeISO, { description: 'When it was recorded (记录时间).' })
  recordedAt!: string;
}

export const circularOf = ({ editionId: _, ...row }: CircularRow): Circular => row;
