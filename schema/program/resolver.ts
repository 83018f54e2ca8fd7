import 'reflect-metadata';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { LaurelContext } from '../services.ts';
import { programOf } from './program-of.ts';
import { Program } from './types.ts';

@Resolver(() => Program)
export class ProgramResolver {
  @Query(() => [Program], { description: 'Every program that an edition can be opened of (选树活动).' })
  programs(@Ctx() { services }: LaurelContext): Program[] {
    return [...services.programs.values()].map(programOf);
  }

  @Query(() => Program, { nullable: true, description: 'One program as defined (选树活动); null if there is none.' })
  program(
    @Arg('code', () => ID, { description: 'Code of the program (活动代码).' }) code: string,
    @Ctx() { services }: LaurelContext,
  ): Program | null {
    const definition = services.programs.get(code);
    return definition ? programOf(definition) : null;
  }
}
