import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import { actor } from '../../src/domain/actor.ts';
import { todosOf } from '../../src/domain/agenda.ts';
import type { EditionId, NominationId, PersonPseudonym } from '../../src/domain/ids.ts';
import type { PersonFact } from '../../src/domain/person/person.ts';
import { on, recordedOf, specOf } from '../support/decider-spec.ts';

const person = 'p'.repeat(43) as PersonPseudonym;
const owner = { kind: 'PERSON', id: person } as const;
const editionId = 'e1' as EditionId;
const nominationId = 'n1' as NominationId;
const requestId = 'r1';
const who = (id: string) => actor.parse({ id, name: id, roles: ['PROVINCE_APPROVER'], channel: 'API' });
const [officer, first, second] = [who('officer'), who('first'), who('second')];

const asks = { owner, requestId, legalBasis: 'PIPL_47_CONSENT_WITHDRAWN', document: '函〔2026〕1号' } as const;
const requested = on({ by: officer }, { type: 'ErasureRequested', data: asks } as const);
const approved = (approval: 'FIRST' | 'SECOND') =>
  on({ by: approval === 'FIRST' ? first : second }, {
    type: 'ErasureApproved',
    data: { owner, requestId, approval },
  } as const);
const gone = { keys: [`person/${person}/1`], files: ['a'.repeat(64)], filesKept: [] };
const erased = {
  type: 'PersonalDataErased',
  data: { owner, requestId, legalBasis: asks.legalBasis, ...gone },
} as const satisfies PersonFact;
const claim = { person, editionId, nominationId };
const claimed = { type: 'NominationClaimed', data: claim } as const satisfies PersonFact;
const restricted = on({ by: first }, {
  type: 'PersonalDataRestricted',
  data: { owner, legalBasis: 'COURT_ORDER', document: '1号' },
} as const);

const { given, whenEmpty, stateOf } = specOf(aggregates.person, `person-${person}`);
const request = (over: NominationId[] = []) => ({ type: 'RequestErasure', ...asks, over }) as const;
const approve = (over: NominationId[] = []) => ({ type: 'ApproveErasure', owner, requestId, over }) as const;
const decline = { type: 'DeclineErasure', owner, requestId, reason: '不予删除。' } as const;

describe('A request to erase', () => {
  it('is recorded', () => whenEmpty(request(), { by: officer }).thenFacts({ type: 'ErasureRequested', data: asks }));

  it('waits until every nomination is at an end', () => {
    given(claimed)
      .when(request())
      .thenRefused('DATA_IN_USE', { path: ['owner'], params: { uses: nominationId } });
    given(claimed)
      .when(request([nominationId]))
      .thenFacts({ type: 'ErasureRequested', data: asks });
  });

  it('is one at a time', () =>
    given(requested)
      .when({ ...request(), requestId: 'r2' })
      .thenRefused('ERASURE_UNDER_WAY', { path: ['owner'] }));

  it('can be made anew once the last one is at an end', () =>
    given(requested, approved('FIRST'), approved('SECOND'), erased)
      .when({ ...request(), requestId: 'r2' }, { by: officer })
      .thenFacts({ type: 'ErasureRequested', data: { ...asks, requestId: 'r2' } }));
});

describe('An approval', () => {
  const path = ['requestId'];

  it('is the first, then the second, of two others than who asked', () => {
    const data = { owner, requestId };
    given(requested)
      .when(approve(), { by: first })
      .thenFacts({ type: 'ErasureApproved', data: { ...data, approval: 'FIRST' } });
    given(requested, approved('FIRST'))
      .when(approve(), { by: second })
      .thenFacts({ type: 'ErasureApproved', data: { ...data, approval: 'SECOND' } });
  });

  it('is not for who asked, nor twice for one person', () => {
    given(requested).when(approve(), { by: officer }).thenRefused('ERASURE_OWN_REQUEST', { path });
    given(requested, approved('FIRST')).when(approve(), { by: first }).thenRefused('ERASURE_APPROVED_BY_YOU', { path });
  });

  it('is refused where somebody was nominated meanwhile', () =>
    given(requested, approved('FIRST'), claimed)
      .when(approve(), { by: second })
      .thenRefused('DATA_IN_USE', { path: ['owner'] }));

  it('is for a request that there is, and that is open', () => {
    whenEmpty(approve(), { by: first }).thenRefused('ERASURE_NOT_FOUND', { path });
    const declined = { type: 'ErasureDeclined', data: { owner, requestId, reason: '不予删除。' } } as const;
    given(requested, declined).when(approve(), { by: first }).thenRefused('ERASURE_CLOSED', { path });
    given(requested, approved('FIRST'), approved('SECOND'))
      .when(decline, { by: first })
      .thenRefused('ERASURE_CLOSED', { path });
  });

  it('calls for the keys to be destroyed only if it is the second', () => {
    const [, one, two] = recordedOf<PersonFact>([requested, approved('FIRST'), approved('SECOND')]);
    expect(one && todosOf(one)).toEqual([]);
    expect(two && todosOf(two)).toMatchObject([{ duty: { duty: 'EraseKeys', owner, requestId } }]);
  });
});

