import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { isPersonal, personalFields } from '../../schema/disclosure/personal-fields.ts';
import { createSchema } from '../../schema/schema.ts';

const schema = createSchema();

/** Fields that could hold words about somebody, and what keeps each of them from it. */
const notPersonal: Readonly<Record<string, string>> = {
  'TimelineActor.name': 'an officer, in office',
  'TimelineCommand.name': 'a word of the API',
  'TimelineEntry.data': 'null for every personal field',
  'ToldEvent.facts': 'taken from the same',
  'Viewer.name': 'the reader',
  'NoticeNominee.name': 'printed on the notice',
  'Erratum.correction': 'printed on the notice',
  'Honoree.name': 'printed in the register',
  'Objector.name': 'stands in Objection.objector',
  'Contact.name': 'stands in Opinion.contact',
  'PriorHonor.name': 'stands in Nomination.priorHonors',
  'Evidence.title': 'stands in evidence',
  'SlateSummary.name': 'the title of a table',
  'ChecklistItem.reason': 'words of the program',
  'FormField.note': 'words of the program',
  'Program.noticeTitle': 'words of the program',
  'TraceConclusion.text': 'words of the trace itself',
  'TraceEntry.text': 'words of the trace itself',
  'Visibility.text': 'words of the answer itself',
  'TraceExtension.reason': 'about a date of the edition',
  'Overrun.reason': 'about a date of the edition',
  'SeatReallocation.reason': 'about seats of the edition',
  'SeatReallocation.document': 'about seats of the edition',
  'ShortlistDeviation.reason': 'about a decision, recorded without personal data',
  'Employment.name': 'stands in Expert.profile',
  'Circular.title': 'published',
  'Checkpoint.note': 'a signed note of the log',
  'PersonalDataRead.purpose': 'what those who watch over others state is read by them without stating anything',
  'PersonalDataRead.caseNumber': 'the same',
  // Of an interface; these kinds of entry never have one.
  'NominatedEntry.reason': 'always null',
  'ForwardedEntry.reason': 'always null',
  'LapsedEntry.reason': 'always null',
  'DisqualifiedEntry.reason': 'always null',
  'MaterialAttachedEntry.reason': 'always null',
  'VettingAnsweredEntry.reason': 'always null',
  'StepRecordedEntry.reason': 'always null',
  'EligibilityAssessedEntry.reason': 'always null',
  'SupplementExpiredEntry.reason': 'always null',
};

const ofAnything = ['JSONObject', 'JSONValue', 'Evidence'];
const wordy =
  /^(name|title|noticeTitle|reason|note|statement|comment|grounds|findings|text|says|impact|correction|purpose|caseNumber|problem)$/;

const fieldsOf = (of: GraphQLSchema) =>
  Object.values(of.getTypeMap())
    .filter((type): type is GraphQLObjectType => isObjectType(type) && !/^(__|Query$|Mutation$)/.test(type.name))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type: type.name, field })));

describe('what holds personal data', () => {
  test('every field that could is either guarded, or known not to', () => {
    const open = fieldsOf(schema)
      .filter(({ type, field }) => {
        const target = getNamedType(field.type).name;
        return (
          !isPersonal(type, field.name) &&
          (ofAnything.includes(target) || (target === 'String' && wordy.test(field.name)))
        );
      })
      .map(({ type, field }) => `${type}.${field.name}`);
    expect(open.filter((name) => !(name in notPersonal))).toEqual([]);
    expect(Object.keys(notPersonal).filter((name) => !open.includes(name))).toEqual([]);
  });

  test('every field that is described as personal is guarded', () => {
    const described = fieldsOf(schema).filter(({ field }) => /; personal\b/.test(field.description ?? ''));
    expect(described.length).toBeGreaterThan(10);
    expect(
      described
        .filter(({ type, field }) => !isPersonal(type, field.name))
        .map(({ type, field }) => `${type}.${field.name}`),
    ).toEqual([]);
  });

  test('whoever is refused it finds that among the redactions of the object, or of the one it is part of', () => {
    const told = new Set(Object.keys(personalFields).filter((type) => 'redactions' in typeOf(type).getFields()));
    const partsOfNominations = /Entry$|^(Finding|RecordedFinding|Vetting|Waiver|Supplement|Opinion)$/;
    const untold = Object.keys(personalFields).filter((type) => !told.has(type) && !partsOfNominations.test(type));
    expect(untold).toEqual(['TracedFinding']);
  });
});

const typeOf = (name: string): GraphQLObjectType => {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no object type.`);
  return type;
};
