import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { BureauCode, NominationId, NoticeId, ObjectionId, PersonPseudonym } from '../../src/domain/ids.ts';
import type { NominationCommand } from '../../src/domain/nomination/decide.ts';
import type { Form, NominationFact, ReviewDecision } from '../../src/domain/nomination/nomination.ts';
import { builtInCalendar } from '../../src/domain/program/definitions/index.ts';
import { decisionWords, levelWords, statusWords } from '../../src/domain/terms-in-words.ts';
import { on, shanghai, specOf } from '../support/decider-spec.ts';
import { concluded, editionOf, flex, flexId, plain, youth, youthId } from '../support/editions.ts';
import { flexForm, youthForm } from '../support/forms.ts';
import {
  cityApprover,
  cityReviewer,
  clerk,
  countyApprover,
  bureaus as of,
  officer,
  provinceApprover,
} from '../support/people.ts';

const id = 'n1' as NominationId;
const { given, whenEmpty, stateOf } = specOf(aggregates.nomination, `nomination-${id}`);

const calendar = builtInCalendar('cn');
const edition = editionOf(plain(flex));
const youthEdition = editionOf(plain(youth));
const person = 'pseudonym' as PersonPseudonym;

const nominate = (changes: Partial<Extract<NominationCommand, { type: 'Nominate' }>> = {}): NominationCommand => ({
  type: 'Nominate',
  edition,
  nominationId: id,
  bureau: of.county,
  category: 'NEW_FORM',
  person,
  form: flexForm,
  ...changes,
});

const nominated = (form: Form = flexForm, bureau: BureauCode = of.county): NominationFact => ({
  type: 'Nominated',
  data: { nominationId: id, editionId: flexId, bureau, category: 'NEW_FORM', person, form },
});

const amend = (changes: Form, category?: string): NominationCommand => ({
  type: 'AmendForm',
  edition,
  category,
  changes,
});
const amended = (changes: Form, category = 'NEW_FORM'): NominationFact => ({
  type: 'FormAmended',
  data: { category, changes: { ...changes, flexType: category } },
});

const opinion = { text: 'agreed', stamped: true, signedOn: '2024-01-08', signer: 'the head' } as const;

const review = (
  decision: ReviewDecision,
  bureau: BureauCode = of.county,
  changes: Partial<Extract<NominationCommand, { type: 'Review' }>> = {},
): NominationCommand => ({
  type: 'Review',
  edition,
  bureau,
  decision,
  opinion,
  judgments: [],
  honors: [],
  calendar,
  seatsHeld: [],
  ...changes,
});

const reviewed = (decision: ReviewDecision, bureau: BureauCode = of.county): NominationFact => {
  const level = bureau === of.county ? 'COUNTY' : bureau === of.province ? 'PROVINCE' : 'CITY';
  return { type: 'Reviewed', data: { level, bureau, decision, opinion } };
};

const returned = (from: BureauCode, seatsHeld: BureauCode[] = []): NominationFact => ({
  type: 'Returned',
  data: { editionId: flexId, from, to: of.county, reason: 'agreed', seatsHeld },
});
const rejected = (by: BureauCode, seatsHeld: BureauCode[] = []): NominationFact => ({
  type: 'Rejected',
  data: { editionId: flexId, by, person, seatsHeld },
});
const resubmitted: NominationFact = { type: 'Resubmitted', data: { note: 'corrected' } };
const slateWentAt = shanghai('2024-01-09T23:59:00');
const forwarded = (from: BureauCode, to: BureauCode, deciding = false): NominationFact => ({
  type: 'Forwarded',
  data: { from, to, deciding, at: slateWentAt },
});
const recordForwarding = (from: BureauCode, to: BureauCode): NominationCommand => ({
  type: 'RecordForwarding',
  edition,
  from,
  to,
  at: slateWentAt,
  honors: [],
});
const withdrawn = (seatsHeld: BureauCode[] = []): NominationFact => ({
  type: 'Withdrawn',
  data: { editionId: flexId, reason: 'moved away', person, seatsHeld },
});
const withdraw = (cleared = false, seatsHeld: BureauCode[] = []): NominationCommand => ({
  type: 'Withdraw',
  reason: 'moved away',
  cleared,
  seatsHeld,
});
const about = { editionId: flexId, noticeId: 'notice' as NoticeId, objectionId: 'objection' as ObjectionId };
const disqualified: NominationFact = { type: 'Disqualified', data: about };
const lapsed: NominationFact = { type: 'Lapsed', data: { bureau: of.city } };
const voided: NominationFact = { type: 'NominationVoided', data: { nominationId: id, editionId: flexId } };
const voidIt: NominationCommand = { type: 'VoidNomination', nominationId: id, editionId: flexId };
const resubmit: NominationCommand = { type: 'Resubmit', edition, note: 'corrected', honors: [] };

