import { describe, expect, it } from 'vitest';
import type { BureauCode } from '../../src/domain/ids.ts';
import type { NominationCommand } from '../../src/domain/nomination/decide.ts';
import type { NominationFact } from '../../src/domain/nomination/nomination.ts';
import { historyOf, nominations, reviewCommand, reviewedBy, rider } from '../rules/dossiers.ts';
import { honor, honorEntry } from '../rules/nominees.ts';
import { on } from '../support/decider-spec.ts';
import { concluded, editionOf, flex } from '../support/editions.ts';
import { cityApprover, cityReviewer, countyApprover, bureaus as of, provinceApprover } from '../support/people.ts';
import { outcomeOf } from '../support/rule-spec.ts';

const { given, stateOf, whenEmpty } = nominations;
const edition = editionOf(flex);
const evidence = [{ title: '业绩证明' }];
const reason = '贡献突出';

const honored = historyOf(rider, { form: { honors: [honorEntry('2020-05-01')] } });

const request = (changes: object = {}): NominationCommand => ({
  type: 'RequestWaiver',
  edition,
  bureau: of.county,
  ruleId: 'R-F12',
  reason,
  evidence,
  honors: [],
  ...changes,
});
const requested = (bureau: BureauCode = of.county, honors = [honor('2020-05-01')]): NominationFact => ({
  type: 'WaiverRequested',
  data: {
    ruleId: 'R-F12',
    bureau,
    level: bureau === of.county ? 'COUNTY' : 'CITY',
    reason,
    evidence,
    against: { honors },
  },
});
const settle = (type: 'ConfirmWaiver' | 'RefuseWaiver', bureau: BureauCode = of.city): NominationCommand =>
  type === 'ConfirmWaiver'
    ? { type, edition, bureau, ruleId: 'R-F12', note: '同意' }
    : { type, edition, bureau, ruleId: 'R-F12', reason: '不充分' };
const confirmed = (bureau: BureauCode = of.city): NominationFact => ({
  type: 'WaiverConfirmed',
  data: { ruleId: 'R-F12', bureau, note: '同意' },
});
const refused: NominationFact = { type: 'WaiverRefused', data: { ruleId: 'R-F12', bureau: of.city, reason: '不充分' } };
const byCounty = on({ by: countyApprover }, requested());
const waived = (ruleId: string) => ({ path: ['ruleId'], ruleId });

