import { identityCheckCharacter } from '../../src/domain/identity-number.ts';
import type { Form } from '../../src/domain/nomination/nomination.ts';
import type { MediaType } from '../../src/domain/program/definition.ts';
import type { FormField, Program } from '../../src/domain/program/program.ts';
import type { Step } from '../../src/domain/program/step.ts';
import { type Moment, rulesAt } from '../../src/domain/rules/assess.ts';
import type { Answer, Caller } from './api.ts';
import { fileOf } from './bytes.ts';
import { flex, flexId, youth, youthId } from './editions.ts';
import { flexForm, youthForm } from './forms.ts';
import { bureaus } from './people.ts';

let people = 0;

/** The first 14 digits are as given; an odd sequence number is a man's, an even one a woman's (GB 11643). */
const identityNumber = (body: string, sex: 'MALE' | 'FEMALE'): string => {
  const digits = `${body}${String(2 * people++ + (sex === 'MALE' ? 1 : 0)).padStart(3, '0')}`;
  return digits + identityCheckCharacter(digits);
};

/** A whole form of the Flexible Employment Star, about somebody new. */
export const someoneFlexible = (changes: Form = {}): Form => ({
  ...flexForm,
  idNumber: identityNumber('41010119880229', 'MALE'),
  ...changes,
});

/** A whole form of the Youth Star, about somebody new; the category is left to the command. */
export const someoneYoung = (changes: Form = {}): Form => {
  const { category: _, ...form } = youthForm;
  return { ...form, idNumber: identityNumber('41010219950618', 'FEMALE'), ...changes };
};

export const inFlex = (changes: object = {}): object => ({
  editionId: flexId,
  bureau: bureaus.county,
  category: 'NEW_FORM',
  form: someoneFlexible(),
  ...changes,
});

export const inYouth = (changes: object = {}): object => ({
  editionId: youthId,
  bureau: bureaus.city,
  category: 'GRASSROOTS',
  form: someoneYoung(),
  ...changes,
});

export const stamped = (text: string, changes: object = {}): object => ({
  text,
  stamped: true,
  signedOn: '2024-01-08',
  signer: '王主任',
  ...changes,
});

/** Runs a command that must be accepted. */
export const accepted = async (
  caller: Caller,
  ...[command, input, selection]: Parameters<Caller['run']>
): Promise<Answer> => {
  const payload = await caller.run(command, input, selection);
  if (payload.errors.length > 0) throw new Error(`${command}: ${JSON.stringify(payload.errors)}`);
  return payload;
};

/** The id of a nomination that was just drafted. */
export const drafted = async (by: Caller, input: object): Promise<string> =>
  (await accepted(by, 'nominate', input, 'nomination { id }')).nomination.id;

/** Where a nomination stands, and what it still needs there. */
const STANDING = /* GraphQL */ `
  query Standing($id: ID!) {
    nomination(id: $id) {
      holder { code level }
      edition { program { code } }
      checklist { missing material { code accepts } }
      vetting { body { code required } answer }
      steps { step }
    }
  }
`;

const standingOf = async (by: Caller, nominationId: string) => {
  const { nomination } = await by.ask(STANDING, { id: nominationId });
  const program = [flex, youth].find(({ code }) => code === nomination.edition.program.code);
  if (!program) throw new Error('A nomination of another program.');
  const moment: Moment = { act: 'REVIEW', level: nomination.holder.level };
  return { ...nomination, program, moment, checks: checksAt(program, moment) };
};

/** Every single check that is made at a moment, with its rule. */
const checksAt = (program: Program, moment: Moment) =>
  rulesAt(program, moment).flatMap(({ id: ruleId, check }) =>
    (check?.kind === 'ALL' ? check.of : check ? [check] : []).map((part) => ({ ruleId, ...part })),
  );

/** One file of every kind is enough for all materials. */
const aFile = (mediaType: MediaType) => fileOf(mediaType, 64, mediaType);

const letter = [{ title: '来函' }];

