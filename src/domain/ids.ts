import { z } from 'zod';

/** A string that stands for one kind of thing only, so that one id cannot be passed for another. */
const id = <Kind extends string>() => z.string().min(1).max(200).brand<Kind>();

export const editionId = id<'EditionId'>();
export type EditionId = z.infer<typeof editionId>;

/** Code of a bureau: its GB/T 2260 division code, or the statistical code of a functional zone (A19). */
export const bureauCode = id<'BureauCode'>();
export type BureauCode = z.infer<typeof bureauCode>;

export const nominationId = id<'NominationId'>();
export type NominationId = z.infer<typeof nominationId>;

/** Keyed hash of an identity number; the only name of a person outside personal fields. */
export const personPseudonym = id<'PersonPseudonym'>();
export type PersonPseudonym = z.infer<typeof personPseudonym>;

/** Who acts: the `sub` of a token. Experts are named by it too. */
export const actorId = id<'ActorId'>();
export type ActorId = z.infer<typeof actorId>;

export const noticeId = id<'NoticeId'>();
export type NoticeId = z.infer<typeof noticeId>;

export const objectionId = id<'ObjectionId'>();
export type ObjectionId = z.infer<typeof objectionId>;

export const certificateNumber = id<'CertificateNumber'>();
export type CertificateNumber = z.infer<typeof certificateNumber>;

export const streamName = id<'StreamName'>();
export type StreamName = z.infer<typeof streamName>;
