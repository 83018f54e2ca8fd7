import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { EditionFact } from '../../src/domain/edition/edition.ts';
import type { Candidate } from '../../src/domain/edition/shortlist.ts';
import type { ActorId, BureauCode, NominationId } from '../../src/domain/ids.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { certificateOf } from '../../src/domain/program/program.ts';
import { shanghai, specOf } from '../support/decider-spec.ts';
import { concluded, editionOf, flex, flexId, opened, rubricFrozen, youth, youthId } from '../support/editions.ts';
import { bureaus as of, provinceApprover } from '../support/people.ts';

const { given, whenEmpty, stateOf } = specOf(aggregates.edition);

const by = provinceApprover;
const zhang = 'zhang' as ActorId;
const appointed: EditionFact = { type: 'ExpertAppointed', data: { expert: zhang, name: 'Zhang', fields: ['FARMING'] } };
const dismissed: EditionFact = { type: 'ExpertDismissed', data: { expert: zhang, reason: 'ill' } };
const closed: EditionFact = { type: 'ScoringClosed', data: {} };

const appoint = { type: 'AppointExpert', expert: zhang, name: 'Zhang', fields: ['FARMING'] } as const;
const dismiss = { type: 'DismissExpert', expert: zhang, reason: 'ill' } as const;
const adjust = (seats: number, bureau: BureauCode = of.city) =>
  ({ type: 'AdjustQuota', bureau, seats, reason: 'more people' }) as const;
const adjusted = (from: number, to: number): EditionFact => ({
  type: 'QuotaAdjusted',
  data: { bureau: of.city, from, to, reason: 'more people' },
});
const extend = (deadline: string, on: string) => ({ type: 'ExtendDeadline', deadline, on, reason: 'snow' }) as const;
const pass = (deadline: string) => ({ type: 'PassDeadline', deadline }) as const;
const passed = (deadline: string): EditionFact => ({ type: 'DeadlinePassed', data: { deadline } });
const conclude = { type: 'ConcludeEdition', note: 'done', open: [] } as const;

describe('When an edition is not open', () => {
  it.each([
    [youth, youthId],
    [flex, flexId],
  ])('it is opened with the whole program: everything later can be derived from the log', (program, editionId) => {
    whenEmpty({ type: 'OpenEdition', editionId, program }, { by }).thenFacts(opened(program));
  });

  it('it is opened as long as none of its deadlines has passed, and each that has is named', () => {
    const open = { type: 'OpenEdition', editionId: flexId, program: flex } as const;
    whenEmpty(open, { by, at: shanghai('2024-01-15T23:59:59.999') }).thenFacts(opened(flex));
    whenEmpty(open, { by, at: shanghai('2024-01-26T00:00:00.000') }).thenAllRefused(
      ['DEADLINE_IN_PAST', { path: ['deadlines', 'countySubmission'], ruleId: 'R-F16', params: { on: '2024-01-15' } }],
      ['DEADLINE_IN_PAST', { path: ['deadlines', 'citySubmission'], ruleId: 'R-F22', params: { on: '2024-01-25' } }],
    );
  });

  it('nothing can be done with it', () => {
    for (const command of [adjust(9), extend('citySubmission', '2024-01-26'), appoint, dismiss, conclude]) {
      whenEmpty(command, { by }).thenRefused('EDITION_NOT_FOUND', { path: ['editionId'] });
    }
  });
});

describe('When opened', () => {
  it('it is not opened twice', () => {
    given(opened(youth))
      .when({ type: 'OpenEdition', editionId: youthId, program: youth })
      .thenRefused('EDITION_EXISTS', { path: ['edition'], params: { edition: youthId } });
    given(opened(youth))
      .when({ type: 'OpenEdition', editionId: youthId, program: youth }, { at: '2030-01-01T00:00:00.000Z' })
      .thenRefused('EDITION_EXISTS', { path: ['edition'] });
  });
});

