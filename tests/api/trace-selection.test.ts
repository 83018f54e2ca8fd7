import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../support/api.ts';
import { accepted } from '../support/dossiers.ts';
import { grounds, lodged, ruled } from '../support/objections.ts';
import { beforeThePanel, type Publicized, publicized, recognized, type Selection } from '../support/selection.ts';
import { answersIn, chainOf, entryOf, questionIn, traced } from '../support/traces.ts';

const evidence = [{ title: '核查笔录' }];
const certificate = 'HN-FS-2023-001';

describe('of who was recognized', () => {
  let given: Publicized;
  beforeAll(async () => {
    given = await recognized();
    await given.api.passTo('2024-03-01T02:00:00.000Z');
    await accepted(given.cityApprover, 'reportViolation', { certificate, statement: '达不到标准。', evidence });
    const revocation = { certificate, ground: 'BELOW_STANDARD', statement: '查实。', evidence };
    await accepted(given.approver, 'revoke', revocation);
  });
  afterAll(() => given.api.close());

  test('every question is answered, up to the revocation', async () => {
    const trace = await traced(given.approver, given.nominations[0]);
    expect(answersIn(trace)).toEqual([
      'NOMINATED YES NOMINATED',
      'FORWARDED CITY YES FORWARDED',
      'SHORTLISTED YES SELECTED',
      'PUBLICIZED YES PUBLICIZED',
      'RECOGNIZED YES RECOGNIZED',
      'REVOKED YES REVOKED',
    ]);
    expect(trace.outcome).toEqual({
      code: 'REVOKED',
      text: 'The honor was revoked on 2024-03-01. Ground: Proved to fall short of the standard.',
      rule: { id: 'R-F29', quote: expect.stringContaining('撤销认定') },
    });
    expect(chainOf(questionIn(trace, 'REVOKED'))).toEqual(['ViolationReported', 'Revoked', 'HonorReleased']);
    expect(entryOf(questionIn(trace, 'REVOKED'), 'Revoked')).toMatchObject({
      says: '查实。',
      documents: evidence,
      event: { actor: { roles: ['PROVINCE_APPROVER'] }, command: { name: 'revoke' }, causationId: null },
    });
  });

  test('as of the day before, it was recognized and the honor stood', async () => {
    const trace = await traced(given.approver, given.nominations[0], { time: '2024-02-29T00:00:00.000Z' });
    expect(trace.outcome.code).toBe('RECOGNIZED');
    expect(questionIn(trace, 'REVOKED')).toMatchObject({ answer: 'NO', conclusion: { code: 'HONOR_STANDS' } });
  });

  test('the slate, the rules and the opinion that put it forward stand behind it', async () => {
    const forwarded = questionIn(await traced(given.approver, given.nominations[0]), 'FORWARDED');
    expect(forwarded).toMatchObject({ bureau: { code: '410100' }, deadline: { on: '2024-01-24', passed: true } });
    expect(chainOf(forwarded)).toEqual(
      expect.arrayContaining(['VettingAnswered', 'EligibilityAssessed', 'Reviewed', 'SeatTaken', 'SlateSubmitted']),
    );
    const { findings } = entryOf(forwarded, 'EligibilityAssessed');
    expect(findings.find(({ rule }: Answer) => rule.id === 'R-F05')).toMatchObject({
      outcome: 'PASSED',
      rule: { quote: '在劳动年龄内' },
      evidence: expect.objectContaining({}),
    });
    expect(entryOf(forwarded, 'Reviewed')).toMatchObject({ says: '同意推荐。', judgments: expect.any(Array) });
    const seat = entryOf(forwarded, 'SeatTaken');
    expect(seat.text).toMatch(/^It took a seat of Zhengzhou.*: number 1 of \d+\.$/);
    expect(seat.event.policyVersion).toMatch(/^[0-9a-f]{12}$/);
  });

  test('scores, rank and who stood at the cut are told', async () => {
    const { ranking, entries } = questionIn(await traced(given.approver, given.nominations[1]), 'SHORTLISTED');
    expect(ranking).toMatchObject({
      mean: '89.0000',
      rank: 2,
      ranked: 4,
      belowPassMark: 0,
      category: { selected: 2, target: null },
      total: { selected: 2, target: 2 },
      reviews: [{ expert: 'expert', counts: true, because: null, points: [{ criterion: 'MERIT', points: 89 }] }],
    });
    expect(ranking.neighbours).toEqual([
      {
        nominationId: given.nominations[2],
        relation: 'FIRST_ALTERNATE',
        selected: false,
        rank: 3,
        score: '88.0000',
        tieBrokenBy: null,
      },
      expect.objectContaining({ nominationId: given.nominations[0], relation: 'NEXT_ABOVE', rank: 1 }),
    ]);
    const order = entries.map(({ event }: Answer) => Number(event.position));
    expect(order).toEqual(order.toSorted((a: number, b: number) => a - b));
  });

  test('the days of the notice are counted', async () => {
    const { entries } = questionIn(await traced(given.approver, given.nominations[0]), 'PUBLICIZED');
    expect(entryOf({ entries }, 'NoticePublished').period).toEqual({
      days: ['2024-01-26', '2024-01-29', '2024-01-30', '2024-01-31', '2024-02-01'],
      closesAt: '2024-02-01T15:59:59.999Z',
    });
  });

  test('an alternate who was never promoted is told who took the places', async () => {
    const trace = await traced(given.approver, given.nominations[2]);
    expect(trace.outcome).toMatchObject({ code: 'ALTERNATE_TARGET_FULL', rule: { id: 'R-F02' } });
    expect(trace.outcome.text).toBe(
      'With a mean of 88.0000 it ranked 3, alternate number 1: all 2 places went to those ranked above. It can still be promoted.',
    );
    expect(answersIn(trace).slice(-3)).toEqual([
      'PUBLICIZED NOT_REACHED NOT_REACHED',
      'RECOGNIZED NOT_REACHED NOT_REACHED',
      'REVOKED NOT_REACHED NOT_REACHED',
    ]);
    expect(questionIn(trace, 'SHORTLISTED').ranking.neighbours[0]).toMatchObject({
      nominationId: given.nominations[1],
      relation: 'LAST_SELECTED',
    });
  });

  test('each event leads to its proof', async () => {
    const { decisionTrace } = await given.approver.ask(
      `query ($id: ID!) { decisionTrace(nominationId: $id) { questions { entries { event { id proof { eventId } } } } } }`,
      { id: given.nominations[0] },
    );
    const events = decisionTrace.questions.flatMap(({ entries }: Answer) => entries.map(({ event }: Answer) => event));
    expect(events.length).toBeGreaterThan(20);
    for (const { id, proof } of events) expect(proof.eventId).toBe(id);
  });

  test('it is told in Chinese to who asks in Chinese', async () => {
    const reader = await given.api.as('DISCIPLINE_INSPECTOR', undefined, 'inspector', 'zh');
    const trace = await traced(reader, given.nominations[0]);
    expect(trace.outcome.text).toBe('2024-03-01 撤销认定，理由：被证实达不到认定标准。');
  });

  test.each([
    ['an auditor', 'AUDITOR', undefined, true],
    ['an inspector at the province', 'DISCIPLINE_INSPECTOR', '410000', true],
    ['an auditor of the city', 'AUDITOR', '410100', false],
    ['an officer of the province', 'PROVINCE_OFFICER', '410000', false],
    ['the approver of the city', 'CITY_APPROVER', '410100', false],
    ['an approver of another province', 'PROVINCE_APPROVER', '420000', false],
    ['an administrator', 'ADMIN', undefined, false],
    ['the expert', 'EXPERT', undefined, false],
  ] as const)('%s', async (_, role, bureau, may) => {
    const trace = await traced(await given.api.as(role, bureau), given.nominations[0]);
    expect(trace !== null).toBe(may);
  });

  test('who watches over others and states no purpose is told all but what is personal', async () => {
    const silent = await given.api.as('AUDITOR', undefined, 'silent', 'en', {});
    const trace = await traced(silent, given.nominations[0]);
    expect(trace.outcome.code).toBe('REVOKED');
    const revoked = entryOf(questionIn(trace, 'REVOKED'), 'Revoked');
    expect(revoked).toMatchObject({ says: null, documents: null });
    expect(revoked.redactions).toContainEqual({ field: 'says', reason: 'PURPOSE_NEEDED' });
    const assessed = entryOf(questionIn(trace, 'FORWARDED'), 'EligibilityAssessed');
    expect(assessed.findings.filter(({ evidence: facts }: Answer) => facts !== null)).toEqual([]);
  });

  test('with a purpose the words are shown, and that they were is on record', async () => {
    const stating = await given.api.as('AUDITOR', undefined, 'stating', 'en', { purpose: '核查一件信访。' });
    const trace = await traced(stating, given.nominations[0]);
    expect(entryOf(questionIn(trace, 'REVOKED'), 'Revoked').says).toBe('查实。');
    await given.api.running.follower.waitFor((await given.api.running.log.head()) ?? ('0' as never));
    const { personalDataReads } = await stating.ask(
      `{ personalDataReads(filter: { reader: "stating" }) { nodes { purpose operation subjects { nominationId what } } } }`,
    );
    expect(personalDataReads.nodes).toMatchObject([
      {
        purpose: '核查一件信访。',
        operation: 'Trace',
        subjects: [
          {
            nominationId: given.nominations[0],
            what: expect.arrayContaining(['TraceEntry.says', 'TraceEntry.documents', 'TracedFinding.evidence']),
          },
        ],
      },
    ]);
  });

  test('of the public nobody is told, nor of a nomination that is not there', async () => {
    expect(await traced(given.api.anyone, given.nominations[0])).toBeNull();
    expect(await traced(given.approver, 'nobody')).toBeNull();
    expect(await traced(given.approver, given.nominations[0], { time: '2024-01-01T00:00:00.000Z' })).toBeNull();
  });
});

