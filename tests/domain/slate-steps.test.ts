import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { SlateCommand } from '../../src/domain/slate/decide.ts';
import type { SlateFact } from '../../src/domain/slate/slate.ts';
import { slateOf } from '../rules/slates.ts';
import { specOf } from '../support/decider-spec.ts';
import { concluded, editionOf, flex, flexId, plain, youth, youthId } from '../support/editions.ts';
import { nominationOf } from '../support/nominations.ts';
import { cityApprover, bureaus as of, officer } from '../support/people.ts';

const { given, whenEmpty, stateOf } = specOf(aggregates.slate);
const edition = editionOf(youth);
const evidence = [{ title: '公告截图' }];
const published = { channel: 'WEBSITE', title: '选树公告', on: '2024-01-03' };

type Step = Extract<SlateCommand, { type: 'RecordSlateStep' }>;
const record = (changes: Partial<Step> = {}): SlateCommand => ({
  type: 'RecordSlateStep',
  edition,
  bureau: of.city,
  by: of.city,
  step: 'PUBLICITY_EVIDENCE',
  answers: published,
  evidence,
  ...changes,
});
const recorded = (changes: object = {}): SlateFact => ({
  type: 'SlateStepRecorded',
  data: {
    editionId: youthId,
    slateOf: of.city,
    step: 'PUBLICITY_EVIDENCE',
    bureau: of.city,
    level: 'CITY',
    answers: published,
    evidence,
    ...changes,
  },
});
const abandoned: SlateFact = {
  type: 'SlateAbandoned',
  data: { editionId: youthId, bureau: of.city, deadline: 'citySubmission', nominations: [] },
};

describe('A step recorded on a slate', () => {
  it('says whose slate it is and who recorded what, as often as it is done', () => {
    whenEmpty(record(), { by: cityApprover }).thenFacts(recorded());
    given(recorded()).when(record()).thenFacts(recorded());
    expect([...stateOf(recorded(), recorded()).steps]).toEqual(['PUBLICITY_EVIDENCE']);
  });

  it('may be recorded by the bureau above, where the program has it so', () => {
    const receipt = { copies: 2, receivedOn: '2024-01-10' };
    const step = { edition: editionOf(flex), step: 'PAPER_RECEIPT', answers: receipt, evidence: [] };
    whenEmpty(record({ ...step, by: of.province }), { by: officer }).thenFacts(
      recorded({
        editionId: flexId,
        step: 'PAPER_RECEIPT',
        bureau: of.province,
        level: 'PROVINCE',
        answers: receipt,
        evidence: [],
      }),
    );
    whenEmpty(record(step)).thenRefused('STEP_OF_LEVEL', { path: ['step'], ruleId: 'R-F22' });
  });

  it('is one that the program knows of slates, with its fields and evidence', () => {
    whenEmpty(record({ step: 'CONSULTATION' })).thenRefused('STEP_UNKNOWN', {
      path: ['step'],
      params: { known: 'PUBLICITY_EVIDENCE, COMPREHENSIVE_ASSESSMENT' },
    });
    whenEmpty(record({ answers: { ...published, channel: 'RUMOR' }, evidence: [] })).thenAllRefused(
      ['STEP_EVIDENCE', { path: ['evidence'], ruleId: 'R-Y19' }],
      ['FIELD_INVALID', { path: ['answers', 'channel'], ruleId: 'R-Y19' }],
    );
  });

  it('is of a bureau that puts people forward', () => {
    for (const bureau of [of.county, of.province, '990000' as never]) {
      whenEmpty(record({ bureau })).thenRefused('BUREAU_NOT_ON_PATH', { path: ['bureau'], params: { bureau } });
    }
  });

  it('not on a slate that is abandoned, nor once the edition is over', () => {
    given(abandoned)
      .when(record())
      .thenRefused('SLATE_ABANDONED', { params: { bureau: of.city } });
    whenEmpty(record({ edition: editionOf(youth, concluded) })).thenRefused('EDITION_CONCLUDED', {
      params: { edition: youthId },
    });
  });
});

describe('A slate that lacks a step', () => {
  const submit: SlateCommand = { type: 'SubmitSlate', edition, bureau: of.city, confirmFewer: false, nominees: [] };

  it('is not submitted, and every missing step is named', () => {
    const without = ['PUBLICITY_EVIDENCE', 'COMPREHENSIVE_ASSESSMENT'];
    given(...slateOf(youth, of.city, 10, { without }))
      .when(submit)
      .thenAllRefused(
        ...youth.steps
          .filter(({ code }) => without.includes(code))
          .map(({ ruleId, name }) => ['STEP_MISSING', { ruleId: ruleId ?? '', params: { step: name } }] as const),
      );
  });

  it('takes seats all the same where it goes up as a whole, and none where each goes up at once', () => {
    const bare = { ...plain(youth), steps: youth.steps };
    const seat = (bureau: string, program: typeof youth): SlateCommand => ({
      type: 'TakeSeat',
      edition: editionOf(program),
      bureau: bureau as never,
      nomination: nominationOf({ status: 'PASSED', holder: bureau as never, category: 'GRASSROOTS' }),
      honors: [],
    });
    const { decision } = whenEmpty(seat(of.city, bare));
    expect('facts' in decision).toBe(true);
    whenEmpty(seat(of.county, { ...plain(flex), steps: flex.steps })).thenRefused('STEP_MISSING', { ruleId: 'R-F36' });
  });
});
