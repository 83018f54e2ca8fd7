import { describe, expect } from 'vitest';
import type { BureauCode } from '../../src/domain/ids.ts';
import type { Program } from '../../src/domain/program/program.ts';
import type { SlateFact } from '../../src/domain/slate/slate.ts';
import { shanghai } from '../support/decider-spec.ts';
import { flex, flexId, plain, youth } from '../support/editions.ts';
import { bureaus as of } from '../support/people.ts';
import { rule } from '../support/rule-spec.ts';
import { lapsed, letIn, nominate, seated, slateOf, stepOn, submitted } from './slates.ts';

const cityLast = shanghai('2024-01-25T23:59:59.999');
const cityLate = shanghai('2024-01-26T00:00:00.000');
const countyLast = shanghai('2024-01-15T23:59:59.999');
const countyLate = shanghai('2024-01-16T00:00:00.000');

describe('Deadlines, through the last millisecond of their day in Shanghai (A03)', () => {
  rule('R-Y15')
    .passes('submitted in it', () => {
      submitted(youth, slateOf(youth, of.city, 10), { at: cityLast }).accepted('SlateSubmitted');
    })
    .fails('a millisecond later', () => {
      submitted(youth, slateOf(youth, of.city, 10), { at: cityLate }).refused(['R-Y15', 'DEADLINE_PASSED']);
    });

  rule('R-F22')
    .passes('submitted in it', () => {
      submitted(flex, slateOf(flex, of.city, 3), { at: cityLast }).accepted('SlateSubmitted');
    })
    .passes('two copies received on paper, also after it: paper does not decide', () => {
      const receipt = { copies: 2, receivedOn: '2024-01-10' };
      stepOn(flex, 'PAPER_RECEIPT', receipt, { by: of.province }).accepted('SlateStepRecorded');
    })
    .fails('a millisecond later', () => {
      submitted(flex, slateOf(flex, of.city, 3), { at: cityLate }).refused(['R-F22', 'DEADLINE_PASSED']);
    })
    .fails('one copy on paper, or three', () => {
      for (const copies of [1, 3]) {
        const receipt = { copies, receivedOn: '2024-01-10' };
        stepOn(flex, 'PAPER_RECEIPT', receipt, { by: of.province }).refused(['R-F22', 'FIELD_INVALID']);
      }
    })
    .fails('paper received by the city that sent it', () => {
      stepOn(flex, 'PAPER_RECEIPT', { copies: 2, receivedOn: '2024-01-10' }).refused(['R-F22', 'STEP_OF_LEVEL']);
    });

  rule('R-Y28')
    .passes('a slate that was submitted stays', () => {
      const history = slateOf(youth, of.city, 4);
      const sent = submitted(youth, history).facts();
      expect(lapsed(youth, [...history, ...sent], { at: cityLate }).facts()).toEqual([]);
    })
    .passes('not a millisecond before the end', () => {
      expect(lapsed(youth, slateOf(youth, of.city, 4), { at: cityLast }).facts()).toEqual([]);
    })
    .fails('a slate not submitted is deemed abandoned, and stays so', () => {
      const history = slateOf(youth, of.city, 4);
      const abandoned = lapsed(youth, history, { at: cityLate });
      abandoned.accepted('SlateAbandoned');
      submitted(youth, [...history, ...abandoned.facts()], { at: cityLate }).refused(
        ['R-Y28', 'SLATE_ABANDONED'],
        ['R-Y15', 'DEADLINE_PASSED'],
      );
    });

  rule('R-F24')
    .passes('a slate that was submitted stays', () => {
      const history = slateOf(flex, of.city, 1);
      const sent = submitted(flex, history).facts();
      expect(lapsed(flex, [...history, ...sent], { at: cityLate }).facts()).toEqual([]);
    })
    .fails('a slate not submitted is deemed abandoned, though its papers came', () => {
      const receipt = stepOn(flex, 'PAPER_RECEIPT', { copies: 2, receivedOn: '2024-01-10' }, { by: of.province });
      const history = [...slateOf(flex, of.city, 1), ...receipt.facts()];
      const abandoned = lapsed(flex, history, { at: cityLate });
      abandoned.accepted('SlateAbandoned');
      submitted(flex, [...history, ...abandoned.facts()], { at: cityLate }).refused(
        ['R-F24', 'SLATE_ABANDONED'],
        ['R-F22', 'DEADLINE_PASSED'],
      );
    });

  const county = slateOf(flex, of.county, 0);
  rule('R-F16')
    .passes('put forward in it', () => {
      seated(plain(flex), county, { bureau: of.county, at: countyLast }).accepted('SeatTaken');
    })
    .passes('later, where the city let it in with a reason, before its own deadline (A27)', () => {
      const admitted = letIn(flex, county, { at: countyLate }).facts();
      seated(plain(flex), [...county, ...admitted], { bureau: of.county, at: cityLast }).accepted('SeatTaken');
    })
    .fails('a millisecond later', () => {
      seated(plain(flex), county, { bureau: of.county, at: countyLate }).refused(['R-F16', 'LATE_UNLESS_ACCEPTED']);
    })
    .fails('nobody is let in before it is late, nor after the city’s own deadline (A27)', () => {
      letIn(flex, county, { at: countyLast }).refused(['R-F16', 'NOT_LATE']);
      letIn(flex, county, { at: cityLate }).refused(['R-F22', 'DEADLINE_PASSED']);
    });
});

