import { z } from 'zod';
import { fromHash } from '../note/encoding.ts';

/**
 * An audit bundle: a directory of these files. Everything of it but `HOW-TO-VERIFY.md`, `policy.txt` and the texts of
 * notes is canonical JSON (RFC 8785): one value and a newline, or one value a line.
 */
export const formatName = 'laurel-bundle/v1';

const MiB = 2 ** 20;

/** The manifest, which names all others. */
export const manifestFile = 'manifest.json';
export const manifestBytes = 16 * MiB;

/** Files that a bundle may have, and the most bytes of each. */
export const fileLimits = {
  'leaves.jsonl': 512 * MiB,
  'proofs.jsonl': 512 * MiB,
  'openings.jsonl': 512 * MiB,
  'checkpoint.txt': MiB,
  'consistency.json': 64 * MiB,
  'neighbours.json': MiB,
  'policy.txt': MiB,
  'HOW-TO-VERIFY.md': MiB,
} as const;
export type BundleFile = keyof typeof fileLimits;
const bundleFiles = Object.keys(fileLimits) as readonly BundleFile[];

/** Those of a bundle about this: only a stretch of time has neighbours. */
export const filesOf = ({ kind }: Scope): readonly BundleFile[] =>
  bundleFiles.filter((name) => name !== 'neighbours.json' || kind === 'TIME');

/** Only the policy may be missing. */
export const isRequired = (name: BundleFile): boolean => name !== 'policy.txt';

const wholeNumber = z.int().nonnegative();
const text = z.string().min(1).max(1000);
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const uuid = z.string().regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);

const timeSchema = z
  .strictObject({ kind: z.literal('TIME'), from: instant, to: instant })
  .refine(({ from, to }) => from <= to, 'from is after to');
/**
 * A stretch of the log: from the first event recorded at or after `from` to the last one recorded at or before `to`,
 * with every event between them.
 */
export type TimeScope = z.infer<typeof timeSchema>;

/** What the bundle is about. */
export const scopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['NOMINATION', 'PERSON', 'EDITION']), id: text }),
  timeSchema,
]);
export type Scope = z.infer<typeof scopeSchema>;

export const manifestSchema = z.strictObject({
  format: z.literal(formatName),
  origin: text,
  /** Of the checkpoint that all proofs lead to. */
  treeSize: wholeNumber,
  createdAt: instant,
  scope: scopeSchema,
  /** Streams of which the bundle holds every event from the first one on. */
  whole: z.array(text),
  counts: z.strictObject({ events: wholeNumber, openings: wholeNumber, chain: wholeNumber }),
  files: z.array(z.strictObject({ name: text, bytes: wholeNumber, sha256: z.string().regex(/^[\da-f]{64}$/) })),
  /** The event that records for what purpose personal fields were opened; there if any were. */
  disclosure: z.strictObject({ eventId: uuid }).optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A hash of the tree in base64, in its one canonical spelling. */
const hash = z.string().refine((value) => fromHash(value) !== undefined);
const proof = z.array(hash).max(64);

/** A line of `proofs.jsonl`: where the event's digest stands in the tree, and the way to the root (RFC 9162, 2.1.3). */
export const proofSchema = z.strictObject({ id: uuid, index: wholeNumber, proof });
export type ProofLine = z.infer<typeof proofSchema>;

/** 32 bytes in base64url without padding, unused bits zero. */
const commitment = z.string().refine((value) => isBase64Url32(value));

/** A line of `openings.jsonl`. */
export const openingSchema = z.strictObject({
  id: uuid,
  pointer: z.string().regex(/^\/./s),
  salt: commitment,
  value: z.unknown(),
});
export type OpeningLine = z.infer<typeof openingSchema>;

/** Earlier heads, ascending: each with the proof that the next one (the last one: that of `checkpoint.txt`) extends it. */
export const consistencySchema = z.strictObject({
  chain: z.array(z.strictObject({ checkpoint: z.string(), proof })).max(10_000),
});

const neighbourSchema = z.strictObject({ leaf: z.string(), index: wholeNumber, proof });
/** An entry beside a stretch of time: its leaf text as it is stored, and the proof of its place. */
export type Neighbour = z.infer<typeof neighbourSchema>;

/**
 * The entries just before and just after a stretch of time; one is missing where the stretch begins or ends with the
 * log. They are not of the events of the bundle.
 */
export const neighboursSchema = z.strictObject({
  before: neighbourSchema.optional(),
  after: neighbourSchema.optional(),
});
export type Neighbours = z.infer<typeof neighboursSchema>;

/** A line of `leaves.jsonl`; of data and the rest of meta the verifier takes what comes. */
export const leafSchema = z.strictObject({
  data: z.unknown(),
  id: uuid,
  meta: z.looseObject({
    recordedAt: instant,
    sealed: z
      .array(
        z.strictObject({
          keys: z.array(text).min(1),
          fields: z.array(z.string().regex(/^\/./s)).min(1),
        }),
      )
      .optional(),
  }),
  revision: wholeNumber,
  schemaVersion: z.int().positive(),
  stream: text,
  type: text,
});
export type LeafLine = z.infer<typeof leafSchema>;

export const isBase64Url32 = (value: string): boolean =>
  /^[\w-]{43}$/.test(value) && Buffer.from(value, 'base64url').toString('base64url') === value;

/** The stream that a bundle of this scope has to hold whole; none for a stretch of time. */
export const streamOfScope = (scope: Scope): string | undefined =>
  scope.kind === 'TIME' ? undefined : `${scope.kind.toLowerCase()}-${scope.id}`;
