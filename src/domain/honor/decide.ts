import { localDateOf } from '../calendar.ts';
import { accept, type Context, decideBy, refuse, unless } from '../decider.ts';
import type { Edition } from '../edition/edition.ts';
import type { Evidence } from '../evidence.ts';
import type { BureauCode, CertificateNumber, NominationId, NoticeId, PersonPseudonym } from '../ids.ts';
import { refusal } from '../refusal.ts';
import { type FollowUp, followUp, missingSteps } from './follow-up.ts';
import type { HonorFact, HonorState } from './honor.ts';
import { type Decided, whenRecognized } from './when-recognized.ts';

interface ConferHonor {
  readonly type: 'ConferHonor';
  readonly edition: Edition;
  readonly certificate: CertificateNumber;
  readonly nominationId: NominationId;
  readonly noticeId: NoticeId;
  readonly person: PersonPseudonym;
  readonly bureau: BureauCode;
  readonly category: string;
}
interface ReportViolation {
  readonly type: 'ReportViolation';
  readonly bureau: BureauCode;
  readonly statement: string;
  readonly evidence: readonly Evidence[];
}
interface Revoke {
  readonly type: 'Revoke';
  readonly edition: Edition;
  readonly ground: string;
  readonly statement: string;
  readonly impact?: string | undefined;
  readonly evidence: readonly Evidence[];
}
export type HonorCommand = ConferHonor | FollowUp | ReportViolation | Revoke;

/** Follows from a clearance; said twice it is still one honor. */
const conferHonor = (state: HonorState, command: ConferHonor, { now }: Context): Decided => {
  if (state.status !== 'NONE') {
    return state.nominationId === command.nominationId
      ? accept()
      : refuse(refusal('CERTIFICATE_TAKEN', { certificate: state.certificate, nomination: state.nominationId }));
  }
  const { certificate, edition, nominationId, noticeId, person, bureau, category } = command;
  const recognizedOn = localDateOf(now, edition.program.timeZone);
  return accept({
    type: 'Recognized',
    data: { certificate, editionId: edition.id, nominationId, noticeId, person, bureau, category, recognizedOn },
  });
};

const evidenceMissing = (evidence: readonly Evidence[], ruleId: string | undefined) =>
  evidence.length === 0 && refusal('EVIDENCE_REQUIRED', { path: ['evidence'], ruleId });

const reportViolation = whenRecognized<ReportViolation>(({ certificate }, { bureau, statement, evidence }) =>
  unless([evidenceMissing(evidence, undefined)], () => [
    { type: 'ViolationReported', data: { certificate, by: bureau, statement, evidence: [...evidence] } },
  ]),
);

/** By the province only, on a locality's report, on a ground of the program, with evidence (R-F29, R-F30). */
const revoke = whenRecognized<Revoke>((honor, { edition, ground, statement, impact, evidence }, { now }) => {
  const { timeZone, revocation } = edition.program;
  const found = revocation.grounds.find(({ code }) => code === ground);
  const known = revocation.grounds.map(({ code }) => code).join(', ');
  return unless(
    [
      honor.reports === 0 && refusal('NOT_REPORTED', { ruleId: revocation.reportRule }),
      missingSteps(honor, edition.program),
      !found && refusal('GROUND_UNKNOWN', { path: ['ground'], ruleId: revocation.ruleId, known }),
      found?.needsImpact &&
        !impact &&
        refusal('IMPACT_REQUIRED', { path: ['impact'], ruleId: revocation.ruleId, ground }),
      evidenceMissing(evidence, revocation.ruleId),
    ],
    () => [
      {
        type: 'Revoked',
        data: {
          certificate: honor.certificate,
          ground,
          statement,
          ...(impact && { impact }),
          evidence: [...evidence],
          fromNotice: revocation.fromNotice,
          revokedOn: localDateOf(now, timeZone),
        },
      },
    ],
  );
});

export const decideHonor = decideBy<HonorState, HonorCommand, HonorFact>({
  ConferHonor: conferHonor,
  FollowUp: followUp,
  ReportViolation: reportViolation,
  Revoke: revoke,
});
