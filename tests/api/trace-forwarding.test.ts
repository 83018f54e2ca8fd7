import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/api.ts';
import { type AtWork, atWork } from '../support/at-work.ts';
import { accepted, inFlex, passed, passing, prepared, ready, someoneFlexible, stamped } from '../support/dossiers.ts';
import { flexId } from '../support/editions.ts';
import { bureaus } from '../support/people.ts';
import { answersIn, chainOf, entryOf, questionIn, traced } from '../support/traces.ts';

const honor = {
  name: '河南省五一劳动奖章',
  level: 'PROVINCIAL',
  topic: 'LABOR_SKILLS',
  awardedOn: '2020-04-28',
  issuer: '河南省总工会',
};

let given: AtWork;
let head: Caller;

beforeAll(async () => {
  given = await atWork('FLEX_STAR');
  head = await given.api.as('PROVINCE_APPROVER', bureaus.province);
  await prepared(given.clerk, flexId, bureaus.county);
});
afterAll(() => given.api.close());

const returning = (nominationId: string) => ({
  nominationId,
  decision: 'RETURN',
  opinion: stamped('工作经历前后不符。'),
});

const passedHere = async (form?: object): Promise<string> => {
  const id = await ready(given.clerk, inFlex(form && { form: someoneFlexible(form as never) }));
  await passed(given.approver, id);
  return id;
};

