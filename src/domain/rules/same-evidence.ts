import canonicalize from 'canonicalize';

/** Whether two sets of facts are the same, in whatever order their fields stand. */
export const sameEvidence = (a: unknown, b: unknown): boolean => canonicalize(a) === canonicalize(b);
