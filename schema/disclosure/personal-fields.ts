/**
 * Fields of the schema that hold personal data nobody has published, by their type. Whoever reads them by a role of
 * oversight states a purpose, and is put on record; see `guard.ts`. What notices and the register print is not here.
 *
 * A field is marked here once, and guarded wherever its type is reached from.
 */
export const personalFields: Readonly<Record<string, readonly string[]>> = {
  Nomination: ['name', 'form', 'formWarnings', 'priorHonors'],
  Finding: ['evidence', 'problem', 'accepted', 'warning'],
  RecordedFinding: ['evidence', 'warning'],
  Vetting: ['note', 'evidence'],
  Waiver: ['reason', 'evidence', 'against', 'note'],
  Supplement: ['reason'],
  Opinion: ['text', 'contact'],
  RecordedStep: ['answers', 'evidence'],

  FormAmendedEntry: ['changes', 'reason'],
  ReviewedEntry: ['reason'],
  ReturnedEntry: ['reason'],
  RejectedEntry: ['reason'],
  ResubmittedEntry: ['reason'],
  WithdrawnEntry: ['reason'],
  MaterialRemovedEntry: ['reason'],
  VettingAnsweredEntry: ['note', 'evidence'],
  StepRecordedEntry: ['answers', 'evidence'],
  WaiverRequestedEntry: ['reason', 'evidence', 'against'],
  WaiverConfirmedEntry: ['reason'],
  WaiverRefusedEntry: ['reason'],
  SupplementRequiredEntry: ['reason'],

  FormFieldChanged: ['before', 'after'],

  Slate: ['summary'],
  Expert: ['name', 'profile'],
  Review: ['comment', 'recusalReason', 'endReason'],

  Erratum: ['reason'],
  Objection: ['objector', 'grounds', 'evidence', 'note', 'findings'],

  ViolationReport: ['statement', 'evidence'],
  Revocation: ['statement', 'impact', 'evidence'],

  ErasureRequest: ['note', 'reason'],
  Restriction: ['note'],

  TraceEntry: ['says', 'documents'],
  TracedFinding: ['evidence', 'warning'],
};

export const isPersonal = (type: string, field: string): boolean => personalFields[type]?.includes(field) ?? false;
