import { describe, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { NominationId, PersonPseudonym } from '../../src/domain/ids.ts';
import type { PersonFact } from '../../src/domain/person/person.ts';
import { specOf } from '../support/decider-spec.ts';
import { flexId, youthId } from '../support/editions.ts';

const { given, whenEmpty } = specOf(aggregates.person);

const person = 'pseudonym' as PersonPseudonym;
const first = { person, editionId: youthId, nominationId: 'n1' as NominationId };
const second = { ...first, nominationId: 'n2' as NominationId };

const claimed = (data: typeof first): PersonFact => ({ type: 'NominationClaimed', data });
const released = (data: typeof first): PersonFact => ({
  type: 'NominationReleased',
  data: { ...data, reason: 'WITHDRAWN' },
});

describe('When nobody has nominated a person', () => {
  it('a nomination claims the person', () => {
    whenEmpty({ type: 'ClaimNomination', field: 'idNumber', ...first }).thenFacts(claimed(first));
  });

  it('there is nothing to release', () => {
    whenEmpty({ type: 'ReleaseNomination', ...first, reason: 'REJECTED' }).thenNothing();
  });
});

describe('When a person is nominated', () => {
  it('the same nomination claims the person again without a further fact', () => {
    given(claimed(first))
      .when({ type: 'ClaimNomination', field: 'idNumber', ...first })
      .thenNothing();
  });

  it('another nomination in the same edition is refused', () => {
    given(claimed(first))
      .when({ type: 'ClaimNomination', field: 'idNumber', ...second })
      .thenRefused('ALREADY_NOMINATED', { path: ['form', 'idNumber'] });
  });

  it('one in another program is taken: both programs at once are allowed (A25)', () => {
    const other = { ...second, editionId: flexId };
    given(claimed(first))
      .when({ type: 'ClaimNomination', field: 'idNumber', ...other })
      .thenFacts(claimed(other));
  });

  it.each(['WITHDRAWN', 'REJECTED', 'NEVER_RECORDED'] as const)('it is released when %s', (reason) => {
    given(claimed(first))
      .when({ type: 'ReleaseNomination', ...first, reason })
      .thenFacts({ type: 'NominationReleased', data: { ...first, reason } });
  });

  it('another nomination cannot release it', () => {
    given(claimed(first))
      .when({ type: 'ReleaseNomination', ...second, reason: 'NEVER_RECORDED' })
      .thenNothing();
  });
});

describe('When a nomination was released', () => {
  it('the person may be nominated anew', () => {
    given(claimed(first), released(first))
      .when({ type: 'ClaimNomination', field: 'idNumber', ...second })
      .thenFacts(claimed(second));
  });

  it('it is not released twice', () => {
    given(claimed(first), released(first))
      .when({ type: 'ReleaseNomination', ...first, reason: 'WITHDRAWN' })
      .thenNothing();
  });

  it('a claim in another edition stays', () => {
    const other = { ...second, editionId: flexId };
    given(claimed(first), claimed(other), released(first))
      .when({ type: 'ClaimNomination', field: 'idNumber', ...other, nominationId: 'n3' as NominationId })
      .thenRefused('ALREADY_NOMINATED', { path: ['form', 'idNumber'] });
  });
});
