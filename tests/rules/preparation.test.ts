import { describe, expect } from 'vitest';
import { answerAt, isAnswered } from '../../src/domain/program/condition.ts';
import { checkedProgram } from '../../src/domain/program/resolve-program.ts';
import { flex, plain, youth } from '../support/editions.ts';
import { bureaus as of } from '../support/people.ts';
import { rule } from '../support/rule-spec.ts';
import { agronomist, passedOne, rider, seatOf } from './dossiers.ts';
import { seated, slateOf, stepOn, submitted } from './slates.ts';

describe('What a bureau does before it puts people forward', () => {
  const published = { channel: 'WEBSITE', title: '选树公告', on: '2024-01-03' };

  rule('R-Y19')
    .passes('publicity with its evidence on record', () => {
      stepOn(youth, 'PUBLICITY_EVIDENCE', published).accepted('SlateStepRecorded');
      submitted(youth, slateOf(youth, of.city, 10)).accepted('SlateSubmitted');
    })
    .fails('a slate without it', () => {
      const slate = slateOf(youth, of.city, 10, { without: ['PUBLICITY_EVIDENCE'] });
      submitted(youth, slate).refused(['R-Y19', 'STEP_MISSING']);
    })
    .fails('publicity without evidence', () => {
      stepOn(youth, 'PUBLICITY_EVIDENCE', published, { evidence: [] }).refused(['R-Y19', 'STEP_EVIDENCE']);
    });

  const assessment = { on: '2024-01-09', participants: '局领导班子', conclusion: '同意报送' };
  rule('R-Y20')
    .passes('a comprehensive assessment on record', () => {
      stepOn(youth, 'COMPREHENSIVE_ASSESSMENT', assessment).accepted('SlateStepRecorded');
      submitted(youth, slateOf(youth, of.city, 10)).accepted('SlateSubmitted');
    })
    .fails('a slate without it', () => {
      const slate = slateOf(youth, of.city, 10, { without: ['COMPREHENSIVE_ASSESSMENT'] });
      submitted(youth, slate).refused(['R-Y20', 'STEP_MISSING']);
    })
    .fails('an assessment without a conclusion', () => {
      const { conclusion: _, ...silent } = assessment;
      stepOn(youth, 'COMPREHENSIVE_ASSESSMENT', silent).refused(['R-Y20', 'FIELD_REQUIRED']);
    });

  rule('R-F14')
    .passes('a county may publicize, and need not', () => {
      stepOn(flex, 'PUBLICITY_EVIDENCE', published, { bureau: of.county }).accepted('SlateStepRecorded');
      seatOf(rider).accepted('SeatTaken');
    })
    .fails('what is recorded of it must be right: not by a channel there is not', () => {
      const wrong = { ...published, channel: 'RUMOR' };
      stepOn(flex, 'PUBLICITY_EVIDENCE', wrong, { bureau: of.county }).refused(['R-F14', 'FIELD_INVALID']);
    })
    .fails('it is for counties: not recorded by a city', () => {
      stepOn(flex, 'PUBLICITY_EVIDENCE', published).refused(['R-F14', 'STEP_OF_LEVEL']);
    });

  const responsible = { name: '周明', phone: '0371-62100000', localConditions: '无' };
  rule('R-F36')
    .passes('a person responsible is named, stricter conditions or none', () => {
      stepOn(flex, 'RESPONSIBLE_PERSON', responsible, { bureau: of.county }).accepted('SlateStepRecorded');
      seatOf(rider).accepted('SeatTaken');
      submitted(flex, slateOf(flex, of.city, 3)).accepted('SlateSubmitted');
    })
    .fails('a county or a city without one', () => {
      seatOf(rider, {}, []).refused(['R-F36', 'STEP_MISSING']);
      const slate = slateOf(flex, of.city, 3, { without: ['RESPONSIBLE_PERSON'] });
      submitted(flex, slate).refused(['R-F36', 'STEP_MISSING']);
    })
    .fails('nobody named', () => {
      stepOn(flex, 'RESPONSIBLE_PERSON', { ...responsible, name: '' }).refused(['R-F36', 'FIELD_REQUIRED']);
    });

  rule('R-F20')
    .passes('whom the city passed is put forward', () => {
      seated(plain(flex), slateOf(flex, of.city, 0)).accepted('SeatTaken');
    })
    .fails('whom it only received is not', () => {
      seated(plain(flex), slateOf(flex, of.city, 0), { status: 'RECEIVED' }).refused(['R-F20', 'NOT_PASSED']);
    });
});

describe('What goes with a slate', () => {
  rule('R-F23')
    .passes('the electronic version is the slate: dossiers go with it in one append', () => {
      const [fact] = submitted(flex, slateOf(flex, of.city, 3)).facts();
      expect(fact).toMatchObject({ type: 'SlateSubmitted', data: { items: [{}, {}, {}], forwardedTo: of.province } });
    })
    .fails('nothing in it, whatever comes on paper', () => {
      submitted(flex, slateOf(flex, of.city, 0)).refused(['R-F23', 'SLATE_EMPTY']);
    });

  const columns = flex.summary?.columns ?? [];
  rule('R-F21')
    .passes('each column of the summary is answered by a whole form (A16: columns are inferred)', () => {
      const { form } = passedOne(rider);
      const empty = columns.filter(
        ({ from }) =>
          typeof from === 'object' &&
          !['honors', 'remark', 'mainEmployer'].includes(from.field) &&
          !isAnswered(answerAt(form, from.field)),
      );
      expect(empty).toEqual([]);
      expect(flex.summary?.inferred).toBe(true);
      expect(columns).toHaveLength(21);
    })
    .fails('a column of a field that the form does not have', () => {
      const summary = { ...flex.summary, columns: [{ label: { zh: '星座', en: 'Sign' }, from: { field: 'sign' } }] };
      const resolved = checkedProgram({ ...flex, summary });
      expect('problems' in resolved && resolved.problems.map(({ path }) => path)).toEqual([
        'summary.columns[0].from.field',
      ]);
    });
});

describe('A seat for whoever is eligible', () => {
  rule('R-Y17').passes('seats carry the category, so that the slate is grouped by it', () => {
    const [fact] = seatOf(agronomist).facts();
    expect(fact).toMatchObject({ type: 'SeatTaken', data: { category: 'GRASSROOTS' } });
  });
});
