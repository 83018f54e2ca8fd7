import type { CommandName } from '../../src/app/permissions.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import { type CommandInput, runCommand } from '../command.ts';
import type { LaurelContext } from '../services.ts';
import { visibleNomination } from './visible-nomination.ts';

/** Every command on a nomination answers with the nomination. */
export const runOnNomination = <Input extends CommandInput>(name: CommandName, input: Input, context: LaurelContext) =>
  runCommand(name, input, context, 'nomination', ({ id }) => visibleNomination(context, id as NominationId));
