import 'reflect-metadata';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { evidenceOf } from '../evidence.ts';
import type { LaurelContext } from '../services.ts';
import {
  AnswerVettingInput,
  AssessEligibilityInput,
  AttachMaterialInput,
  ConfirmWaiverInput,
  RecordStepInput,
  RefuseWaiverInput,
  RemoveMaterialInput,
  RequestWaiverInput,
} from './dossier-inputs.ts';
import {
  AnswerVettingPayload,
  AssessEligibilityPayload,
  AttachMaterialPayload,
  ConfirmWaiverPayload,
  RecordStepPayload,
  RefuseWaiverPayload,
  RemoveMaterialPayload,
  RequestWaiverPayload,
} from './payloads.ts';
import { runOnNomination as run } from './run.ts';

/** What is gathered beside the form, and exceptions to the rules. */
@Resolver()
export class DossierMutations {
  @Mutation(() => AttachMaterialPayload, {
    description: 'Attaches a file that was uploaded (POST /files) as one of the materials (附上材料).',
  })
  attachMaterial(
    @Arg('input', () => AttachMaterialInput, { description: 'Which file, as what (附件内容).' })
    input: AttachMaterialInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('attachMaterial', input, context);
  }

  @Mutation(() => RemoveMaterialPayload, { description: 'Takes a file out again while drafting (移除材料).' })
  removeMaterial(
    @Arg('input', () => RemoveMaterialInput, { description: 'Which file, and why (移除内容).' })
    input: RemoveMaterialInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('removeMaterial', input, context);
  }

  @Mutation(() => AnswerVettingPayload, {
    description:
      'A body answers about a nominee, or the bureau that holds the nomination enters its answer with the letter as evidence (部门联审).',
  })
  answerVetting(
    @Arg('input', () => AnswerVettingInput, { description: 'The answer (答复内容).' }) input: AnswerVettingInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('answerVetting', { ...input, evidence: evidenceOf(input.evidence) }, context);
  }

  @Mutation(() => RecordStepPayload, { description: 'Records a step of the procedure for a nomination (环节记录).' })
  recordStep(
    @Arg('input', () => RecordStepInput, { description: 'The step and its answers (记录内容).' })
    input: RecordStepInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('recordStep', { ...input, evidence: evidenceOf(input.evidence) }, context);
  }

  @Mutation(() => AssessEligibilityPayload, {
    description: 'Assesses the rules and records what is found, without any decision (资格审查).',
  })
  assessEligibility(
    @Arg('input', () => AssessEligibilityInput, { description: 'Of which nomination (申报).' })
    input: AssessEligibilityInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('assessEligibility', input, context);
  }

  @Mutation(() => RequestWaiverPayload, {
    description: 'Asks for an exception to a rule that holds in principle and stands in the way (申请豁免).',
  })
  requestWaiver(
    @Arg('input', () => RequestWaiverInput, { description: 'Which rule, why, on what evidence (申请内容).' })
    input: RequestWaiverInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('requestWaiver', { ...input, evidence: evidenceOf(input.evidence) }, context);
  }

  @Mutation(() => ConfirmWaiverPayload, {
    description: 'The bureau above, by another person, confirms the exception (确认豁免).',
  })
  confirmWaiver(
    @Arg('input', () => ConfirmWaiverInput, { description: 'Which rule, on what consideration (确认内容).' })
    input: ConfirmWaiverInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('confirmWaiver', input, context);
  }

  @Mutation(() => RefuseWaiverPayload, {
    description: 'The bureau above, by another person, refuses the exception (驳回豁免).',
  })
  refuseWaiver(
    @Arg('input', () => RefuseWaiverInput, { description: 'Which rule, and why (驳回内容).' })
    input: RefuseWaiverInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('refuseWaiver', input, context);
  }
}
