import { localDateOf } from '../calendar.ts';
import { type Identity, parseIdentityNumber } from '../identity-number.ts';
import type { BureauCode, NominationId } from '../ids.ts';
import type { Form, Nomination } from '../nomination/nomination.ts';
import type {
  AttachedMaterial,
  Judgment,
  KnownHonor,
  StepOnRecord,
  VettingAnswer,
  Waiver,
} from '../nomination/parts.ts';
import type { Program } from '../program/program.ts';

/** Everything that rules are assessed on: the facts of one nomination, and what other streams know of its nominee. */
export interface Dossier {
  readonly program: Program;
  readonly nominationId: NominationId;
  /** The bureau that nominated. */
  readonly bureau: BureauCode;
  readonly form: Form;
  /** As the identity number says; undefined while there is none that holds. */
  readonly identity: Identity | undefined;
  /** Day on which the nominee was put forward by the nominating bureau; until then the day of the assessment. */
  readonly putForwardOn: string;
  readonly materials: readonly AttachedMaterial[];
  /** The last answer of each body. */
  readonly vetting: readonly VettingAnswer[];
  readonly steps: readonly StepOnRecord[];
  readonly waivers: ReadonlyMap<string, Waiver>;
  readonly honors: readonly KnownHonor[];
  /** Rules that a person has judged, in this review or one before it: whether they hold. */
  readonly judgments: ReadonlyMap<string, boolean>;
}

interface Assessment {
  readonly program: Program;
  /** Instant of the assessment, ISO 8601. */
  readonly now: string;
  readonly honors: readonly KnownHonor[];
  /** Made in this very review. */
  readonly judgments?: readonly Judgment[] | undefined;
}

export const dossierOf = (nomination: Nomination, { program, now, honors, judgments = [] }: Assessment): Dossier => ({
  program,
  nominationId: nomination.id,
  bureau: nomination.bureau,
  form: nomination.form,
  identity: identityIn(nomination.form, program),
  putForwardOn: localDateOf(nomination.putForwardAt ?? now, program.timeZone),
  materials: nomination.materials,
  vetting: [...nomination.vetting.values()],
  steps: nomination.steps,
  waivers: nomination.waivers,
  honors,
  judgments: new Map([...nomination.judgments, ...judgments.map(({ ruleId, holds }) => [ruleId, holds] as const)]),
});

const identityIn = (form: Form, program: Program): Identity | undefined => {
  const field = program.form.find(({ type }) => type === 'IDENTITY_NUMBER');
  const value = field && form[field.key];
  const identity = typeof value === 'string' ? parseIdentityNumber(value) : undefined;
  return identity && 'birthDate' in identity ? identity : undefined;
};
