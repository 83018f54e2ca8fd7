import type { Position as ServerPosition } from '@eventstore/db-client';
import type { Position } from '../../domain/event.ts';

/** What the server says where it knows no position (-1 as an unsigned number) lies beyond every one there can be. */
const none = 2n ** 63n;

/** "<commit>/<prepare>"; undefined where the server has none to give. */
export const positionOf = (position: ServerPosition | undefined): Position | undefined =>
  position === undefined || position.commit >= none || position.prepare >= none
    ? undefined
    : (`${position.commit}/${position.prepare}` as Position);

/** @throws {TypeError} if the position is not one of an EventStoreDB log */
export const serverPositionOf = (position: Position): ServerPosition => {
  const [, commit, prepare] = /^(\d+)\/(\d+)$/.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) {
    throw new TypeError(
      `"${position}" is not a position of this log; its positions are two whole numbers joined by /.`,
    );
  }
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
};
