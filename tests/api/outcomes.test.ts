import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rankedAgain } from '../../src/cli/decide/ranked-again.ts';
import type { Answer, Caller } from '../support/api.ts';
import { laurel } from '../support/command-line.ts';
import { accepted } from '../support/dossiers.ts';
import { bureaus } from '../support/people.ts';
import { beforeThePanel, type Selection } from '../support/selection.ts';

let given: Selection;
let inspector: Caller;

const merit = (points: number) => [{ criterion: 'MERIT', points }];
/** Four nominees by two experts; the second sees them the other way round. */
const scores = [
  [90, 40],
  [80, 46],
  [70, 75],
  [60, 65],
] as const;

beforeAll(async () => {
  given = await beforeThePanel();
  const { api, editionId, nominations, officer, approver } = given;
  inspector = await api.as('DISCIPLINE_INSPECTOR', bureaus.province);
  await accepted(approver, 'freezeRubric', {
    editionId,
    rubric: {
      criteria: [{ code: 'MERIT', name: { zh: '事迹', en: 'Merit' }, max: 100, step: 1 }],
      panelSize: 2,
      tieBreak: [],
    },
  });
  for (const [at, account] of ['expert-a', 'expert-b'].entries()) {
    await accepted(officer, 'appointExpert', { editionId, expert: account, name: '方专家', fields: [] });
    const assignments = nominations.map((nominationId) => ({ nominationId, expert: account }));
    await accepted(officer, 'assignReviews', { editionId, assignments });
    const expert = await api.as('EXPERT', undefined, account);
    for (const [i, nominationId] of nominations.entries()) {
      await accepted(expert, 'score', { nominationId, points: merit(scores[i]?.[at] ?? 0) });
    }
  }
});
afterAll(() => given.api.close());

const proposal = `query ($id: ID!) { shortlistProposal(editionId: $id) {
  scoringClosed places { nominationId standing rank score } belowPassMark short } }`;
const whatIf = `query ($id: ID!, $without: WithoutInput!) { counterfactual(editionId: $id, without: $without) {
  short changes { nominationId before { standing rank score } after { standing rank score } } } }`;
const shortlist = `query ($id: ID!) { edition(id: $id) { shortlist {
  rubricHash ruleVersion method deviations { passedOver selected reason } places { nomination { id } place rank serial } } } }`;

const named = (id: string): string => `n${given.nominations.indexOf(id)}`;

describe('The scoreboard', () => {
  const asked = `query ($id: ID!) { scoreboard(editionId: $id, orderBy: { field: MEAN, direction: DESC }) { nodes {
    nomination { id } aggregates { mean { value fallback } trimmedMean { value fallback } median { value }
      standardized { value fallback } calibrated { value fallback } spread selectionProbability probabilityError greyZone } } } }`;

  test('shows every method side by side, and says the same again', async () => {
    const { scoreboard } = await given.officer.ask(asked, { id: given.editionId });
    const [first] = scoreboard.nodes;
    expect(named(first.nomination.id)).toBe('n2');
    expect(first.aggregates).toMatchObject({
      mean: { value: '72.5000', fallback: null },
      trimmedMean: { value: '72.5000', fallback: 'MEAN' },
      median: { value: '72.5000' },
      standardized: { value: expect.stringMatching(/^\d+\.\d{4}$/) },
      calibrated: { value: expect.stringMatching(/^\d+\.\d{4}$/) },
      // Two experts who contradict each other tell nothing of anybody's quality.
      ...{ spread: null, selectionProbability: null, probabilityError: null, greyZone: false },
    });
    expect(await given.officer.ask(asked, { id: given.editionId })).toEqual({ scoreboard });
  });
});

describe('The diagnosis', () => {
  const asked = `query ($id: ID!) { panelDiagnosis(editionId: $id) { model alpha { value low high } icc { value }
    experts { expert reviews difference compared correlation pace { scores withinMinute } outliers { nominationId } } } }`;

  test('tells of each expert beside the others, and of their agreement', async () => {
    const { panelDiagnosis } = await inspector.ask(asked, { id: given.editionId });
    expect(panelDiagnosis.alpha.value).toBeLessThan(0);
    expect(panelDiagnosis.experts).toMatchObject([
      { expert: 'expert-a', reviews: 4, difference: 18.5, compared: 4, pace: { scores: 4 } },
      { expert: 'expert-b', reviews: 4, difference: -18.5, compared: 4, pace: { scores: 4 } },
    ]);
    expect(panelDiagnosis.experts[0].correlation).toBeLessThan(-0.5);
  });

  test('is for the province and those who audit it', async () => {
    const expert = await given.api.as('EXPERT', undefined, 'expert-a');
    for (const caller of [expert, given.cityApprover, given.api.anyone]) {
      expect(await caller.ask(asked, { id: given.editionId })).toEqual({ panelDiagnosis: null });
    }
  });
});

