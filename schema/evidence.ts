import 'reflect-metadata';
import { Matches } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { FreeText } from './free-text.ts';

@ObjectType({ description: 'A document that a statement rests on (证据材料).' })
export class Evidence {
  @Field(() => String, { description: 'What it is (名称).' })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the file in hexadecimal (文件校验值), where there is a file.',
  })
  sha256?: string | undefined;
}

@InputType({ description: 'A document that a statement rests on (证据材料).' })
export class EvidenceInput {
  @Field(() => String, { description: 'What it is (名称), 1 to 200 characters.' })
  @FreeText(200)
  title!: string;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the file in lower-case hexadecimal (文件校验值).' })
  @Matches(/^[0-9a-f]{64}$/, { message: 'sha256 takes 64 digits of lower-case hexadecimal.' })
  sha256?: string | null;
}

/** As the domain takes it: what is not there is left out. */
export const evidenceOf = (documents: readonly EvidenceInput[]): Evidence[] =>
  documents.map(({ title, sha256 }) => ({ title, ...(sha256 && { sha256 }) }));
