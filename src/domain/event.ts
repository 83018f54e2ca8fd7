import { z } from 'zod';
import type { Actor } from './actor.ts';
import type { StreamName } from './ids.ts';

/** A fact as a decider returns it: named in the past tense, decided once, never changed. */
export interface Fact<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** The facts an aggregate can state, from its table of event schemas. */
export type FactsOf<Schemas extends Record<string, z.ZodType>> = {
  [Type in keyof Schemas & string]: Fact<Type, z.output<Schemas[Type]>>;
}[keyof Schemas & string];

export interface EventMeta {
  /** Server clock, UTC with milliseconds; never decreasing within a stream. Deadlines are judged by it. */
  readonly recordedAt: string;
  readonly actor: Actor;
  /** `contentHash` tells a repeated command from another one under the same id. */
  readonly command: {
    readonly id: string;
    readonly name: string;
    readonly contentHash: string;
    /** Commitment to what the command said, on the first event of each decision; only events as they are stored have it. */
    readonly said?: string;
  };
  /** The command that began it all. */
  readonly correlationId: string;
  /** The event that a policy reacted to; absent when a person acted. */
  readonly causationId?: string;
  /** Version of the program definition in force, where there is one. */
  readonly ruleVersion?: string;
  /** Version of the table of permissions in force; events recorded before it was kept have none. */
  readonly policyVersion?: string;
  /** What of the event is sealed, and under whose keys. The ciphertexts stand beside the event, at the same indexes. */
  readonly sealed?: readonly SealedFields[];
}

/** Fields of one event that are sealed together. */
export interface SealedFields {
  /** Names of the keys, all of which are needed. */
  readonly keys: readonly string[];
  /** JSON pointers (RFC 6901) from the event, such as `/data/form`. */
  readonly fields: readonly string[];
}

/** Where an event stands in the whole log. Opaque to callers; compare with `comparePositions` only. */
export type Position = string & z.$brand<'Position'>;

/** A fact as the log holds it. */
export type Recorded<F extends Fact = Fact> = F & {
  readonly id: string;
  readonly schemaVersion: number;
  readonly stream: StreamName;
  /** 0-based and contiguous within the stream. */
  readonly revision: number;
  readonly position: Position;
  readonly meta: EventMeta;
  /** Ciphertexts of what `meta.sealed` names, base64url. Only events as they are stored have them. */
  readonly sealed?: readonly string[];
};

/**
 * Whose data a personal field is, and so whose key seals it: the nominee's of the nomination it concerns, the one's who
 * objected, the expert's it names, or the one's who acted.
 */
export type DataSubject = 'NOMINEE' | 'OBJECTOR' | 'EXPERT' | 'OFFICIAL';

const personalFields = z.registry<{ of: DataSubject }>();

/**
 * Marks a field of an event as a person's own data, which reads as null once the person was erased. The mark stands here
 * and nowhere else.
 */
export const personal = <Schema extends z.ZodType>(
  schema: Schema,
  of: DataSubject = 'NOMINEE',
): z.ZodNullable<Schema> => {
  const erasable = schema.nullable() as unknown as z.ZodNullable<Schema>;
  personalFields.add(erasable, { of });
  return erasable;
};

/** Whose data a field is; undefined if it is not personal. `get`, not `has`: a refined schema inherits the mark. */
export const dataSubjectOf = (schema: z.ZodType): DataSubject | undefined => personalFields.get(schema)?.of;