describe('A waiver', () => {
  it('is asked for with what the rule has found, which is all it will cover', () => {
    given(...honored)
      .when(request(), { by: countyApprover })
      .thenFacts(requested());
    const known = [honor('2022-05-01')];
    given(...honored)
      .when(request({ honors: known }), { by: countyApprover })
      .thenFacts(requested(of.county, [honor('2020-05-01'), ...known]));
  });

  it('is of a rule that there is, that may be waived, and that is not fulfilled', () => {
    given(...honored)
      .when(request({ ruleId: 'R-Z99' }))
      .thenRefused('RULE_UNKNOWN', { path: ['ruleId'] });
    given(...honored)
      .when(request({ ruleId: 'R-F11' }))
      .thenRefused('RULE_NOT_WAIVABLE', waived('R-F11'));
    given(...historyOf(rider))
      .when(request())
      .thenRefused('WAIVER_NOT_NEEDED', waived('R-F12'));
  });

  it('is asked for once, until it is answered; after a refusal again', () => {
    given(...honored, byCounty)
      .when(request(), { by: countyApprover })
      .thenRefused('WAIVER_REQUESTED', waived('R-F12'));
    given(...honored, byCounty, confirmed())
      .when(request(), { by: countyApprover })
      .thenRefused('WAIVER_NOT_NEEDED', waived('R-F12'));
    given(...honored, byCounty, refused)
      .when(request(), { by: countyApprover })
      .thenFacts(requested());
  });

  it('is asked for anew once there is more to waive', () => {
    const honors = [honor('2022-05-01')];
    given(...honored, byCounty, confirmed())
      .when(request({ honors }), { by: countyApprover })
      .thenFacts(requested(of.county, [honor('2020-05-01'), ...honors]));
  });

  it('asked for on one day covers the same on the next, though the rule counts to the day', () => {
    const program = {
      ...flex,
      rules: flex.rules.map((rule) =>
        rule.id === 'R-F01' ? { ...rule, class: 'IN_PRINCIPLE' as const, waivable: true } : rule,
      ),
    };
    const short = historyOf(rider, { program, form: { flexSince: '2023-03-01' } });
    const [monday, tuesday] = ['2024-01-08T01:00:00.000Z', '2024-01-09T01:00:00.000Z'];
    const asked = given(...short).when(
      { ...request({ ruleId: 'R-F01' }), edition: editionOf(program) } as NominationCommand,
      { at: monday, by: countyApprover },
    );
    const granted: NominationFact = {
      type: 'WaiverConfirmed',
      data: { ruleId: 'R-F01', bureau: of.city, note: '同意' },
    };
    const facts = outcomeOf(asked.decision).facts();
    const reviewed = given(...short, ...facts.map((fact) => on({ by: countyApprover }, fact)), granted).when(
      reviewCommand(rider, { program }),
      { at: tuesday, by: reviewedBy(rider) },
    );
    outcomeOf(reviewed.decision).isWaived('R-F01', 'CONFIRMED');
  });

  it('asked for by the city is for the province', () => {
    const byCity = on({ by: cityReviewer }, requested(of.city));
    given(...honored)
      .when(request({ bureau: of.city }), { by: cityReviewer })
      .thenFacts(requested(of.city));
    given(...honored, byCity)
      .when(settle('ConfirmWaiver'), { by: cityApprover })
      .thenRefused('WAIVER_OF_THE_LEVEL_ABOVE', {
        path: ['nominationId'],
        ruleId: 'R-F12',
        params: { bureau: of.province },
      });
    given(...honored, byCity)
      .when(settle('ConfirmWaiver', of.province), { by: provinceApprover })
      .thenFacts(confirmed(of.province));
  });

  it('is confirmed or refused, once', () => {
    given(...honored, byCounty)
      .when(settle('ConfirmWaiver'), { by: cityApprover })
      .thenFacts(confirmed());
    given(...honored, byCounty)
      .when(settle('RefuseWaiver'), { by: cityApprover })
      .thenFacts(refused);
    for (const history of [[], [byCounty, confirmed()], [byCounty, refused]]) {
      for (const type of ['ConfirmWaiver', 'RefuseWaiver'] as const) {
        given(...honored, ...history)
          .when(settle(type), { by: cityApprover })
          .thenRefused('WAIVER_NOT_REQUESTED', waived('R-F12'));
      }
    }
  });

  it('is neither confirmed nor refused by who asked for it, even from the bureau above', () => {
    for (const type of ['ConfirmWaiver', 'RefuseWaiver'] as const) {
      const { decision } = given(...honored, byCounty).when(settle(type), {
        by: { ...countyApprover, bureau: of.city },
      });
      expect('refusals' in decision && decision.refusals.map(({ code }) => code)).toEqual(['FOUR_EYES']);
    }
  });

  it('is neither asked for nor answered once the edition is over', () => {
    const over = { edition: editionOf(flex, concluded) };
    given(...honored)
      .when(request(over), { by: countyApprover })
      .thenRefused('EDITION_CONCLUDED');
    given(...honored, byCounty)
      .when({ ...settle('ConfirmWaiver'), ...over } as NominationCommand, { by: cityApprover })
      .thenRefused('EDITION_CONCLUDED');
  });

  it('is of a nomination that is there', () => {
    for (const command of [request(), settle('ConfirmWaiver'), settle('RefuseWaiver')]) {
      whenEmpty(command).thenRefused('NOMINATION_NOT_FOUND', { path: ['nominationId'] });
    }
  });

  it('keeps what it covers, whatever is decided on it', () => {
    const state = stateOf(...honored, byCounty, confirmed());
    expect('waivers' in state && state.waivers.get('R-F12')).toEqual({
      ruleId: 'R-F12',
      status: 'CONFIRMED',
      requestedBy: countyApprover.id,
      bureau: of.county,
      against: { honors: [honor('2020-05-01')] },
    });
  });
});
