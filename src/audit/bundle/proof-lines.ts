import { canonicalOf } from './canonical.ts';
import { type OpeningLine, openingSchema, type ProofLine, proofSchema } from './format.ts';
import { linesOf } from './read-bundle.ts';
import type { Problem } from './report.ts';

export interface Proofs {
  readonly byId: ReadonlyMap<string, ProofLine>;
  readonly problems: readonly Problem[];
}

/** The first proof of each event; others of the same one are named. */
export const readProofs = (bytes: Buffer): Proofs => {
  const byId = new Map<string, ProofLine>();
  const problems: Problem[] = [];
  for (const [i, line] of linesOf(bytes).lines.entries()) {
    const where = `proofs.jsonl#${i + 1}`;
    const parsed = proofSchema.safeParse(canonicalOf(line)?.value);
    if (!parsed.success) problems.push({ code: 'PROOF_MALFORMED', where });
    else if (byId.has(parsed.data.id)) problems.push({ code: 'PROOF_DUPLICATE', where });
    else byId.set(parsed.data.id, parsed.data);
  }
  return { byId, problems };
};

export interface Openings {
  readonly byId: ReadonlyMap<string, readonly OpeningLine[]>;
  readonly count: number;
  readonly problems: readonly Problem[];
}

export const readOpenings = (bytes: Buffer): Openings => {
  const byId = new Map<string, OpeningLine[]>();
  const problems: Problem[] = [];
  const { lines } = linesOf(bytes);
  for (const [i, line] of lines.entries()) {
    const canonical = canonicalOf(line);
    const parsed = openingSchema.safeParse(canonical?.value);
    if (!parsed.success) {
      problems.push({ code: 'OPENING_MALFORMED', where: `openings.jsonl#${i + 1}` });
      continue;
    }
    // As it was read, with every property of the value.
    const opening = canonical?.value as OpeningLine;
    const others = byId.get(opening.id);
    if (others) others.push(opening);
    else byId.set(opening.id, [opening]);
  }
  return { byId, count: lines.length, problems };
};
