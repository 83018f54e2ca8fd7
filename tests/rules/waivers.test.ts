import { describe, it } from 'vitest';
import type { Actor } from '../../src/domain/actor.ts';
import type { NominationCommand } from '../../src/domain/nomination/decide.ts';
import type { NominationFact } from '../../src/domain/nomination/nomination.ts';
import type { KnownHonor } from '../../src/domain/nomination/parts.ts';
import { on } from '../support/decider-spec.ts';
import { editionOf } from '../support/editions.ts';
import {
  cityApprover,
  cityClerk,
  cityReviewer,
  clerk,
  countyApprover,
  bureaus as of,
  officer,
  provinceApprover,
} from '../support/people.ts';
import { outcomeOf, rule } from '../support/rule-spec.ts';
import {
  agronomist,
  type Changes,
  type Dossier,
  historyOf,
  nominations,
  reviewCommand,
  reviewedBy,
  reviewOf,
  rider,
} from './dossiers.ts';
import { born, honor, honorEntry } from './nominees.ts';

type History = ReturnType<typeof historyOf>;
type Step = readonly [NominationCommand, Actor];

/** What comes of the last of some commands, each carried out by somebody after the one before. */
const course = (history: History, ...steps: readonly Step[]) => {
  const done: History = [...history];
  let last = outcomeOf<NominationFact>({ facts: [] });
  for (const [command, by] of steps) {
    last = outcomeOf(nominations.given(...done).when(command, { by }).decision);
    if (command !== steps.at(-1)?.[0]) done.push(...last.facts().map((fact) => on({ by }, fact)));
  }
  return last;
};

const evidence = [{ title: '业绩证明' }];
const at = ({ program, bureau }: Dossier) => ({ edition: editionOf(program), bureau });

const request = (dossier: Dossier, ruleId: string, changes: object = {}): NominationCommand => ({
  type: 'RequestWaiver',
  ...at(dossier),
  ruleId,
  reason: '贡献突出',
  evidence,
  honors: [],
  ...changes,
});
const above = (dossier: Dossier) => (dossier.bureau === of.county ? of.city : of.province);
const confirm = (dossier: Dossier, ruleId: string, bureau = above(dossier)): NominationCommand => ({
  type: 'ConfirmWaiver',
  ...at(dossier),
  bureau,
  ruleId,
  note: '同意',
});
const refuse = (dossier: Dossier, ruleId: string): NominationCommand => ({
  type: 'RefuseWaiver',
  ...at(dossier),
  bureau: above(dossier),
  ruleId,
  reason: '理由不充分',
});
const pass = (dossier: Dossier, changes: Changes = {}): Step => [reviewCommand(dossier, changes), reviewedBy(dossier)];

/** One rule that does not hold, waived on the record, on the way that every waiver takes (A02). */
const waivable = (id: string, dossier: Dossier, changes: Changes) => {
  const history = historyOf(dossier, changes);
  const [asker, confirmer] =
    dossier.bureau === of.county ? [countyApprover, cityApprover] : [cityReviewer, provinceApprover];
  const asked: Step = [request(dossier, id), asker];
  rule(id)
    .passes('waived: asked for with reason and evidence, confirmed by the level above (A02)', () => {
      course(history, asked).accepted('WaiverRequested');
      course(history, asked, [confirm(dossier, id), confirmer]).accepted('WaiverConfirmed');
      course(history, asked, [confirm(dossier, id), confirmer], pass(dossier, changes)).isWaived(id, 'CONFIRMED');
    })
    .fails('the waiver was only asked for, or was refused', () => {
      course(history, asked, pass(dossier, changes)).refused([id, 'WAIVER_NEEDED']);
      course(history, asked, [refuse(dossier, id), confirmer], pass(dossier, changes)).refused([id, 'WAIVER_NEEDED']);
    })
    .fails('a waiver without evidence', () => {
      course(history, [request(dossier, id, { evidence: [] }), asker]).refused([id, 'EVIDENCE_REQUIRED']);
    })
    .fails('confirmed by who asked, by who drafted, or by the bureau that asked', () => {
      const drafter = dossier.bureau === of.county ? clerk : cityClerk;
      course(history, asked, [confirm(dossier, id), asker]).refused([id, 'FOUR_EYES']);
      course(history, asked, [confirm(dossier, id), drafter]).refused([id, 'FOUR_EYES']);
      course(history, asked, [confirm(dossier, id, dossier.bureau), confirmer]).refused([
        id,
        'WAIVER_OF_THE_LEVEL_ABOVE',
      ]);
    })
    .fails('asked for although the rule holds', () => {
      course(historyOf(dossier), asked).refused([id, 'WAIVER_NOT_NEEDED']);
    });
};

