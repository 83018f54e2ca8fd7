import 'reflect-metadata';
import { Ctx, Query, Resolver } from 'type-graphql';
import {
  type CommandName,
  commandPermissions,
  fileCommands,
  mayRead,
  mayRun,
  type Readable,
  readPermissions,
} from '../../src/app/permissions.ts';
import type { BureauCode } from '../../src/domain/ids.ts';
import { bureauOf, type Program } from '../../src/domain/program/program.ts';
import type { LaurelContext } from '../services.ts';
import { Viewer, type ViewerBureau } from './types.ts';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Whoever asks, and what they may do (当前用户).' })
  viewer(@Ctx() { actor, services }: LaurelContext): Viewer {
    const commands = (Object.keys(commandPermissions) as CommandName[]).filter((name) => !fileCommands.includes(name));
    const readable = Object.keys(readPermissions) as Readable[];
    return {
      id: actor.id,
      name: actor.name,
      roles: actor.roles,
      bureau: actor.bureau === undefined ? null : viewerBureau(actor.bureau, [...services.programs.values()]),
      body: actor.body ?? null,
      permissions: {
        mutations: commands.filter((command) => mayRun(actor, command)),
        reads: readable.filter((what) => mayRead(actor, what)).map((what) => what.toUpperCase() as Uppercase<Readable>),
      },
    };
  }
}

/** A token names a bureau by its code only; its name is any program's that knows it. */
const viewerBureau = (code: BureauCode, programs: readonly Program[]): ViewerBureau => {
  const bureau = programs.map((program) => bureauOf(program, code)).find((found) => found !== undefined);
  return { code, name: bureau?.name ?? null, level: bureau?.level ?? null };
};
