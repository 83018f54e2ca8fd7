import { describe, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { EditionFact } from '../../src/domain/edition/edition.ts';
import type { ActorId, BureauCode } from '../../src/domain/ids.ts';
import type { Nomination } from '../../src/domain/nomination/nomination.ts';
import type { ReviewCommand } from '../../src/domain/review/decide.ts';
import type { ReviewFact } from '../../src/domain/review/review.ts';
import { statusWords } from '../../src/domain/terms-in-words.ts';
import { shanghai, specOf } from '../support/decider-spec.ts';
import { concluded, editionOf, flex, flexId, plain, rubricFrozen, scoringClosed } from '../support/editions.ts';
import { nominationOf } from '../support/nominations.ts';
import { expert, bureaus as of } from '../support/people.ts';

const { given, whenEmpty } = specOf(aggregates.review);

const appointed: EditionFact = {
  type: 'ExpertAppointed',
  data: { expert: expert.id, name: 'Zhang', fields: [] },
};
const edition = editionOf(plain(flex), appointed, rubricFrozen(flex));
const closed = editionOf(plain(flex), appointed, rubricFrozen(flex), scoringClosed);
const over = editionOf(plain(flex), appointed, rubricFrozen(flex), concluded);
const withoutExpert = editionOf(plain(flex), rubricFrozen(flex));

const nomination = nominationOf({ status: 'SUBMITTED', holder: of.province });
const drafted: Nomination = { ...nomination, drafters: ['clerk' as ActorId, expert.id] };
const stamped: Nomination = {
  ...nomination,
  reviews: [
    {
      level: 'CITY',
      bureau: of.city as BureauCode,
      decision: 'PASS',
      opinion: { text: 'agreed', stamped: true, signedOn: '2024-01-10', signer: 'the head' },
      by: expert.id,
      at: '2024-01-10T01:00:00.000Z',
    },
  ],
};

const about = { edition, nomination, expert: expert.id };
const ids = { editionId: flexId, nominationId: nomination.id, expert: expert.id };

const assign = (changes: Partial<Extract<ReviewCommand, { type: 'AssignReview' }>> = {}): ReviewCommand => ({
  type: 'AssignReview',
  ...about,
  ...changes,
});
const recuse = (changes: Partial<Extract<ReviewCommand, { type: 'Recuse' }>> = {}): ReviewCommand => ({
  type: 'Recuse',
  ...about,
  reason: 'a cousin',
  ...changes,
});
const points = { LEADING_OTHERS: 30, SKILL: 0, REPUTATION: 12, CONDUCT: 20 };
const score = (changes: Partial<Extract<ReviewCommand, { type: 'Score' }>> = {}): ReviewCommand => ({
  type: 'Score',
  ...about,
  points,
  ...changes,
});

const assigned: ReviewFact = { type: 'ReviewAssigned', data: { ...ids, category: 'NEW_FORM' } };
const recused: ReviewFact = { type: 'ReviewerRecused', data: { ...ids, reason: 'a cousin' } };
const scored: ReviewFact = { type: 'Scored', data: { ...ids, points } };

describe('When nothing is assigned', () => {
  it('a submitted nomination is assigned to an expert of the panel, with the day it is due', () => {
    whenEmpty(assign()).thenFacts(assigned);
    whenEmpty(assign({ dueOn: '2024-02-02' })).thenFacts({
      type: 'ReviewAssigned',
      data: { ...ids, category: 'NEW_FORM', dueOn: '2024-02-02' },
    });
  });

  it('not to be done by a day that has passed, as days pass in Shanghai', () => {
    const dueOn = '2024-01-10';
    whenEmpty(assign({ dueOn }), { at: shanghai('2024-01-10T23:59:59.999') }).thenFacts({
      type: 'ReviewAssigned',
      data: { ...ids, category: 'NEW_FORM', dueOn },
    });
    whenEmpty(assign({ dueOn }), { at: shanghai('2024-01-11T00:00:00.000') }).thenRefused('DUE_IN_PAST', {
      path: ['dueOn'],
      params: { dueOn },
    });
  });

  it('not to somebody who is not on the panel', () => {
    whenEmpty(assign({ edition: withoutExpert })).thenRefused('EXPERT_NOT_APPOINTED', {
      path: ['expert'],
      params: { expert: expert.id },
    });
  });

  it.each(['DRAFTED', 'PASSED', 'RECEIVED', 'WITHDRAWN'] as const)('not while it is %s', (status) => {
    whenEmpty(assign({ nomination: { ...nomination, status } })).thenRefused('NOT_SUBMITTED', {
      path: ['nominationId'],
      params: { status: statusWords[status] },
    });
  });

  it('not before the province has verified it, where the program has it so (R-F26)', () => {
    const full = editionOf(flex, appointed, rubricFrozen(flex));
    const by = (level: 'CITY' | 'PROVINCE', decision: 'PASS' | 'SUPPLEMENT'): Nomination => ({
      ...nomination,
      reviews: stamped.reviews.map((item) => ({ ...item, level, decision, by: 'officer' as ActorId })),
    });
    for (const unverified of [nomination, by('CITY', 'PASS'), by('PROVINCE', 'SUPPLEMENT')]) {
      whenEmpty(assign({ edition: full, nomination: unverified })).thenRefused('NOT_VERIFIED', {
        path: ['nominationId'],
        ruleId: 'R-F26',
      });
    }
    whenEmpty(assign({ edition: full, nomination: by('PROVINCE', 'PASS') })).thenFacts(assigned);
  });

  it('not to somebody who drafted it or gave a bureau’s opinion on it', () => {
    for (const own of [drafted, stamped]) {
      whenEmpty(assign({ nomination: own })).thenRefused('FOUR_EYES', {
        path: ['expert'],
        params: { act: { en: 'score', zh: '评分' } },
      });
    }
  });

  it('not once scoring is closed or the edition concluded', () => {
    whenEmpty(assign({ edition: closed })).thenRefused('SCORING_CLOSED');
    whenEmpty(assign({ edition: over })).thenRefused('EDITION_CONCLUDED', { params: { edition: flexId } });
  });

  it('an expert neither scores it nor recuses from it', () => {
    whenEmpty(score()).thenRefused('REVIEW_NOT_ASSIGNED', { path: ['nominationId'] });
    whenEmpty(recuse()).thenRefused('REVIEW_NOT_ASSIGNED', { path: ['nominationId'] });
  });

  it('who scores it all the same learns nothing of it but that', () => {
    for (const changes of [
      { edition: withoutExpert },
      { edition: closed },
      { edition: over },
      { nomination: { ...drafted, status: 'WITHDRAWN' } as Nomination },
      { points: { SKILL: 31, CHARM: 1 } },
    ]) {
      whenEmpty(score(changes)).thenRefused('REVIEW_NOT_ASSIGNED', { path: ['nominationId'] });
    }
  });
});

describe('When assigned', () => {
  it('it is not assigned twice', () => {
    given(assigned)
      .when(assign())
      .thenRefused('REVIEW_ASSIGNED', { path: ['expert'] });
    given(assigned, scored)
      .when(assign())
      .thenRefused('REVIEW_ASSIGNED', { path: ['expert'] });
  });

  it('the expert gives points by the criteria, from 0 to the most of each', () => {
    given(assigned).when(score()).thenFacts(scored);
    given(assigned)
      .when(score({ comment: 'well done' }))
      .thenFacts({ type: 'Scored', data: { ...ids, points, comment: 'well done' } });
  });

  it.each([
    ['more than the most', { SKILL: 31 }],
    ['less than none', { SKILL: -1 }],
    ['half a step', { SKILL: 12.5 }],
    ['no number', { SKILL: Number.NaN }],
    ['endlessly many', { SKILL: Number.POSITIVE_INFINITY }],
  ])('%s is refused', (_, wrong) => {
    given(assigned)
      .when(score({ points: { ...points, ...wrong } }))
      .thenRefused('POINTS_INVALID', { path: ['points', 'SKILL'], ruleId: 'R-F08', params: { max: 30, step: 1 } });
  });

  it('every criterion is scored, and no other', () => {
    given(assigned)
      .when(score({ points: { LEADING_OTHERS: 1, CHARM: 1 } }))
      .thenAllRefused(
        ['POINTS_INVALID', { path: ['points', 'SKILL'], ruleId: 'R-F08' }],
        ['POINTS_INVALID', { path: ['points', 'REPUTATION'] }],
        ['POINTS_INVALID', { path: ['points', 'CONDUCT'] }],
        [
          'CRITERION_UNKNOWN',
          { path: ['points', 'CHARM'], params: { known: 'LEADING_OTHERS, SKILL, REPUTATION, CONDUCT' } },
        ],
      );
  });

  it('steps of a tenth are tenths, whatever binary fractions make of them', () => {
    const criteria = flex.rubric.criteria.map((criterion) => ({ ...criterion, step: 0.1 }));
    const tenths = editionOf(plain(flex), appointed, {
      type: 'RubricFrozen',
      data: { rubric: { ...flex.rubric, criteria } },
    });
    const fine = { LEADING_OTHERS: 0.3, SKILL: 0.7, REPUTATION: 1.1, CONDUCT: 19.9 };
    given(assigned)
      .when(score({ edition: tenths, points: fine }))
      .thenFacts({ type: 'Scored', data: { ...ids, points: fine } });
    given(assigned)
      .when(score({ edition: tenths, points: { ...fine, SKILL: 0.75 } }))
      .thenRefused('POINTS_INVALID', { path: ['points', 'SKILL'], ruleId: 'R-F08', params: { step: 0.1 } });
  });

  it('points are recorded to the hundredth, without what binary fractions leave over', () => {
    const criteria = flex.rubric.criteria.map((criterion) => ({ ...criterion, step: 0.1 }));
    const tenths = editionOf(plain(flex), appointed, {
      type: 'RubricFrozen',
      data: { rubric: { ...flex.rubric, criteria } },
    });
    given(assigned)
      .when(score({ edition: tenths, points: { ...points, SKILL: 0.1 + 0.2 } }))
      .thenFacts({ type: 'Scored', data: { ...ids, points: { ...points, SKILL: 0.3 } } });
  });

  it('nothing is scored before the rubric is frozen', () => {
    given(assigned)
      .when(score({ edition: editionOf(plain(flex), appointed) }))
      .thenRefused('RUBRIC_NOT_FROZEN', { ruleId: 'R-F26' });
  });

  it('nothing is scored once scoring is closed or the edition concluded', () => {
    given(assigned)
      .when(score({ edition: closed }))
      .thenRefused('SCORING_CLOSED');
    given(assigned)
      .when(score({ edition: over }))
      .thenRefused('EDITION_CONCLUDED');
  });

  it('an expert who was dismissed since does not score', () => {
    given(assigned)
      .when(score({ edition: withoutExpert }))
      .thenRefused('EXPERT_NOT_APPOINTED', { path: ['expert'] });
  });

  it('an expert who turns out to have had a hand in it does not score', () => {
    for (const own of [drafted, stamped]) {
      given(assigned)
        .when(score({ nomination: own }))
        .thenRefused('FOUR_EYES', { path: ['expert'] });
    }
  });

  it('a nominee who left the running is not scored', () => {
    given(assigned)
      .when(score({ nomination: { ...nomination, status: 'WITHDRAWN' } }))
      .thenRefused('NOT_SUBMITTED', { path: ['nominationId'] });
  });

  it('the expert may recuse, with a reason, until scoring closes', () => {
    given(assigned).when(recuse()).thenFacts(recused);
    given(assigned)
      .when(recuse({ edition: closed }))
      .thenRefused('SCORING_CLOSED');
    given(assigned)
      .when(recuse({ edition: over }))
      .thenRefused('EDITION_CONCLUDED');
  });
});

describe('When scored', () => {
  const better = { ...points, SKILL: 30 };

  it('the score is revised with a reason, again and again', () => {
    const revised: ReviewFact = { type: 'ScoreRevised', data: { ...ids, points: better, reason: 'read again' } };
    given(assigned, scored)
      .when(score({ points: better, reason: 'read again' }))
      .thenFacts(revised);
    given(assigned, scored, revised)
      .when(score({ points: better, reason: 'read again' }))
      .thenFacts(revised);
  });

  it.each([undefined, ''])('it is not revised with %j for a reason', (reason) => {
    given(assigned, scored)
      .when(score({ points: better, reason }))
      .thenRefused('REVISION_REASON_REQUIRED', { path: ['reason'] });
  });

  it('it is not revised once scoring is closed', () => {
    given(assigned, scored)
      .when(score({ edition: closed, points: better, reason: 'read again' }))
      .thenRefused('SCORING_CLOSED');
  });

  it('the expert may still recuse', () => {
    given(assigned, scored).when(recuse()).thenFacts(recused);
  });
});

describe('When recused', () => {
  it('the expert neither scores, nor recuses again, nor is assigned again', () => {
    given(assigned, recused)
      .when(score())
      .thenRefused('RECUSED', { path: ['nominationId'] });
    given(assigned, recused)
      .when(recuse())
      .thenRefused('RECUSED', { path: ['nominationId'] });
    given(assigned, recused)
      .when(assign())
      .thenRefused('RECUSED', { path: ['expert'] });
  });
});
