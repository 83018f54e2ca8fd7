import { describe, expect, it } from 'vitest';
import type { LaurelFact } from '../../src/domain/agenda.ts';
import { type EditionFact, editionStream } from '../../src/domain/edition/edition.ts';
import { type ActorId, type NominationId, personPseudonym } from '../../src/domain/ids.ts';
import { type NominationFact, nominationStream } from '../../src/domain/nomination/nomination.ts';
import { reviewStream } from '../../src/domain/review/review.ts';
import { type SlateFact, slateStream } from '../../src/domain/slate/slate.ts';
import type { ConclusionCode } from '../../src/domain/trace/conclusions.ts';
import type { Answer, DecisionTrace, QuestionKind } from '../../src/domain/trace/trace.ts';
import { traceDecision } from '../../src/domain/trace/trace-decision.ts';
import { opened, youth, youthId } from '../support/editions.ts';
import { type History, history } from '../support/history.ts';
import { bureaus } from '../support/people.ts';

const n1 = 'n1' as NominationId;
const person = personPseudonym.parse('li-ming');
const { city, province } = bureaus;

/** Facts of one nomination of a city in the youth program, and what is told of it at a moment. */
const given = () => {
  const past = history();
  const { record } = past;
  const onEdition = (...facts: readonly EditionFact[]) => record(editionStream(youthId), facts);
  const onSlate = (...facts: readonly SlateFact[]) => record(slateStream(youthId, city), facts);
  const onNomination = (...facts: readonly NominationFact[]) => record(nominationStream(n1), facts);
  onEdition(opened(youth));
  onNomination({
    type: 'Nominated',
    data: { nominationId: n1, editionId: youthId, bureau: city, category: 'GRASSROOTS', person, form: {} },
  });
  return { past, onEdition, onSlate, onNomination };
};

const told = ({ events }: History, now = '2024-01-10T00:00:00.000Z'): DecisionTrace => {
  const trace = traceDecision({ nominationId: n1, events, now });
  if (!trace) throw new Error('It was nominated.');
  return trace;
};

const questionOf = (trace: DecisionTrace, kind: QuestionKind) => {
  const found = trace.questions.find((item) => item.kind === kind);
  if (!found) throw new Error(`${kind} is asked of every nomination.`);
  return found;
};

const expectForwarding = (trace: DecisionTrace, answer: Answer, code: ConclusionCode): void => {
  const question = questionOf(trace, 'FORWARDED');
  expect([question.answer, question.conclusion.code]).toEqual([answer, code]);
};

const beforeDeadline = '2024-01-25T15:59:59.999Z';
const afterDeadline = '2024-01-25T16:00:00.000Z';

const passed: NominationFact = {
  type: 'Reviewed',
  data: {
    level: 'CITY',
    bureau: city,
    decision: 'PASS',
    opinion: { text: '同意。', stamped: true, signedOn: '2024-01-05', signer: '王主任' },
  },
};
const where = { editionId: youthId, bureau: city };
const seatOf = (id: string, taken: number, cap: number): SlateFact => ({
  type: 'SeatTaken',
  data: {
    ...where,
    nominationId: id as NominationId,
    category: 'GRASSROOTS',
    taken,
    cap,
    late: false,
    forwardedTo: null,
  },
});
const forwarded: NominationFact = { type: 'Forwarded', data: { from: city, to: province, deciding: true } };