describe('of who was objected to', () => {
  let given: Publicized;
  beforeAll(async () => {
    given = await publicized();
    const objection = await lodged(given, given.api.anyone);
    await ruled(given, 'admitObjection', objection.id);
    await given.api.passTo('2024-02-02T01:00:00.000Z');
  });
  afterAll(() => given.api.close());

  test('an open objection keeps it from recognition', async () => {
    const trace = await traced(given.approver, given.nominations[0]);
    expect(trace.outcome).toMatchObject({ code: 'OBJECTION_STANDS', rule: { id: 'R-F28' } });
    expect(questionIn(trace, 'RECOGNIZED').answer).toBe('OPEN');
  });

  test('upheld, it disqualifies, and an alternate takes the place', async () => {
    const { objections } = await given.approver.ask('{ objections(first: 1) { nodes { id } } }');
    await ruled(given, 'upholdObjection', objections.nodes[0].id);
    const [first, , third] = given.nominations;
    const promotion = { editionId: given.editionId, replaced: first, promoted: third, reason: '异议成立。' };
    await accepted(given.approver, 'promoteAlternate', promotion);

    const disqualified = await traced(given.approver, first);
    expect(disqualified).toMatchObject({ status: 'DISQUALIFIED', outcome: { code: 'DISQUALIFIED' } });
    const recognizing = questionIn(disqualified, 'RECOGNIZED');
    expect(chainOf(recognizing)).toEqual([
      'ObjectionLodged',
      'ObjectionAdmitted',
      'NoticeClosed',
      'ObjectionUpheld',
      'Disqualified',
    ]);
    const objection = entryOf(recognizing, 'ObjectionLodged');
    expect(objection.says).toBe(grounds);
    expect(objection.text).toMatch(
      /^Real-name objection \S+ was lodged in time \(the period ran through 2024-02-01\)\.$/,
    );
    expect(entryOf(recognizing, 'Disqualified').event.causationId).toBe(
      entryOf(recognizing, 'ObjectionUpheld').event.id,
    );
    expect(chainOf(questionIn(disqualified, 'SHORTLISTED'))).toContain('AlternatePromoted');

    const promoted = await traced(given.approver, third);
    expect(questionIn(promoted, 'SHORTLISTED')).toMatchObject({
      answer: 'YES',
      conclusion: { code: 'ALTERNATE_PROMOTED' },
    });
    expect(promoted.outcome.code).toBe('NOTICE_AWAITED');
    expect(entryOf(questionIn(promoted, 'SHORTLISTED'), 'AlternatePromoted')).toMatchObject({
      text: `It was promoted in the place of nomination ${first}.`,
      says: '异议成立。',
    });
  });
});

