import { payloadOf } from '../payload.ts';
import { Nomination } from './types.ts';

const answering = (name: string) => payloadOf(`${name}Payload`, 'nomination', Nomination);
export const NominatePayload = answering('Nominate');
export const AmendFormPayload = answering('AmendForm');
export const ResubmitPayload = answering('Resubmit');
export const WithdrawPayload = answering('Withdraw');
export const ReviewPayload = answering('Review');
export const ForwardPayload = answering('Forward');
export const TakeOffSlatePayload = answering('TakeOffSlate');
export const AcceptLateEntryPayload = answering('AcceptLateEntry');
