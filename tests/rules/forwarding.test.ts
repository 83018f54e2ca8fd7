import { describe, expect, it } from 'vitest';
import type { NominationCommand } from '../../src/domain/nomination/decide.ts';
import type { NominationFact } from '../../src/domain/nomination/nomination.ts';
import { on, shanghai } from '../support/decider-spec.ts';
import { editionOf, flex, youth } from '../support/editions.ts';
import { cityReviewer, countyApprover, bureaus as of } from '../support/people.ts';
import { agronomist, historyOf, nominations, rider } from './dossiers.ts';

const at = shanghai('2024-01-24T17:00:00');
const passed = (level: 'COUNTY' | 'CITY', bureau: typeof of.city, opinion: typeof rider.opinion): NominationFact => ({
  type: 'Reviewed',
  data: { level, bureau, decision: 'PASS', opinion },
});

describe('Going forward', () => {
  it('puts on record how the rules stood, where some are due only then, at the moment the slate went', () => {
    const record: NominationCommand = {
      type: 'RecordForwarding',
      edition: editionOf(youth),
      from: of.city,
      to: of.province,
      at,
      honors: [],
    };
    const { decision } = nominations
      .given(...historyOf(agronomist), on({ by: cityReviewer }, passed('CITY', of.city, agronomist.opinion)))
      .when(record, { at: shanghai('2024-01-25T00:10:00') });
    const [assessed, forwarded, ...others] = 'facts' in decision ? decision.facts : [];
    if (assessed?.type !== 'EligibilityAssessed') return expect.fail('Nothing was assessed.');
    expect(assessed.data).toMatchObject({ bureau: of.city, level: 'CITY', act: 'SUBMISSION', at });
    expect(assessed.data.findings).toContainEqual({ ruleId: 'R-Y27', outcome: 'PASSED' });
    expect(forwarded).toEqual({ type: 'Forwarded', data: { from: of.city, to: of.province, deciding: true, at } });
    expect(others).toEqual([]);
  });

  it('says nothing new where the review has assessed them all', () => {
    nominations
      .given(...historyOf(rider), on({ by: countyApprover }, passed('COUNTY', of.county, rider.opinion)))
      .when({ type: 'RecordForwarding', edition: editionOf(flex), from: of.county, to: of.city, at, honors: [] })
      .thenFacts({ type: 'Forwarded', data: { from: of.county, to: of.city, deciding: false, at } });
  });
});
