import 'reflect-metadata';
import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { formWarnings } from '../../src/domain/program/form-warning.ts';
import { programIn } from '../edition/references.ts';
import type { LaurelContext } from '../services.ts';
import { Nomination } from './types.ts';

@ObjectType({ description: 'What is accepted on a form, but should be looked at (登记表提示); personal.' })
export class FormWarning {
  @Field(() => [String], { description: 'Path of the answer (栏目路径), as a refusal would have it.' })
  path!: readonly string[];

  @Field(() => String, { description: 'The field as the form calls it (栏目名称).' })
  label!: string;

  @Field(() => String, { description: 'What to look at, in the language of Accept-Language (提示).' })
  warning!: string;
}

@Resolver(() => Nomination)
export class FormWarningsResolver {
  @FieldResolver(() => [FormWarning], {
    nullable: true,
    complexity: 5,
    description:
      'What should be looked at on the form, such as an identity number of a county that was renamed since (登记表提示); never a reason to refuse it. Withheld from experts and vetting bodies.',
  })
  async formWarnings(
    @Root() nomination: Nomination,
    @Ctx() { loaders, language }: LaurelContext,
  ): Promise<readonly FormWarning[] | null> {
    if (nomination.view !== 'FULL') return null;
    const form = (await loaders.dossier.load(nomination)).nomination()?.form;
    if (!form) return null;
    const program = await programIn(loaders, nomination.editionId);
    return formWarnings(program, form).map(({ path, label, warning }) => ({
      path,
      label: label[language],
      warning: warning[language],
    }));
  }
}
