import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/actor.ts';
import type { BureauCode } from '../../src/domain/ids.ts';
import type { NominationCommand } from '../../src/domain/nomination/decide.ts';
import type { NominationFact } from '../../src/domain/nomination/nomination.ts';
import { levelWords, statusWords } from '../../src/domain/terms-in-words.ts';
import { historyOf, nominations, reviewCommand, rider } from '../rules/dossiers.ts';
import { on, shanghai } from '../support/decider-spec.ts';
import { concluded, editionOf, flex, flexId, youth } from '../support/editions.ts';
import { cityReviewer, clerk, countyApprover, bureaus as of, officer, person as somebody } from '../support/people.ts';

const { given, stateOf } = nominations;
const edition = editionOf(flex);
const sha256 = (letter: string) => letter.repeat(64);

const [nominated] = historyOf(rider);
if (!nominated) throw new Error('A dossier begins with the nomination.');
const drafted = [nominated];
const passed = on({ by: countyApprover }, {
  type: 'Reviewed',
  data: { level: 'COUNTY', bureau: of.county, decision: 'PASS', opinion: rider.opinion },
} as NominationFact);
const forwarded = (from: BureauCode, to: BureauCode, deciding = false): NominationFact => ({
  type: 'Forwarded',
  data: { from, to, deciding },
});
const received = [...drafted, passed, forwarded(of.county, of.city)];
const submitted = [...received, forwarded(of.city, of.province, true)];
const withdrawn: NominationFact = {
  type: 'Withdrawn',
  data: { editionId: flexId, reason: 'r', person: 'pseudonym' as never, seatsHeld: [] },
};

type Of<Type extends NominationCommand['type']> = Extract<NominationCommand, { type: Type }>;

const attach = (changes: Partial<Of<'AttachMaterial'>> = {}): NominationCommand => ({
  type: 'AttachMaterial',
  edition,
  bureau: of.county,
  material: 'DEEDS',
  sha256: sha256('a'),
  file: { mediaType: 'application/pdf', size: 1000 },
  ...changes,
});
const attached = (letter = 'a', changes: object = {}): NominationFact => ({
  type: 'MaterialAttached',
  data: { material: 'DEEDS', sha256: sha256(letter), mediaType: 'application/pdf', size: 1000, ...changes },
});
const remove = (changes: Partial<Of<'RemoveMaterial'>> = {}): NominationCommand => ({
  type: 'RemoveMaterial',
  edition,
  bureau: of.county,
  material: 'DEEDS',
  sha256: sha256('a'),
  reason: 'blurred',
  ...changes,
});
const removed: NominationFact = {
  type: 'MaterialRemoved',
  data: { material: 'DEEDS', sha256: sha256('a'), reason: 'blurred' },
};
const letter = [{ title: '复函' }];
const answer = (changes: Partial<Of<'AnswerVetting'>> = {}): NominationCommand => ({
  type: 'AnswerVetting',
  edition,
  bureau: of.county,
  body: 'PUBLIC_SECURITY',
  answer: 'CLEAR',
  answeredOn: '2024-01-09',
  evidence: letter,
  ...changes,
});
const answered = (changes: object = {}): NominationFact => ({
  type: 'VettingAnswered',
  data: { body: 'PUBLIC_SECURITY', answer: 'CLEAR', answeredOn: '2024-01-09', evidence: letter, ...changes },
});
const visit = { method: 'SITE_VISIT', on: '2024-01-09', findings: '属实' };
const step = (changes: Partial<Of<'RecordStep'>> = {}): NominationCommand => ({
  type: 'RecordStep',
  edition,
  bureau: of.county,
  step: 'VERIFICATION',
  answers: visit,
  evidence: [],
  ...changes,
});
const recorded: NominationFact = {
  type: 'StepRecorded',
  data: { step: 'VERIFICATION', bureau: of.county, level: 'COUNTY', answers: visit, evidence: [] },
};
const gathering = { attach: attach(), remove: remove(), answer: answer(), step: step() };