describe('of who was ranked by a narrow margin', () => {
  let given: Selection;
  beforeAll(async () => {
    given = await beforeThePanel();
    const { api, editionId, nominations, officer, approver } = given;
    const criteria = ['MERIT', 'CONDUCT'].map((code) => ({ code, name: { zh: '事迹', en: code }, max: 50, step: 1 }));
    const rubric = { criteria, panelSize: 1, passMark: 60, tieBreak: ['CONDUCT'] };
    await accepted(approver, 'freezeRubric', { editionId, rubric });
    const expert = await api.as('EXPERT', undefined, 'expert');
    const other = await api.as('EXPERT', undefined, 'other');
    for (const id of ['expert', 'other']) {
      await accepted(officer, 'appointExpert', { editionId, expert: id, name: '方专家', fields: ['就业'] });
    }
    const assignments = nominations.map((nominationId) => ({ nominationId, expert: 'expert' }));
    await accepted(officer, 'assignReviews', {
      editionId,
      assignments: [...assignments, { nominationId: nominations[0], expert: 'other' }],
    });
    const scores = [
      [50, 40],
      [40, 30],
      [30, 40],
      [20, 39],
    ];
    await accepted(other, 'recuse', { nominationId: nominations[0], reason: '与人选同单位。' });
    for (const [i, nominationId] of nominations.entries()) {
      const [merit = 0, conduct = 0] = scores[i] ?? [];
      const points = [
        { criterion: 'MERIT', points: merit },
        { criterion: 'CONDUCT', points: conduct },
      ];
      await accepted(expert, 'score', { nominationId, points });
    }
    await api.passTo('2024-01-25T02:00:00.000Z');
    await accepted(officer, 'closeScoring', { editionId });
    await accepted(approver, 'decideShortlist', { editionId });
  });
  afterAll(() => given.api.close());

  test('below the pass mark: the mean and the mark', async () => {
    const trace = await traced(given.approver, given.nominations[3]);
    expect(trace.outcome.code).toBe('BELOW_PASS_MARK');
    expect(trace.outcome.text).toBe('Its mean of 59.0000 is below the pass mark of 60.');
    expect(questionIn(trace, 'SHORTLISTED').ranking).toMatchObject({ mean: '59.0000', passMark: 60, rank: null });
  });

  test('between equal means, the criterion that decided', async () => {
    const { ranking } = questionIn(await traced(given.approver, given.nominations[1]), 'SHORTLISTED');
    expect(ranking).toMatchObject({ rank: 3, mean: '70.0000', tieBreak: ['CONDUCT'] });
    expect(ranking.neighbours).toEqual([
      expect.objectContaining({
        nominationId: given.nominations[2],
        relation: 'LAST_SELECTED',
        tieBrokenBy: 'CONDUCT',
      }),
    ]);
  });

  test('who stepped aside is named, with the reason', async () => {
    const question = questionIn(await traced(given.approver, given.nominations[0]), 'SHORTLISTED');
    expect(question.ranking.reviews).toContainEqual({
      expert: 'other',
      counts: false,
      because: 'RECUSED',
      points: null,
    });
    expect(entryOf(question, 'ReviewerRecused').says).toBe('与人选同单位。');
  });
});
