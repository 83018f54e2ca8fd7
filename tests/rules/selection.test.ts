import { describe, expect } from 'vitest';
import type { EditionCommand } from '../../src/domain/edition/decide.ts';
import type { Candidate } from '../../src/domain/edition/shortlist.ts';
import type { NoticeId } from '../../src/domain/ids.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { shanghai } from '../support/decider-spec.ts';
import { flex, youth } from '../support/editions.ts';
import { rule } from '../support/rule-spec.ts';
import { calendar } from './dossiers.ts';
import { candidates, dayAfter, decide, decided, nth, scored, selection, shortlisted, targetDay } from './panel.ts';

const promote = (promoted: number): EditionCommand => ({
  type: 'PromoteAlternate',
  promoted: nth(promoted),
  reason: '递补',
  out: new Set(),
});

describe('Targets are caps (A05)', () => {
  const capped = (id: string, program: Program, before: number) =>
    rule(id)
      .passes(`a hundred of ${before}, the rest are alternates; of fewer all`, () => {
        expect(selection(program, candidates(program, before))).toEqual([100, before - 100]);
        expect(selection(program, candidates(program, 60))).toEqual([60, 0]);
      })
      .fails('a hundred and first, put in from the alternates', () => {
        const history = shortlisted(program, candidates(program, before));
        decided(history, promote(before - 1)).refused([id, 'NO_PLACE_FREE']);
      });
  capped('R-Y01', youth, 120);
  capped('R-F02', flex, 125);

  const reallocate = (from: string, to: string, running: readonly Candidate[]): EditionCommand => ({
    type: 'ReallocateSeats',
    from,
    to,
    seats: 1,
    reason: '调剂',
    document: { title: '厅务会纪要' },
    running,
  });

  for (const [i, { code, name, targetRule = '' }] of youth.categories.entries()) {
    const other = youth.categories[(i + 1) % 4]?.code ?? '';
    rule(targetRule)
      .passes(`twenty-five of 26 in ${name.zh}`, () => {
        expect(selection(youth, candidates(youth, 26, code))).toEqual([25, 1]);
        expect(selection(youth, candidates(youth, 25, code))).toEqual([25, 0]);
      })
      .fails(`a seat of ${name.zh} given away while 25 fill them`, () => {
        const all = candidates(youth, 25, code);
        decided(shortlisted(youth, all), reallocate(code, other, all)).refused([targetRule, 'SEATS_NOT_FREE']);
        const fewer = candidates(youth, 24, code);
        decided(shortlisted(youth, fewer), reallocate(code, other, fewer)).accepted('SeatsReallocated');
      });
  }
});

describe('Target dates may be overrun, with a reason on the record (A12)', () => {
  rule('R-Y21')
    .passes('selected on 5 February, through its last millisecond', () => {
      decided(scored(youth), decide(candidates(youth, 4)), targetDay).accepted('ShortlistDecided');
    })
    .passes('selected later, with a reason', () => {
      const [fact] = decided(scored(youth), decide(candidates(youth, 4), '大雪'), dayAfter).facts();
      expect(fact?.data).toMatchObject({ overrun: { deadline: 'selection', on: '2024-02-05', reason: '大雪' } });
    })
    .fails('selected later without one', () => {
      decided(scored(youth), decide(candidates(youth, 4)), dayAfter).refused(['R-Y21', 'TARGET_DATE_OVERRUN']);
    });

  const publicize = (overrunReason?: string): EditionCommand => ({
    type: 'Publicize',
    noticeId: 'notice' as NoticeId,
    nominations: [nth(0)],
    out: new Set(),
    calendar,
    overrunReason,
  });
  const list = shortlisted(flex, candidates(flex, 4));
  const counting = shortlisted(
    { ...flex, publicity: { ...flex.publicity, countPublicationDay: true } },
    candidates(flex, 4),
  );

  rule('R-F25')
    .passes('publicized on 30 January: the period ends on 5 February', () => {
      const [fact] = decided(list, publicize(), shanghai('2024-01-30T23:59:59.999')).facts();
      expect(fact?.data).toMatchObject({ period: { periodEnd: '2024-02-05' } });
    })
    .passes('publicized on 31 January, where the day of publication counts (A13 as configuration)', () => {
      const [fact] = decided(counting, publicize(), shanghai('2024-01-31T09:00:00.000')).facts();
      expect(fact?.data).toMatchObject({ period: { periodStart: '2024-01-31', periodEnd: '2024-02-05' } });
    })
    .passes('publicized later, with a reason', () => {
      decided(list, publicize('大雪'), shanghai('2024-01-31T00:00:00.000')).accepted('NoticeOrdered');
    })
    .fails('publicized on 31 January without a reason', () => {
      decided(list, publicize(), shanghai('2024-01-31T00:00:00.000')).refused(['R-F25', 'TARGET_DATE_OVERRUN']);
    })
    .fails('selected after 5 February without a reason', () => {
      decided(scored(flex), decide(candidates(flex, 4)), dayAfter).refused(['R-F25', 'TARGET_DATE_OVERRUN']);
    });
});
