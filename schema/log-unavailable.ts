import { GraphQLError } from 'graphql';
import { LogUnavailable } from '../src/log/event-log.ts';
import { AppendTooLarge, StreamRemoved } from '../src/log/eventstoredb/failures.ts';
import { VaultUnavailable } from '../src/privacy/vault.ts';

const outcomes = {
  'nothing-recorded': 'Nothing was recorded.',
  unknown: 'The outcome is unknown: repeat the command with the same commandId to learn it.',
} as const;

/**
 * A command on the log; says what became of it if the log cannot be reached.
 *
 * @throws {GraphQLError} LOG_UNAVAILABLE, VAULT_UNAVAILABLE, LOG_DAMAGED or EVENTS_TOO_LARGE
 */
export const recording = async <Result>(commandId: string, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof VaultUnavailable) throw vaultUnavailable(error, { outcome: 'nothing-recorded', commandId });
    if (error instanceof StreamRemoved) throw streamRemoved(error);
    if (error instanceof AppendTooLarge) throw tooLarge(error, commandId);
    if (!(error instanceof LogUnavailable)) throw error;
    throw unavailable(error, outcomes[error.outcome], { outcome: error.outcome, commandId });
  }
};

/**
 * A look at the log itself, for what no read model holds.
 *
 * @throws {GraphQLError} LOG_UNAVAILABLE
 */
export const fromLog = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof VaultUnavailable) throw vaultUnavailable(error, {});
    if (error instanceof StreamRemoved) throw streamRemoved(error);
    if (!(error instanceof LogUnavailable)) throw error;
    throw unavailable(error, 'Ask again later.', {});
  }
};

/**
 * What cannot be put on record is not shown.
 *
 * @throws {GraphQLError} LOG_UNAVAILABLE or VAULT_UNAVAILABLE, with status 503
 */
export const recordingAccess = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  const unrecorded = { http: { status: 503 } };
  try {
    return await work();
  } catch (error) {
    if (error instanceof VaultUnavailable)
      throw vaultUnavailable(error, { outcome: 'nothing-recorded', ...unrecorded });
    if (!(error instanceof LogUnavailable)) throw error;
    throw unavailable(error, 'What you asked for is shown only once that is on record: ask again later.', unrecorded);
  }
};

const unavailable = (cause: LogUnavailable, advice: string, details: object): GraphQLError =>
  new GraphQLError(`The event log cannot be reached. ${advice}`, {
    originalError: cause,
    extensions: { code: 'LOG_UNAVAILABLE', ...details },
  });

/** Without its keys nothing is sealed, and so nothing recorded; nor is what was sealed opened. */
const vaultUnavailable = (cause: VaultUnavailable, details: object): GraphQLError => {
  const nothing = 'outcome' in details ? 'Nothing was recorded. ' : '';
  return new GraphQLError(`The vault of the keys of personal data cannot be reached. ${nothing}Ask again later.`, {
    originalError: cause,
    extensions: { code: 'VAULT_UNAVAILABLE', ...details },
  });
};

/** Which one, the server's own log tells: its name may be a person's pseudonym. */
const streamRemoved = (cause: StreamRemoved): GraphQLError =>
  new GraphQLError(
    'Events that this needs were removed from the event store, or hidden there; nothing is decided without them. Nothing was ' +
      'recorded. Tell who runs the system: its log says which ones.',
    { originalError: cause, extensions: { code: 'LOG_DAMAGED', outcome: 'nothing-recorded' } },
  );

const tooLarge = (cause: AppendTooLarge, commandId: string): GraphQLError =>
  new GraphQLError(
    'What this command would record is larger than the event store takes at once. Nothing was recorded. Send it with less ' +
      'text, in several commands, or have the limit of the event store raised.',
    { originalError: cause, extensions: { code: 'EVENTS_TOO_LARGE', outcome: 'nothing-recorded', commandId } },
  );