describe('The proposal', () => {
  test('is what the ranking would select now, and records nothing', async () => {
    const before = await given.api.running.log.head();
    const { shortlistProposal } = await given.officer.ask(proposal, { id: given.editionId });
    expect(shortlistProposal.scoringClosed).toBe(false);
    expect(
      shortlistProposal.places.map(({ nominationId, standing, rank, score }: Answer) =>
        [named(nominationId), standing, rank, score].join(' '),
      ),
    ).toEqual(['n2 SELECTED 1 72.5000', 'n0 SELECTED 2 65.0000', 'n1 ALTERNATE 3 63.0000', 'n3 ALTERNATE 4 62.5000']);
    expect(await given.api.running.log.head()).toBe(before);
  });

  test('is for the province and those who audit it', async () => {
    const expert = await given.api.as('EXPERT', undefined, 'expert-a');
    for (const caller of [expert, given.cityApprover, given.api.anyone]) {
      expect(await caller.ask(proposal, { id: given.editionId })).toEqual({ shortlistProposal: null });
    }
  });
});

describe('A counterfactual', () => {
  const changesOf = ({ counterfactual }: Answer) =>
    counterfactual.changes.map(({ nominationId, before, after }: Answer) =>
      [named(nominationId), before.standing, after.standing].join(' '),
    );

  test('lists who would change without an expert, and without a nominee', async () => {
    const { editionId: id, nominations } = given;
    const withoutExpert = await inspector.ask(whatIf, { id, without: { expert: 'expert-b' } });
    expect(changesOf(withoutExpert)).toEqual(['n2 SELECTED ALTERNATE', 'n1 ALTERNATE SELECTED']);
    expect(withoutExpert.counterfactual.short).toHaveLength(4);
    const withoutNominee = await inspector.ask(whatIf, { id, without: { nominationId: nominations[2] } });
    expect(changesOf(withoutNominee)).toEqual(['n2 SELECTED OUT', 'n1 ALTERNATE SELECTED']);
    expect(changesOf(await inspector.ask(whatIf, { id, without: {} }))).toEqual([]);
  });

  test('is for those who trace decisions', async () => {
    const ask = { id: given.editionId, without: {} };
    expect(await given.officer.ask(whatIf, ask)).toEqual({ counterfactual: null });
    expect((await given.approver.ask(whatIf, ask)).counterfactual).not.toBeNull();
  });
});

describe('The decision', () => {
  test('carries what it was computed from, and each deviation with its reason', async () => {
    const { api, editionId, nominations, officer, approver } = given;
    await api.passTo('2024-01-25T02:00:00.000Z');
    await accepted(officer, 'closeScoring', { editionId });
    const [first, second] = nominations;
    const deviation = { passedOver: first, selected: second, reason: '经集体研究，事迹与类别导向更为契合。' };
    const wrong = await approver.run('decideShortlist', {
      editionId,
      deviations: [{ passedOver: second, selected: first, reason: '写反了' }],
    });
    expect(wrong.errors).toMatchObject([
      { code: 'NOT_PROPOSED', path: ['deviations', '0', 'passedOver'] },
      { code: 'NOT_AN_ALTERNATE', path: ['deviations', '0', 'selected'] },
    ]);
    await accepted(approver, 'decideShortlist', { editionId, deviations: [deviation] });
    const { edition } = await officer.ask(shortlist, { id: editionId });
    expect(edition.shortlist).toMatchObject({
      rubricHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      ruleVersion: expect.any(String),
      method: 'MEAN',
      deviations: [deviation],
    });
    expect(
      edition.shortlist.places.map(({ nomination, place, rank, serial }: Answer) =>
        [named(nomination.id), place, rank, serial].join(' '),
      ),
    ).toEqual(['n2 SELECTED 1 1', 'n0 PASSED_OVER 2 ', 'n1 SELECTED 3 2', 'n3 ALTERNATE 4 3']);
  });

  test('is derived again from the log alone by the command line', async () => {
    const { api, editionId } = given;
    const variables = { LAUREL_KEY_ENCRYPTION_KEY: Buffer.alloc(32, 8).toString('base64') };
    const args = ['decide', '--replay', '--directory', api.directory, '--edition'];
    const { status, stdout, stderr } = await laurel([...args, editionId], variables);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^same {6}inputs: [0-9a-f]{64}$/m);
    expect(stdout).toMatch(/^same {6}list: [0-9a-f]{64}$/m);
    expect(stdout).toContain('2 selected, 1 alternates, 1 deviations');
    const events = await api.running.log.readAll(undefined, 100_000);
    expect(rankedAgain(events, editionId)).toMatchObject({ same: true });
    const otherwise = (type: string, change: (data: Answer) => object) =>
      rankedAgain(
        events.map((event) => (event.type === type ? { ...event, data: change(event.data) } : event)),
        editionId,
      );
    expect(otherwise('ShortlistDecided', (data) => ({ ...data, selected: data.alternates }))).toMatchObject({
      same: false,
    });
    expect(otherwise('Scored', (data) => ({ ...data, points: { MERIT: 50 } }))?.checks).toContainEqual(
      expect.objectContaining({ what: 'inputs', recorded: rankedAgain(events, editionId)?.checks[0]?.recorded }),
    );
    expect(otherwise('Scored', (data) => ({ ...data, points: { MERIT: 50 } }))).toMatchObject({ same: false });
    expect(otherwise('RubricFrozen', ({ rubric }) => ({ rubric: { ...rubric, passMark: 1 } }))).toMatchObject({
      same: false,
    });
    const none = await laurel([...args, 'youth-star-1999'], variables);
    expect(none.status).not.toBe(0);
    expect(none.stderr).toContain('no decision on the shortlist');
  });
});