/** The nomination at each step of its way up. */
const drafted = [nominated()];
const passed = [...drafted, on({ by: countyApprover }, reviewed('PASS'))];
const received = [...passed, forwarded(of.county, of.city)];
const passedByCity = [...received, on({ by: cityReviewer }, reviewed('PASS', of.city))];
const submitted = [...passedByCity, forwarded(of.city, of.province, true)];
const sentBack = [...received, on({ by: cityReviewer }, reviewed('RETURN', of.city)), returned(of.city)];

const ways = { drafted, sentBack, passed, received, submitted };
const statusOf = {
  drafted: 'DRAFTED',
  sentBack: 'RETURNED',
  passed: 'PASSED',
  received: 'RECEIVED',
  submitted: 'SUBMITTED',
} as const;
const endings = {
  rejected: rejected(of.city),
  withdrawn: withdrawn(),
  lapsed,
  disqualified,
};

const without = (form: Form, key: string): Form => ({ ...form, [key]: null });

describe('When there is no nomination', () => {
  it('a county nominates with the form of the program', () => {
    whenEmpty(nominate()).thenFacts(nominated());
  });

  it('the category is said once, and written into the form', () => {
    const { flexType: _, ...silent } = flexForm;
    whenEmpty(nominate({ form: silent })).thenFacts(nominated({ ...silent, flexType: 'NEW_FORM' }));
  });

  it('a form that names another category is refused', () => {
    whenEmpty(nominate({ category: 'OTHER' })).thenRefused('CATEGORY_MISMATCH', { path: ['form', 'flexType'] });
  });

  it('a category of another program is refused', () => {
    const { flexType: _, ...silent } = flexForm;
    whenEmpty(nominate({ category: 'GRASSROOTS', form: silent })).thenAllRefused(
      [
        'CATEGORY_UNKNOWN',
        { path: ['category'], ruleId: 'R-F03', params: { known: 'SELF_EMPLOYED, PART_TIME, NEW_FORM, OTHER' } },
      ],
      ['FIELD_INVALID', { path: ['form', 'flexType'], ruleId: 'R-F03' }],
    );
  });

  it('a city nominates directly in the flexible program (R-F19), a county does not in the other one', () => {
    whenEmpty(nominate({ bureau: of.city })).thenFacts(nominated(flexForm, of.city));
    whenEmpty(
      nominate({ edition: youthEdition, category: 'GRASSROOTS', form: youthForm, bureau: of.county }),
    ).thenRefused('BUREAU_MAY_NOT_NOMINATE', { path: ['bureau'], params: { levels: levelWords.CITY } });
  });

  it('neither the province nor a bureau unknown to the program nominates', () => {
    const refused = (bureau: BureauCode, ruleId: string) =>
      whenEmpty(nominate({ bureau })).thenRefused('BUREAU_MAY_NOT_NOMINATE', { path: ['bureau'], ruleId });
    refused(of.province, 'R-F19');
    refused('990000' as BureauCode, 'R-S02');
  });

  it('what is filled in must hold, what is not may wait', () => {
    whenEmpty(nominate({ form: { ...flexForm, phone: '123' } })).thenRefused('FIELD_INVALID', {
      path: ['form', 'phone'],
    });
    whenEmpty(nominate({ form: { ...flexForm, nickname: 'x' } })).thenRefused('FIELD_UNKNOWN', {
      path: ['form', 'nickname'],
    });
    const { deeds: _, ...unfinished } = flexForm;
    whenEmpty(nominate({ form: unfinished })).thenFacts(nominated(unfinished));
  });

  it('a date on the form may not lie after today in Shanghai', () => {
    const form = { ...flexForm, filledOn: '2024-01-11' };
    whenEmpty(nominate({ form }), { at: '2024-01-10T16:00:00.000Z' }).thenFacts(nominated(form));
    whenEmpty(nominate({ form }), { at: '2024-01-10T15:59:59.999Z' }).thenRefused('FIELD_INVALID', {
      path: ['form', 'filledOn'],
    });
  });

  it('nobody is nominated after the last deadline by which a slate could take them (R-F22)', () => {
    whenEmpty(nominate(), { at: shanghai('2024-01-25T23:59:59.999') }).thenFacts(nominated());
    whenEmpty(nominate(), { at: shanghai('2024-01-26T00:00:00.000') }).thenRefused('DEADLINE_PASSED', {
      ruleId: 'R-F22',
      params: { on: '2024-01-25' },
    });
  });

  it('it is voided, so that a command that was only slow can no longer make it', () => {
    whenEmpty(voidIt).thenFacts(voided);
  });

  it('nobody is nominated in an edition that is concluded', () => {
    whenEmpty(nominate({ edition: editionOf(plain(flex), concluded) })).thenRefused('EDITION_CONCLUDED');
  });

  it('nothing can be done with it', () => {
    for (const command of [amend({}), review('PASS'), resubmit, withdraw()]) {
      whenEmpty(command).thenRefused('NOMINATION_NOT_FOUND', { path: ['nominationId'] });
    }
  });

  it('what follows from elsewhere finds nothing to follow on', () => {
    whenEmpty(recordForwarding(of.county, of.city)).thenNothing();
    whenEmpty({ type: 'RecordLapse', bureau: of.city }).thenNothing();
    whenEmpty({ type: 'Disqualify', ...about }).thenNothing();
  });
});