describe('Materials', () => {
  it('are attached by their hash, with type and size as the store has them, and words as said', () => {
    given(...drafted)
      .when(attach())
      .thenFacts(attached());
    given(...drafted)
      .when(attach({ words: 812 }))
      .thenFacts(attached('a', { words: 812 }));
  });

  it('are ones that the program asks for, of a kind it accepts, and have been uploaded', () => {
    const known = flex.materials.map(({ code }) => code).join(', ');
    given(...drafted)
      .when(attach({ material: 'HOROSCOPE' }))
      .thenRefused('MATERIAL_UNKNOWN', { path: ['material'], params: { known } });
    given(...drafted)
      .when(attach({ material: 'PHOTO' }))
      .thenRefused('MATERIAL_TYPE', {
        path: ['sha256'],
        ruleId: 'R-F43',
        params: { accepted: 'image/jpeg, image/png' },
      });
    given(...drafted)
      .when(attach({ file: undefined }))
      .thenRefused('FILE_UNKNOWN', { path: ['sha256'] });
  });

  it('one file may be two materials, but not the same one twice', () => {
    given(...drafted, attached())
      .when(attach())
      .thenRefused('MATERIAL_ATTACHED', { path: ['sha256'], ruleId: 'R-F33' });
    given(...drafted, attached())
      .when(attach({ material: 'SUPPORTING' }))
      .thenFacts(attached('a', { material: 'SUPPORTING' }));
  });

  it('are at most twenty files each', () => {
    const files = Array.from({ length: 20 }, (_, i) => attached('a', { sha256: String(i).padStart(64, '0') }));
    given(...drafted, ...files.slice(1))
      .when(attach())
      .thenFacts(attached());
    given(...drafted, ...files)
      .when(attach())
      .thenRefused('MATERIALS_TOO_MANY', { path: ['material'], ruleId: 'R-F33', params: { most: 20 } });
  });

  it('are removed with a reason while it is drafted, and not once a reviewer has seen them', () => {
    given(...drafted, attached())
      .when(remove())
      .thenFacts(removed);
    given(...drafted, attached(), removed)
      .when(remove())
      .thenRefused('MATERIAL_NOT_ATTACHED', { path: ['sha256'] });
    given(...drafted, attached(), passed)
      .when(remove())
      .thenRefused('NOT_IN_DRAFT', { params: { status: statusWords.PASSED, holder: of.county } });
  });

  it('may still be added by the bureau that has received it', () => {
    given(...received)
      .when(attach({ bureau: of.city }))
      .thenFacts(attached());
    given(...received)
      .when(attach())
      .thenRefused('NOT_HELD_HERE', { path: ['nominationId'], params: { holder: of.city } });
  });

  it('who attaches one to a draft has drafted; who adds one later has not', () => {
    const state = stateOf(...drafted, on({ by: countyApprover }, attached()));
    expect('drafters' in state && state.drafters).toEqual([clerk.id, countyApprover.id]);
    given(...drafted, on({ by: countyApprover }, attached()))
      .when({ ...reviewCommand(rider), decision: 'RETURN' }, { by: countyApprover })
      .thenRefused('FOUR_EYES', { params: { act: { zh: '审核', en: 'review' } } });
    const later = stateOf(...received, on({ by: cityReviewer }, attached()));
    expect('drafters' in later && later.drafters).toEqual([clerk.id]);
  });
});

