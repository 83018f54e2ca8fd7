import 'reflect-metadata';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { NoticeId, ObjectionId } from '../../src/domain/ids.ts';
import { type CommandInput, runCommand } from '../command.ts';
import { evidenceOf } from '../evidence.ts';
import { payloadOf } from '../payload.ts';
import type { LaurelContext } from '../services.ts';
import {
  AdmitObjectionInput,
  CorrectNoticeInput,
  DismissObjectionInput,
  ObjectInput,
  PublicizeInput,
  RecognizeInput,
  RefuseObjectionInput,
  UpholdObjectionInput,
} from './inputs.ts';
import { chargeForAll } from './rationing.ts';
import { Notice, Objection } from './types.ts';
import { noticeAt, objectionAt } from './views.ts';

const PublicizePayload = payloadOf('PublicizePayload', 'notice', Notice);
const CorrectNoticePayload = payloadOf('CorrectNoticePayload', 'notice', Notice);
const RecognizePayload = payloadOf('RecognizePayload', 'notice', Notice);
const ObjectPayload = payloadOf('ObjectPayload', 'objection', Objection);
const AdmitObjectionPayload = payloadOf('AdmitObjectionPayload', 'objection', Objection);
const RefuseObjectionPayload = payloadOf('RefuseObjectionPayload', 'objection', Objection);
const UpholdObjectionPayload = payloadOf('UpholdObjectionPayload', 'objection', Objection);
const DismissObjectionPayload = payloadOf('DismissObjectionPayload', 'objection', Objection);

const onNotice = (
  name: 'publicize' | 'correctNotice' | 'recognize',
  input: PublicizeInput | CorrectNoticeInput | RecognizeInput,
  context: LaurelContext,
) => runCommand(name, input, context, 'notice', ({ id }) => noticeAt(context, id as NoticeId));

/** A ruling changes its notice's stream; what the caller asked about is the objection. */
const onObjection = (
  name: 'admitObjection' | 'refuseObjection' | 'upholdObjection' | 'dismissObjection',
  input: CommandInput & { readonly objectionId: ObjectionId },
  context: LaurelContext,
) => runCommand(name, input, context, 'objection', () => objectionAt(context, input.objectionId));

@Resolver()
export class NoticeCommandsResolver {
  @Mutation(() => PublicizePayload, { description: 'Publishes selected nominees, so that anyone may object (公示).' })
  publicize(
    @Arg('input', () => PublicizeInput, { description: 'Whom to publicize (公示内容).' }) input: PublicizeInput,
    @Ctx() context: LaurelContext,
  ) {
    return onNotice('publicize', input, context);
  }

  @Mutation(() => CorrectNoticePayload, {
    description:
      'Puts right what a notice says of one nominee, who is publicized anew where it is substantial (更正公示).',
  })
  correctNotice(
    @Arg('input', () => CorrectNoticeInput, { description: 'The correction (更正内容).' }) input: CorrectNoticeInput,
    @Ctx() context: LaurelContext,
  ) {
    return onNotice('correctNotice', input, context);
  }

  @Mutation(() => ObjectPayload, {
    description: 'Objects to a nominee of a notice (提出异议). Needs no token; rationed to a few an hour without one.',
  })
  async object(
    @Arg('input', () => ObjectInput, { description: 'The objection (异议内容).' }) input: ObjectInput,
    @Ctx() context: LaurelContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    // An officer who enters a pile of letters answers for them by name.
    if (context.actor.roles.includes('PUBLIC')) await chargeForAll(context, info);
    const lodged = { ...input, evidence: evidenceOf(input.evidence) };
    return runCommand('object', lodged, context, 'objection', ({ id }) => objectionAt(context, id as ObjectionId));
  }

  @Mutation(() => AdmitObjectionPayload, { description: 'Takes an objection up for investigation (受理异议).' })
  admitObjection(
    @Arg('input', () => AdmitObjectionInput, { description: 'The ruling (受理内容).' }) input: AdmitObjectionInput,
    @Ctx() context: LaurelContext,
  ) {
    return onObjection('admitObjection', input, context);
  }

  @Mutation(() => RefuseObjectionPayload, { description: 'Does not take an objection up (不予受理异议).' })
  refuseObjection(
    @Arg('input', () => RefuseObjectionInput, { description: 'The ruling (不予受理内容).' })
    input: RefuseObjectionInput,
    @Ctx() context: LaurelContext,
  ) {
    return onObjection('refuseObjection', input, context);
  }

  @Mutation(() => UpholdObjectionPayload, {
    description: 'Finds an objection true; the nominee is disqualified (认定异议成立).',
  })
  upholdObjection(
    @Arg('input', () => UpholdObjectionInput, { description: 'The ruling (核查结论).' }) input: UpholdObjectionInput,
    @Ctx() context: LaurelContext,
  ) {
    return onObjection('upholdObjection', input, context);
  }

  @Mutation(() => DismissObjectionPayload, { description: 'Finds an objection untrue (认定异议不成立).' })
  dismissObjection(
    @Arg('input', () => DismissObjectionInput, { description: 'The ruling (核查结论).' }) input: DismissObjectionInput,
    @Ctx() context: LaurelContext,
  ) {
    return onObjection('dismissObjection', input, context);
  }

  @Mutation(() => RecognizePayload, {
    description: 'Recognizes nominees whose period ended without a standing objection (认定).',
  })
  recognize(
    @Arg('input', () => RecognizeInput, { description: 'Whom to recognize (认定内容).' }) input: RecognizeInput,
    @Ctx() context: LaurelContext,
  ) {
    return onNotice('recognize', input, context);
  }
}
