import { z } from 'zod';
import { personal } from '../event.ts';
import { type Evidence, evidence } from '../evidence.ts';
import { type ActorId, type BureauCode, bureauCode } from '../ids.ts';
import { level } from '../program/bureau.ts';
import { mediaType } from '../program/definition.ts';
import { recordedStep } from '../program/recorded-step.ts';
import { code, ruleRef } from '../program/terms.ts';
import { finding } from '../rules/finding.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Facts by field, as rules found them. */
const facts = z.record(z.string(), z.json());
export type Facts = Readonly<z.infer<typeof facts>>;

const material = z.strictObject({
  material: code,
  sha256,
  mediaType,
  /** In bytes. */
  size: z.int().positive(),
  /** As a word processor counts them, said by the one who attached it. */
  words: z.int().min(0).optional(),
});
export type AttachedMaterial = z.infer<typeof material>;

const vettingAnswer = z.enum(['CLEAR', 'ADVERSE', 'UNKNOWN']);

/** What a reviewer says of a rule that only a person can judge. */
export const judgment = z.strictObject({ ruleId: ruleRef, holds: z.boolean() });
export type Judgment = z.infer<typeof judgment>;

/** An honor that a person is known to hold from elsewhere than the form. */
const knownHonor = z.strictObject({ level: z.string(), topic: z.string(), awardedOn: z.iso.date() });
export type KnownHonor = z.infer<typeof knownHonor>;

/** What is gathered in a dossier beside the form. */
export const dossierEvents = {
  MaterialAttached: material,
  MaterialRemoved: z.strictObject({ material: code, sha256, reason: personal(z.string()) }),
  /** `answeredOn`: the day of the answer; UNKNOWN says that the body has nothing on record, which clears nobody (A26). */
  VettingAnswered: z.strictObject({
    body: code,
    answer: vettingAnswer,
    answeredOn: z.iso.date(),
    note: personal(z.string()).optional(),
    evidence: personal(z.array(evidence)),
  }),
  StepRecorded: z.strictObject(recordedStep),
  /**
   * The rules as assessed at one moment, with all that they were assessed on beside the dossier itself (the events of
   * this stream so far), so that the same findings can be derived again.
   */
  EligibilityAssessed: z.strictObject({
    bureau: bureauCode,
    level,
    act: z.enum(['REVIEW', 'SUBMISSION']),
    /** The moment it was assessed for, where that is not the event's own. */
    at: z.iso.datetime().optional(),
    findings: z.array(finding),
    /** Facts that each rule was assessed on, by its id. */
    evidence: personal(z.record(ruleRef, facts)),
    judgments: z.array(judgment),
    honors: personal(z.array(knownHonor)),
  }),
  /** `against`: what the rule had found; the waiver covers that and nothing else. */
  WaiverRequested: z.strictObject({
    ruleId: ruleRef,
    bureau: bureauCode,
    level,
    reason: personal(z.string()),
    evidence: personal(z.array(evidence)),
    against: personal(facts),
  }),
  WaiverConfirmed: z.strictObject({ ruleId: ruleRef, bureau: bureauCode, note: personal(z.string()) }),
  WaiverRefused: z.strictObject({ ruleId: ruleRef, bureau: bureauCode, reason: personal(z.string()) }),
};

export interface VettingAnswer {
  readonly body: string;
  readonly answer: z.infer<typeof vettingAnswer>;
  readonly answeredOn: string;
  /** Given by the body itself, not entered for it from paper. */
  readonly own: boolean;
  /** Who gave or entered it, and for which bureau. */
  readonly by: ActorId;
  readonly bureau?: BureauCode | undefined;
}

export interface StepOnRecord {
  readonly step: string;
  readonly bureau: BureauCode;
  readonly answers: Facts;
  readonly evidence: readonly Evidence[];
}

export interface Waiver {
  readonly ruleId: string;
  readonly status: 'REQUESTED' | 'CONFIRMED' | 'REFUSED';
  readonly requestedBy: ActorId;
  /** The bureau that asked for it. */
  readonly bureau: BureauCode;
  readonly against: Facts;
}
