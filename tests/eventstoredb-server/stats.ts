/** What happened since the stand-in was started, over all its members. */
export interface Stats {
  /** Appends that arrived, by unary call and by batch. */
  appends: number;
  batchAppends: number;
  /** Appends that were written, and those that were there already. */
  written: number;
  repeated: number;
  wrongExpectedVersion: number;
  /** Connections cut by a fault, before and after the commit. */
  droppedBefore: number;
  droppedAfter: number;
  /** Appends answered as timed out by a fault. */
  timedOut: number;
  refused: number;
  notLeader: number;
  reads: number;
  subscriptions: number;
  droppedSubscriptions: number;
  /** Times a member died. */
  deaths: number;
}

export const noStats = (): Stats => ({
  appends: 0,
  batchAppends: 0,
  written: 0,
  repeated: 0,
  wrongExpectedVersion: 0,
  droppedBefore: 0,
  droppedAfter: 0,
  timedOut: 0,
  refused: 0,
  notLeader: 0,
  reads: 0,
  subscriptions: 0,
  droppedSubscriptions: 0,
  deaths: 0,
});