describe('of who was nominated by a county', () => {
  let returned: string;
  let waived: string;
  let seated: string;
  let without: string;
  let late: string;

  beforeAll(async () => {
    const { clerk, approver, cityApprover } = given;
    returned = await passedHere();
    await accepted(clerk, 'forward', { nominationId: returned });
    await accepted(cityApprover, 'review', returning(returned));

    waived = await ready(clerk, inFlex({ form: someoneFlexible({ honors: [honor] }) }));
    const waiver = { nominationId: waived, ruleId: 'R-F12' };
    const evidence = [{ title: '推荐函' }];
    await accepted(approver, 'requestWaiver', { ...waiver, reason: '事迹特别突出。', evidence });
    await accepted(cityApprover, 'confirmWaiver', { ...waiver, note: '情况属实，同意。' });
    await accepted(approver, 'review', await passing(approver, waived));
    await accepted(clerk, 'forward', { nominationId: waived });

    seated = await passedHere();
    await accepted(clerk, 'forward', { nominationId: seated });
    without = await passedHere();
    late = await ready(clerk, inFlex());
  });

  test('what is open says what it waits for', async () => {
    const [back, noSeat, drafted] = await Promise.all([returned, without, late].map((id) => traced(head, id)));
    expect(answersIn(back).slice(1, 3)).toEqual(['FORWARDED COUNTY OPEN RETURNED', 'FORWARDED CITY OPEN SENT_BACK']);
    expect(noSeat.outcome).toMatchObject({ code: 'NO_SEAT_LEFT', rule: { id: 'R-F17' } });
    expect(questionIn(noSeat, 'FORWARDED', 'COUNTY').answer).toBe('OPEN');
    expect(drafted.outcome.code).toBe('REVIEW_AWAITED');
  });

  test('a waiver is told with who asked, what for, and who confirmed it', async () => {
    const question = questionIn(await traced(head, waived), 'FORWARDED', 'COUNTY');
    expect(question).toMatchObject({ answer: 'YES', conclusion: { code: 'FORWARDED' } });
    expect(entryOf(question, 'WaiverRequested')).toMatchObject({
      says: '事迹特别突出。',
      documents: [{ title: '推荐函' }],
      rule: { id: 'R-F12', quote: expect.stringContaining('原则上') },
      event: { actor: { id: `county_approver-${bureaus.county}` } },
    });
    expect(entryOf(question, 'WaiverConfirmed')).toMatchObject({
      says: '情况属实，同意。',
      event: { actor: { id: `city_approver-${bureaus.city}` } },
    });
    const { findings } = question.entries.findLast(({ event }: Answer) => event.type === 'EligibilityAssessed');
    expect(findings.find(({ rule }: Answer) => rule.id === 'R-F12')).toMatchObject({
      outcome: 'PASSED',
      waivedBy: 'CONFIRMED',
      evidence: { honors: [{ level: 'PROVINCIAL', topic: 'LABOR_SKILLS', awardedOn: '2020-04-28' }] },
    });
  });

  describe('after the deadlines', () => {
    beforeAll(async () => {
      const { api, cityApprover } = given;
      await prepared(cityApprover, flexId, bureaus.city);
      await passed(await api.as('CITY_REVIEWER', bureaus.city), seated);
      await accepted(cityApprover, 'forward', { nominationId: seated });
      await accepted(head, 'extendDeadline', {
        editionId: flexId,
        deadline: 'citySubmission',
        on: '2024-01-26',
        reason: '暴雪。',
      });
      await api.passTo('2024-01-27T02:00:00.000Z');
    });

    test('returned and not handed in again: the return and the deadline are the reason', async () => {
      const trace = await traced(head, returned);
      expect(answersIn(trace).slice(0, 4)).toEqual([
        'NOMINATED YES NOMINATED',
        'FORWARDED COUNTY NO RETURNED_AND_NOT_CORRECTED',
        'FORWARDED CITY NO SENT_BACK',
        'SHORTLISTED NOT_REACHED NOT_REACHED',
      ]);
      expect(trace.outcome.text).toMatch(/sent it back to .* on 2024-01-08, and has not received it again\.$/);
      const county = questionIn(trace, 'FORWARDED', 'COUNTY');
      expect(county.conclusion).toMatchObject({ rule: { id: 'R-F16' } });
      expect(county.deadline).toMatchObject({ on: '2024-01-15', passed: true });
      expect(chainOf(county)).toEqual(expect.arrayContaining(['Forwarded', 'Returned', 'SeatReleased']));
      const city = questionIn(trace, 'FORWARDED', 'CITY');
      expect(entryOf(city, 'Returned')).toMatchObject({
        says: '工作经历前后不符。',
        event: { actor: { id: `city_approver-${bureaus.city}` }, command: { name: 'review' } },
      });
    });

    test('no seat left: those who held the seats are named by their nominations', async () => {
      const question = questionIn(await traced(head, without), 'FORWARDED', 'COUNTY');
      expect(question).toMatchObject({
        answer: 'NO',
        conclusion: { code: 'NO_SEAT_LEFT', rule: { id: 'R-F17' } },
        seats: { taken: 2, cap: 2, rule: { id: 'R-F17' } },
      });
      const seats = question.entries.filter(({ event }: Answer) => event.type === 'SeatTaken');
      expect(seats.map(({ text }: Answer) => text)).toEqual([
        expect.stringContaining(`Another nomination, ${waived}, took a seat`),
        expect.stringMatching(new RegExp(`Another nomination, ${seated}, took a seat .*: number 2 of 2\\.`)),
      ]);
    });

    test('the slate was abandoned at the deadline, as it had been extended', async () => {
      const trace = await traced(head, seated);
      expect(answersIn(trace).slice(1, 3)).toEqual([
        'FORWARDED COUNTY YES FORWARDED',
        'FORWARDED CITY NO SLATE_ABANDONED',
      ]);
      expect(trace).toMatchObject({ status: 'LAPSED', outcome: { code: 'SLATE_ABANDONED', rule: { id: 'R-F24' } } });
      const city = questionIn(trace, 'FORWARDED', 'CITY');
      expect(city.deadline).toEqual({
        key: 'citySubmission',
        on: '2024-01-26',
        passed: true,
        extensions: [{ from: '2024-01-25', to: '2024-01-26', reason: '暴雪。' }],
      });
      expect(chainOf(city).slice(-5)).toEqual([
        'SeatTaken',
        'DeadlineExtended',
        'SlateAbandoned',
        'DeadlinePassed',
        'Lapsed',
      ]);
      expect(entryOf(city, 'Lapsed').event.causationId).toBe(entryOf(city, 'SlateAbandoned').event.id);
    });

    test('not passed by then, and passed up by the city without a seat', async () => {
      const [drafted, unseated] = await Promise.all([late, waived].map((id) => traced(head, id)));
      expect(drafted.outcome.code).toBe('NOT_PASSED_IN_TIME');
      expect(unseated.outcome.code).toBe('SLATE_ABANDONED_WITHOUT_SEAT');
    });

    test('the deadline is judged by the moment that is asked about', async () => {
      const trace = await traced(head, seated, { time: '2024-01-26T12:00:00.000Z' });
      expect(trace.outcome.code).toBe('SLATE_AWAITED');
      expect(questionIn(trace, 'FORWARDED', 'CITY').deadline).toMatchObject({ on: '2024-01-26', passed: false });
    });
  });
});
