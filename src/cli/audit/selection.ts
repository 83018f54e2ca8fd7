import type { Home } from '../../../projections/nomination-board.ts';
import type { Conferred } from '../../../projections/timeline-subjects.ts';
import { type SubjectKind, subjectFinder } from '../../../projections/timeline-subjects.ts';
import { type Choice, choiceOfTime } from '../../audit/bundle/chosen.ts';
import type { Scope } from '../../audit/bundle/format.ts';
import type { Recorded } from '../../domain/event.ts';
import type { CertificateNumber, NominationId } from '../../domain/ids.ts';
import { type ProtectionFact, protectionEvents } from '../../domain/protection/protection.ts';
import { keyOwnerOf } from '../../log/data-subjects.ts';
import { type KeyOwner, ownerOf } from '../../privacy/vault.ts';

/** Facts of an edition that say by what rules it was run. */
const rules: ReadonlySet<string> = new Set(['EditionOpened', 'DeadlineExtended', 'RubricFrozen', 'ScoringClosed']);

/** Facts of how somebody's data was erased or restricted, or was not. */
const protections: ReadonlySet<string> = new Set(Object.keys(protectionEvents));

/**
 * What belongs to a bundle: events about its nomination, person or edition, as the timeline has it; of a person also
 * those about every nomination of the person; the rules of the editions these are of; and what was decided on erasing
 * and restricting the data of those that any of them tells of.
 */
export const choiceOf = (scope: Scope): Choice =>
  scope.kind === 'TIME' ? choiceOfTime(scope.from, scope.to) : choiceAbout(scope.kind, scope.id);

const choiceAbout = (kind: 'NOMINATION' | 'PERSON' | 'EDITION', id: string): Choice => {
  const homes = new Map<NominationId, Home>();
  const honors = new Map<CertificateNumber, Conferred>();
  const numbers = new Map<string, number>();
  const numberOf = (of: SubjectKind, name: string): number => {
    const text = `${of} ${name}`;
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const subjectsOf = subjectFinder({ nominated: (of) => homes.get(of), conferred: (of) => honors.get(of), numberOf });
  const wanted = new Set([numberOf(kind, id)]);
  const editions = new Set<string>();

  const learn = ({ type, data }: Recorded): void => {
    const named = data as Conferred & { readonly certificate: CertificateNumber };
    if (type === 'Nominated') homes.set(named.nominationId, named);
    if (type === 'Recognized') honors.set(named.certificate, named);
    if (kind === 'PERSON' && named.person === id && named.nominationId !== undefined) {
      wanted.add(numberOf('NOMINATION', named.nominationId));
    }
  };

  return {
    see(event) {
      learn(event);
      if (subjectsOf(event).some((subject) => wanted.has(subject))) {
        const { editionId } = event.data as Partial<Home>;
        if (editionId !== undefined) editions.add(editionId);
        return true;
      }
      return rules.has(event.type) || protections.has(event.type) ? 'PERHAPS' : false;
    },
    keep(chosen) {
      const owners = ownersIn(chosen);
      return ({ type, stream, data }) =>
        rules.has(type)
          ? editions.has(stream.slice('edition-'.length))
          : owners.has(keyOwnerOf((data as ProtectionFact['data']).owner));
    },
  };
};

/** Whose keys something of the events is sealed under, destroyed or not. */
const ownersIn = (events: readonly Recorded[]): ReadonlySet<KeyOwner> =>
  new Set(events.flatMap(({ meta }) => (meta.sealed ?? []).flatMap(({ keys }) => keys.map(ownerOf))));
