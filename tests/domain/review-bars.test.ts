import { describe, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { EditionFact } from '../../src/domain/edition/edition.ts';
import type { Conflict } from '../../src/domain/review/conflicts.ts';
import type { ReviewCommand } from '../../src/domain/review/decide.ts';
import type { ReviewFact } from '../../src/domain/review/review.ts';
import { on, specOf } from '../support/decider-spec.ts';
import { concluded, editionOf, flex, flexId, plain, rubricFrozen, scoringClosed } from '../support/editions.ts';
import { nominationOf } from '../support/nominations.ts';
import { expert, bureaus as of, officer, provinceApprover } from '../support/people.ts';

const { given, whenEmpty } = specOf(aggregates.review);

const appointed: EditionFact = { type: 'ExpertAppointed', data: { expert: expert.id, name: '方', fields: [] } };
const ofTheCounty: EditionFact = {
  type: 'ExpertAmended',
  data: { expert: expert.id, fields: [], profile: { bureau: of.county }, reason: '补充任职信息' },
};
const edition = editionOf(plain(flex), appointed, rubricFrozen(flex));
const barring = editionOf(plain(flex), appointed, ofTheCounty, rubricFrozen(flex));
const closed = editionOf(plain(flex), appointed, rubricFrozen(flex), scoringClosed);
const over = editionOf(plain(flex), appointed, rubricFrozen(flex), concluded);

const nomination = nominationOf({ status: 'SUBMITTED', holder: of.province });
const about = { edition, nomination, expert: expert.id };
const ids = { editionId: flexId, nominationId: nomination.id, expert: expert.id };
const points = { LEADING_OTHERS: 30, SKILL: 0, REPUTATION: 12, CONDUCT: 20 };

const assigned: ReviewFact = { type: 'ReviewAssigned', data: { ...ids, category: 'NEW_FORM' } };
const scored: ReviewFact = { type: 'Scored', data: { ...ids, points } };
const kin: Conflict = { ground: 'KINSHIP', from: 'EXPERT', fact: '表兄' };
const declared: ReviewFact = {
  type: 'ConflictDeclared',
  data: { ...ids, ground: 'KINSHIP', by: 'EXPERT', detail: '表兄' },
};
const requested: ReviewFact = {
  type: 'BarLiftRequested',
  data: { ...ids, grounds: ['KINSHIP'], conflicts: [kin], reason: '远亲，多年无来往' },
};
const lifted: ReviewFact = { type: 'BarLiftConfirmed', data: { ...ids, note: '情况属实' } };

type Of<Type extends ReviewCommand['type']> = Extract<ReviewCommand, { type: Type }>;
const assign = (changes: Partial<Of<'AssignReview'>> = {}): ReviewCommand => ({
  type: 'AssignReview',
  ...about,
  ...changes,
});
const score = (changes: Partial<Of<'Score'>> = {}): ReviewCommand => ({ type: 'Score', ...about, points, ...changes });
const declare = (changes: Partial<Of<'DeclareConflict'>> = {}): ReviewCommand => ({
  type: 'DeclareConflict',
  ...about,
  ground: 'KINSHIP',
  by: 'EXPERT',
  detail: '表兄',
  ...changes,
});
const voided = (changes: Partial<Of<'VoidScore'>> = {}): ReviewCommand => ({
  type: 'VoidScore',
  ...about,
  reason: '发现任职单位相同',
  ...changes,
});
const withdraw = (changes: Partial<Of<'WithdrawAssignment'>> = {}): ReviewCommand => ({
  type: 'WithdrawAssignment',
  ...about,
  reason: '调整分工',
  ...changes,
});
const ask = (changes: Partial<Of<'RequestBarLift'>> = {}): ReviewCommand => ({
  type: 'RequestBarLift',
  ...about,
  reason: '远亲，多年无来往',
  ...changes,
});
const confirm: ReviewCommand = { type: 'ConfirmBarLift', ...about, note: '情况属实' };
const uphold: ReviewCommand = { type: 'RefuseBarLift', ...about, reason: '仍有影响' };

const county: Conflict = { ground: 'SAME_BUREAU', from: 'bureau', fact: of.county };

describe('Who must stand aside', () => {
  it('is given nothing, on a ground that is on record or declared', () => {
    whenEmpty(assign({ edition: barring })).thenRefused('CONFLICT_OF_INTEREST', {
      path: ['expert'],
      params: {
        grounds: { zh: '所在部门为申报、审核或联审单位', en: 'of a bureau that nominated, reviewed or vetted it' },
      },
    });
    given(declared)
      .when(assign())
      .thenRefused('CONFLICT_OF_INTEREST', {
        path: ['expert'],
        params: { grounds: { zh: '亲属关系', en: 'kinship' } },
      });
  });

  it('is also who answered a vetting, and who serves in the bureau that entered one', () => {
    const entered = { body: 'PUBLIC_SECURITY', answer: 'CLEAR' as const, answeredOn: '2024-01-10', own: false };
    const by = (who: Partial<typeof entered & { by: typeof expert.id; bureau: typeof of.city }>) =>
      nominationOf({
        status: 'SUBMITTED',
        holder: of.province,
        vetting: new Map([[entered.body, { ...entered, by: officer.id, ...who }]]),
      });
    const inCity: EditionFact = {
      type: 'ExpertAmended',
      data: { expert: expert.id, fields: [], profile: { bureau: of.otherCity }, reason: '补充任职信息' },
    };
    const serving = editionOf(plain(flex), appointed, inCity, rubricFrozen(flex));
    whenEmpty(assign({ nomination: by({ by: expert.id }) })).thenRefused('CONFLICT_OF_INTEREST', { path: ['expert'] });
    whenEmpty(assign({ nomination: by({ bureau: of.otherCity }), edition: serving })).thenRefused(
      'CONFLICT_OF_INTEREST',
      { path: ['expert'] },
    );
    whenEmpty(assign({ nomination: by({ bureau: of.city }), edition: serving })).thenFacts(assigned);
  });

  it('scores nothing, where it is found after the assignment', () => {
    given(assigned)
      .when(score({ edition: barring }))
      .thenRefused('CONFLICT_OF_INTEREST', { path: ['nominationId'] });
    given(assigned, scored)
      .when(score({ edition: barring, reason: '改' }))
      .thenRefused('CONFLICT_OF_INTEREST', { path: ['nominationId'] });
  });
});

describe('A conflict that is declared', () => {
  it('takes back what is assigned, and voids what is scored, with its witness', () => {
    whenEmpty(declare()).thenFacts(declared);
    const witness = { grounds: ['KINSHIP' as const], conflicts: [kin], reason: '表兄' };
    given(assigned)
      .when(declare())
      .thenFacts(declared, { type: 'AssignmentWithdrawn', data: { ...ids, ...witness } });
    given(assigned, scored)
      .when(declare())
      .thenFacts(declared, { type: 'ScoreVoided', data: { ...ids, ...witness } });
  });

  it('is declared once, and by another again', () => {
    given(declared).when(declare()).thenFacts();
    given(declared)
      .when(declare({ by: 'NOMINATOR' }))
      .thenFacts({ type: 'ConflictDeclared', data: { ...ids, ground: 'KINSHIP', by: 'NOMINATOR', detail: '表兄' } });
  });

  it('is pinned by officers only, of experts of the panel, in an edition that goes on', () => {
    whenEmpty(declare({ ground: 'PINNED' })).thenRefused('PINNED_BY_OFFICERS', { path: ['ground'] });
    whenEmpty(declare({ ground: 'PINNED', by: 'OFFICER' })).thenFacts({
      type: 'ConflictDeclared',
      data: { ...ids, ground: 'PINNED', by: 'OFFICER', detail: '表兄' },
    });
    whenEmpty(declare({ expert: 'nobody' as never })).thenRefused('EXPERT_NOT_APPOINTED', { path: ['expert'] });
    whenEmpty(declare({ edition: over })).thenRefused('EDITION_CONCLUDED');
  });
});

describe('A score', () => {
  it('is voided for a conflict found late, also when scoring is closed', () => {
    const fact: ReviewFact = {
      type: 'ScoreVoided',
      data: { ...ids, grounds: ['SAME_BUREAU'], conflicts: [county], reason: '发现任职单位相同' },
    };
    given(assigned, scored)
      .when(voided({ edition: barring }))
      .thenFacts(fact);
    const closedAndBarring = editionOf(plain(flex), appointed, ofTheCounty, rubricFrozen(flex), scoringClosed);
    given(assigned, scored)
      .when(voided({ edition: closedAndBarring }))
      .thenFacts(fact);
  });

  it('is not voided because it displeases, nor twice, nor before there is one', () => {
    given(assigned, scored)
      .when(voided())
      .thenRefused('NO_CONFLICT', { path: ['expert'] });
    given(assigned)
      .when(voided({ edition: barring }))
      .thenRefused('NO_SCORE_TO_VOID', { path: ['expert'] });
    const fact: ReviewFact = {
      type: 'ScoreVoided',
      data: { ...ids, grounds: ['SAME_BUREAU'], conflicts: [county], reason: '同单位' },
    };
    given(assigned, scored, fact)
      .when(voided({ edition: barring }))
      .thenRefused('NO_SCORE_TO_VOID', { path: ['expert'] });
    given(assigned, scored, fact)
      .when(score({ reason: '改' }))
      .thenRefused('REVIEW_NOT_ASSIGNED', { path: ['nominationId'] });
  });
});

describe('An assignment', () => {
  it('is taken back before it is scored, and may be given again', () => {
    const fact: ReviewFact = {
      type: 'AssignmentWithdrawn',
      data: { ...ids, grounds: [], conflicts: [], reason: '调整分工' },
    };
    given(assigned).when(withdraw()).thenFacts(fact);
    given(assigned, fact)
      .when(score())
      .thenRefused('REVIEW_NOT_ASSIGNED', { path: ['nominationId'] });
    given(assigned, fact).when(assign()).thenFacts(assigned);
    given(assigned, scored)
      .when(withdraw())
      .thenRefused('NO_ASSIGNMENT_TO_WITHDRAW', { path: ['expert'] });
    whenEmpty(withdraw()).thenRefused('NO_ASSIGNMENT_TO_WITHDRAW', { path: ['expert'] });
  });

  it('waits for days on which the expert can score', () => {
    const from = (availability: { from: string; to: string }) =>
      editionOf(plain(flex), {
        type: 'ExpertAppointed',
        data: { expert: expert.id, name: '方', fields: [], availability },
      });
    const away = { edition: from({ from: '2024-02-01', to: '2024-02-03' }) };
    whenEmpty(assign({ ...away, dueOn: '2024-01-31' })).thenRefused('EXPERT_UNAVAILABLE', { path: ['expert'] });
    whenEmpty(assign({ ...away, dueOn: '2024-02-01' })).thenFacts({
      type: 'ReviewAssigned',
      data: { ...ids, category: 'NEW_FORM', dueOn: '2024-02-01' },
    });
    whenEmpty(assign({ edition: from({ from: '2023-12-01', to: '2024-01-09' }) })).thenRefused('EXPERT_UNAVAILABLE', {
      path: ['expert'],
    });
  });
});

describe('A bar', () => {
  const byOfficer = on({ by: officer }, requested);

  it('is lifted by two, and then bars no more', () => {
    given(declared).when(ask(), { by: officer }).thenFacts(requested);
    given(declared, byOfficer).when(confirm, { by: provinceApprover }).thenFacts(lifted);
    given(declared, byOfficer, lifted).when(assign()).thenFacts(assigned);
    given(declared, byOfficer, lifted, assigned).when(score()).thenFacts(scored);
  });

  it('is not lifted by who asked for it, nor by the expert on either side', () => {
    given(declared, byOfficer).when(confirm, { by: officer }).thenRefused('FOUR_EYES', {});
    given(declared)
      .when(ask(), { by: expert })
      .thenRefused('OWN_BAR', { path: ['expert'] });
    given(declared, byOfficer)
      .when(confirm, { by: expert })
      .thenRefused('OWN_BAR', { path: ['expert'] });
  });

  it('is upheld by the second, and may be asked for again', () => {
    const upheld: ReviewFact = { type: 'BarLiftRefused', data: { ...ids, reason: '仍有影响' } };
    given(declared, byOfficer).when(uphold, { by: provinceApprover }).thenFacts(upheld);
    given(declared, byOfficer, upheld)
      .when(assign())
      .thenRefused('CONFLICT_OF_INTEREST', { path: ['expert'] });
    given(declared, byOfficer, upheld).when(ask(), { by: officer }).thenFacts(requested);
    given(declared, byOfficer, upheld)
      .when(confirm, { by: provinceApprover })
      .thenRefused('NO_BAR_LIFT_REQUESTED', { path: ['expert'] });
  });

  it('that is lifted covers nothing that is found later', () => {
    given(declared, byOfficer, lifted)
      .when(assign({ edition: barring }))
      .thenRefused('CONFLICT_OF_INTEREST', { path: ['expert'] });
    given(declared, byOfficer, lifted, {
      type: 'ConflictDeclared',
      data: { ...ids, ground: 'INTEREST', by: 'NOMINATOR', detail: '合伙经营' },
    })
      .when(assign())
      .thenRefused('CONFLICT_OF_INTEREST', { path: ['expert'] });
  });

  it('is asked for once at a time, where there is one, and never for who drafted the nomination', () => {
    given(declared, byOfficer)
      .when(ask(), { by: officer })
      .thenRefused('BAR_LIFT_REQUESTED', { path: ['expert'] });
    whenEmpty(ask(), { by: officer }).thenRefused('NO_CONFLICT', { path: ['expert'] });
    const own = { ...nomination, drafters: [expert.id] };
    given(declared)
      .when(ask({ nomination: own }), { by: officer })
      .thenRefused('BAR_NOT_LIFTABLE', { path: ['expert'] });
  });
});

describe('While scoring is closed', () => {
  it('a conflict still voids a score', () => {
    given(assigned, scored)
      .when(declare({ edition: closed, by: 'OFFICER', ground: 'PINNED' }))
      .thenFacts(
        { type: 'ConflictDeclared', data: { ...ids, ground: 'PINNED', by: 'OFFICER', detail: '表兄' } },
        {
          type: 'ScoreVoided',
          data: {
            ...ids,
            grounds: ['PINNED'],
            conflicts: [{ ground: 'PINNED', from: 'OFFICER', fact: '表兄' }],
            reason: '表兄',
          },
        },
      );
  });
});
