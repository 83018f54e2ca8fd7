import 'reflect-metadata';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { bureauIn, programIn } from '../edition/references.ts';
import { RecordedStep, recordedStepOf } from '../recorded-step.ts';
import type { LaurelContext } from '../services.ts';
import { ChecklistItem } from './checklist.ts';
import type { Dossier } from './dossier.ts';
import { eligibilityNow } from './eligibility.ts';
import { Assessment, Finding } from './finding.ts';
import { assessmentsIn, checklistIn, stepsIn, supplementIn, type Telling, vettingIn, waiversIn } from './record.ts';
import { Supplement } from './supplement.ts';
import { Nomination } from './types.ts';
import { Vetting } from './vetting.ts';
import { Waiver } from './waiver.ts';

const fromTheLog = { nullable: true, complexity: 5 } as const;

/** What is gathered in a dossier beside the form, for those who see all of it. */
@Resolver(() => Nomination)
export class RecordResolver {
  @FieldResolver(() => [Finding], {
    nullable: true,
    complexity: 10,
    description:
      'The rules as the bureau that holds it would find them now, nothing being recorded (资格预审); withheld from experts and vetting bodies, null for the past.',
  })
  eligibility(@Root() nomination: Nomination, @Ctx() context: LaurelContext): Promise<Finding[] | null> {
    return eligibilityNow(nomination, context);
  }

  @FieldResolver(() => [Assessment], {
    ...fromTheLog,
    description:
      'The rules as they were found, each time that was recorded, oldest first (资格审查记录); withheld from experts and vetting bodies.',
  })
  assessments(@Root() nomination: Nomination, @Ctx() context: LaurelContext): Promise<Assessment[] | null> {
    return inFull(nomination, context, assessmentsIn);
  }

  @FieldResolver(() => [ChecklistItem], {
    ...fromTheLog,
    description:
      'Every material of the program, whether it is required here and why, and what is attached (材料清单); withheld from experts and vetting bodies.',
  })
  checklist(@Root() nomination: Nomination, @Ctx() context: LaurelContext): Promise<ChecklistItem[] | null> {
    return inFull(nomination, context, (dossier, telling) => checklistIn(dossier, nomination.id, telling));
  }

  @FieldResolver(() => [Vetting], {
    ...fromTheLog,
    description:
      'Bodies that are asked about the nominee, with their last answers (部门联审): a vetting body sees its own, experts none.',
  })
  async vetting(@Root() nomination: Nomination, @Ctx() context: LaurelContext): Promise<Vetting[] | null> {
    const { view } = nomination;
    if (view === 'FULL') return inFull(nomination, context, vettingIn);
    const { body } = context.actor;
    if (view !== 'TO_VET' || body === undefined) return null;
    const { dossier, telling } = await told(nomination, context);
    return vettingIn(dossier, telling, body);
  }

  @FieldResolver(() => [RecordedStep], {
    ...fromTheLog,
    description:
      'Steps of the procedure on record for it, oldest first (环节记录); withheld from experts and vetting bodies.',
  })
  async steps(@Root() nomination: Nomination, @Ctx() context: LaurelContext): Promise<RecordedStep[] | null> {
    return inFull(nomination, context, (dossier) =>
      Promise.all(stepsIn(dossier).map((row) => recordedStepOf(row, nomination.editionId, context))),
    );
  }

  @FieldResolver(() => [Waiver], {
    ...fromTheLog,
    description:
      'Exceptions that were asked for, oldest first, with the answers (豁免); withheld from experts and vetting bodies.',
  })
  waivers(@Root() nomination: Nomination, @Ctx() context: LaurelContext): Promise<Waiver[] | null> {
    return inFull(nomination, context, waiversIn);
  }

  @FieldResolver(() => Supplement, {
    ...fromTheLog,
    description:
      'What is to be supplied while it is returned for that, by when (补正要求); withheld from experts and vetting bodies.',
  })
  supplement(@Root() nomination: Nomination, @Ctx() context: LaurelContext): Promise<Supplement | null> {
    return inFull(nomination, context, supplementIn);
  }
}

const told = async (nomination: Nomination, { loaders, language }: LaurelContext) => {
  const { editionId } = nomination;
  const [dossier, program] = await Promise.all([loaders.dossier.load(nomination), programIn(loaders, editionId)]);
  const telling: Telling = { program, language, bureau: (code) => bureauIn(loaders, editionId, code) };
  return { dossier, telling };
};

const inFull = async <Part>(
  nomination: Nomination,
  context: LaurelContext,
  tell: (dossier: Dossier, telling: Telling) => Part | Promise<Part>,
): Promise<Part | null> => {
  if (nomination.view !== 'FULL') return null;
  const { dossier, telling } = await told(nomination, context);
  return tell(dossier, telling);
};