describe('Answers of vetting bodies', () => {
  const body: Actor = { ...somebody('police', of.county, 'VETTING_BODY'), body: 'PUBLIC_SECURITY' };

  it('are given by the body itself, without a paper', () => {
    given(...drafted)
      .when(answer({ evidence: [] }), { by: body })
      .thenFacts(answered({ evidence: [] }));
  });

  it('a body answers for itself only', () => {
    given(...drafted)
      .when(answer({ body: 'TRADE_UNION' }), { by: body })
      .thenRefused('VETTING_OF_ANOTHER', { path: ['body'], ruleId: 'R-F15' });
  });

  it('are entered by the bureau with the letter as evidence, and a note', () => {
    given(...drafted)
      .when(answer())
      .thenFacts(answered());
    given(...drafted)
      .when(answer({ note: '电话核实' }))
      .thenFacts(answered({ note: '电话核实' }));
    given(...drafted)
      .when(answer({ evidence: [] }))
      .thenRefused('VETTING_EVIDENCE', { path: ['evidence'], ruleId: 'R-F15' });
  });

  it('are of bodies that the program asks, and not of a day to come', () => {
    given(...drafted)
      .when(answer({ body: 'TAX_OFFICE', answeredOn: '2024-01-11' }))
      .thenAllRefused(
        ['VETTING_BODY_UNKNOWN', { path: ['body'], ruleId: 'R-F15' }],
        ['SIGNED_IN_FUTURE', { path: ['answeredOn'], ruleId: 'R-F15' }],
      );
    given(...drafted)
      .when(answer({ answeredOn: '2024-01-11' }), { at: shanghai('2024-01-11T00:00:00.000') })
      .thenFacts(answered({ answeredOn: '2024-01-11' }));
  });

  it('the last one of a body counts', () => {
    const state = stateOf(...drafted, answered({ answer: 'UNKNOWN' }), answered({ answer: 'ADVERSE' }));
    expect('vetting' in state && [...state.vetting.values()]).toMatchObject([
      { body: 'PUBLIC_SECURITY', answer: 'ADVERSE' },
    ]);
  });

  it('by the body itself are changed by the body only, and never by an earlier one', () => {
    const adverse = on({ by: body }, answered({ answer: 'ADVERSE' }));
    given(...drafted, adverse)
      .when(answer({ evidence: [{ title: 'a letter' }] }))
      .thenRefused('VETTING_ANSWERED', { path: ['body'], ruleId: 'R-F15' });
    given(...drafted, adverse)
      .when(answer({ answeredOn: '2024-01-01' }), { by: body })
      .thenRefused('VETTING_OUTDATED', { path: ['answeredOn'], ruleId: 'R-F15' });
  });

  it('are not asked for in the youth program', () => {
    given(...drafted)
      .when(answer({ edition: editionOf(youth) }))
      .thenRefused('VETTING_NOT_ASKED', { path: ['nominationId'] });
  });
});

describe('Steps of the procedure', () => {
  it('are recorded with the bureau and its level, as often as they are taken', () => {
    given(...drafted)
      .when(step())
      .thenFacts(recorded);
    given(...drafted, recorded)
      .when(step())
      .thenFacts(recorded);
    given(...received)
      .when(step({ bureau: of.city }))
      .thenFacts({
        ...recorded,
        data: { ...(recorded.data as object), bureau: of.city, level: 'CITY' },
      } as NominationFact);
  });

  it('are ones that the program knows of nominations, with all they ask for', () => {
    given(...drafted)
      .when(step({ step: 'RESPONSIBLE_PERSON' }))
      .thenRefused('STEP_UNKNOWN', { path: ['step'], params: { known: 'SCREENING, VERIFICATION' } });
    given(...drafted)
      .when(step({ answers: { method: 'TELEPATHY', on: '2024-01-11', mood: 'good' } }))
      .thenAllRefused(
        ['FIELD_UNKNOWN', { path: ['answers', 'mood'], ruleId: 'R-F37' }],
        ['FIELD_INVALID', { path: ['answers', 'method'], ruleId: 'R-F37' }],
        ['FIELD_INVALID', { path: ['answers', 'on'], ruleId: 'R-F37' }],
        ['FIELD_REQUIRED', { path: ['answers', 'findings'], ruleId: 'R-F37' }],
      );
  });

  it('are recorded by the levels that take them', () => {
    given(...submitted)
      .when(step({ bureau: of.province }), { by: officer })
      .thenRefused('STEP_OF_LEVEL', {
        path: ['step'],
        ruleId: 'R-F37',
        params: { levels: { zh: `${levelWords.COUNTY.zh}、${levelWords.CITY.zh}`, en: expect.any(String) } },
      });
  });
});