/** By the clerk in whose bureau it is: everything that the program asks for beside the form before it can be passed there. */
export const completed = async (by: Caller, nominationId: string): Promise<void> => {
  const { checklist, vetting, steps, program, moment, checks } = await standingOf(by, nominationId);
  for (const { material, missing } of checklist) {
    if (!missing) continue;
    const sha256 = await by.upload(aFile(material.accepts[0]));
    await accepted(by, 'attachMaterial', { nominationId, material: material.code, sha256, words: 800 });
  }
  for (const { body, answer } of vetting) {
    if (!body.required || answer !== null) continue;
    const clear = { body: body.code, answer: 'CLEAR', answeredOn: '2024-01-05', evidence: letter };
    await accepted(by, 'answerVetting', { nominationId, ...clear });
  }
  for (const check of checks) {
    if (check.kind !== 'STEP_TAKEN' && check.kind !== 'STEP_ANSWERS') continue;
    const step = stepIn(program, check.step);
    if (!step.by.includes(moment.level) || steps.some((item: Answer) => item.step === step.code)) continue;
    const answers = { ...answersTo(step, program), ...(check.kind === 'STEP_ANSWERS' && check.answers) };
    await accepted(by, 'recordStep', { nominationId, step: step.code, answers, evidence: letter });
  }
};

const stepIn = ({ steps }: Program, code: string): Step => {
  const step = steps.find((item) => item.code === code);
  if (!step) throw new Error(`The program has no step ${code}.`);
  return step;
};

/** Something acceptable in every required field of a step. */
export const answersTo = ({ fields }: Step, { codeLists }: Program): Form => {
  const answerTo = (field: FormField) => {
    if (field.type === 'CODE') return codeLists[field.list]?.[0]?.code ?? '';
    if (field.type === 'DATE') return '2024-01-05';
    if (field.type === 'NUMBER') return field.min ?? 1;
    if (field.type === 'PHONE') return '0371-65500000';
    if (field.type === 'PERSON_NAME') return '王主任';
    return '已按要求办理。';
  };
  return Object.fromEntries(fields.filter(({ required }) => required).map((field) => [field.key, answerTo(field)]));
};

/** Drafted, with everything that its bureau needs to pass it. */
export const ready = async (by: Caller, input: object): Promise<string> => {
  const nominationId = await drafted(by, input);
  await completed(by, nominationId);
  return nominationId;
};

/** What the bureau in whose hands it is must say to pass it: judgments, and what the program asks of the opinion. */
export const passing = async (by: Caller, nominationId: string, changes: object = {}): Promise<object> => {
  const { program, moment, checks } = await standingOf(by, nominationId);
  const demand = program.opinions.find((item: { level: string }) => item.level === moment.level);
  const judged = checks.filter((check: Answer) => check.kind === 'JUDGMENT' && check.by.includes(moment.level));
  const opinion = stamped('同意推荐。', {
    ...(demand?.conclusion && { conclusion: 'RECOMMEND' }),
    ...(demand?.contact && { contact: { name: '孙科长', phone: '0371-65500000' } }),
    ...changes,
  });
  const judgments = judged.map(({ ruleId }: Answer) => ({ ruleId, holds: true }));
  return { nominationId, decision: 'PASS', opinion, judgments };
};

export const passed = async (by: Caller, nominationId: string): Promise<void> => {
  await accepted(by, 'review', await passing(by, nominationId));
};

const MISSING_STEPS = /* GraphQL */ `
  query MissingSteps($editionId: ID!, $bureau: ID!) {
    slate(editionId: $editionId, bureau: $bureau) { missingSteps { code } edition { program { code } } }
  }
`;

/** Every step on record that a bureau needs before it puts anybody forward. */
export const prepared = async (by: Caller, editionId: string, bureau: string): Promise<void> => {
  const { slate } = await by.ask(MISSING_STEPS, { editionId, bureau });
  const program = slate.edition.program.code === flex.code ? flex : youth;
  for (const { code } of slate.missingSteps) {
    const answers = answersTo(stepIn(program, code), program);
    await accepted(by, 'recordSlateStep', { editionId, bureau, step: code, answers, evidence: letter });
  }
};
