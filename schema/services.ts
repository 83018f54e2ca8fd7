import type { Follower } from '../projections/follower.ts';
import type { Reader } from '../projections/reader.ts';
import type { Clock } from '../src/app/clock.ts';
import type { Laurel } from '../src/app/laurel.ts';
import type { TransparencyLog } from '../src/audit/tree/transparency-log.ts';
import type { WitnessQuorum } from '../src/audit/witness/quorum.ts';
import type { Program } from '../src/domain/program/program.ts';
import type { EventLog } from '../src/log/event-log.ts';
import type { RequestContext } from './context.ts';
import type { Loaders } from './loaders.ts';

/** What resolvers stand on: commands go to the application, questions to the read models. */
export interface Services {
  readonly laurel: Laurel;
  readonly reader: Reader;
  readonly follower: Follower;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly programs: ReadonlyMap<string, Program>;
  readonly transparency: TransparencyLog;
  /** Absent where no witnesses are asked to cosign. */
  readonly quorum?: WitnessQuorum | undefined;
  /** Events as they are stored: with commitments, not opened. */
  readonly stored: Pick<EventLog, 'readStream'>;
}

/** The context of every resolver. */
export interface LaurelContext extends RequestContext {
  readonly services: Services;
  /** One of each a request: many lookups of one kind become one statement. */
  readonly loaders: Loaders;
}
