import type { Bureau, Level, Program } from '../../../domain/program/program.ts';
import type { Member } from '../cast.ts';
import type { Entry } from '../plan.ts';
import { idOf, type Run, type Stage } from './stage.ts';

type Decision = 'PASS' | 'RETURN' | 'REJECT' | 'SUPPLEMENT';

interface Reviewing {
  readonly bureau: Bureau;
  readonly signer: Member;
  readonly decision: Decision;
  readonly text: string;
}

/** Rules of the program that reviewers of a level judge in person. */
const judgedBy = ({ rules }: Program, level: Level): readonly string[] =>
  rules
    .filter(({ check }) =>
      (check?.kind === 'ALL' ? check.of : [check]).some((part) => part?.kind === 'JUDGMENT' && part.by.includes(level)),
    )
    .map(({ id }) => id);

/** What the program asks an opinion to come to, where it asks for that (R-Y25). */
const conclusionOf = ({ opinions }: Program, level: Level, decision: Decision): object => {
  const asked = opinions.some((item) => item.level === level && item.conclusion);
  if (!asked || (decision !== 'PASS' && decision !== 'REJECT')) return {};
  return { conclusion: decision === 'PASS' ? 'RECOMMEND' : 'NOT_RECOMMEND' };
};

/** A stamped opinion with all that the program asks of it, and the judgments that go with a pass. */
export const reviewInput = (
  { time }: Stage,
  run: Run,
  entry: Entry,
  { bureau, signer, decision, text }: Reviewing,
): object => {
  const { program } = run.plan;
  return {
    nominationId: idOf(run, entry),
    decision,
    opinion: {
      text,
      stamped: true,
      signedOn: time.today(),
      signer: signer.name,
      ...conclusionOf(program, bureau.level, decision),
      contact: { name: signer.name, phone: `0371-${bureau.code}00` },
    },
    judgments: decision === 'PASS' ? judgedBy(program, bureau.level).map((ruleId) => ({ ruleId, holds: true })) : [],
  };
};

/** How the approver of a bureau passes a nomination that is in its hands. */
export const passing = (stage: Stage, run: Run, entry: Entry, bureau: Bureau): { signer: Member; input: object } => {
  const signer = stage.cast.approver(bureau);
  const text = `经审核，材料真实完整，同意推荐。（${bureau.name.zh}）`;
  return { signer, input: reviewInput(stage, run, entry, { bureau, signer, decision: 'PASS', text }) };
};

export const pass = async (stage: Stage, run: Run, entry: Entry, bureau: Bureau): Promise<void> => {
  const { signer, input } = passing(stage, run, entry, bureau);
  await stage.api.run(signer, 'review', input);
};

const decideOtherwise =
  (decision: Decision) =>
  async (stage: Stage, run: Run, entry: Entry, bureau: Bureau, text: string): Promise<void> => {
    const signer = stage.cast.approver(bureau);
    await stage.api.run(signer, 'review', reviewInput(stage, run, entry, { bureau, signer, decision, text }));
  };

export const sendBack = decideOtherwise('RETURN');
export const reject = decideOtherwise('REJECT');
/** The nominator has five working days to supply something, and keeps its seat meanwhile. */
export const askForSupplement = decideOtherwise('SUPPLEMENT');