describe('How many', () => {
  rule('R-Y16')
    .passes('ten of Zhengzhou’s ten; fewer if that is meant (A04)', () => {
      submitted(youth, slateOf(youth, of.city, 10), { confirmFewer: false }).accepted('SlateSubmitted');
      submitted(youth, slateOf(youth, of.city, 9)).accepted('SlateSubmitted');
    })
    .fails('an eleventh', () => {
      seated(plain(youth), slateOf(youth, of.city, 10)).refused(['R-Y16', 'QUOTA_EXCEEDED']);
      submitted(youth, slateOf(youth, of.city, 11)).refused(['R-Y16', 'QUOTA_EXCEEDED']);
    })
    .fails('fewer without saying so (A04)', () => {
      submitted(youth, slateOf(youth, of.city, 9), { confirmFewer: false }).refused(['R-Y16', 'FEWER_THAN_QUOTA']);
    });

  rule('R-F18')
    .passes('ten of Zhengzhou’s ten, five of Jiyuan’s five (A18)', () => {
      submitted(flex, slateOf(flex, of.city, 10), { confirmFewer: false }).accepted('SlateSubmitted');
      submitted(flex, slateOf(flex, of.jiyuan, 5), { bureau: of.jiyuan, confirmFewer: false }).accepted(
        'SlateSubmitted',
      );
    })
    .fails('a sixth of Jiyuan', () => {
      seated(plain(flex), slateOf(flex, of.jiyuan, 5), { bureau: of.jiyuan }).refused(['R-F18', 'QUOTA_EXCEEDED']);
    });

  rule('R-F17')
    .passes('a second nominee of a county', () => {
      seated(plain(flex), slateOf(flex, of.county, 1), { bureau: of.county }).accepted('SeatTaken');
    })
    .passes('another, when one of two has left (A28)', () => {
      const history = slateOf(flex, of.county, 2);
      const left: SlateFact = {
        type: 'SeatReleased',
        data: { editionId: flexId, bureau: of.county, nominationId: 'n0' as never, reason: 'WITHDRAWN' },
      };
      seated(plain(flex), [...history, left], { bureau: of.county }).accepted('SeatTaken');
    })
    .passes('a functional zone with a bureau of its own counts by itself (A19)', () => {
      const zone = { code: '410171' as BureauCode, name: { zh: '郑州高新区', en: 'Zhengzhou High-tech Zone' } };
      const program: Program = {
        ...plain(flex),
        bureaus: [...flex.bureaus, { ...zone, level: 'COUNTY', parent: of.city }],
      };
      seated(program, slateOf(flex, of.county, 0), { bureau: zone.code }).accepted('SeatTaken');
    })
    .fails('a third nominee of a county', () => {
      seated(plain(flex), slateOf(flex, of.county, 2), { bureau: of.county }).refused(['R-F17', 'QUOTA_EXCEEDED']);
    });

  rule('R-F19')
    .passes('a city puts somebody forward itself, and no county’s seat is used', () => {
      nominate(flex, { bureau: of.city }).accepted('Nominated');
      seated(plain(flex), slateOf(flex, of.city, 2), { bureau: of.city }).accepted('SeatTaken');
    })
    .fails('the province does not', () => {
      nominate(flex, { bureau: of.province }).refused(['R-F19', 'BUREAU_MAY_NOT_NOMINATE']);
    });
});
