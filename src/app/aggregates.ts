import { type Access, type AccessFact, evolveAccess, initialAccess } from '../domain/access/access.ts';
import { type AccessCommand, decideAccess } from '../domain/access/decide.ts';
import type { Decider } from '../domain/decider.ts';
import { decideEdition, type EditionCommand } from '../domain/edition/decide.ts';
import { type EditionFact, type EditionState, evolveEdition, initialEdition } from '../domain/edition/edition.ts';
import type { Fact } from '../domain/event.ts';
import { decideHonor, type HonorCommand } from '../domain/honor/decide.ts';
import { evolveHonor, type HonorFact, type HonorState, initialHonor } from '../domain/honor/honor.ts';
import { decideNomination, type NominationCommand } from '../domain/nomination/decide.ts';
import { evolveNomination, initialNomination } from '../domain/nomination/evolve.ts';
import type { NominationFact, NominationState } from '../domain/nomination/nomination.ts';
import { decideNotice, type NoticeCommand } from '../domain/notice/decide.ts';
import { evolveNotice, initialNotice, type NoticeFact, type NoticeState } from '../domain/notice/notice.ts';
import { decidePerson, type PersonCommand } from '../domain/person/decide.ts';
import { evolvePerson, initialPerson, type Person, type PersonFact } from '../domain/person/person.ts';
import { decideProtection, type ProtectionCommand } from '../domain/protection/decide.ts';
import {
  evolveProtection,
  type Protection,
  type ProtectionFact,
  unprotected,
} from '../domain/protection/protection.ts';
import { decideReview, type ReviewCommand } from '../domain/review/decide.ts';
import { evolveReview, initialReview, type ReviewFact, type ReviewState } from '../domain/review/review.ts';
import { decideSlate, type SlateCommand } from '../domain/slate/decide.ts';
import { evolveSlate, initialSlate, type Slate, type SlateFact } from '../domain/slate/slate.ts';

const aggregate = <State, Command, F extends Fact>(
  initial: State,
  evolve: Decider<State, Command, F>['evolve'],
  decide: Decider<State, Command, F>['decide'],
): Decider<State, Command, F> => ({ initial, evolve, decide });

/** Every consistency boundary of the domain. */
export const aggregates = {
  edition: aggregate<EditionState, EditionCommand, EditionFact>(initialEdition, evolveEdition, decideEdition),
  slate: aggregate<Slate, SlateCommand, SlateFact>(initialSlate, evolveSlate, decideSlate),
  nomination: aggregate<NominationState, NominationCommand, NominationFact>(
    initialNomination,
    evolveNomination,
    decideNomination,
  ),
  review: aggregate<ReviewState, ReviewCommand, ReviewFact>(initialReview, evolveReview, decideReview),
  notice: aggregate<NoticeState, NoticeCommand, NoticeFact>(initialNotice, evolveNotice, decideNotice),
  honor: aggregate<HonorState, HonorCommand, HonorFact>(initialHonor, evolveHonor, decideHonor),
  person: aggregate<Person, PersonCommand, PersonFact>(initialPerson, evolvePerson, decidePerson),
  /** Data of those who are no nominees: who objected, and experts. */
  protection: aggregate<Protection, ProtectionCommand, ProtectionFact>(unprotected, evolveProtection, decideProtection),
  access: aggregate<Access, AccessCommand, AccessFact>(initialAccess, evolveAccess, decideAccess),
};

export type AggregateName = keyof typeof aggregates;
export type StateOf<Name extends AggregateName> = (typeof aggregates)[Name]['initial'];
export type CommandOf<Name extends AggregateName> = Parameters<(typeof aggregates)[Name]['decide']>[1];
