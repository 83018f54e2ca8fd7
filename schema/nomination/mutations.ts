import 'reflect-metadata';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { LaurelContext } from '../services.ts';
import {
  AcceptLateEntryInput,
  AmendFormInput,
  ForwardInput,
  NominateInput,
  ResubmitInput,
  ReviewInput,
  TakeOffSlateInput,
  WithdrawInput,
} from './inputs.ts';
import {
  AcceptLateEntryPayload,
  AmendFormPayload,
  ForwardPayload,
  NominatePayload,
  ResubmitPayload,
  ReviewPayload,
  TakeOffSlatePayload,
  WithdrawPayload,
} from './payloads.ts';
import { runOnNomination as run } from './run.ts';

@Resolver()
export class NominationMutations {
  @Mutation(() => NominatePayload, {
    description: 'Drafts a nomination; what is filled in is checked, and the person is taken for this edition (申报).',
  })
  nominate(
    @Arg('input', () => NominateInput, { description: 'The draft (申报内容).' }) input: NominateInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('nominate', input, context);
  }

  @Mutation(() => AmendFormPayload, { description: 'Changes the form while it is drafted or returned (修改登记表).' })
  amendForm(
    @Arg('input', () => AmendFormInput, { description: 'What changes (修改内容).' }) input: AmendFormInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('amendForm', input, context);
  }

  @Mutation(() => ResubmitPayload, { description: 'Hands a returned nomination in again (重新提交).' })
  resubmit(
    @Arg('input', () => ResubmitInput, { description: 'What was corrected or supplied (修改或补正内容).' })
    input: ResubmitInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('resubmit', input, context);
  }

  @Mutation(() => WithdrawPayload, { description: 'Takes a nomination back, for good (撤回).' })
  withdraw(
    @Arg('input', () => WithdrawInput, { description: 'Which, and why (撤回内容).' }) input: WithdrawInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('withdraw', input, context);
  }

  @Mutation(() => ReviewPayload, {
    description:
      'A bureau decides on a nomination in its hands, with a stamped opinion: pass, return, ask for a supplement or reject (审核).',
  })
  review(
    @Arg('input', () => ReviewInput, { description: 'The decision (审核内容).' }) input: ReviewInput,
    @Ctx() context: LaurelContext,
  ) {
    const { contact, conclusion, ...stamped } = input.opinion;
    const opinion = { ...stamped, ...(conclusion && { conclusion }), ...(contact && { contact: { ...contact } }) };
    const judgments = input.judgments.map(({ ruleId, holds }) => ({ ruleId, holds }));
    return run('review', { ...input, opinion, judgments }, context);
  }

  @Mutation(() => ForwardPayload, {
    description:
      "Gives a passed nomination a seat on the bureau's slate; where seats go one by one, it is put forward at once (列入报送名单).",
  })
  forward(
    @Arg('input', () => ForwardInput, { description: 'Which (申报).' }) input: ForwardInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('forward', input, context);
  }

  @Mutation(() => TakeOffSlatePayload, { description: 'Gives up a seat that is not put forward yet (移出报送名单).' })
  takeOffSlate(
    @Arg('input', () => TakeOffSlateInput, { description: 'Which (申报).' }) input: TakeOffSlateInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('takeOffSlate', input, context);
  }

  @Mutation(() => AcceptLateEntryPayload, {
    description:
      'The bureau above lets a nomination in that came late, while its own deadline runs (同意接收逾期申报).',
  })
  acceptLateEntry(
    @Arg('input', () => AcceptLateEntryInput, { description: 'Which, and why (接收内容).' })
    input: AcceptLateEntryInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('acceptLateEntry', input, context);
  }
}
