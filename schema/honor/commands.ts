import 'reflect-metadata';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { CertificateNumber } from '../../src/domain/ids.ts';
import { runCommand } from '../command.ts';
import { evidenceOf } from '../evidence.ts';
import { payloadOf } from '../payload.ts';
import type { LaurelContext } from '../services.ts';
import { FollowUpInput, ReportViolationInput, RevokeInput } from './inputs.ts';
import { Honoree } from './types.ts';
import { honoreeAt } from './views.ts';

const ReportViolationPayload = payloadOf('ReportViolationPayload', 'honoree', Honoree);
const FollowUpPayload = payloadOf('FollowUpPayload', 'honoree', Honoree);
const RevokePayload = payloadOf('RevokePayload', 'honoree', Honoree);

@Resolver()
export class HonorCommandsResolver {
  @Mutation(() => ReportViolationPayload, {
    description: 'Reports what an honoree did, by the bureau that nominated or one above it (报告违规情况).',
  })
  reportViolation(
    @Arg('input', () => ReportViolationInput, { description: 'The report (报告内容).' }) input: ReportViolationInput,
    @Ctx() context: LaurelContext,
  ) {
    const report = { ...input, evidence: evidenceOf(input.evidence) };
    return runCommand('reportViolation', report, context, 'honoree', ({ id }) =>
      honoreeAt(context, id as CertificateNumber),
    );
  }

  @Mutation(() => FollowUpPayload, {
    description:
      'Records what became of an honoree, by the bureau that nominated or one above it (跟踪服务登记), such as a visit or a hearing.',
  })
  followUp(
    @Arg('input', () => FollowUpInput, { description: 'The step (登记内容).' }) input: FollowUpInput,
    @Ctx() context: LaurelContext,
  ) {
    const given = { ...input, evidence: evidenceOf(input.evidence) };
    return runCommand('followUp', given, context, 'honoree', ({ id }) => honoreeAt(context, id as CertificateNumber));
  }

  @Mutation(() => RevokePayload, {
    description: 'Takes an honor back, on a report and on a ground of the program (撤销认定).',
  })
  revoke(
    @Arg('input', () => RevokeInput, { description: 'The revocation (撤销内容).' }) input: RevokeInput,
    @Ctx() context: LaurelContext,
  ) {
    const revocation = { ...input, evidence: evidenceOf(input.evidence) };
    return runCommand('revoke', revocation, context, 'honoree', ({ id }) =>
      honoreeAt(context, id as CertificateNumber),
    );
  }
}
