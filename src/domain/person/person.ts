import { z } from 'zod';
import { accept, type Decision, decideBy, evolveBy, refuse } from '../decider.ts';
import type { FactsOf } from '../event.ts';
import {
  type EditionId,
  editionId,
  type NominationId,
  nominationId,
  type PersonPseudonym,
  personPseudonym,
  type StreamName,
} from '../ids.ts';
import { refusal } from '../refusal.ts';

/** One person over all programs and years, known by a pseudonym only. One nomination a person and edition. */
export const personStream = (person: PersonPseudonym): StreamName => `person-${person}` as StreamName;

const claim = z.strictObject({ person: personPseudonym, editionId, nominationId });

export const personEvents = {
  NominationClaimed: claim,
  NominationReleased: claim.extend({ reason: z.enum(['WITHDRAWN', 'REJECTED', 'NEVER_RECORDED']) }),
};
export type PersonFact = FactsOf<typeof personEvents>;

export interface Person {
  readonly claims: ReadonlyMap<EditionId, NominationId>;
}

export const initialPerson: Person = { claims: new Map() };

export const evolvePerson = evolveBy<Person, PersonFact>({
  NominationClaimed: ({ claims }, { data }) => ({ claims: new Map(claims).set(data.editionId, data.nominationId) }),
  NominationReleased: ({ claims }, { data }) => ({
    claims: new Map([...claims].filter(([edition]) => edition !== data.editionId)),
  }),
});

interface Claim {
  readonly person: PersonPseudonym;
  readonly editionId: EditionId;
  readonly nominationId: NominationId;
}
interface ClaimNomination extends Claim {
  readonly type: 'ClaimNomination';
}
interface ReleaseNomination extends Claim {
  readonly type: 'ReleaseNomination';
  readonly reason: 'WITHDRAWN' | 'REJECTED' | 'NEVER_RECORDED';
}
export type PersonCommand = ClaimNomination | ReleaseNomination;

const idsOf = ({ person, editionId: edition, nominationId: nomination }: Claim) => ({
  person,
  editionId: edition,
  nominationId: nomination,
});

const claimNomination = ({ claims }: Person, command: ClaimNomination): Decision<PersonFact> => {
  const held = claims.get(command.editionId);
  if (held === command.nominationId) return accept();
  if (held) return refuse(refusal('ALREADY_NOMINATED', { path: ['form', 'idNumber'] }));
  return accept({ type: 'NominationClaimed', data: idsOf(command) });
};

const releaseNomination = ({ claims }: Person, command: ReleaseNomination): Decision<PersonFact> =>
  claims.get(command.editionId) === command.nominationId
    ? accept({ type: 'NominationReleased', data: { ...idsOf(command), reason: command.reason } })
    : accept();

export const decidePerson = decideBy<Person, PersonCommand, PersonFact>({
  ClaimNomination: claimNomination,
  ReleaseNomination: releaseNomination,
});