describe('A quota', () => {
  it('is adjusted with a reason, and the total with it', () => {
    given(opened(youth)).when(adjust(12)).thenFacts(adjusted(10, 12));
    expect(editionOf(youth, adjusted(10, 12)).program).toMatchObject({ quotaTotal: 122 });
  });

  it('that is so already changes nothing', () => {
    given(opened(youth)).when(adjust(10)).thenNothing();
    given(opened(youth), adjusted(10, 12)).when(adjust(12)).thenNothing();
  });

  it('belongs to a bureau of the table', () => {
    given(opened(youth))
      .when(adjust(3, of.county))
      .thenRefused('BUREAU_WITHOUT_QUOTA', { path: ['bureau'], params: { bureau: of.county } });
  });

  it.each([-1, 2.5, Number.NaN])('is not %d', (seats) => {
    given(opened(flex))
      .when(adjust(seats))
      .thenRefused('INPUT_INVALID', { path: ['seats'] });
  });

  it('leaves a seat for every category that must be covered (R-Y18)', () => {
    given(opened(youth)).when(adjust(4)).thenFacts(adjusted(10, 4));
    given(opened(youth))
      .when(adjust(3))
      .thenRefused('DEFINITION_INVALID', { path: ['seats'] });
    given(opened(flex)).when(adjust(1)).thenFacts(adjusted(10, 1));
  });

  it('may be none at all, and be given again', () => {
    given(opened(youth)).when(adjust(0)).thenFacts(adjusted(10, 0));
    given(opened(youth), adjusted(10, 0)).when(adjust(6)).thenFacts(adjusted(0, 6));
  });
});

describe('A deadline', () => {
  const extended = (to: string): EditionFact => ({
    type: 'DeadlineExtended',
    data: {
      deadline: 'citySubmission',
      from: '2024-01-25',
      to,
      until: shanghai(`${to}T23:59:59.999`),
      reason: 'snow',
    },
  });

  it('is extended through the end of another day, to its last millisecond', () => {
    given(opened(youth))
      .when(extend('citySubmission', '2024-01-26'), { at: shanghai('2024-01-25T23:59:59.999') })
      .thenFacts(extended('2024-01-26'));
  });

  it('is not extended once it has passed', () => {
    given(opened(youth))
      .when(extend('citySubmission', '2024-01-27'), { at: shanghai('2024-01-26T00:00:00.000') })
      .thenRefused('DEADLINE_ALREADY_PASSED', { path: ['deadline'], ruleId: 'R-Y15', params: { on: '2024-01-25' } });
  });

  it.each(['2024-01-25', '2024-01-24'])('is not brought forward or left where it is: %s', (day) => {
    given(opened(youth))
      .when(extend('citySubmission', day))
      .thenRefused('DEADLINE_NOT_LATER', { path: ['on'], ruleId: 'R-Y15', params: { on: '2024-01-25' } });
  });

  it('is one that the program has', () => {
    given(opened(youth))
      .when(extend('countySubmission', '2024-01-26'))
      .thenRefused('DEADLINE_UNKNOWN', { path: ['deadline'], params: { known: 'citySubmission, selection' } });
  });

  it('does not overtake the one after it: counties cannot be given longer than their city', () => {
    given(opened(flex))
      .when(extend('countySubmission', '2024-01-26'))
      .thenRefused('DEFINITION_INVALID', { path: ['on'], params: { at: 'deadlines.1.on' } });
    given(opened(flex), { ...extended('2024-01-26') })
      .when(extend('countySubmission', '2024-01-26'))
      .thenFacts({
        type: 'DeadlineExtended',
        data: {
          deadline: 'countySubmission',
          from: '2024-01-15',
          to: '2024-01-26',
          until: shanghai('2024-01-26T23:59:59.999'),
          reason: 'snow',
        },
      });
  });

  it('passes after the last millisecond of its day in Shanghai, once (A03)', () => {
    const command = pass('citySubmission');
    given(opened(youth))
      .when(command, { at: shanghai('2024-01-25T23:59:59.999') })
      .thenNothing();
    given(opened(youth))
      .when(command, { at: shanghai('2024-01-26T00:00:00.000') })
      .thenFacts(passed('citySubmission'));
    given(opened(youth), passed('citySubmission'))
      .when(command, { at: shanghai('2024-01-26T00:00:00.000') })
      .thenNothing();
  });

  it('that was extended passes with its new day', () => {
    given(opened(youth), extended('2024-01-26'))
      .when(pass('citySubmission'), { at: shanghai('2024-01-26T23:59:59.999') })
      .thenNothing();
  });
});

