import { describe, it } from 'vitest';
import type { Facts, KnownHonor, VettingAnswer } from '../../src/domain/nomination/parts.ts';
import type { SlateFact } from '../../src/domain/slate/slate.ts';
import { shanghai } from '../support/decider-spec.ts';
import { editionOf, flex, flexId } from '../support/editions.ts';
import { cityApprover, bureaus as of } from '../support/people.ts';
import { outcomeOf } from '../support/rule-spec.ts';
import { nominationId, passedOne, rider, slates } from './dossiers.ts';
import { born, honor } from './nominees.ts';
import { slateOf } from './slates.ts';

/** Zhengzhou's own rider: everything there when the city passed them and gave them a seat. */
const cityRider = {
  ...rider,
  bureau: of.city,
  form: { ...rider.form, location: of.county, pushingUnit: of.city },
};
const seat: SlateFact = {
  type: 'SeatTaken',
  data: {
    editionId: flexId,
    bureau: of.city,
    nominationId,
    category: 'NEW_FORM',
    taken: 1,
    cap: 10,
    late: false,
    forwardedTo: null,
  },
};

interface Since {
  readonly steps?: Readonly<Record<string, Facts>>;
  readonly vetting?: Readonly<Record<string, VettingAnswer['answer']>>;
  readonly honors?: readonly KnownHonor[];
  readonly form?: Facts;
  readonly at?: string;
}

/** What comes of submitting the slate after something has changed since the seat was taken. */
const submittedAfter = ({ honors = [], at, ...changes }: Since = {}) =>
  slates.given(...slateOf(flex, of.city, 0), seat).when(
    {
      type: 'SubmitSlate',
      edition: editionOf(flex),
      bureau: of.city,
      confirmFewer: true,
      nominees: [
        { nomination: passedOne(cityRider, { ...changes, form: { ...cityRider.form, ...changes.form } }), honors },
      ],
    },
    { by: cityApprover, ...(at && { at }) },
  ).decision;

const barredBy = (ruleId: string, since: Since): void =>
  outcomeOf(submittedAfter(since)).refused([ruleId, 'SEAT_BARRED']);

describe('What came up between the seat and its being put forward', () => {
  it('is nothing: the slate goes up', () => {
    outcomeOf(submittedAfter()).accepted('SlateSubmitted');
  });

  it('an adverse screening bars, absolutely', () => {
    const SCREENING = { negativeList: 'YES', dishonesty: 'NO', adversePublicOpinion: 'NO', on: '2024-01-09' };
    barredBy('R-F13', { steps: { SCREENING } });
  });

  it('an adverse answer of a body bars', () => {
    barredBy('R-F06', { vetting: { PUBLIC_SECURITY: 'ADVERSE' } });
  });

  it('an honor that has become known waits for its waiver', () => {
    barredBy('R-F12', { honors: [honor('2020-05-01')] });
  });

  it('an age that was passed meanwhile bars: the day of the slate is the day of being put forward', () => {
    const form = born('1964-01-14');
    outcomeOf(submittedAfter({ form, at: shanghai('2024-01-14T23:59:59.999') })).accepted('SlateSubmitted');
    barredBy('R-F05', { form, at: shanghai('2024-01-15T00:00:00.000') });
  });
});
