import type { Home } from '../../../projections/nomination-board.ts';
import type { Conferred } from '../../../projections/timeline-subjects.ts';
import { type SubjectKind, subjectFinder } from '../../../projections/timeline-subjects.ts';
import { type Choice, choiceOfTime } from '../../audit/bundle/chosen.ts';
import type { Scope } from '../../audit/bundle/format.ts';
import type { Recorded } from '../../domain/event.ts';
import type { CertificateNumber, NominationId } from '../../domain/ids.ts';

/** Facts of an edition that say by what rules it was run. */
const rules: ReadonlySet<string> = new Set(['EditionOpened', 'DeadlineExtended', 'RubricFrozen', 'ScoringClosed']);

/**
 * What belongs to a bundle: events about its nomination, person or edition, as the timeline has it; of a person also
 * those about every nomination of the person; the rules of the editions these are of; and what says that a key one of
 * them is sealed under was destroyed.
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
      return rules.has(event.type) || event.type === 'PersonalDataErased' ? 'PERHAPS' : false;
    },
    keep(event, chosen) {
      if (rules.has(event.type)) return editions.has(event.stream.slice('edition-'.length));
      const { keys } = event.data as { readonly keys: readonly string[] };
      const used = usedKeys(chosen);
      return keys.some((key) => used.has(key));
    },
  };
};

const usedKeys = (events: readonly Recorded[]): ReadonlySet<string> =>
  new Set(events.flatMap(({ meta }) => (meta.sealed ?? []).flatMap(({ keys }) => keys)));
