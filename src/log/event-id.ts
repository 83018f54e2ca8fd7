import { v5 } from 'uuid';

/** Namespace of the ids of events (RFC 9562, section 5.5), chosen once at random. Changing it would break every repeat of a command. */
const eventNamespace = 'eab44a84-3e4a-453b-a100-2710556897d4';

/**
 * The id of the event at `index` (0-based) among those that a command leads to: a UUID version 5 of both, so that a
 * repeated command states the same events again. UUIDs are equal in either case (RFC 9562, section 4).
 */
export const eventIdOf = (commandId: string, index: number): string =>
  v5(`${commandId.toLowerCase()}/${index}`, eventNamespace);

/** The id of a further step of a command, where one command writes to several streams: `stepIdOf(id, 'claim')`. */
export const stepIdOf = (commandId: string, step: string): string =>
  v5(`${commandId.toLowerCase()}#${step}`, eventNamespace);
