import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { EditionFact } from '../../src/domain/edition/edition.ts';
import type { BureauCode, NominationId } from '../../src/domain/ids.ts';
import type { Nomination } from '../../src/domain/nomination/nomination.ts';
import type { SlateCommand } from '../../src/domain/slate/decide.ts';
import type { ReleaseReason, SlateFact } from '../../src/domain/slate/slate.ts';
import { shanghai, specOf } from '../support/decider-spec.ts';
import { concluded, editionOf, flex, flexId, plain, youth, youthId } from '../support/editions.ts';
import { nominationOf } from '../support/nominations.ts';
import { cityApprover, countyApprover, bureaus as of } from '../support/people.ts';

const { given, whenEmpty, stateOf } = specOf(aggregates.slate);

const youthEdition = editionOf(plain(youth));
const flexEdition = editionOf(plain(flex));
const categories = youth.categories.map(({ code }) => code);

const lastMoment = { at: shanghai('2024-01-25T23:59:59.999'), by: cityApprover };
const tooLate = { at: shanghai('2024-01-26T00:00:00.000'), by: cityApprover };
const countyLastMoment = { at: shanghai('2024-01-15T23:59:59.999'), by: countyApprover };
const countyTooLate = { at: shanghai('2024-01-16T00:00:00.000'), by: countyApprover };

const id = (n: number) => `n${n}` as NominationId;

/** The nth nominee of Zhengzhou, of a category in turn. */
const entrant = (
  n: number,
  changes: { category?: string; status?: 'PASSED' | 'DRAFTED'; holder?: BureauCode } = {},
): Nomination =>
  nominationOf({ id: id(n), category: categories[n % 4] ?? '', status: 'PASSED', holder: of.city, ...changes });

const take = (n: number, changes = {}): SlateCommand => ({
  type: 'TakeSeat',
  edition: youthEdition,
  bureau: of.city,
  nomination: entrant(n, changes),
  honors: [],
});

const taken = (n: number, category = categories[n % 4] ?? ''): SlateFact => ({
  type: 'SeatTaken',
  data: {
    editionId: youthId,
    bureau: of.city,
    nominationId: id(n),
    category,
    taken: n,
    cap: 10,
    late: false,
    forwardedTo: null,
  },
});

const seats = (count: number, category?: string) => Array.from({ length: count }, (_, i) => taken(i + 1, category));

const submit = (changes: Partial<Extract<SlateCommand, { type: 'SubmitSlate' }>> = {}): SlateCommand => ({
  type: 'SubmitSlate',
  edition: youthEdition,
  bureau: of.city,
  confirmFewer: false,
  nominees: [],
  ...changes,
});

const submitted = (items: readonly number[], fewer = false): SlateFact => ({
  type: 'SlateSubmitted',
  data: {
    editionId: youthId,
    bureau: of.city,
    items: items.map((n) => ({ nominationId: id(n), category: categories[n % 4] ?? '' })),
    quota: 10,
    fewer,
    forwardedTo: of.province,
  },
});

const release = (n: number, reason: ReleaseReason): SlateCommand => ({
  type: 'ReleaseSeat',
  edition: youthEdition,
  bureau: of.city,
  nominationId: id(n),
  reason,
});

const released = (n: number, reason: ReleaseReason, where = { editionId: youthId, bureau: of.city }): SlateFact => ({
  type: 'SeatReleased',
  data: { ...where, nominationId: id(n), reason },
});

const lapse = (edition = youthEdition, bureau = of.city): SlateCommand => ({ type: 'LapseSlate', edition, bureau });

const abandoned = (...nominations: number[]): SlateFact => ({
  type: 'SlateAbandoned',
  data: { editionId: youthId, bureau: of.city, deadline: 'citySubmission', nominations: nominations.map(id) },
});

describe('When the slate of a city is empty', () => {
  it('a nomination that passed takes the first seat', () => {
    whenEmpty(take(1)).thenFacts(taken(1));
  });

  it('one in the hands of another bureau is refused', () => {
    whenEmpty(take(1, { holder: of.county })).thenRefused('NOT_HELD_HERE', {
      path: ['nominationId'],
      params: { holder: of.county },
    });
  });

  it('one that has not passed is refused', () => {
    whenEmpty(take(1, { status: 'DRAFTED' })).thenRefused('NOT_PASSED', { path: ['nominationId'] });
  });

  it('a bureau outside the path has no slate: a county in a program without counties, and the province', () => {
    for (const bureau of [of.county, of.province, '990000' as BureauCode]) {
      whenEmpty({ ...submit(), bureau }).thenRefused('BUREAU_NOT_ON_PATH', { path: ['bureau'], params: { bureau } });
    }
  });

  it('it cannot be submitted, and every reason is told', () => {
    whenEmpty(submit()).thenAllRefused(
      ['SLATE_EMPTY', {}],
      ...categories.map(() => ['CATEGORY_NOT_COVERED', { ruleId: 'R-Y18' }] as const),
      ['FEWER_THAN_QUOTA', { path: ['confirmFewer'], ruleId: 'R-Y16', params: { quota: 10, taken: 0 } }],
    );
  });

  it('letting go of a seat that is not held changes nothing', () => {
    whenEmpty(release(1, 'WITHDRAWN')).thenNothing();
  });
});