describe('When voided', () => {
  it('it is nominated no more: the command has expired', () => {
    given(voided).when(nominate()).thenRefused('COMMAND_EXPIRED');
  });

  it('nothing can be done with it', () => {
    for (const command of [amend({}), review('PASS'), resubmit, withdraw()]) {
      given(voided)
        .when(command)
        .thenRefused('NOMINATION_NOT_FOUND', { path: ['nominationId'] });
    }
  });

  it('it is voided once, and nothing follows on it from elsewhere', () => {
    given(voided).when(voidIt).thenNothing();
    given(voided).when(recordForwarding(of.county, of.city)).thenNothing();
    given(voided).when({ type: 'RecordLapse', bureau: of.county }).thenNothing();
    given(voided)
      .when({ type: 'Disqualify', ...about })
      .thenNothing();
  });
});

describe('When drafted', () => {
  it('it is not voided any more, nor ever after', () => {
    for (const history of [drafted, received, [...drafted, withdrawn()]]) {
      given(...history)
        .when(voidIt)
        .thenNothing();
    }
  });

  it('it is not nominated twice', () => {
    given(...drafted)
      .when(nominate())
      .thenRefused('NOMINATION_EXISTS', { params: { nomination: id } });
  });

  it('its form is amended field by field, and a field is cleared with null', () => {
    given(...drafted)
      .when(amend({ mainWork: '送餐', uscc: null }))
      .thenFacts(amended({ mainWork: '送餐', uscc: null }));
  });

  it('its category moves with the form', () => {
    given(...drafted)
      .when(amend({}, 'OTHER'))
      .thenFacts(amended({}, 'OTHER'));
    given(...drafted)
      .when(amend({ flexType: 'NEW_FORM' }, 'OTHER'))
      .thenRefused('CATEGORY_MISMATCH', { path: ['form', 'flexType'] });
    given(...drafted)
      .when(amend({}, 'GRASSROOTS'))
      .thenAllRefused(
        ['CATEGORY_UNKNOWN', { path: ['category'], ruleId: 'R-F03' }],
        ['FIELD_INVALID', { path: ['form', 'flexType'], ruleId: 'R-F03' }],
      );
  });

  it('whom it is about is fixed', () => {
    for (const idNumber of ['410101199001010015', null]) {
      given(...drafted)
        .when(amend({ idNumber, sex: null, birthMonth: null }))
        .thenAllRefused(
          ['PERSON_FIXED', { path: ['form', 'idNumber'] }],
          ...(idNumber ? ([['FIELD_INVALID', { path: ['form', 'idNumber'] }]] as const) : []),
        );
    }
    given(...drafted)
      .when(amend({ idNumber: flexForm.idNumber ?? null }))
      .thenFacts(amended({ idNumber: flexForm.idNumber ?? null }));
  });

  it('an answer that does not hold is refused, also against what stands in the form already', () => {
    given(...drafted)
      .when(amend({ coverName: '李向后' }))
      .thenRefused('FIELD_INVALID', { path: ['form', 'coverName'] });
  });

  it('an answer is not held against one that is cleared with it', () => {
    given(...drafted)
      .when(amend({ coverName: '李向后', name: null }))
      .thenFacts(amended({ coverName: '李向后', name: null }));
  });

  it('its bureau passes it with a stamped opinion (R-S03)', () => {
    given(...drafted)
      .when(review('PASS'), { by: countyApprover })
      .thenFacts(reviewed('PASS'));
  });

  it('a form with a gap is not passed, though it may be returned (R-F39)', () => {
    const unfinished = nominated(without(flexForm, 'deeds'));
    given(unfinished)
      .when(review('PASS'), { by: countyApprover })
      .thenRefused('FIELD_REQUIRED', { path: ['form', 'deeds'], ruleId: 'R-F42' });
    given(unfinished).when(review('RETURN'), { by: countyApprover }).thenFacts(reviewed('RETURN'), returned(of.county));
  });

  it('a gap that was closed stays closed', () => {
    given(nominated(without(flexForm, 'deeds')), amended({ deeds: '带动就业。' }))
      .when(review('PASS'), { by: countyApprover })
      .thenFacts(reviewed('PASS'));
  });

  it('nobody reviews what they drafted or amended', () => {
    for (const decision of ['PASS', 'RETURN', 'REJECT'] as const) {
      given(...drafted)
        .when(review(decision), { by: clerk })
        .thenRefused('FOUR_EYES', { params: { act: { en: 'review', zh: '审核' } } });
    }
    given(...drafted, on({ by: countyApprover }, amended({})))
      .when(review('PASS'), { by: countyApprover })
      .thenRefused('FOUR_EYES');
  });

  it('an opinion without its stamp is refused (R-S03)', () => {
    for (const decision of ['PASS', 'RETURN', 'REJECT'] as const) {
      given(...drafted)
        .when(review(decision, of.county, { opinion: { ...opinion, stamped: false } }), { by: countyApprover })
        .thenRefused('OPINION_UNSTAMPED', { path: ['opinion', 'stamped'], ruleId: 'R-S03' });
    }
  });

  it('an opinion signed after today in Shanghai is refused', () => {
    const tomorrow = { opinion: { ...opinion, signedOn: '2024-01-11' } };
    given(...drafted)
      .when(review('PASS', of.county, tomorrow), { by: countyApprover })
      .thenRefused('SIGNED_IN_FUTURE', { path: ['opinion', 'signedOn'], ruleId: 'R-S03' });
    given(...drafted)
      .when(review('PASS', of.county, tomorrow), { by: countyApprover, at: '2024-01-10T16:00:00.000Z' })
      .thenFacts({ type: 'Reviewed', data: { level: 'COUNTY', bureau: of.county, decision: 'PASS', ...tomorrow } });
  });

  it('another bureau cannot review it yet', () => {
    given(...drafted)
      .when(review('PASS', of.city), { by: cityReviewer })
      .thenRefused('NOT_HELD_HERE', { path: ['nominationId'], params: { holder: of.county } });
  });

  it('it is not resubmitted, since it was not returned', () => {
    given(...drafted)
      .when(resubmit)
      .thenRefused('NOT_RETURNED', { params: { status: statusWords.DRAFTED } });
  });

  it('it does not lapse in the name of another bureau, and is not forwarded', () => {
    given(...drafted)
      .when({ type: 'RecordLapse', bureau: of.city })
      .thenNothing();
    given(...drafted)
      .when(recordForwarding(of.county, of.city))
      .thenNothing();
  });
});