describe('Rules that hold in principle', () => {
  waivable('R-Y10', agronomist, { form: born('1985-05-20', 'FEMALE') });
  waivable('R-Y12', agronomist, { form: { postClass: 'GENERAL_MANAGEMENT' } });
  waivable('R-Y13', agronomist, { form: { leadershipLevel: 'COUNTY_DIVISION_DEPUTY' } });
  waivable('R-Y14', agronomist, { form: { honors: [honorEntry('2020-05-01')] } });
  waivable('R-F12', rider, { form: { honors: [honorEntry('2020-05-01')] } });
});

describe('What a waiver covers', () => {
  const one: Changes = { form: { honors: [honorEntry('2020-05-01')] } };
  const history = historyOf(agronomist, one);
  const waived: Step[] = [
    [request(agronomist, 'R-Y14'), cityReviewer],
    [confirm(agronomist, 'R-Y14'), provinceApprover],
  ];
  const known = (...honors: KnownHonor[]): Changes => ({ ...one, honors });

  rule('R-Y14')
    .passes('the same honor on the form and on record is one honor', () => {
      course(history, ...waived, pass(agronomist, known(honor('2020-05-01')))).isWaived('R-Y14', 'CONFIRMED');
    })
    .fails('a waiver of one honor does not cover a second', () => {
      course(history, ...waived, pass(agronomist, known(honor('2021-05-01')))).refused(['R-Y14', 'WAIVER_NEEDED']);
    });

  rule('R-Y10').fails('a waiver of one rule does not cover another', () => {
    const both: Changes = { form: { ...one.form, ...born('1985-05-20', 'FEMALE') } };
    course(historyOf(agronomist, both), ...waived, pass(agronomist, both)).refused(['R-Y10', 'WAIVER_NEEDED']);
  });

  rule('R-F12').fails('the province, which decides, asks for none', () => {
    const submitted = historyOf(rider, {
      form: { honors: [honorEntry('2020-05-01')] },
      more: [{ type: 'Forwarded', data: { from: of.city, to: of.province, deciding: true } }],
    });
    course(submitted, [request(rider, 'R-F12', { bureau: of.province }), officer]).refused([
      'R-F12',
      'WAIVER_ASKED_ABOVE',
    ]);
  });
});

describe('Rules that cannot be waived', () => {
  const SCREENING = { ...rider.steps.SCREENING, negativeList: 'YES' };
  const history = historyOf(rider, { steps: { SCREENING } });

  rule('R-F13')
    .passes('what was found in error is screened anew, not waived: the last record counts', () => {
      const again: NominationFact = {
        type: 'StepRecorded',
        data: {
          step: 'SCREENING',
          bureau: of.county,
          level: 'COUNTY',
          answers: rider.steps.SCREENING ?? {},
          evidence: [],
        },
      };
      reviewOf(rider, { steps: { SCREENING }, more: [again] }).holds('R-F13');
    })
    .fails('a waiver of it is not even asked for', () => {
      course(history, [request(rider, 'R-F13'), countyApprover]).refused(['R-F13', 'RULE_NOT_WAIVABLE']);
    });

  const others = [agronomist, rider].flatMap((dossier) =>
    dossier.program.rules.filter(({ waivable: mayBe }) => !mayBe).map(({ id }) => [id, dossier] as const),
  );
  it.each(others)('%s is not waived either', (id, dossier) => {
    course(historyOf(dossier), [request(dossier, id), reviewedBy(dossier)]).refused([id, 'RULE_NOT_WAIVABLE']);
  });
});