describe('The panel', () => {
  it('takes an expert once', () => {
    given(opened(youth)).when(appoint).thenFacts(appointed);
    given(opened(youth), appointed)
      .when(appoint)
      .thenRefused('EXPERT_APPOINTED', { path: ['expert'], params: { expert: 'zhang' } });
  });

  it('lets an expert go, who may be appointed again', () => {
    given(opened(youth), appointed).when(dismiss).thenFacts(dismissed);
    given(opened(youth), appointed, dismissed)
      .when(dismiss)
      .thenRefused('EXPERT_NOT_APPOINTED', { path: ['expert'], params: { expert: 'zhang' } });
    given(opened(youth), appointed, dismissed).when(appoint).thenFacts(appointed);
  });
});

describe('The rubric', () => {
  const freeze = (rubric?: Program['rubric']) => ({ type: 'FreezeRubric', ...(rubric && { rubric }) }) as const;
  const own: Program['rubric'] = {
    criteria: [{ code: 'ALL', name: { zh: '总分', en: 'All in all' }, max: 100, step: 0.5 }],
    panelSize: 5,
    passMark: 60.5,
    aggregation: 'MEAN',
    tieBreak: ['ALL'],
    fromNotice: false,
  };
  const ofOne = (changes: object): Program['rubric'] => ({ ...own, ...changes });

  it('is that of the program, or another one, and is frozen once (A21)', () => {
    given(opened(youth)).when(freeze()).thenFacts(rubricFrozen(youth));
    given(opened(youth))
      .when(freeze(own))
      .thenFacts({ type: 'RubricFrozen', data: { rubric: own } });
    given(opened(youth), rubricFrozen(youth)).when(freeze(own)).thenRefused('RUBRIC_FROZEN', { ruleId: 'R-Y22' });
  });

  it.each([
    ['a panel of nobody', { panelSize: 0 }, ['rubric', 'panelSize'], 'INPUT_INVALID'],
    ['a panel of more than fifty', { panelSize: 51 }, ['rubric', 'panelSize'], 'INPUT_INVALID'],
    ['no criteria', { criteria: [], tieBreak: [], passMark: null }, ['rubric', 'criteria'], 'INPUT_INVALID'],
    ['a tie broken by what is not scored', { tieBreak: ['CHARM'] }, ['rubric'], 'DEFINITION_INVALID'],
    ['a pass mark out of reach', { passMark: 101 }, ['rubric'], 'DEFINITION_INVALID'],
    ['a pass mark finer than a hundredth', { passMark: 60.005 }, ['rubric'], 'DEFINITION_INVALID'],
    ['steps that miss the most', { criteria: [{ ...own.criteria[0], step: 0.3 }] }, ['rubric'], 'DEFINITION_INVALID'],
    [
      'steps finer than a hundredth',
      { criteria: [{ ...own.criteria[0], step: 0.125 }] },
      ['rubric'],
      'DEFINITION_INVALID',
    ],
  ] as const)('does not hold with %s', (_, changes, path, code) => {
    given(opened(youth))
      .when(freeze(ofOne(changes)))
      .thenRefused(code, { path });
  });

  it('may ask for a panel of fifty', () => {
    const large = ofOne({ panelSize: 50 });
    given(opened(youth))
      .when(freeze(large))
      .thenFacts({ type: 'RubricFrozen', data: { rubric: large } });
  });

  it('does not hold with a criterion said twice', () => {
    given(opened(youth))
      .when(freeze(ofOne({ criteria: [...own.criteria, ...own.criteria] })))
      .thenRefused('DEFINITION_INVALID', { path: ['rubric'] });
  });
});