describe('While somebody is erased', () => {
  const half = given(requested, approved('FIRST'), approved('SECOND'));

  it('nobody nominates them or records an honor of theirs', () => {
    half
      .when({ type: 'ClaimNomination', ...claim, field: 'idNumber' })
      .thenRefused('PERSON_BEING_ERASED', { path: ['form', 'idNumber'] });
    const honor = { level: 'CITY', topic: 'LABOR', awardedOn: '2020-05-01', name: '奖', issuer: '市' };
    const source = { kind: 'IMPORT', fileSha256: 'b'.repeat(64), row: 2 } as const;
    half
      .when({ type: 'RecordPriorHonor', person, honor, source })
      .thenRefused('PERSON_BEING_ERASED', { path: ['idNumber'] });
  });

  it('what is destroyed is recorded once', () => {
    const record = { type: 'RecordErasure', owner, requestId, ...gone } as const;
    half.when(record).thenFacts(erased);
    given(requested, approved('FIRST'), approved('SECOND'), erased).when(record).thenNothing();
    given(requested, approved('FIRST')).when(record).thenNothing();
  });

  it('the name of an honor of others is forgotten, and the person can be nominated afterwards', () => {
    const honor = { level: 'CITY', topic: 'LABOR', awardedOn: '2020-05-01', name: '奖', issuer: '市' };
    const source = { kind: 'IMPORT', fileSha256: 'b'.repeat(64), row: 2 } as const;
    const recorded = { type: 'PriorHonorRecorded', data: { person, honor, source } } as const;
    const state = stateOf(recorded, requested, approved('FIRST'), approved('SECOND'), erased);
    expect(state.honors).toEqual([{ ...honor, name: null, issuer: null, source }]);
    given(requested, approved('FIRST'), approved('SECOND'), erased)
      .when({ type: 'ClaimNomination', ...claim, field: 'idNumber' })
      .thenFacts(claimed);
  });
});

describe('A restriction', () => {
  const restrict = { type: 'Restrict', owner, legalBasis: 'COURT_ORDER', document: '1号' } as const;
  const lift = { type: 'LiftRestriction', owner, reason: '已核实。' } as const;

  it('bars new uses until somebody else lifts it', () => {
    given(restricted)
      .when({ type: 'ClaimNomination', ...claim, field: 'idNumber' })
      .thenRefused('PERSON_RESTRICTED', { path: ['form', 'idNumber'] });
    given(restricted)
      .when(restrict)
      .thenRefused('RESTRICTED_ALREADY', { path: ['owner'] });
    given(restricted)
      .when(lift, { by: first })
      .thenRefused('RESTRICTED_BY_YOU', { path: ['owner'] });
    given(restricted)
      .when(lift, { by: second })
      .thenFacts({ type: 'RestrictionLifted', data: { owner, reason: '已核实。' } });
    whenEmpty(lift, { by: second }).thenRefused('NOT_RESTRICTED', { path: ['owner'] });
  });

  it('keeps nobody from being erased, but is not made while that is done', () => {
    given(restricted).when(request()).thenFacts({ type: 'ErasureRequested', data: asks });
    given(requested, approved('FIRST'), approved('SECOND'))
      .when(restrict)
      .thenRefused('ERASURE_UNDER_WAY', { path: ['owner'] });
  });
});

describe('Who objected, and an expert', () => {
  it('are erased alike, once nothing needs their data', () => {
    const spec = specOf(aggregates.protection, 'protection-expert-e');
    const ofExpert = { ...asks, owner: { kind: 'EXPERT', id: 'e' } } as const;
    spec
      .whenEmpty({ type: 'RequestErasure', ...ofExpert, inUse: ['edition'] })
      .thenRefused('DATA_IN_USE', { path: ['owner'] });
    spec
      .whenEmpty({ type: 'RequestErasure', ...ofExpert, inUse: [] })
      .thenFacts({ type: 'ErasureRequested', data: ofExpert });
  });
});