describe('Whether a nomination was forwarded', () => {
  it('is open while it waits for a review, a seat, or its slate; past the deadline it is not', () => {
    const { past, onNomination, onSlate } = given();
    expectForwarding(told(past, beforeDeadline), 'OPEN', 'REVIEW_AWAITED');
    expectForwarding(told(past, afterDeadline), 'NO', 'NOT_PASSED_IN_TIME');
    onNomination(passed);
    expectForwarding(told(past, beforeDeadline), 'OPEN', 'SEAT_AWAITED');
    expectForwarding(told(past, afterDeadline), 'NO', 'SEAT_NEVER_TAKEN');
    onSlate(seatOf(n1, 1, 10));
    expectForwarding(told(past, beforeDeadline), 'OPEN', 'SLATE_AWAITED');
  });

  it('when returned, depends on whether it can still be handed in', () => {
    const { past, onNomination } = given();
    onNomination({
      type: 'Returned',
      data: { editionId: youthId, from: city, to: city, reason: '请补全。', seatsHeld: [] },
    });
    expectForwarding(told(past, beforeDeadline), 'OPEN', 'RETURNED');
    const trace = told(past, afterDeadline);
    expectForwarding(trace, 'NO', 'RETURNED_AND_NOT_CORRECTED');
    expect(questionOf(trace, 'FORWARDED').entries.at(-1)).toMatchObject({ says: '请补全。' });
    expect(trace.outcome.conclusion.code).toBe('RETURNED_AND_NOT_CORRECTED');
  });

  it('by a deadline that was extended, is judged by the new day', () => {
    const { past, onEdition } = given();
    const extended = { deadline: 'citySubmission', from: '2024-01-25', to: '2024-01-26' };
    onEdition({
      type: 'DeadlineExtended',
      data: { ...extended, until: '2024-01-26T15:59:59.999Z', reason: '暴雪。' },
    });
    const trace = told(past, afterDeadline);
    expectForwarding(trace, 'OPEN', 'REVIEW_AWAITED');
    expect(questionOf(trace, 'FORWARDED').deadline).toMatchObject({ on: '2024-01-26', passed: false });
    onEdition({ type: 'DeadlinePassed', data: { deadline: 'citySubmission' } });
    expectForwarding(told(past, afterDeadline), 'NO', 'NOT_PASSED_IN_TIME');
  });

  it('without a seat left, tells who holds them, and how many there are', () => {
    const { past, onEdition, onSlate, onNomination } = given();
    const from = youth.quotas.find(({ bureau }) => bureau === city)?.seats ?? 0;
    onEdition({ type: 'QuotaAdjusted', data: { bureau: city, from, to: 2, reason: '重新分配。' } });
    onNomination(passed);
    onSlate(seatOf('n2', 1, 2));
    onSlate(seatOf('n3', 2, 2));
    const question = questionOf(told(past, afterDeadline), 'FORWARDED');
    expect(question).toMatchObject({ answer: 'NO', conclusion: { code: 'NO_SEAT_LEFT', ruleId: 'R-Y16' } });
    expect(question.seats).toEqual({ taken: 2, cap: 2, ruleId: 'R-Y16' });
    expect(question.entries.map(({ event }) => event.type)).toEqual([
      'QuotaAdjusted',
      'Reviewed',
      'SeatTaken',
      'SeatTaken',
    ]);
  });

  it('taken off the slate, or seated after it had gone, says so', () => {
    const { past, onNomination, onSlate } = given();
    onNomination(passed);
    onSlate(seatOf(n1, 1, 10));
    onSlate({ type: 'SeatReleased', data: { ...where, nominationId: n1, reason: 'TAKEN_OFF' } });
    expectForwarding(told(past, afterDeadline), 'NO', 'TAKEN_OFF_SLATE');
    onSlate(seatOf(n1, 1, 10));
    onSlate({ type: 'SeatReleased', data: { ...where, nominationId: n1, reason: 'DEADLINE' } });
    expectForwarding(told(past, afterDeadline), 'NO', 'SEAT_LAPSED');
    onNomination({ type: 'Lapsed', data: { bureau: city } });
    expectForwarding(told(past, afterDeadline), 'NO', 'SEAT_LAPSED');
  });

  it('on a slate that was abandoned: the whole city', () => {
    const { past, onNomination, onSlate } = given();
    onNomination(passed);
    onSlate(seatOf(n1, 1, 10));
    onSlate({ type: 'SlateAbandoned', data: { ...where, deadline: 'citySubmission', nominations: [n1] } });
    const trace = told(past, afterDeadline);
    expectForwarding(trace, 'NO', 'SLATE_ABANDONED');
    expect(trace.outcome.conclusion.ruleId).toBe('R-Y28');
  });

  it('withdrawn or rejected, ends there', () => {
    const withdrawn = given();
    withdrawn.onNomination({
      type: 'Withdrawn',
      data: { editionId: youthId, reason: '本人要求。', person, seatsHeld: [] },
    });
    expectForwarding(told(withdrawn.past), 'NO', 'WITHDRAWN');
    const rejected = given();
    rejected.onNomination({ type: 'Rejected', data: { editionId: youthId, by: city, person, seatsHeld: [] } });
    expectForwarding(told(rejected.past), 'NO', 'REJECTED');
    expect(questionOf(told(rejected.past), 'SHORTLISTED').answer).toBe('NOT_REACHED');
  });
});

