import 'reflect-metadata';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { CommandName } from '../../src/app/permissions.ts';
import type { EditionId } from '../../src/domain/ids.ts';
import { type CommandInput, runCommand } from '../command.ts';
import { evidenceOf } from '../evidence.ts';
import { given } from '../given.ts';
import { payloadOf } from '../payload.ts';
import type { LaurelContext } from '../services.ts';
import { AmendExpertInput, AppointExpertInput } from './expert-inputs.ts';
import {
  AdjustQuotaInput,
  CloseScoringInput,
  ConcludeEditionInput,
  DecideShortlistInput,
  DismissExpertInput,
  ExtendDeadlineInput,
  FreezeRubricInput,
  IssueCircularInput,
  OpenEditionInput,
  PromoteAlternateInput,
  ReallocateSeatsInput,
  RecordEditionStepInput,
  ReopenScoringInput,
} from './inputs.ts';
import { editionIn } from './references.ts';
import { Edition } from './types.ts';

const payload = (name: string) => payloadOf(`${name}Payload`, 'edition', Edition);
const OpenEditionPayload = payload('OpenEdition');
const AdjustQuotaPayload = payload('AdjustQuota');
const ExtendDeadlinePayload = payload('ExtendDeadline');
const AppointExpertPayload = payload('AppointExpert');
const AmendExpertPayload = payload('AmendExpert');
const ReopenScoringPayload = payload('ReopenScoring');
const DismissExpertPayload = payload('DismissExpert');
const FreezeRubricPayload = payload('FreezeRubric');
const CloseScoringPayload = payload('CloseScoring');
const DecideShortlistPayload = payload('DecideShortlist');
const PromoteAlternatePayload = payload('PromoteAlternate');
const ReallocateSeatsPayload = payload('ReallocateSeats');
const IssueCircularPayload = payload('IssueCircular');
const RecordEditionStepPayload = payload('RecordEditionStep');
const ConcludeEditionPayload = payload('ConcludeEdition');

/** Every command here answers with the edition it was about. */
const run = <Input extends CommandInput>(name: CommandName, input: Input, context: LaurelContext) =>
  runCommand(name, input, context, 'edition', ({ id }) => editionIn(context.loaders, id as EditionId));

/** What is said of an expert, without the nulls of what is not. */
const termsGiven = <Input extends AppointExpertInput | AmendExpertInput>({ profile, ...rest }: Input) => {
  if (!profile) return rest;
  const { employer, formerEmployers, ...others } = profile;
  const employed = employer && given(employer);
  const formerly = formerEmployers?.map((item) => given(item));
  return { ...rest, profile: given({ ...others, employer: employed, formerEmployers: formerly }) };
};

@Resolver()
export class EditionMutations {
  @Mutation(() => OpenEditionPayload, { description: 'Opens an edition of a program (开启年度).' })
  openEdition(
    @Arg('input', () => OpenEditionInput, { description: 'Of which, and what differs (开启内容).' })
    input: OpenEditionInput,
    @Ctx() context: LaurelContext,
  ) {
    const { deadlines, quotas, categoryTargets, ...rest } = input;
    const overrides = {
      ...rest,
      deadlines: deadlines && Object.fromEntries(deadlines.map(({ key, on }) => [key, on])),
      quotas: quotas && Object.fromEntries(quotas.map(({ bureau, seats }) => [bureau, seats])),
      categoryTargets:
        categoryTargets &&
        Object.fromEntries(categoryTargets.map(({ category, target }) => [category, target ?? null])),
    };
    return run('openEdition', overrides, context);
  }

  @Mutation(() => AdjustQuotaPayload, { description: 'Changes the seats of a bureau, with a reason (调整名额).' })
  adjustQuota(
    @Arg('input', () => AdjustQuotaInput, { description: 'Whose, and to what (调整内容).' }) input: AdjustQuotaInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('adjustQuota', input, context);
  }

  @Mutation(() => ExtendDeadlinePayload, {
    description: 'Extends a deadline that has not passed, with a reason (延长时限).',
  })
  extendDeadline(
    @Arg('input', () => ExtendDeadlineInput, { description: 'Which, and until when (延长内容).' })
    input: ExtendDeadlineInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('extendDeadline', input, context);
  }

  @Mutation(() => AppointExpertPayload, { description: 'Appoints an expert to the panel (聘任专家).' })
  appointExpert(
    @Arg('input', () => AppointExpertInput, { description: 'Whom (聘任内容).' }) input: AppointExpertInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('appointExpert', termsGiven(input), context);
  }