describe('What is gathered', () => {
  it('is closed once the nomination is submitted to the province', () => {
    given(...submitted)
      .when(attach({ bureau: of.province }), { by: officer })
      .thenRefused('DOSSIER_CLOSED', { path: ['nominationId'], params: { status: statusWords.SUBMITTED } });
    given(...submitted)
      .when(answer({ bureau: of.province }), { by: officer })
      .thenRefused('DOSSIER_CLOSED', { path: ['nominationId'] });
  });

  it.each(Object.entries(gathering))('%s: only by the bureau that has it, and while all is open', (_, command) => {
    const elsewhere = given(...drafted).when({ ...command, bureau: of.city } as NominationCommand).decision;
    expect('refusals' in elsewhere && elsewhere.refusals[0]).toMatchObject({
      code: 'NOT_HELD_HERE',
      path: ['nominationId'],
      params: { holder: of.county },
    });
    const over = editionOf(flex, concluded);
    const { decision } = given(...drafted, attached('b')).when({ ...command, edition: over } as NominationCommand);
    expect('refusals' in decision && decision.refusals.map(({ code }) => code)).toContain('EDITION_CONCLUDED');
    given(...drafted, withdrawn)
      .when(command)
      .thenRefused('OUT_OF_THE_RUNNING', { path: ['nominationId'] });
    nominations.whenEmpty(command).thenRefused('NOMINATION_NOT_FOUND', { path: ['nominationId'] });
  });
});

describe('An assessment by itself', () => {
  const assess = (bureau: BureauCode = of.county, program = flex): NominationCommand => ({
    type: 'AssessEligibility',
    edition: editionOf(program),
    bureau,
    honors: [],
  });

  it('puts on record how every rule stands that is due, and decides nothing', () => {
    const { decision } = given(...historyOf(rider)).when(assess(), { by: countyApprover });
    const [fact, ...others] = 'facts' in decision ? decision.facts : [];
    if (fact?.type !== 'EligibilityAssessed') return expect.fail('Nothing was assessed.');
    expect(others).toEqual([]);
    expect(fact.data).toMatchObject({ bureau: of.county, level: 'COUNTY', act: 'REVIEW', judgments: [], honors: [] });
    const open = fact.data.findings.filter(({ outcome }) => outcome !== 'PASSED');
    expect(open).toEqual([
      { ruleId: 'R-F04', outcome: 'NEEDS_JUDGMENT' },
      { ruleId: 'R-F06', outcome: 'NEEDS_JUDGMENT' },
    ]);
    expect(fact.data.findings.map(({ ruleId }) => ruleId)).toEqual(Object.keys(fact.data.evidence ?? {}));
  });

  it('is not put on record again while nothing has changed', () => {
    const { decision } = given(...historyOf(rider)).when(assess(), { by: countyApprover });
    const facts = 'facts' in decision ? decision.facts : [];
    given(...historyOf(rider), ...facts)
      .when(assess(), { by: countyApprover })
      .thenNothing();
    const uninsured: NominationFact = {
      type: 'FormAmended',
      data: { category: 'NEW_FORM', changes: { pensionKind: 'NONE' } },
    };
    const after = given(...historyOf(rider), ...facts, uninsured).when(assess());
    expect('facts' in after.decision && after.decision.facts).toHaveLength(1);
  });

  it('is for the bureau that has it', () => {
    given(...received)
      .when(assess())
      .thenRefused('NOT_HELD_HERE', { path: ['nominationId'], params: { holder: of.city } });
  });
});

describe('Judgments', () => {
  const judging = (ruleId: string) => ({ ...reviewCommand(rider), judgments: [{ ruleId, holds: true }] });

  it('are made on rules that ask for one at this level', () => {
    given(...historyOf(rider))
      .when({ ...judging('R-F05'), decision: 'RETURN' }, { by: countyApprover })
      .thenRefused('JUDGMENT_NOT_ASKED', {
        path: ['judgments', '0', 'ruleId'],
        params: { known: 'R-F04, R-F06' },
      });
  });

  it('of an earlier review need not be made again above, and are forgotten once it is returned', () => {
    const judged: NominationFact = {
      type: 'Reviewed',
      data: {
        level: 'COUNTY',
        bureau: of.county,
        decision: 'PASS',
        opinion: rider.opinion,
        judgments: [{ ruleId: 'R-F04', holds: true }],
      },
    };
    const back: NominationFact = {
      type: 'Returned',
      data: { editionId: flexId, from: of.county, to: of.county, reason: 'r', seatsHeld: [] },
    };
    const judgedAfter = (...facts: NominationFact[]) => {
      const state = stateOf(...drafted, ...facts);
      return 'judgments' in state ? [...state.judgments] : [];
    };
    expect(judgedAfter(judged)).toEqual([['R-F04', true]]);
    expect(judgedAfter(judged, back)).toEqual([]);
  });
});
