import { describe } from 'vitest';
import { withExtensions } from '../../src/domain/program/with-extensions.ts';
import { shanghai } from '../support/decider-spec.ts';
import { youth } from '../support/editions.ts';
import { rule } from '../support/rule-spec.ts';
import { agronomist, type Changes, type Dossier, reviewOf, rider, seatOf } from './dossiers.ts';

const young = (changes: Changes = {}) => reviewOf(agronomist, changes);
const flexible = (changes: Changes = {}) => reviewOf(rider, changes);

/** What a person must judge: it passes when judged to hold, and neither when judged otherwise nor when left unsaid. */
const judged = (id: string, dossier: Dossier) =>
  rule(id)
    .passes('the reviewer attests it', () => reviewOf(dossier).holds(id))
    .fails('the reviewer says nothing of it', () => {
      reviewOf(dossier, { judgments: { [id]: null } }).refused([id, 'JUDGMENT_NEEDED']);
    })
    .fails('the reviewer says that it does not hold', () => {
      reviewOf(dossier, { judgments: { [id]: false } }).refused([id, 'RULE_FAILED']);
    });

describe('What a person must judge', () => {
  judged('R-Y06', agronomist);
  judged('R-Y07', agronomist).fails('the employer’s opinion is not on record', () => {
    young({ steps: { EMPLOYER_OPINION: null } }).refused(['R-Y07', 'RULE_FAILED']);
  });
  judged('R-Y26', agronomist);
  judged('R-F04', rider);
  judged('R-F06', rider)
    .fails('a body answers against the nominee', () => {
      flexible({ vetting: { PUBLIC_SECURITY: 'ADVERSE' } }).refused(['R-F06', 'RULE_FAILED']);
    })
    .fails('the proof of no criminal record is missing', () => {
      flexible({ materials: { NO_CRIME_PROOF: null } }).refused(['R-F06', 'RULE_FAILED'], ['R-F35', 'RULE_FAILED']);
    });
});

describe('The stamped opinion', () => {
  const last = shanghai('2024-01-10T23:59:59.999');
  const next = shanghai('2024-01-11T00:00:00.000');

  rule('R-S03')
    .passes('stamped, signed and dated, through the last millisecond of the day in Shanghai', () => {
      young({ opinion: { ...agronomist.opinion, signedOn: '2024-01-10' }, at: last }).accepted(
        'EligibilityAssessed',
        'Reviewed',
      );
      young({ opinion: { ...agronomist.opinion, signedOn: '2024-01-11' }, at: next }).accepted(
        'EligibilityAssessed',
        'Reviewed',
      );
    })
    .fails('dated tomorrow', () => {
      young({ opinion: { ...agronomist.opinion, signedOn: '2024-01-11' }, at: last }).refused([
        'R-S03',
        'SIGNED_IN_FUTURE',
      ]);
    })
    .fails('without whom to ask, where the form has a line for it', () => {
      const { contact: _, ...opinion } = rider.opinion;
      flexible({ opinion }).refused(['R-S03', 'CONTACT_EXPECTED']);
    });

  rule('R-Y25')
    .passes('it says that the nominee is recommended', () => young().accepted('EligibilityAssessed', 'Reviewed'))
    .passes('it says that the nominee is not recommended, and rejects', () => {
      const opinion = { ...agronomist.opinion, conclusion: 'NOT_RECOMMEND' } as const;
      young({ opinion, decision: 'REJECT' }).accepted('EligibilityAssessed', 'Reviewed', 'Rejected');
    })
    .fails('it rejects whom it recommends', () => {
      young({ decision: 'REJECT' }).refused(['R-Y25', 'CONCLUSION_EXPECTED']);
    })
    .fails('it does not say', () => {
      const { conclusion: _, ...opinion } = agronomist.opinion;
      young({ opinion }).refused(['R-Y25', 'CONCLUSION_EXPECTED']);
    })
    .fails('it passes whom it does not recommend', () => {
      young({ opinion: { ...agronomist.opinion, conclusion: 'NOT_RECOMMEND' } }).refused([
        'R-Y25',
        'CONCLUSION_EXPECTED',
      ]);
    });
});

describe('What the bureau finds out before', () => {
  rule('R-Y24')
    .passes('the local government or the competent department was consulted', () => {
      young().holds('R-Y24');
      const department = { ...agronomist.steps.CONSULTATION, body: 'COMPETENT_DEPARTMENT' };
      young({ steps: { CONSULTATION: department } }).holds('R-Y24');
    })
    .fails('nobody was consulted', () => {
      young({ steps: { CONSULTATION: null } }).refused(['R-Y24', 'RULE_FAILED']);
    });

  rule('R-F15')
    .passes('all three bodies answered, for good', () => flexible().holds('R-F15'))
    .fails('one has not answered', () => {
      for (const body of ['PUBLIC_SECURITY', 'MARKET_REGULATION', 'TRADE_UNION']) {
        flexible({ vetting: { [body]: null } }).refused(['R-F15', 'RULE_FAILED']);
      }
    })
    .fails('one does not know: unknown is no clearance (A26)', () => {
      flexible({ vetting: { TRADE_UNION: 'UNKNOWN' } }).refused(['R-F15', 'RULE_FAILED']);
    });

  rule('R-F13')
    .passes('screened, and nothing found', () => flexible().holds('R-F13'))
    .fails('not screened', () => {
      flexible({ steps: { SCREENING: null } }).refused(['R-F13', 'RULE_FAILED']);
    })
    .fails('anything found: an absolute bar, not a matter of waiver', () => {
      for (const found of ['negativeList', 'dishonesty', 'adversePublicOpinion']) {
        const SCREENING = { ...rider.steps.SCREENING, [found]: 'YES' };
        flexible({ steps: { SCREENING } }).refused(['R-F13', 'RULE_FAILED']);
      }
    })
    .fails('found after the county had passed, before putting forward', () => {
      const SCREENING = { ...rider.steps.SCREENING, dishonesty: 'YES' };
      seatOf(rider, { steps: { SCREENING } }).refused(['R-F13', 'RULE_FAILED']);
    });

  rule('R-F37')
    .passes('visited on site, or checked by documents', () => {
      flexible().holds('R-F37');
      const VERIFICATION = { ...rider.steps.VERIFICATION, method: 'DOCUMENT_CHECK' };
      flexible({ steps: { VERIFICATION } }).holds('R-F37');
    })
    .fails('nothing verified', () => {
      flexible({ steps: { VERIFICATION: null } }).refused(['R-F37', 'RULE_FAILED']);
    });
});

describe('What an edition of the youth program may add (A11)', () => {
  const program = withExtensions(youth, ['VETTING']);
  const vetted = (changes: Changes = {}) =>
    young({
      program,
      ...changes,
      vetting: { PUBLIC_SECURITY: 'CLEAR', MARKET_REGULATION: 'CLEAR', TRADE_UNION: 'CLEAR', ...changes.vetting },
    });

  rule('X-Y01')
    .passes('all three bodies answered', () => vetted().holds('X-Y01'))
    .fails('one has not, or does not know', () => {
      vetted({ vetting: { TRADE_UNION: null } }).refused(['X-Y01', 'RULE_FAILED']);
      vetted({ vetting: { TRADE_UNION: 'UNKNOWN' } }).refused(['X-Y01', 'RULE_FAILED']);
    });
  rule('X-Y02')
    .passes('none has anything against the nominee', () => vetted().holds('X-Y02'))
    .fails('one has', () => {
      vetted({ vetting: { MARKET_REGULATION: 'ADVERSE' } }).refused(['X-Y02', 'RULE_FAILED']);
    });
});
