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
  readonly command: { readonly id: string; readonly name: string; readonly contentHash: string };
  /** The command that began it all. */
  readonly correlationId: string;
  /** The event that a policy reacted to; absent when a person acted. */
  readonly causationId?: string;
  /** Version of the program definition in force, where there is one. */
  readonly ruleVersion?: string;
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
};

const personalFields = z.registry<{ personal: true }>();

/** Marks a field of an event as a person's own data. The mark stands here and nowhere else. */
export const personal = <Schema extends z.ZodType>(schema: Schema): Schema => {
  personalFields.add(schema, { personal: true });
  return schema;
};

/** `get`, not `has`: a refined or described schema inherits the mark from the one it was made of. */
export const isPersonal = (schema: z.ZodType): boolean => personalFields.get(schema)?.personal === true;
