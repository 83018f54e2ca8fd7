import { describe, expect } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { EditionCommand } from '../../src/domain/edition/decide.ts';
import type { Edition, EditionFact } from '../../src/domain/edition/edition.ts';
import type { CertificateNumber } from '../../src/domain/ids.ts';
import type { Nomination } from '../../src/domain/nomination/nomination.ts';
import type { Program } from '../../src/domain/program/program.ts';
import type { ReviewFact } from '../../src/domain/review/review.ts';
import { specOf } from '../support/decider-spec.ts';
import { editionOf, flex, flexId, opened, rubricFrozen, youth } from '../support/editions.ts';
import { nominationOf } from '../support/nominations.ts';
import { expert, bureaus as of, officer } from '../support/people.ts';
import { outcomeOf, rule } from '../support/rule-spec.ts';
import { candidates, decide, decided, scored, selection } from './panel.ts';

const reviews = specOf(aggregates.review);

describe('Experts', () => {
  const appointed: EditionFact = { type: 'ExpertAppointed', data: { expert: expert.id, name: '方专家', fields: [] } };
  const edition = editionOf(flex, appointed, rubricFrozen(flex));
  const received = nominationOf({ status: 'SUBMITTED', holder: of.province });
  const verified: Nomination = {
    ...received,
    reviews: [
      {
        level: 'PROVINCE',
        bureau: of.province,
        decision: 'PASS',
        opinion: { text: '属实', stamped: true, signedOn: '2024-01-26', signer: '处长' },
        by: officer.id,
        at: '2024-01-26T01:00:00.000Z',
      },
    ],
  };
  const assign = (nomination: Nomination, at: Edition = edition) =>
    outcomeOf(
      reviews.whenEmpty({ type: 'AssignReview', edition: at, nomination, expert: expert.id }, { by: officer }).decision,
    );
  const assigned: ReviewFact = {
    type: 'ReviewAssigned',
    data: { editionId: flexId, nominationId: received.id, expert: expert.id, category: 'NEW_FORM' },
  };
  const score = (points: Readonly<Record<string, number>>, at: Edition = edition) =>
    outcomeOf(
      reviews
        .given(assigned)
        .when({ type: 'Score', edition: at, nomination: verified, expert: expert.id, points }, { by: expert }).decision,
    );
  const full = { LEADING_OTHERS: 30, SKILL: 30, REPUTATION: 20, CONDUCT: 20 };
  const incomplete = (program: Program) =>
    candidates(program, 4).map((item, i) => (i === 3 ? { ...item, reviews: item.reviews.slice(1) } : item));

  rule('R-Y22')
    .passes('selected by the reviews of whole panels, best first', () => {
      expect(selection(youth, candidates(youth, 4))).toEqual([4, 0]);
    })
    .fails('a panel is not complete', () => {
      decided(scored(youth), decide(incomplete(youth))).refused(['R-Y22', 'PANEL_INCOMPLETE']);
    })
    .fails('the rubric is not frozen (A21)', () => {
      decided([opened(youth)], decide(candidates(youth, 4))).refused(['R-Y22', 'RUBRIC_NOT_FROZEN']);
    });

  rule('R-F26')
    .passes('the province verified the dossier, then an expert is asked, then the list is drawn up', () => {
      assign(verified).accepted('ReviewAssigned');
      score(full).accepted('Scored');
      expect(selection(flex, candidates(flex, 4))).toEqual([4, 0]);
    })
    .fails('an expert is asked before the province has verified it', () => {
      assign(received).refused(['R-F26', 'NOT_VERIFIED']);
    })
    .fails('scored before the rubric is frozen, or after it changed (A21)', () => {
      score(full, editionOf(flex, appointed)).refused(['R-F26', 'RUBRIC_NOT_FROZEN']);
      decided([opened(flex), rubricFrozen(flex)], { type: 'FreezeRubric' }).refused(['R-F26', 'RUBRIC_FROZEN']);
    })
    .fails('the list is drawn up before panels are complete', () => {
      decided(scored(flex), decide(incomplete(flex))).refused(['R-F26', 'PANEL_INCOMPLETE']);
    });

  for (const [id, criterion] of [
    ['R-F07', 'LEADING_OTHERS'],
    ['R-F08', 'SKILL'],
  ] as const) {
    rule(id)
      .passes(`0 to 30 points for ${criterion}`, () => {
        for (const given of [0, 30]) score({ ...full, [criterion]: given }).accepted('Scored');
      })
      .fails('31 points, or none given', () => {
        score({ ...full, [criterion]: 31 }).refused([id, 'POINTS_INVALID']);
        const { [criterion]: _, ...others } = full;
        score(others).refused([id, 'POINTS_INVALID']);
      });
  }
});

describe('Commendation', () => {
  const issue = (certificates: readonly string[], issuedOn = '2024-02-05'): EditionCommand => ({
    type: 'IssueCircular',
    number: '豫人社〔2024〕1号',
    title: '关于表扬的通报',
    issuedOn,
    certificates: certificates as CertificateNumber[],
    listHash: 'ab'.repeat(32),
  });
  const coverage: EditionCommand = {
    type: 'RecordEditionStep',
    bureau: of.province,
    step: 'MEDIA_COVERAGE',
    answers: { channel: 'TELEVISION', title: '青年之星', on: '2024-02-05' },
    evidence: [],
  };

  rule('R-Y23')
    .passes('a circular with number, date and list, then what the media say', () => {
      decided([opened(youth)], issue(['HN-YS-2023-001'])).accepted('CircularIssued');
      decided([opened(youth)], coverage).accepted('EditionStepRecorded');
    })
    .fails('of nobody, or dated tomorrow', () => {
      decided([opened(youth)], issue([])).refused(['R-Y23', 'NOBODY_TO_COMMEND']);
      decided([opened(youth)], issue(['HN-YS-2023-001'], '2024-02-06')).refused(['R-Y23', 'CIRCULAR_DATE_IMPOSSIBLE']);
    })
    .fails('a number twice', () => {
      const history = [opened(youth), ...decided([opened(youth)], issue(['HN-YS-2023-001'])).facts()];
      decided(history, issue(['HN-YS-2023-002'])).refused(['R-Y23', 'CIRCULAR_NUMBER_TAKEN']);
    });

  const monitoring = (bureau = of.county, note = '无异常'): EditionCommand => ({
    type: 'RecordEditionStep',
    bureau,
    step: 'OPINION_MONITORING',
    answers: { on: '2024-02-05', note },
    evidence: [],
  });
  rule('R-F38')
    .passes('what was found is recorded by any level, or nothing is', () => {
      for (const bureau of [of.county, of.city, of.province]) {
        decided([opened(flex)], monitoring(bureau)).accepted('EditionStepRecorded');
      }
    })
    .fails('a record that says nothing', () => {
      decided([opened(flex)], monitoring(of.county, '')).refused(['R-F38', 'FIELD_REQUIRED']);
    });
});
