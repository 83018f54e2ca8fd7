import 'reflect-metadata';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Bureau } from '../edition/bureau.ts';
import { bureauIn, programIn } from '../edition/references.ts';
import { RevocationGround } from '../program/parts.ts';
import type { LaurelContext } from '../services.ts';
import { Revocation, ViolationReport } from './types.ts';

@Resolver(() => Revocation)
export class RevocationResolver {
  @FieldResolver(() => RevocationGround, { description: 'The ground of the program (撤销情形).' })
  async ground(
    @Root() { editionId, groundCode }: Revocation,
    @Ctx() { loaders }: LaurelContext,
  ): Promise<RevocationGround> {
    const { revocation } = await programIn(loaders, editionId);
    const ground = revocation.grounds.find(({ code }) => code === groundCode);
    if (!ground) throw new Error(`Edition ${editionId} has no ground of revocation ${groundCode}.`);
    return ground;
  }
}

@Resolver(() => ViolationReport)
export class ViolationReportResolver {
  @FieldResolver(() => Bureau, { description: 'The bureau that reported (报告单位).' })
  by(@Root() { editionId, bureauCode }: ViolationReport, @Ctx() context: LaurelContext): Promise<Bureau> {
    return bureauIn(context.loaders, editionId, bureauCode);
  }
}