describe('Whether it was shortlisted', () => {
  const place = (id: string, rank: number, score: string) => ({
    nominationId: id as NominationId,
    bureau: city,
    category: 'GRASSROOTS',
    rank,
    score,
    serial: rank,
  });
  const ranked = (...scores: readonly (readonly [string, string])[]) =>
    scores.map(([id, score], i) => place(id, i + 1, score));
  const decided = (selected: number, ...scores: readonly (readonly [string, string])[]): EditionFact => ({
    type: 'ShortlistDecided',
    data: {
      selected: ranked(...scores).slice(0, selected),
      alternates: ranked(...scores).slice(selected),
      belowPassMark: [],
      basedOn: { position: '0', inputsHash: '0'.repeat(64) },
    },
  });
  const rubric = { ...youth.rubric, panelSize: 1 };

  const beforeThePanel = () => {
    const made = given();
    made.onNomination(forwarded);
    made.onEdition({ type: 'RubricFrozen', data: { rubric } });
    const score = (id: string, achievement: number, example: number, expert = 'e1'): void => {
      const about = { editionId: youthId, nominationId: id as NominationId, expert: expert as ActorId };
      const facts: readonly LaurelFact[] = [
        { type: 'ReviewAssigned', data: { ...about, category: 'GRASSROOTS' } },
        { type: 'Scored', data: { ...about, points: { ACHIEVEMENT: achievement, EXAMPLE: example } } },
      ];
      made.past.record(reviewStream(about.nominationId, about.expert), facts);
    };
    return { ...made, score };
  };

  it('waits for the panel, then for the decision', () => {
    const { past, score } = beforeThePanel();
    expect(told(past).outcome.conclusion.code).toBe('SCORES_AWAITED');
    score(n1, 30, 20);
    expect(told(past).outcome.conclusion.code).toBe('SHORTLIST_AWAITED');
    expect(questionOf(told(past), 'SHORTLISTED').ranking).toMatchObject({ mean: '50.0000', panelSize: 1 });
  });

  it('as an alternate of a category that is full, names the last who was selected in it', () => {
    const { past, onEdition, score } = beforeThePanel();
    score(n1, 30, 20);
    onEdition({ type: 'ScoringClosed', data: {} });
    const others = Array.from({ length: 25 }, (_, i) => [`o${i}`, '90.0000'] as const);
    onEdition(decided(25, ...others, [n1, '50.0000']));
    const { answer, conclusion, ranking } = questionOf(told(past), 'SHORTLISTED');
    expect([answer, conclusion.code, conclusion.ruleId]).toEqual(['NO', 'ALTERNATE_CATEGORY_FULL', 'R-Y05']);
    expect(ranking).toMatchObject({ rank: 26, ranked: 26, category: { selected: 25, target: 25 } });
    expect(ranking?.neighbours).toEqual([
      { nominationId: 'o24', relation: 'LAST_SELECTED_IN_CATEGORY', selected: true, rank: 25, score: '90.0000' },
    ]);
  });

  it('between equal means, names the criterion that decided, and else the id', () => {
    const { past, onEdition, score } = beforeThePanel();
    score(n1, 30, 20);
    score('o1', 35, 15);
    score('o2', 30, 20);
    onEdition({ type: 'ScoringClosed', data: {} });
    onEdition(decided(1, ['o1', '50.0000'], [n1, '50.0000'], ['o2', '50.0000']));
    const { ranking } = questionOf(told(past), 'SHORTLISTED');
    expect(ranking?.neighbours.map(({ nominationId, tieBrokenBy }) => [nominationId, tieBrokenBy])).toEqual([
      ['o1', 'ACHIEVEMENT'],
      ['o2', 'NOMINATION_ID'],
    ]);
  });

  it('counts no score that came late, nor one of who stepped aside or was dismissed', () => {
    const { past, onEdition, score } = beforeThePanel();
    score(n1, 30, 20, 'e1');
    score(n1, 10, 10, 'aside');
    score(n1, 10, 10, 'dismissed');
    const about = { editionId: youthId, nominationId: n1 };
    past.record(reviewStream(n1, 'aside' as ActorId), [
      { type: 'ReviewerRecused', data: { ...about, expert: 'aside' as ActorId, reason: '同乡。' } },
    ]);
    onEdition({ type: 'ExpertDismissed', data: { expert: 'dismissed' as ActorId, reason: '另有任务。' } });
    onEdition({ type: 'ScoringClosed', data: {} });
    score(n1, 40, 25, 'late');
    const { ranking } = questionOf(told(past), 'SHORTLISTED');
    expect(ranking?.mean).toBe('50.0000');
    expect(ranking?.reviews.map(({ expert, because }) => [expert, because])).toEqual([
      ['e1', undefined],
      ['aside', 'RECUSED'],
      ['dismissed', 'DISMISSED'],
      ['late', 'LATE'],
    ]);
  });
});

describe('A trace', () => {
  it('is of what was nominated only', () => {
    const { past } = given();
    expect(
      traceDecision({ nominationId: 'n9' as NominationId, events: past.events, now: beforeDeadline }),
    ).toBeUndefined();
  });

  it('tells what was erased apart from what was never said', () => {
    const { past, onNomination } = given();
    onNomination({
      type: 'WaiverRequested',
      data: { ruleId: 'R-Y10', bureau: city, level: 'CITY', reason: '特别突出。', evidence: [], against: {} },
    });
    const erased = past.events.map((event) =>
      event.type === 'WaiverRequested' ? { ...event, data: { ...event.data, reason: null, evidence: null } } : event,
    );
    const trace = traceDecision({ nominationId: n1, events: erased as never, now: beforeDeadline });
    const [waiver] = (trace && questionOf(trace, 'FORWARDED').entries) ?? [];
    expect(waiver).toMatchObject({ says: null, documents: null, ruleId: 'R-Y10' });
  });

  it('says everything in both languages', () => {
    const { past, onNomination, onSlate } = given();
    onNomination(passed);
    onSlate(seatOf(n1, 1, 10));
    onNomination(forwarded);
    for (const { conclusion, entries } of told(past).questions) {
      for (const { text } of [conclusion, ...entries]) {
        expect(text.zh).toMatch(/^[^?]*\p{Script=Han}[^?]*。$/u);
        expect(text.en).toMatch(/^[A-Z][^?\p{Script=Han}]*\.$/u);
      }
    }
  });
});
