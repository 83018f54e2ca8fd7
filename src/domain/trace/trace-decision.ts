import { type Case, type CaseInput, caseOf } from './case.ts';
import { conclude } from './conclusions.ts';
import { entriesOf } from './entry.ts';
import { type Event, isAbout } from './event.ts';
import { forwardingQuestions } from './forwarding.ts';
import { bureauName, categoryName } from './names.ts';
import { publicizingQuestion } from './publicizing.ts';
import { recognizingQuestion, revokingQuestion } from './recognizing.ts';
import { shortlistingQuestion } from './shortlisting.ts';
import type { DecisionTrace, Question } from './trace.ts';

/** What became of a nomination, question by question, with the facts that led to it; undefined if there is none. */
export const traceDecision = (input: CaseInput): DecisionTrace | undefined => {
  const records = caseOf(input);
  if (!records) return undefined;
  const { nominationId, nomination } = records;
  const shortlisted = shortlistingQuestion(records);
  const publicized = publicizingQuestion(records, shortlisted.answer);
  const nominated = nominatingQuestion(records);
  const course = [
    ...[nominated, ...forwardingQuestions(records), shortlisted, publicized],
    recognizingQuestion(records, publicized.answer),
  ];
  const revoked = revokingQuestion(records);
  return {
    nominationId,
    editionId: nomination.editionId,
    bureau: nomination.bureau,
    category: nomination.category,
    status: nomination.status,
    outcome:
      revoked.answer === 'YES' ? revoked : (course.findLast(({ answer }) => answer !== 'NOT_REACHED') ?? nominated),
    questions: [...course, revoked],
  };
};

const nominatingQuestion = (records: Case): Question => {
  const { program } = records.edition;
  const first = records.of('Nominated').find((event) => isAbout(event, records.nominationId));
  const bureau = bureauName(program, records.nomination.bureau);
  const category = categoryName(program, first?.data.category ?? records.nomination.category);
  return {
    kind: 'NOMINATED',
    bureau: records.nomination.bureau,
    answer: 'YES',
    conclusion: conclude('NOMINATED', {
      zh: `${bureau.zh}申报，类别“${category.zh}”。`,
      en: `${bureau.en} nominated in the category ${category.en}.`,
    }),
    entries: entriesOf(records, (event) => belongs(event, records)),
  };
};

const belongs = (event: Event, { nominationId }: Case): boolean => {
  switch (event.type) {
    case 'NominationClaimed':
    case 'NominationReleased':
    case 'Nominated':
      return isAbout(event, nominationId);
    case 'PriorHonorRecorded':
      return true;
    default:
      return false;
  }
};