describe('When passed by the county', () => {
  it('the form is closed', () => {
    given(...passed)
      .when(amend({ mainWork: '送餐' }))
      .thenRefused('NOT_IN_DRAFT', { params: { status: statusWords.PASSED, holder: of.county } });
  });

  it('it counts as put forward when the slate took it, however late that is recorded here', () => {
    const state = stateOf(...passed, on({ at: shanghai('2024-01-10T00:01:00') }, forwarded(of.county, of.city)));
    expect('putForwardAt' in state && state.putForwardAt).toBe(slateWentAt);
  });

  it('it goes to the city once', () => {
    const record: NominationCommand = recordForwarding(of.county, of.city);
    given(...passed)
      .when(record)
      .thenFacts(forwarded(of.county, of.city));
    given(...received)
      .when(record)
      .thenNothing();
  });

  it('it can still be returned or rejected, and lets its seats go', () => {
    given(...passed)
      .when(review('RETURN', of.county, { seatsHeld: [of.county] }), { by: countyApprover })
      .thenFacts(reviewed('RETURN'), returned(of.county, [of.county]));
    given(...passed)
      .when(review('REJECT', of.county, { seatsHeld: [of.county] }), { by: countyApprover })
      .thenFacts(reviewed('REJECT'), rejected(of.county, [of.county]));
  });
});

