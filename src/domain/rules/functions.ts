import type { Check, CheckOf, SingleCheck } from '../program/check.ts';
import { meets } from '../program/condition.ts';
import type { Text } from '../program/program.ts';
import type { Dossier } from './dossier.ts';
import { fieldFilled, fieldIn, nominatorAt, notAll, stated, withinNominator } from './on-form.ts';
import { noHonor } from './on-honors.ts';
import { materialsThere, materialWords } from './on-materials.ts';
import { ageBetween, beforePutForward, bornSince, yearsSince } from './on-person.ts';
import { judgment, stepAnswers, stepTaken, vettingClear, vettingConcluded } from './on-procedure.ts';
import { holding, type Verdict } from './verdict.ts';

type RuleFunction<Kind extends SingleCheck['kind']> = (
  check: CheckOf<Kind>,
  dossier: Dossier,
  ruleId: string,
) => Verdict;

/** The function behind each kind of check. */
const functions: { readonly [Kind in SingleCheck['kind']]: RuleFunction<Kind> } = {
  FIELD_IN: fieldIn,
  FIELD_FILLED: fieldFilled,
  NOT_ALL: notAll,
  BORN_SINCE: bornSince,
  AGE_BETWEEN: ageBetween,
  YEARS_SINCE: yearsSince,
  BEFORE_PUT_FORWARD: beforePutForward,
  NO_HONOR: noHonor,
  VETTING_CONCLUDED: vettingConcluded,
  VETTING_CLEAR: vettingClear,
  STEP_TAKEN: stepTaken,
  STEP_ANSWERS: stepAnswers,
  MATERIALS_THERE: materialsThere,
  MATERIAL_WORDS: materialWords,
  WITHIN_NOMINATOR: withinNominator,
  NOMINATOR_AT: nominatorAt,
  JUDGMENT: judgment,
};

/** What a check says of a dossier. It holds of everyone whom it does not concern. */
export const verdictOn = (check: Check, dossier: Dossier, ruleId: string): Verdict => {
  if (!meets(dossier.form, check.when)) {
    const fields = (check.when ?? []).map(({ field }) => field);
    return holding({ ...stated(dossier, fields), concerned: false });
  }
  return check.kind === 'ALL' ? allOf(check, dossier, ruleId) : single(check, dossier, ruleId);
};

const single = (check: SingleCheck, dossier: Dossier, ruleId: string): Verdict =>
  (functions[check.kind] as RuleFunction<SingleCheck['kind']>)(check, dossier, ruleId);

/** Every part that fails is said; where none does, the first that a person must judge. */
const allOf = ({ of }: CheckOf<'ALL'>, dossier: Dossier, ruleId: string): Verdict => {
  const verdicts = of.map((part) => verdictOn(part, dossier, ruleId));
  const evidence = Object.assign({}, ...verdicts.map((verdict) => verdict.evidence)) as Verdict['evidence'];
  const failed = verdicts.flatMap((verdict) => (verdict.holds === false ? [verdict] : []));
  if (failed.length > 0) {
    const said = (what: 'problem' | 'accepted') => joined(failed.map((verdict) => verdict[what]));
    return { holds: false, evidence, problem: said('problem'), accepted: said('accepted') };
  }
  const open = verdicts.find(({ holds }) => holds === 'JUDGMENT');
  if (open) return { ...open, evidence };
  const warning = verdicts.flatMap((verdict) =>
    verdict.holds === true && verdict.warning ? [verdict.warning] : [],
  )[0];
  return holding(evidence, warning);
};

const joined = (texts: readonly Text[]): Text => ({
  zh: texts.map(({ zh }) => zh).join('；'),
  en: texts.map(({ en }) => en).join('; '),
});