describe('When the slate is being drawn up', () => {
  it('the same nomination is not seated twice', () => {
    given(taken(1))
      .when(take(1))
      .thenRefused('SEAT_HELD', { path: ['nominationId'] });
  });

  it('the tenth of ten seats is taken, the eleventh is not (R-Y16)', () => {
    given(...seats(9))
      .when(take(10))
      .thenFacts(taken(10));
    given(...seats(10))
      .when(take(11))
      .thenRefused('QUOTA_EXCEEDED', { ruleId: 'R-Y16', params: { bureau: of.city, quota: 10, taken: 10 } });
  });

  it.each(['WITHDRAWN', 'RETURNED', 'REJECTED', 'TAKEN_OFF'] as const)(
    'a seat that is let go as %s can be taken by another (A04)',
    (reason) => {
      given(...seats(10))
        .when(release(3, reason))
        .thenFacts(released(3, reason));
      given(...seats(10), released(3, reason))
        .when(release(3, reason))
        .thenNothing();
      given(...seats(10), released(3, reason))
        .when(take(11))
        .thenFacts({ ...taken(11), data: { ...taken(11).data, taken: 10 } } as SlateFact);
    },
  );

  it('seats follow an adjusted quota, up and down', () => {
    const adjusted = (to: number): EditionFact => ({
      type: 'QuotaAdjusted',
      data: { bureau: of.city, from: 10, to, reason: 'r' },
    });
    const more = editionOf(plain(youth), adjusted(11));
    given(...seats(10))
      .when({ ...take(11), edition: more } as SlateCommand)
      .thenFacts({
        ...taken(11),
        data: { ...taken(11).data, taken: 11, cap: 11 },
      } as SlateFact);
    given(...seats(10))
      .when(submit({ edition: editionOf(plain(youth), adjusted(9)) }), lastMoment)
      .thenRefused('QUOTA_EXCEEDED', { ruleId: 'R-Y16', params: { quota: 9, taken: 10 } });
  });

  it('seats are taken through the last millisecond of the 25th in Shanghai, and not one later (A03)', () => {
    given().when(take(1), lastMoment).thenFacts(taken(1));
    given()
      .when(take(1), tooLate)
      .thenRefused('DEADLINE_PASSED', { ruleId: 'R-Y15', params: { on: '2024-01-25' } });
  });

  it('an extended deadline runs through its new day', () => {
    const extended = editionOf(plain(youth), {
      type: 'DeadlineExtended',
      data: {
        deadline: 'citySubmission',
        from: '2024-01-25',
        to: '2024-01-26',
        until: shanghai('2024-01-26T23:59:59.999'),
        reason: 'snow',
      },
    });
    given(...seats(10))
      .when(submit({ edition: extended }), tooLate)
      .thenFacts(submitted([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  });

  it('late coming is final for a city: nobody can let it in', () => {
    given()
      .when(
        {
          type: 'AcceptLateEntry',
          edition: youthEdition,
          bureau: of.city,
          nominationId: id(1),
          reason: 'snow',
          acceptableUntil: shanghai('2024-02-05T23:59:59.999'),
        },
        tooLate,
      )
      .thenRefused('LATENESS_FINAL', { ruleId: 'R-Y15' });
  });
});

describe('When the slate is submitted', () => {
  it('it goes to the province whole, at the last millisecond still', () => {
    given(...seats(10))
      .when(submit(), lastMoment)
      .thenFacts(submitted([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
    given(...seats(10))
      .when(submit(), tooLate)
      .thenRefused('DEADLINE_PASSED', { ruleId: 'R-Y15' });
  });

  it('fewer than the quota are put forward only if that is confirmed (A04)', () => {
    given(...seats(9))
      .when(submit())
      .thenRefused('FEWER_THAN_QUOTA', { path: ['confirmFewer'], ruleId: 'R-Y16', params: { quota: 10, taken: 9 } });
    given(...seats(9))
      .when(submit({ confirmFewer: true }))
      .thenFacts(submitted([1, 2, 3, 4, 5, 6, 7, 8, 9], true));
  });

  it.each(categories)('it must cover %s with at least one nominee (R-Y18)', (missing) => {
    const others = categories.filter((code) => code !== missing);
    const without = Array.from({ length: 10 }, (_, i) => taken(i + 1, others[i % 3]));
    const name = youth.categories.find(({ code }) => code === missing)?.name;
    given(...without)
      .when(submit())
      .thenRefused('CATEGORY_NOT_COVERED', { ruleId: 'R-Y18', params: { category: name, has: 0, least: 1 } });
  });

  it('a nominee who left the running since must be taken off first', () => {
    given(...seats(10))
      .when(
        submit({
          nominees: [
            { nomination: entrant(1), honors: [] },
            { nomination: entrant(2, { status: 'DRAFTED' }), honors: [] },
            { nomination: entrant(5, { holder: of.county }), honors: [] },
            { nomination: entrant(7, { category: 'FRONTLINE_PRODUCTION' }), honors: [] },
          ],
        }),
      )
      .thenAllRefused(
        ['SEAT_UNFIT', { params: { nomination: id(2) } }],
        ['SEAT_UNFIT', { params: { nomination: id(5) } }],
        ['SEAT_UNFIT', { params: { nomination: id(7) } }],
      );
  });

  it('nothing is submitted twice', () => {
    given(...seats(10), submitted([1, 2, 3]))
      .when(submit())
      .thenRefused('SLATE_EMPTY', {});
  });

  it('who went forward cannot be taken off, but can withdraw', () => {
    given(...seats(4), submitted([1, 2, 3, 4]))
      .when(release(2, 'TAKEN_OFF'))
      .thenRefused('SEAT_FORWARDED', { path: ['nominationId'] });
    given(...seats(4), submitted([1, 2, 3, 4]))
      .when(release(2, 'WITHDRAWN'))
      .thenFacts(released(2, 'WITHDRAWN'));
  });

  it('another may be put in the place of one who withdrew, until the deadline (A06)', () => {
    const history = [...seats(10), submitted([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), released(4, 'WITHDRAWN')];
    given(...history, taken(12))
      .when(submit(), lastMoment)
      .thenFacts(submitted([12]));
    given(...history)
      .when(take(11), tooLate)
      .thenRefused('DEADLINE_PASSED', { ruleId: 'R-Y15' });
  });

  it('who held a seat before does not come back after the deadline: a city corrects nobody then', () => {
    given(taken(1), released(1, 'RETURNED')).when(take(1), tooLate).thenRefused('DEADLINE_PASSED', { ruleId: 'R-Y15' });
  });

  it('coverage counts those who went forward before', () => {
    const uncovering = [...seats(10), submitted([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])];
    given(...uncovering, released(1, 'WITHDRAWN'), taken(21))
      .when(submit())
      .thenFacts(submitted([21]));
  });
});

describe('When the deadline of the cities has passed', () => {
  it('a slate never submitted is deemed abandoned with all on it (R-Y28)', () => {
    given(...seats(2))
      .when(lapse(), tooLate)
      .thenFacts(abandoned(1, 2));
    whenEmpty(lapse(), tooLate).thenFacts(abandoned());
  });

  it('not a millisecond before', () => {
    given(...seats(2))
      .when(lapse(), lastMoment)
      .thenNothing();
  });

  it('it is abandoned once', () => {
    given(...seats(2), abandoned(1, 2))
      .when(lapse(), tooLate)
      .thenNothing();
  });

  it('seats added since a submission lapse, those put forward stay', () => {
    given(...seats(4), submitted([1, 2, 3, 4]), taken(5), taken(6))
      .when(lapse(), tooLate)
      .thenFacts(released(5, 'DEADLINE'), released(6, 'DEADLINE'));
    given(...seats(4), submitted([1, 2, 3, 4]))
      .when(lapse(), tooLate)
      .thenNothing();
  });

  it('nothing more is done with an abandoned slate', () => {
    given(...seats(10), abandoned(1))
      .when(take(11))
      .thenAllRefused(['SLATE_ABANDONED', { ruleId: 'R-Y28' }], ['QUOTA_EXCEEDED', { ruleId: 'R-Y16' }]);
    given(...seats(10), abandoned(1))
      .when(submit(), tooLate)
      .thenAllRefused(['SLATE_ABANDONED', { ruleId: 'R-Y28' }], ['DEADLINE_PASSED', { ruleId: 'R-Y15' }]);
  });
});

describe('When the record has the deadline passed, though the clock was set back since', () => {
  const edition = editionOf(plain(youth), { type: 'DeadlinePassed', data: { deadline: 'citySubmission' } });

  it('no seat is taken and no slate submitted', () => {
    whenEmpty({ ...take(1), edition } as SlateCommand, lastMoment).thenRefused('DEADLINE_PASSED', {
      ruleId: 'R-Y15',
      params: { on: '2024-01-25' },
    });
    given(...seats(10))
      .when(submit({ edition }), lastMoment)
      .thenRefused('DEADLINE_PASSED', { ruleId: 'R-Y15' });
  });

  it('another deadline that has passed is no hindrance', () => {
    const earlier = editionOf(plain(flex), { type: 'DeadlinePassed', data: { deadline: 'countySubmission' } });
    const command = { ...take(1, { category: 'NEW_FORM' }), edition: earlier } as SlateCommand;
    whenEmpty(command, lastMoment).thenFacts({
      type: 'SeatTaken',
      data: { ...(taken(1, 'NEW_FORM').data as object), editionId: flexId } as never,
    });
  });
});

describe('When the edition is concluded', () => {
  const edition = editionOf(plain(youth), concluded);

  it('no slate changes any more', () => {
    for (const command of [take(1), submit(), lapse()]) {
      whenEmpty({ ...command, edition }).thenRefused('EDITION_CONCLUDED', { params: { edition: youthId } });
    }
  });

  it('seats are still let go, since that follows from what was recorded before', () => {
    given(taken(1))
      .when({ ...release(1, 'WITHDRAWN'), edition } as SlateCommand)
      .thenFacts(released(1, 'WITHDRAWN'));
  });
});

describe('The slate of a county, which forwards one by one', () => {
  const county = (n: number): SlateCommand => ({
    type: 'TakeSeat',
    edition: flexEdition,
    bureau: of.county,
    nomination: entrant(n, { category: 'NEW_FORM', holder: of.county }),
    honors: [],
  });
  const forwarded = (n: number, order: number, late = false): SlateFact => ({
    type: 'SeatTaken',
    data: {
      editionId: flexId,
      bureau: of.county,
      nominationId: id(n),
      category: 'NEW_FORM',
      taken: order,
      cap: 2,
      late,
      forwardedTo: of.city,
    },
  });
  const letGo = (n: number, reason: ReleaseReason) => released(n, reason, { editionId: flexId, bureau: of.county });

  const accept = (changes = {}): SlateCommand => ({
    type: 'AcceptLateEntry',
    edition: flexEdition,
    bureau: of.county,
    nominationId: id(3),
    reason: 'snow',
    acceptableUntil: shanghai('2024-01-25T23:59:59.999'),
    ...changes,
  });
  const accepted: SlateFact = {
    type: 'LateEntryAccepted',
    data: { editionId: flexId, bureau: of.county, nominationId: id(3), reason: 'snow' },
  };

  it('puts a nominee forward to its city with the seat', () => {
    whenEmpty(county(1)).thenFacts(forwarded(1, 1));
  });

  it('has two seats, not three (R-F17)', () => {
    given(forwarded(1, 1)).when(county(2)).thenFacts(forwarded(2, 2));
    given(forwarded(1, 1), forwarded(2, 2))
      .when(county(3))
      .thenRefused('QUOTA_EXCEEDED', { ruleId: 'R-F17', params: { bureau: of.county, quota: 2, taken: 2 } });
  });

  it.each(['WITHDRAWN', 'RETURNED', 'REJECTED'] as const)('gets a seat back that is %s (A28)', (reason) => {
    given(forwarded(1, 1), forwarded(2, 2), letGo(1, reason)).when(county(3)).thenFacts(forwarded(3, 2));
  });

  it('does not get one back by taking it off: it has gone forward', () => {
    given(forwarded(1, 1))
      .when({ ...release(1, 'TAKEN_OFF'), edition: flexEdition, bureau: of.county } as SlateCommand)
      .thenRefused('SEAT_FORWARDED', { path: ['nominationId'] });
  });

  it('is never submitted as a whole', () => {
    whenEmpty(submit({ edition: flexEdition, bureau: of.county })).thenRefused('FORWARDED_ONE_BY_ONE', {
      path: ['bureau'],
    });
  });

  it('closes with the 15th in Shanghai: late coming is refused unless the city accepts it (A27)', () => {
    given().when(county(3), countyLastMoment).thenFacts(forwarded(3, 1));
    given()
      .when(county(3), countyTooLate)
      .thenRefused('LATE_UNLESS_ACCEPTED', { ruleId: 'R-F16', params: { on: '2024-01-15' } });
    given(accepted)
      .when(county(3), countyTooLate)
      .thenFacts(forwarded(3, 1, true));
    given(accepted).when(county(4), countyTooLate).thenRefused('LATE_UNLESS_ACCEPTED', { ruleId: 'R-F16' });
  });

  it('has no further seat for who was accepted late', () => {
    given(forwarded(1, 1), forwarded(2, 2), accepted)
      .when(county(3), countyTooLate)
      .thenRefused('QUOTA_EXCEEDED', { ruleId: 'R-F17' });
  });

  it('may put forward again whom the city returned for correction after the deadline', () => {
    given(forwarded(3, 1), letGo(3, 'RETURNED'))
      .when(county(3), countyTooLate)
      .thenFacts(forwarded(3, 1, true));
  });

  it('sees a late entry accepted only after its deadline and through the last day of the city', () => {
    given().when(accept(), countyTooLate).thenFacts(accepted);
    given().when(accept(), countyLastMoment).thenRefused('NOT_LATE', { ruleId: 'R-F16' });
    given().when(accept(), lastMoment).thenFacts(accepted);
    given()
      .when(accept(), tooLate)
      .thenRefused('DEADLINE_PASSED', { ruleId: 'R-F22', params: { on: '2024-01-25' } });
  });

  it('sees a late entry accepted once', () => {
    given(accepted)
      .when(accept(), countyTooLate)
      .thenRefused('LATE_ENTRY_ACCEPTED', { path: ['nominationId'] });
  });

  it('is not abandoned: the notice says so of cities only (A27)', () => {
    whenEmpty(lapse(flexEdition, of.county), tooLate).thenNothing();
    given(forwarded(1, 1)).when(lapse(flexEdition, of.county), tooLate).thenNothing();
  });

  it('is not abandoned where late counties are, once somebody went forward', () => {
    const strict = editionOf({
      ...plain(flex),
      deadlines: flex.deadlines.map((deadline) => ({ ...deadline, late: 'ABANDONED' as const })),
    });
    given(forwarded(1, 1)).when(lapse(strict, of.county), tooLate).thenNothing();
    whenEmpty(lapse(strict, of.county), tooLate).thenFacts({
      type: 'SlateAbandoned',
      data: { editionId: flexId, bureau: of.county, deadline: 'countySubmission', nominations: [] },
    });
  });
});

describe('The slate of a city in the flexible program', () => {
  const seated = (n: number, bureau: BureauCode, cap: number): SlateFact => ({
    type: 'SeatTaken',
    data: {
      editionId: flexId,
      bureau,
      nominationId: id(n),
      category: 'NEW_FORM',
      taken: n,
      cap,
      late: false,
      forwardedTo: null,
    },
  });

  it('covers no categories: all may be of one', () => {
    given(seated(1, of.city, 10))
      .when(submit({ edition: flexEdition, confirmFewer: true }))
      .thenFacts({
        type: 'SlateSubmitted',
        data: {
          editionId: flexId,
          bureau: of.city,
          items: [{ nominationId: id(1), category: 'NEW_FORM' }],
          quota: 10,
          fewer: true,
          forwardedTo: of.province,
        },
      });
  });

  it('is abandoned when nothing came in time (R-F24)', () => {
    whenEmpty(lapse(flexEdition), tooLate).thenFacts({
      type: 'SlateAbandoned',
      data: { editionId: flexId, bureau: of.city, deadline: 'citySubmission', nominations: [] },
    });
  });

  it('has five seats in Jiyuan, without a county below (A18)', () => {
    const five = Array.from({ length: 5 }, (_, i) => seated(i + 1, of.jiyuan, 5));
    const sixth: SlateCommand = {
      type: 'TakeSeat',
      edition: flexEdition,
      bureau: of.jiyuan,
      nomination: entrant(6, { category: 'OTHER', holder: of.jiyuan }),
      honors: [],
    };
    given(...five)
      .when(sixth)
      .thenRefused('QUOTA_EXCEEDED', { ruleId: 'R-F18', params: { quota: 5, taken: 5 } });
    given(...five.slice(1))
      .when(sixth)
      .thenFacts({
        ...seated(6, of.jiyuan, 5),
        data: { ...seated(6, of.jiyuan, 5).data, taken: 5, category: 'OTHER' },
      } as SlateFact);
  });
});

describe('What a slate remembers', () => {
  it('keeps its seats when abandoned, so that the tally can show what was lost', () => {
    expect([...stateOf(...seats(2), abandoned(1, 2)).seats.keys()]).toEqual([id(1), id(2)]);
  });
});