describe('When received by the city', () => {
  it('the city passes it, returns it to the county, or rejects it', () => {
    given(...received)
      .when(review('PASS', of.city), { by: cityReviewer })
      .thenFacts(reviewed('PASS', of.city));
    given(...received)
      .when(review('RETURN', of.city, { seatsHeld: [of.county, of.city] }), { by: cityReviewer })
      .thenFacts(reviewed('RETURN', of.city), returned(of.city, [of.county, of.city]));
    given(...received)
      .when(review('REJECT', of.city, { seatsHeld: [of.county] }), { by: cityReviewer })
      .thenFacts(reviewed('REJECT', of.city), rejected(of.city, [of.county]));
  });

  it('the county can no longer review it', () => {
    given(...received)
      .when(review('RETURN'), { by: countyApprover })
      .thenRefused('NOT_HELD_HERE', { path: ['nominationId'], params: { holder: of.city } });
  });

  it('it lapses with the slate of the city, once', () => {
    given(...passedByCity)
      .when({ type: 'RecordLapse', bureau: of.city })
      .thenFacts(lapsed);
    given(...passedByCity, lapsed)
      .when({ type: 'RecordLapse', bureau: of.city })
      .thenNothing();
  });

  it('the province is the deciding level', () => {
    given(...passedByCity)
      .when(recordForwarding(of.city, of.province))
      .thenFacts(forwarded(of.city, of.province, true));
  });
});

describe('When returned for correction', () => {
  it('the county has it again, amends it and resubmits it', () => {
    given(...sentBack)
      .when(amend({ mainWork: '送餐' }))
      .thenFacts(amended({ mainWork: '送餐' }));
    given(...sentBack)
      .when(resubmit)
      .thenFacts(resubmitted);
  });

  it('a form with a gap is not resubmitted', () => {
    given(...sentBack, amended({ deeds: null }))
      .when(resubmit)
      .thenRefused('FIELD_REQUIRED', { path: ['form', 'deeds'], ruleId: 'R-F42' });
  });

  it('once resubmitted it is reviewed from the bottom again', () => {
    given(...sentBack, resubmitted)
      .when(resubmit)
      .thenRefused('NOT_RETURNED', { params: { status: statusWords.DRAFTED } });
    given(...sentBack, resubmitted)
      .when(review('PASS'), { by: countyApprover })
      .thenFacts(reviewed('PASS'));
    given(...sentBack, resubmitted)
      .when(review('PASS', of.city), { by: cityReviewer })
      .thenRefused('NOT_HELD_HERE', { path: ['nominationId'], params: { holder: of.county } });
  });

  it('a forwarding that was owed from before finds nothing to forward', () => {
    given(...sentBack)
      .when(recordForwarding(of.county, of.city))
      .thenNothing();
  });
});

describe('When submitted to the province', () => {
  it('the province gives its opinion, without moving it, or rejects it; it returns nothing', () => {
    given(...submitted)
      .when(review('PASS', of.province), { by: officer })
      .thenFacts(reviewed('PASS', of.province));
    given(...submitted, on({ by: officer }, reviewed('PASS', of.province)))
      .when(review('REJECT', of.province, { seatsHeld: [of.city] }), { by: officer })
      .thenFacts(reviewed('REJECT', of.province), rejected(of.province, [of.city]));
    given(...submitted)
      .when(review('RETURN', of.province), { by: officer })
      .thenRefused('NOT_REVIEWABLE', {
        path: ['decision'],
        params: { status: statusWords.SUBMITTED, decision: decisionWords.RETURN },
      });
  });

  it('once it is recognized the province can neither reject it nor see it withdrawn: an honor is revoked', () => {
    given(...submitted)
      .when(review('REJECT', of.province, { cleared: true }), { by: provinceApprover })
      .thenRefused('ALREADY_RECOGNIZED', { path: ['nominationId'], params: { nomination: id } });
    given(...submitted)
      .when(withdraw(true))
      .thenRefused('ALREADY_RECOGNIZED', { path: ['nominationId'], params: { nomination: id } });
    given(...submitted)
      .when(review('PASS', of.province, { cleared: true }), { by: provinceApprover })
      .thenFacts(reviewed('PASS', of.province));
  });

  it('an objection that was upheld disqualifies it, once', () => {
    given(...submitted)
      .when({ type: 'Disqualify', ...about })
      .thenFacts(disqualified);
    given(...submitted, disqualified)
      .when({ type: 'Disqualify', ...about })
      .thenNothing();
  });

  it('it no longer lapses with the slate of the city', () => {
    given(...submitted)
      .when({ type: 'RecordLapse', bureau: of.city })
      .thenNothing();
  });
});

