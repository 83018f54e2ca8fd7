import { localDateOf } from '../calendar.ts';
import { accept, type Context, type Decision, decideBy, refuse, unless } from '../decider.ts';
import type { Edition } from '../edition/edition.ts';
import type { CertificateNumber, EditionId, NominationId, PersonPseudonym } from '../ids.ts';
import type { Nomination } from '../nomination/nomination.ts';
import { honorChecksOf } from '../program/honor.ts';
import { againstNewUse, type ProtectionCommand, protectionDecisions } from '../protection/decide.ts';
import type { Protection } from '../protection/protection.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { assessRule } from '../rules/assess.ts';
import { dossierOf } from '../rules/dossier.ts';
import { countsHonor } from '../rules/on-honors.ts';
import type { Person, PersonFact } from './person.ts';
import {
  type CertificateSource,
  type HonorTerms,
  type ImportSource,
  type PriorHonor,
  sameHonor,
} from './prior-honor.ts';

interface Claim {
  readonly person: PersonPseudonym;
  readonly editionId: EditionId;
  readonly nominationId: NominationId;
}
interface ClaimNomination extends Claim {
  readonly type: 'ClaimNomination';
  /** Key of the form's field that says who it is. */
  readonly field: string;
}
interface ReleaseNomination extends Claim {
  readonly type: 'ReleaseNomination';
  readonly reason: 'WITHDRAWN' | 'REJECTED' | 'EXPIRED' | 'NEVER_RECORDED';
}
interface RecordPriorHonor {
  readonly type: 'RecordPriorHonor';
  readonly person: PersonPseudonym;
  readonly honor: HonorTerms;
  readonly source: ImportSource;
}
interface ClaimHonor {
  readonly type: 'ClaimHonor';
  readonly person: PersonPseudonym;
  readonly edition: Edition;
  readonly nomination: Nomination;
  readonly certificate: CertificateNumber;
  readonly attempt: number;
}
interface ReleaseHonor extends Claim {
  readonly type: 'ReleaseHonor';
  readonly certificate: CertificateNumber;
  readonly reason: 'REVOKED' | 'NEVER_RECORDED';
  /** Of the claim that came to nothing: one made since stands. Left out where the honor itself is at an end. */
  readonly attempt?: number | undefined;
}

/** `over`: of the person's nominations those at an end; any other one is still in use. */
type OfPerson<Command> = Command extends { readonly inUse: unknown }
  ? Omit<Command, 'inUse'> & { readonly over: readonly NominationId[] }
  : Command;

export type PersonCommand =
  | ClaimNomination
  | ReleaseNomination
  | RecordPriorHonor
  | ClaimHonor
  | ReleaseHonor
  | OfPerson<ProtectionCommand>;

const idsOf = ({ person, editionId, nominationId }: Claim) => ({ person, editionId, nominationId });

const claimNomination = ({ claims, protection }: Person, command: ClaimNomination): Decision<PersonFact> => {
  const held = claims.get(command.editionId);
  if (held === command.nominationId) return accept();
  if (held) return refuse(refusal('ALREADY_NOMINATED', { path: ['form', command.field] }));
  return unless([againstNewUse(protection, ['form', command.field])], () => [
    { type: 'NominationClaimed', data: idsOf(command) },
  ]);
};

const releaseNomination = ({ claims }: Person, command: ReleaseNomination): Decision<PersonFact> =>
  claims.get(command.editionId) === command.nominationId
    ? accept({ type: 'NominationReleased', data: { ...idsOf(command), reason: command.reason } })
    : accept();

/** The same honor said twice, in one file or two, is one honor. */
const recordPriorHonor = (
  { honors, protection }: Person,
  { person, honor, source }: RecordPriorHonor,
): Decision<PersonFact> =>
  honors.some((held) => sameHonor(held, honor))
    ? accept()
    : unless([againstNewUse(protection, ['idNumber'])], () => [
        { type: 'PriorHonorRecorded', data: { person, honor, source } },
      ]);

type ByCertificate = PriorHonor & { readonly source: CertificateSource };

