import { type Context, type Decision, refuse } from '../decider.ts';
import { refusal } from '../refusal.ts';
import type { Notice, NoticeFact, NoticeState } from './notice.ts';

export type Decided = Decision<NoticeFact>;

/** Runs a decision on a notice that is published. */
export const whenPublished =
  <Command>(decide: (notice: Notice, command: Command, context: Context) => Decided) =>
  (state: NoticeState, command: Command, context: Context): Decided =>
    state.status === 'NONE'
      ? refuse(refusal('NOTICE_NOT_FOUND', { path: ['noticeId'] }))
      : decide(state, command, context);
