import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import type { Level } from '../../src/domain/program/program.ts';
import type { Language } from '../../src/domain/refusal.ts';
import type { Moment } from '../../src/domain/rules/assess.ts';
import type { Finding as DomainFinding, Outcome as DomainOutcome } from '../../src/domain/rules/finding.ts';
import { Bureau, BureauLevel } from '../edition/bureau.ts';
import { enumOf } from '../enum.ts';
import { Rule } from '../program/rule.ts';
import { DateTimeISO, JSONObject } from '../scalars.ts';
import { TimelineActor } from '../timeline/actor.ts';
import type { EventOf } from './dossier.ts';

export const Outcome = enumOf<DomainOutcome>('RuleOutcome', 'What came of assessing a rule (审查结果).', {
  PASSED: 'It is fulfilled, does not concern the nominee, or is waived (符合).',
  FAILED: 'It is not fulfilled, and cannot be waived (不符合).',
  NEEDS_WAIVER: 'It is not fulfilled, and may be waived by the bureau above (须豁免).',
  NEEDS_JUDGMENT: 'Only a reviewer can say (须人工判断).',
});

export const AssessedFor = enumOf<Moment['act']>('AssessedFor', 'What the rules were assessed for (审查环节).', {
  REVIEW: 'A bureau decides on the nomination (审核).',
  SUBMISSION: 'A bureau puts it forward (报送).',
});

/** What is known of one rule wherever it was assessed. */
@ObjectType()
abstract class Assessed {
  @Field(() => ID, { description: 'Id of the rule (条款编号).' })
  ruleId!: string;

  @Field(() => Outcome, { description: 'What came of it (结果).' })
  outcome!: DomainOutcome;

  @Field(() => String, {
    nullable: true,
    description:
      "Of a rule that is not fulfilled and yet passed: code of the program's own waiver, or CONFIRMED for one that a bureau confirmed (豁免依据).",
  })
  waivedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'What passed, but should be looked at (提示).' })
  warning!: string | null;

  @Field(() => JSONObject, { nullable: true, description: 'The facts it was assessed on (认定依据); personal.' })
  evidence!: Record<string, unknown> | null;
}

@ObjectType({ description: 'One rule as it was found when the assessment was recorded (在案审查结果).' })
export class RecordedFinding extends Assessed {}

@ObjectType({ description: 'One rule as it is fulfilled now (审查结果).' })
export class Finding extends Assessed {
  @Field(() => Rule, { description: 'The rule (条款).' })
  rule!: Rule;

  @Field(() => String, { nullable: true, description: 'What stands against it, if it did not pass (问题).' })
  problem!: string | null;

  @Field(() => String, { nullable: true, description: 'What would be accepted, if it did not pass (应为).' })
  accepted!: string | null;

  @Field(() => [BureauLevel], {
    description: 'Levels whose reviewers judge it (由哪级判断); empty where nobody has to.',
  })
  judgedBy!: readonly Level[];
}

@ObjectType({ description: 'The rules as they were found at one moment, on record (在案审查).' })
export class Assessment {
  @Field(() => DateTimeISO, { description: 'When (时间).' })
  at!: string;

  @Field(() => TimelineActor, { description: 'Who had them assessed (操作人).' })
  by!: TimelineActor;

  @Field(() => Bureau, { description: 'The bureau that held the nomination (审查单位).' })
  bureau!: Bureau;

  @Field(() => BureauLevel, { description: 'Its level (层级).' })
  level!: Level;

  @Field(() => AssessedFor, { description: 'What for (审查环节).' })
  act!: Moment['act'];

  @Field(() => [RecordedFinding], { description: 'What was found, in the order of the rules (结果).' })
  findings!: readonly RecordedFinding[];
}

/** The findings of an assessment on record, with the evidence as far as it can still be read. */
export const recordedFindings = (
  { data }: EventOf<'EligibilityAssessed'>,
  language: Language,
): readonly RecordedFinding[] => {
  const evidence: Readonly<Record<string, Record<string, unknown>>> | null | undefined = data.evidence;
  return data.findings.map(({ ruleId, outcome, waivedBy, warning }) => ({
    ruleId,
    outcome,
    waivedBy: waivedBy ?? null,
    warning: warning?.[language] ?? null,
    evidence: evidence?.[ruleId] ?? null,
  }));
};

/** A rule as assessed just now; `rule` is the program's, in the words of the schema. */
export const findingOf = (finding: DomainFinding, rule: Rule, language: Language): Finding => {
  const { ruleId, outcome, waivedBy, warning, problem, accepted, evidence } = finding;
  return {
    ruleId,
    rule,
    outcome,
    waivedBy: waivedBy ?? null,
    warning: warning?.[language] ?? null,
    problem: problem?.[language] ?? null,
    accepted: accepted?.[language] ?? null,
    judgedBy: rule.judgedBy,
    evidence: { ...evidence },
  };
};