describe('Scoring', () => {
  const candidate = (name: string, reviews: number): Candidate => ({
    nominationId: name as NominationId,
    bureau: of.city,
    category: 'GRASSROOTS',
    reviews: Array.from({ length: reviews }, () => ({})),
  });
  const close = (...candidates: Candidate[]) =>
    ({ type: 'CloseScoring', candidates, awaited: [], unverified: [] }) as const;
  const complete = close(candidate('a', youth.rubric.panelSize));
  const ready = [opened(youth), rubricFrozen(youth), passed('citySubmission')];

  it('is closed once, after the rubric was frozen', () => {
    given(opened(youth)).when(complete).thenRefused('RUBRIC_NOT_FROZEN', { ruleId: 'R-Y22' });
    given(...ready)
      .when(complete)
      .thenFacts(closed);
    given(...ready, closed)
      .when(complete)
      .thenRefused('SCORING_CLOSED');
  });

  it('is not closed while slates may still come in: not before the record has the last of their deadlines passed', () => {
    given(opened(youth), rubricFrozen(youth))
      .when(complete, { at: shanghai('2024-01-26T00:00:00.000') })
      .thenRefused('SUBMISSIONS_OPEN', { ruleId: 'R-Y15', params: { on: '2024-01-25' } });
    const flexible = [opened(flex), rubricFrozen(flex), passed('countySubmission')];
    given(...flexible)
      .when(close(candidate('a', flex.rubric.panelSize)))
      .thenRefused('SUBMISSIONS_OPEN', { ruleId: 'R-F22', params: { on: '2024-01-25' } });
    given(...flexible, passed('citySubmission'))
      .when(close(candidate('a', flex.rubric.panelSize)))
      .thenFacts(closed);
  });

  it('is not closed while a panel is incomplete', () => {
    const { panelSize } = youth.rubric;
    given(...ready)
      .when(close(candidate('a', panelSize), candidate('b', panelSize - 1), candidate('c', 0)))
      .thenRefused('PANEL_INCOMPLETE', {
        ruleId: 'R-Y22',
        params: { count: 2, panelSize, first: 'b', has: panelSize - 1 },
      });
  });

  it('is not closed while somebody must still supply something to the province', () => {
    const awaited = ['b', 'c'] as NominationId[];
    given(...ready)
      .when({ ...complete, awaited })
      .thenRefused('SUPPLEMENTS_AWAITED', { params: { count: 2, first: 'b' } });
  });

  it('is not closed while somebody supplied something that the province has not verified', () => {
    const unverified = ['b'] as NominationId[];
    given(opened(flex), rubricFrozen(flex), passed('citySubmission'))
      .when({ ...close(candidate('b', flex.rubric.panelSize)), unverified })
      .thenRefused('CANDIDATES_UNVERIFIED', { ruleId: 'R-F26', params: { count: 1, first: 'b' } });
  });

  it('that lacks both is told of both', () => {
    given(opened(youth), rubricFrozen(youth))
      .when(close(candidate('a', 0)))
      .thenAllRefused(['SUBMISSIONS_OPEN', { ruleId: 'R-Y15' }], ['PANEL_INCOMPLETE', { ruleId: 'R-Y22' }]);
  });
});

describe('When it comes to its end', () => {
  it('an edition is concluded after its last deadline', () => {
    given(opened(youth), passed('citySubmission'))
      .when(conclude)
      .thenRefused('DEADLINE_AHEAD', { ruleId: 'R-Y21', params: { on: '2024-02-05' } });
    given(opened(youth), passed('citySubmission'), passed('selection')).when(conclude).thenFacts(concluded);
  });

  it('an edition is not concluded while somebody’s matter is open', () => {
    const open = ['n2', 'n5'] as NominationId[];
    given(opened(youth), passed('citySubmission'), passed('selection'))
      .when({ ...conclude, open })
      .thenRefused('MATTERS_OPEN', { params: { count: 2, first: 'n2' } });
    given(opened(youth), passed('citySubmission'))
      .when({ ...conclude, open })
      .thenAllRefused(['DEADLINE_AHEAD', { ruleId: 'R-Y21' }], ['MATTERS_OPEN', {}]);
  });

  it('nothing in it can be changed', () => {
    const commands = [
      adjust(9),
      extend('citySubmission', '2024-01-26'),
      pass('citySubmission'),
      appoint,
      dismiss,
      { type: 'FreezeRubric' } as const,
      { type: 'CloseScoring', candidates: [], awaited: [], unverified: [] } as const,
      { type: 'DecideShortlist', candidates: [], awaited: [], position: '0', inputsHash: '' } as const,
      conclude,
    ];
    for (const command of commands) {
      given(opened(youth), concluded)
        .when(command)
        .thenRefused('EDITION_CONCLUDED', { params: { edition: youthId } });
    }
  });
});

describe('A certificate number', () => {
  it('is made of the edition and the place on the shortlist', () => {
    expect(certificateOf(youth, 7)).toBe('HN-YS-2023-007');
    expect(certificateOf(flex, 1000)).toBe('HN-FS-2023-1000');
    expect(certificateOf({ ...flex, edition: '2025-Spring' }, 12)).toBe('HN-FS-2025-Spring-012');
  });
});

describe('Facts before the opening', () => {
  it('are not held against the fold', () => {
    expect(stateOf(closed)).toEqual({ status: 'UNOPENED' });
  });
});
