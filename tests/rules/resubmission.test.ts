import { describe, it } from 'vitest';
import type { NominationCommand } from '../../src/domain/nomination/decide.ts';
import type { NominationFact } from '../../src/domain/nomination/nomination.ts';
import type { KnownHonor } from '../../src/domain/nomination/parts.ts';
import { on } from '../support/decider-spec.ts';
import { editionOf, youth, youthId } from '../support/editions.ts';
import { cityClerk, bureaus as of, officer } from '../support/people.ts';
import { outcomeOf } from '../support/rule-spec.ts';
import { agronomist, historyOf, nominations, reviewedBy } from './dossiers.ts';
import { honor } from './nominees.ts';

const judgments = ['R-Y06', 'R-Y07', 'R-Y26'].map((ruleId) => ({ ruleId, holds: true }));
const { opinion } = agronomist;
const passed: NominationFact = {
  type: 'Reviewed',
  data: { level: 'CITY', bureau: of.city, decision: 'PASS', opinion, judgments },
};
const forwarded: NominationFact = { type: 'Forwarded', data: { from: of.city, to: of.province, deciding: true } };
const asked = (against: typeof judgments = []): NominationFact => ({
  type: 'Reviewed',
  data: { level: 'PROVINCE', bureau: of.province, decision: 'SUPPLEMENT', opinion, judgments: against },
});
const required: NominationFact = {
  type: 'SupplementRequired',
  data: {
    editionId: youthId,
    from: of.province,
    to: of.city,
    reason: '请补充材料',
    dueOn: '2024-01-17',
    dueAt: '2024-01-17T15:59:59.999Z',
    backTo: 'SUBMITTED',
  },
};
const removed = (nth: number, material: string): NominationFact => ({
  type: 'MaterialRemoved',
  data: { material, sha256: String(nth).padStart(64, '0'), reason: '不清晰' },
});
const amended = (changes: Extract<NominationFact, { type: 'FormAmended' }>['data']['changes']): NominationFact => ({
  type: 'FormAmended',
  data: { category: 'GRASSROOTS', changes },
});

/** What comes of handing an agronomist's dossier in again to the province, changed while it was with the city. */
const resubmitted = (
  changes: readonly NominationFact[],
  { honors = [], request = asked() }: { honors?: readonly KnownHonor[]; request?: NominationFact } = {},
) => {
  const command: NominationCommand = { type: 'Resubmit', edition: editionOf(youth), note: '已补充', honors };
  const { decision } = nominations
    .given(
      ...historyOf(agronomist),
      on({ by: reviewedBy(agronomist) }, passed),
      forwarded,
      on({ by: officer }, request),
      required,
      ...changes.map((fact) => on({ by: cityClerk }, fact)),
    )
    .when(command, { by: cityClerk });
  return outcomeOf(decision);
};

describe('What goes straight back before the panel', () => {
  it('goes there as fit as it was put forward', () => {
    resubmitted([]).accepted('Resubmitted');
    resubmitted([amended({ position: '高级农艺师' })]).accepted('Resubmitted');
  });

  it('does not with an answer that bars the nominee', () => {
    resubmitted([amended({ employerLevel: 'PROVINCE' })]).refused(['R-Y05', 'RULE_FAILED']);
  });

  it('does not without a material that it had', () => {
    resubmitted([removed(0, 'YOUTH_FORM_PDF')]).refused(['R-Y27', 'RULE_FAILED']);
  });

  it('does not with an honor that has become known and is not waived', () => {
    resubmitted([], { honors: [honor('2022-05-01')] }).refused(['R-Y14', 'WAIVER_NEEDED']);
    const waived: NominationFact[] = [
      {
        type: 'WaiverRequested',
        data: {
          ruleId: 'R-Y14',
          bureau: of.city,
          level: 'CITY',
          reason: '贡献突出',
          evidence: [{ title: '证明' }],
          against: { honors: [honor('2022-05-01')] },
        },
      },
      { type: 'WaiverConfirmed', data: { ruleId: 'R-Y14', bureau: of.province, note: '同意' } },
    ];
    resubmitted(waived, { honors: [honor('2022-05-01')] }).accepted('Resubmitted');
  });

  it('is judged by who asked for it, not by who hands it in', () => {
    resubmitted([], { request: asked([{ ruleId: 'R-Y26', holds: false }]) }).accepted('Resubmitted');
  });
});
