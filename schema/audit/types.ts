import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Proof } from './proof.ts';

@ObjectType({
  description:
    'A head of the transparency log that the log signed (签名树头): a C2SP checkpoint, https://c2sp.org/tlog-checkpoint.',
})
export class Checkpoint {
  @Field(() => Int, { description: 'How many events it covers (覆盖的事件数).' })
  size!: number;

  @Field(() => String, { description: 'Root of the Merkle tree over them, base64 (默克尔树根).' })
  root!: string;

  @Field(() => String, {
    description: 'The whole signed note, with the cosignatures of witnesses there are (签名文本，含见证方联署).',
  })
  note!: string;
}

@ObjectType({
  description:
    'That an event is in the log and was not altered (事件存证): RFC 6962 hashes from the event to a signed head. To check it: SHA-256 of `leaf` is `digest`; SHA-256 of a zero byte and `digest` is the leaf hash; with `hashes` it leads to the root in `checkpoint`.',
})
export class EventProof {
  /** Undefined while no signed head covers the event. */
  proof?: Proof | undefined;

  @Field(() => ID, { description: 'Id of the event (事件编号).' })
  eventId!: string;

  @Field(() => Boolean, {
    description: 'Whether a signed head covers the event (是否已纳入签名树头); until then there is no proof.',
  })
  integrated!: boolean;

  @Field(() => Int, { nullable: true, description: 'Place among the leaves of the tree, counted from 0 (叶子序号).' })
  leafIndex!: number | null;

  @Field(() => Int, { nullable: true, description: 'Size of the tree that the proof leads to (树的大小).' })
  treeSize!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the leaf text, base64 (摘要): the entry of the log.',
  })
  digest!: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The inclusion proof, base64, from the leaf up (存在性证明).',
  })
  hashes!: readonly string[] | null;

  @Field(() => Checkpoint, { nullable: true, description: 'The signed head that the proof leads to (签名树头).' })
  checkpoint!: Checkpoint | null;
}

@ObjectType({
  description:
    'That a later tree only adds to an earlier one (一致性证明): nothing before was altered, removed or reordered.',
})
export class ConsistencyProof {
  @Field(() => Int, { description: 'Size of the earlier tree (较早的大小).' })
  from!: number;

  @Field(() => Int, { description: 'Size of the later tree (较晚的大小).' })
  to!: number;

  @Field(() => String, { description: 'Root of the earlier tree, base64 (较早的树根).' })
  fromRoot!: string;

  @Field(() => String, { description: 'Root of the later tree, base64 (较晚的树根).' })
  toRoot!: string;

  @Field(() => [String], { description: 'The hashes between them, base64 (证明所需的哈希), RFC 6962, section 2.1.2.' })
  hashes!: readonly string[];
}
