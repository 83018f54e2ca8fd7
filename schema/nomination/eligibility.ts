import { honorsOf } from '../../src/app/commands/on-nomination.ts';
import type { Recorded } from '../../src/domain/event.ts';
import type { PersonPseudonym } from '../../src/domain/ids.ts';
import { isOut } from '../../src/domain/nomination/nomination.ts';
import {
  evolvePerson,
  initialPerson,
  type Person,
  type PersonFact,
  personStream,
} from '../../src/domain/person/person.ts';
import { bureauOf } from '../../src/domain/program/program.ts';
import { assess } from '../../src/domain/rules/assess.ts';
import { dossierOf } from '../../src/domain/rules/dossier.ts';
import { catalog } from '../../src/log/catalog.ts';
import { programIn } from '../edition/references.ts';
import { programOf } from '../program/program-of.ts';
import type { LaurelContext } from '../services.ts';
import { upTo } from '../streams.ts';
import { type Finding, findingOf } from './finding.ts';
import type { Nomination } from './types.ts';

/**
 * The rules that are due where the nomination stands, as the next act there would find them: the review of the bureau
 * that holds it, or, once that bureau has passed it, its being put forward. Null for who does not see all of the
 * nomination, for the past, and for one that is out.
 */
export const eligibilityNow = async (nomination: Nomination, context: LaurelContext): Promise<Finding[] | null> => {
  const { loaders, language, services } = context;
  const state =
    nomination.view === 'FULL' && nomination.cut === undefined && (await loaders.dossier.load(nomination)).nomination();
  if (!state || isOut(state.status)) return null;
  const program = await programIn(loaders, state.editionId);
  const honors = await honorsOf(state, { person: (pseudonym) => personShown(pseudonym, context) });
  const now = new Date(services.clock.now()).toISOString();
  const findings = assess(dossierOf(state, { program, now, honors }), {
    act: state.status === 'PASSED' ? 'SUBMISSION' : 'REVIEW',
    level: bureauOf(program, state.holder)?.level ?? program.decidingLevel,
  });
  const { rules } = programOf(program);
  return findings.flatMap((finding) => {
    const rule = rules.find(({ id }) => id === finding.ruleId);
    return rule ? [findingOf(finding, rule, language)] : [];
  });
};

/** A person as of what the read models show. */
const personShown = async (pseudonym: PersonPseudonym, { loaders, services }: LaurelContext): Promise<Person> =>
  upTo(await loaders.stream.load(personStream(pseudonym)), services.reader.position())
    .map((event) => catalog.decode(event) as unknown as Recorded<PersonFact>)
    .reduce(evolvePerson, initialPerson);
