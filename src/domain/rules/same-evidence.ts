import canonicalize from 'canonicalize';

/** The day that a rule counts to goes on from one assessment to the next, and is no fact about the nominee. */
const facts = ({ on: _, ...rest }: Readonly<Record<string, unknown>>): unknown => rest;

/** Whether two assessments of a rule rest on the same facts, in whatever order the fields stand. */
export const sameEvidence = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean =>
  canonicalize(facts(a)) === canonicalize(facts(b));
