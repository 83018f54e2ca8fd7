import { recordedAtOrBefore } from '../../projections/timeline.ts';
import type { Position } from '../../src/domain/event.ts';
import type { AsOfInput } from '../as-of.ts';
import type { LaurelContext } from '../services.ts';

/** The instant (UTC) by which deadlines are judged at a moment: the one asked for, or when its last event was recorded. */
export const instantOf = (
  asOf: AsOfInput | null | undefined,
  position: Position,
  { services: { reader, clock } }: LaurelContext,
): string => {
  if (asOf?.time != null) return new Date(asOf.time).toISOString();
  return (asOf && recordedAtOrBefore(reader, position)) || new Date(clock.now()).toISOString();
};