const certified = (honors: readonly PriorHonor[]): readonly ByCertificate[] =>
  honors.filter((honor): honor is ByCertificate => honor.source.kind === 'CERTIFICATE');

const claimOf = (honors: readonly PriorHonor[], certificate: CertificateNumber): CertificateSource | undefined =>
  certified(honors).find(({ source }) => source.certificate === certificate)?.source;

/**
 * Honors given here in other editions that a rule counts, unless it is waived for just what the person holds now (A25).
 * Honors of others do not bar here: the reviews before have assessed them.
 */
const secondRecognitions = (
  honors: readonly PriorHonor[],
  { edition: { id: editionId, program }, nomination }: ClaimHonor,
  now: string,
): Refusal[] => {
  const others = honors.filter(({ source }) => source.kind !== 'CERTIFICATE' || source.editionId !== editionId);
  const dossier = dossierOf(nomination, { program, now, honors: others });
  return program.rules.flatMap((rule) => {
    const checks = honorChecksOf(rule);
    const held = certified(others).find((honor) => checks.some((check) => countsHonor(check, program)(honor)));
    if (!held || assessRule(rule, dossier).outcome === 'PASSED') return [];
    const { certificate } = held.source;
    const { id: ruleId } = rule;
    return [
      refusal('SECOND_RECOGNITION', {
        path: ['nominationIds'],
        ruleId,
        rule: ruleId,
        nomination: nomination.id,
        certificate,
      }),
    ];
  });
};

const claimHonor = ({ honors, protection }: Person, command: ClaimHonor, { now }: Context): Decision<PersonFact> => {
  const { person, edition, nomination, certificate, attempt } = command;
  const { honor: countsAs, name, notice, timeZone } = edition.program;
  const held = claimOf(honors, certificate);
  if (!countsAs || (held && held.attempt >= attempt)) return accept();
  const { level, topic } = countsAs;
  const honor = { level, topic, awardedOn: localDateOf(now, timeZone), name: name.zh, issuer: notice.issuer };
  const data = { person, editionId: edition.id, nominationId: nomination.id, certificate, attempt, honor };
  return unless([againstNewUse(protection, ['nominationIds']), secondRecognitions(honors, command, now)], () => [
    { type: 'HonorClaimed', data },
  ]);
};

const releaseHonor = ({ honors }: Person, command: ReleaseHonor): Decision<PersonFact> => {
  const { certificate, reason, attempt } = command;
  const held = claimOf(honors, certificate);
  if (!held || (attempt !== undefined && attempt !== held.attempt)) return accept();
  return accept({
    type: 'HonorReleased',
    data: { ...idsOf(command), certificate, attempt: held.attempt, reason },
  });
};

/** Nominations that the person has, but for those known to be at an end. */
const inUse = ({ claims }: Person, over: readonly NominationId[]): readonly string[] =>
  [...claims.values()].filter((nomination) => !over.includes(nomination));

const onOwn =
  <Command>(decide: (state: Protection, command: Command, context: Context) => Decision<PersonFact>) =>
  ({ protection }: Person, command: Command, context: Context): Decision<PersonFact> =>
    decide(protection, command, context);

const { RequestErasure, ApproveErasure, DeclineErasure, RecordErasure, Restrict, LiftRestriction } =
  protectionDecisions;

export const decidePerson = decideBy<Person, PersonCommand, PersonFact>({
  ClaimNomination: claimNomination,
  ReleaseNomination: releaseNomination,
  RecordPriorHonor: recordPriorHonor,
  ClaimHonor: claimHonor,
  ReleaseHonor: releaseHonor,
  RequestErasure: (person, { over, ...command }) =>
    RequestErasure(person.protection, { ...command, inUse: inUse(person, over) }),
  ApproveErasure: (person, { over, ...command }, context) =>
    ApproveErasure(person.protection, { ...command, inUse: inUse(person, over) }, context),
  DeclineErasure: onOwn(DeclineErasure),
  RecordErasure: onOwn(RecordErasure),
  Restrict: onOwn(Restrict),
  LiftRestriction: onOwn(LiftRestriction),
});
