import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { StoredCheckpoint } from '../../src/audit/tree/stored-checkpoint.ts';
import { DateTimeISO } from '../scalars.ts';
import type { Proof } from './proof.ts';

@ObjectType({
  description:
    'A witness has seen that this head grew from every head it saw before (见证方联署): C2SP tlog-cosignature.',
})
export class Cosignature {
  @Field(() => String, {
    description: "The witness's key, <name>+<id> as the first parts of its verifier key (见证方公钥标识).",
  })
  key!: string;

  @Field(() => DateTimeISO, {
    nullable: true,
    description:
      "When it cosigned, by the witness's clock, to the second (联署时间); null for a time beyond the year 9999.",
  })
  at!: string | null;
}

@ObjectType({
  description:
    'A head of the transparency log that the log signed (签名树头): a C2SP checkpoint, https://c2sp.org/tlog-checkpoint.',
})
export class Checkpoint {
  stored!: StoredCheckpoint;

  @Field(() => Int, { description: 'How many events it covers, the first ones of the log (覆盖的事件数).' })
  size!: number;

  @Field(() => String, { description: 'Root of the Merkle tree over them, 32 bytes in base64 (默克尔树根).' })
  root!: string;

  @Field(() => String, {
    description:
      'The whole signed note, with the cosignatures of witnesses there are (签名文本，含见证方联署): what a verifier checks, with keys from elsewhere.',
  })
  note!: string;

  @Field(() => [String], {
    description:
      'Keys of the log that signed it, each <name>+<id> (日志签名公钥标识): several while a key is being replaced.',
  })
  signers!: readonly string[];

  @Field(() => [Cosignature], {
    description: 'Witnesses that cosigned it so far, in the order of the note (联署); more can follow.',
  })
  cosignatures!: readonly Cosignature[];
}

@ObjectType({
  description:
    'That an event is in the log and was not altered (事件存证): RFC 6962 hashes from the event to a signed head. To check it: SHA-256 of `leaf` is `digest`; SHA-256 of a zero byte and the 32 bytes of `digest` is the leaf hash; with `hashes` and `leafIndex` it leads to the root in `checkpoint`.',
})
export class EventProof {
  /** Undefined while no signed head covers the event. */
  proof?: Proof | undefined;

  @Field(() => ID, { description: 'Id of the event (事件编号), a UUID.' })
  eventId!: string;

  @Field(() => Boolean, {
    description: 'Whether a signed head covers the event (是否已纳入签名树头); until then there is no proof.',
  })
  integrated!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Place among the leaves of the tree, counted from 0 (叶子序号); null until integrated.',
  })
  leafIndex!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Size of the tree that the proof leads to, in events (树的大小); null until integrated.',
  })
  treeSize!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the leaf text, 32 bytes in base64 (摘要): the entry of the log; null until integrated.',
  })
  digest!: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'The inclusion proof (存在性证明): hashes of 32 bytes in base64, from the leaf up; null until integrated.',
  })
  hashes!: readonly string[] | null;

  @Field(() => Checkpoint, {
    nullable: true,
    description: 'The signed head that the proof leads to (签名树头), the newest one; null until integrated.',
  })
  checkpoint!: Checkpoint | null;
}

@ObjectType({
  description:
    'That a later tree only adds to an earlier one (一致性证明): nothing before was altered, removed or reordered.',
})
export class ConsistencyProof {
  @Field(() => Int, { description: 'Size of the earlier tree, in events (较早的大小).' })
  from!: number;

  @Field(() => Int, { description: 'Size of the later tree, in events (较晚的大小).' })
  to!: number;

  @Field(() => String, { description: 'Root of the earlier tree, 32 bytes in base64 (较早的树根).' })
  fromRoot!: string;

  @Field(() => String, { description: 'Root of the later tree, 32 bytes in base64 (较晚的树根).' })
  toRoot!: string;

  @Field(() => [String], {
    description:
      'The hashes between them (证明所需的哈希), each 32 bytes in base64: RFC 6962, section 2.1.2; none where both sizes are the same.',
  })
  hashes!: readonly string[];
}