  @Mutation(() => AmendExpertPayload, {
    description: 'States anew what is said of an expert, with a reason (更正专家信息).',
  })
  amendExpert(
    @Arg('input', () => AmendExpertInput, { description: 'Of whom, and what (更正内容).' }) input: AmendExpertInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('amendExpert', termsGiven(input), context);
  }

  @Mutation(() => DismissExpertPayload, {
    description: 'Dismisses an expert from the panel, with a reason (解聘专家).',
  })
  dismissExpert(
    @Arg('input', () => DismissExpertInput, { description: 'Whom, and why (解聘内容).' }) input: DismissExpertInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('dismissExpert', input, context);
  }

  @Mutation(() => FreezeRubricPayload, {
    description: 'Fixes the rubric before the first score, for good (确定评分标准).',
  })
  freezeRubric(
    @Arg('input', () => FreezeRubricInput, { description: 'Which rubric (评分标准).' }) input: FreezeRubricInput,
    @Ctx() context: LaurelContext,
  ) {
    const { rubric, ...rest } = input;
    // What an edition sets itself is not from the notice; no pass mark is null, which the domain tells from absent.
    const { comment, passMark = null, ...said } = rubric ?? {};
    const own = rubric && { ...said, ...(comment && { comment: given(comment) }), passMark, fromNotice: false };
    return run('freezeRubric', { ...rest, ...(own && { rubric: own }) }, context);
  }

  @Mutation(() => CloseScoringPayload, { description: 'Closes scoring: no later score counts (评分截止).' })
  closeScoring(
    @Arg('input', () => CloseScoringInput, { description: 'Of which edition (年度).' }) input: CloseScoringInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('closeScoring', input, context);
  }

  @Mutation(() => ReopenScoringPayload, {
    description:
      'Opens scoring again before the shortlist is decided, for panels that lost a score; what came while it was closed does not count (重新开放评分).',
  })
  reopenScoring(
    @Arg('input', () => ReopenScoringInput, { description: 'Of which edition, and why (开放内容).' })
    input: ReopenScoringInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('reopenScoring', input, context);
  }

  @Mutation(() => DecideShortlistPayload, {
    description: 'Ranks the nominees by their scores and selects within the targets, with alternates (拟定名单).',
  })
  decideShortlist(
    @Arg('input', () => DecideShortlistInput, { description: 'Of which edition (年度).' }) input: DecideShortlistInput,
    @Ctx() context: LaurelContext,
  ) {
    const { deviations, ...rest } = input;
    return run('decideShortlist', { ...rest, deviations: deviations?.map((item) => given(item)) }, context);
  }

  @Mutation(() => ReallocateSeatsPayload, {
    description: 'Moves free seats of the target between categories, by a decision of the province (调剂类别名额).',
  })
  reallocateSeats(
    @Arg('input', () => ReallocateSeatsInput, { description: 'From where to where, and why (调剂内容).' })
    input: ReallocateSeatsInput,
    @Ctx() context: LaurelContext,
  ) {
    const [document] = evidenceOf([input.document]);
    return run('reallocateSeats', { ...input, document }, context);
  }

  @Mutation(() => PromoteAlternatePayload, {
    description: 'Gives the place of a nominee who has left, or a free one, to the next alternate (递补).',
  })
  promoteAlternate(
    @Arg('input', () => PromoteAlternateInput, { description: 'Who for whom, and why (递补内容).' })
    input: PromoteAlternateInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('promoteAlternate', input, context);
  }

  @Mutation(() => IssueCircularPayload, {
    description: 'Issues the circular that commends everyone recognized since the last one (通报表扬).',
  })
  issueCircular(
    @Arg('input', () => IssueCircularInput, { description: 'The circular (通报内容).' }) input: IssueCircularInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('issueCircular', input, context);
  }

  @Mutation(() => RecordEditionStepPayload, {
    description: 'Records a step that the procedure asks of a bureau for the whole edition (登记环节).',
  })
  recordEditionStep(
    @Arg('input', () => RecordEditionStepInput, { description: 'The step (登记内容).' }) input: RecordEditionStepInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('recordEditionStep', { ...input, evidence: evidenceOf(input.evidence) }, context);
  }

  @Mutation(() => ConcludeEditionPayload, { description: 'Ends an edition after its last deadline (结束年度).' })
  concludeEdition(
    @Arg('input', () => ConcludeEditionInput, { description: 'Which, and what is to be said (结束内容).' })
    input: ConcludeEditionInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('concludeEdition', input, context);
  }
}
