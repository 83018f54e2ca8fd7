import type { CheckOf } from '../program/check.ts';
import type { Program, Text } from '../program/program.ts';
import type { Dossier } from './dossier.ts';
import { failing, holding, type Verdict } from './verdict.ts';

const joined = (names: readonly Text[]): Text => ({
  zh: names.map(({ zh }) => zh).join('、'),
  en: names.map(({ en }) => en).join(', '),
});

const answersOf = ({ program, vetting }: Dossier) =>
  (program.vetting?.bodies ?? []).map((body) => ({
    ...body,
    answer: vetting.find((item) => item.body === body.code)?.answer,
  }));

const evidenceOf = (bodies: ReturnType<typeof answersOf>) =>
  Object.fromEntries(bodies.map(({ code, answer }) => [code, answer ?? null]));

/** A body that does not know has not concluded (A26). */
export const vettingConcluded = (_: CheckOf<'VETTING_CONCLUDED'>, dossier: Dossier): Verdict => {
  const bodies = answersOf(dossier);
  const open = bodies.filter(({ required, answer }) => required && (answer === undefined || answer === 'UNKNOWN'));
  if (open.length === 0) return holding(evidenceOf(bodies));
  const names = joined(open.map(({ name }) => name));
  return failing(
    evidenceOf(bodies),
    `尚无明确答复：${names.zh}`,
    `no conclusive answer yet from ${names.en}`,
    `${names.zh}的明确答复（“不掌握情况”不算）`,
    `a conclusive answer from ${names.en}; "unknown" is none`,
  );
};

export const vettingClear = (_: CheckOf<'VETTING_CLEAR'>, dossier: Dossier): Verdict => {
  const bodies = answersOf(dossier);
  const adverse = bodies.filter(({ answer }) => answer === 'ADVERSE');
  if (adverse.length === 0) return holding(evidenceOf(bodies));
  const names = joined(adverse.map(({ name }) => name));
  return failing(
    evidenceOf(bodies),
    `有不利反映：${names.zh}`,
    `${names.en} answered against the nominee`,
    '各部门均无不利反映',
    'nothing against the nominee from any body',
  );
};

const stepName = ({ steps }: Program, step: string): Text =>
  steps.find(({ code }) => code === step)?.name ?? { zh: step, en: step };

export const stepTaken = ({ step, atLeast }: CheckOf<'STEP_TAKEN'>, { program, steps }: Dossier): Verdict => {
  const count = steps.filter((item) => item.step === step).length;
  const evidence = { step, count };
  if (count >= atLeast) return holding(evidence);
  const name = stepName(program, step);
  return failing(
    evidence,
    `缺少“${name.zh}”记录`,
    `${name.en} is not on record`,
    `至少${atLeast}条“${name.zh}”记录（recordStep）`,
    `at least ${atLeast} on record (recordStep)`,
  );
};

export const stepAnswers = ({ step, answers }: CheckOf<'STEP_ANSWERS'>, { program, steps }: Dossier): Verdict => {
  const last = steps.findLast((item) => item.step === step);
  const evidence = {
    step,
    ...Object.fromEntries(Object.keys(answers).map((key) => [key, last?.answers[key] ?? null])),
  };
  const wrong = Object.entries(answers).filter(([key, value]) => last?.answers[key] !== value);
  if (last && wrong.length === 0) return holding(evidence);
  const name = stepName(program, step);
  const fields = program.steps.find(({ code }) => code === step)?.fields ?? [];
  const labels = joined(wrong.map(([key]) => fields.find((field) => field.key === key)?.label ?? { zh: key, en: key }));
  if (!last) {
    return failing(
      evidence,
      `缺少“${name.zh}”记录`,
      `${name.en} is not on record`,
      `“${name.zh}”记录（recordStep），各项均符合要求`,
      `its record (recordStep), with every answer as required`,
    );
  }
  return failing(
    evidence,
    `“${name.zh}”有不符合项：${labels.zh}`,
    `${name.en} shows what bars the nominee: ${labels.en}`,
    '各项均符合要求',
    'every answer as required',
  );
};

/** What a person has judged counts as judged; until then only a person can say. */
export const judgment = ({ by, asks }: CheckOf<'JUDGMENT'>, { judgments }: Dossier, ruleId: string): Verdict => {
  const judged = judgments.get(ruleId);
  if (judged === true) return holding({ judged });
  if (judged === false) {
    return failing({ judged }, '经审核不符合', 'judged not to be fulfilled', asks.zh, asks.en);
  }
  return {
    holds: 'JUDGMENT',
    evidence: { judged: null, by: [...by] },
    problem: { zh: '须由审核人作出判断', en: 'a reviewer must judge it' },
    accepted: asks,
  };
};