describe('Which decisions a nomination may be given', () => {
  const holderOf = { drafted: of.county, sentBack: of.county, passed: of.county, received: of.city };
  const impossible = [
    ['sentBack', 'PASS'],
    ['sentBack', 'RETURN'],
    ['sentBack', 'REJECT'],
    ['passed', 'PASS'],
  ] as const;

  it.each(impossible)('%s: not %s', (way, decision) => {
    given(...ways[way])
      .when(review(decision, holderOf[way]), { by: cityApprover })
      .thenRefused('NOT_REVIEWABLE', {
        path: ['decision'],
        params: { status: statusWords[statusOf[way]], decision: decisionWords[decision] },
      });
  });
});

describe('Wherever it stands', () => {
  it.each(Object.entries(ways))('%s: it may be withdrawn, and lets its seats and its person go', (_, history) => {
    given(...history)
      .when(withdraw(false, [of.county, of.city]))
      .thenFacts(withdrawn([of.county, of.city]));
  });

  it.each(['passed', 'received', 'submitted'] as const)('%s: its form is closed', (way) => {
    given(...ways[way])
      .when(amend({}))
      .thenRefused('NOT_IN_DRAFT', { params: { status: statusWords[statusOf[way]] } });
  });

  it.each(['passed', 'received', 'submitted'] as const)('%s: it is not resubmitted', (way) => {
    given(...ways[way])
      .when(resubmit)
      .thenRefused('NOT_RETURNED', { params: { status: statusWords[statusOf[way]] } });
  });

  it('no form changes, no review is given once the edition is concluded', () => {
    const late = { edition: editionOf(plain(flex), concluded) };
    given(...drafted)
      .when({ ...amend({}), ...late } as NominationCommand)
      .thenRefused('EDITION_CONCLUDED', { params: { edition: flexId } });
    given(...drafted)
      .when(review('PASS', of.county, late), { by: countyApprover })
      .thenRefused('EDITION_CONCLUDED');
    given(...sentBack)
      .when({ ...resubmit, ...late } as NominationCommand)
      .thenRefused('EDITION_CONCLUDED');
  });
});

describe.each(Object.entries(endings))('When %s', (_, ending) => {
  it('nothing more can be done with it', () => {
    for (const command of [amend({}), review('PASS', of.province), resubmit, withdraw()]) {
      given(...submitted, ending)
        .when(command, { by: officer })
        .thenRefused('OUT_OF_THE_RUNNING', { path: ['nominationId'], params: { nomination: id } });
    }
  });

  it('what follows from elsewhere leaves it alone', () => {
    given(...passed, ending)
      .when(recordForwarding(of.county, of.city))
      .thenNothing();
    given(...passed, ending)
      .when({ type: 'RecordLapse', bureau: of.county })
      .thenNothing();
    given(...passed, ending)
      .when({ type: 'Disqualify', ...about })
      .thenNothing();
  });
});

describe('The form of the Youth Star', () => {
  it('names the category in its own field', () => {
    whenEmpty(nominate({ edition: youthEdition, bureau: of.city, category: 'GRASSROOTS', form: youthForm })).thenFacts({
      type: 'Nominated',
      data: {
        nominationId: id,
        editionId: youthId,
        bureau: of.city,
        category: 'GRASSROOTS',
        person,
        form: youthForm,
      },
    });
    whenEmpty(
      nominate({ edition: youthEdition, bureau: of.city, category: 'MAJOR_STRATEGY', form: youthForm }),
    ).thenRefused('CATEGORY_MISMATCH', { path: ['form', 'category'] });
  });
});
