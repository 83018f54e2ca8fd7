import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import type { BureauRow } from '../../projections/bureaus.ts';
import type { BureauCode, EditionId } from '../../src/domain/ids.ts';
import type { Level } from '../../src/domain/program/program.ts';
import { enumOf } from '../enum.ts';
import { globalIdOf, Node } from '../node/node.ts';
import { Text } from '../text.ts';

export const BureauLevel = enumOf<Level>('BureauLevel', 'Level of a bureau (层级), from the bottom up.', {
  COUNTY: 'County, county-level city or district (县、市、区).',
  CITY: 'City (市).',
  PROVINCE: 'Province (省).',
});

@ObjectType({
  implements: Node,
  description: 'A bureau of human resources and social security, as one edition knows it (人社部门).',
})
export class Bureau extends Node {
  editionId!: EditionId;
  parentCode!: BureauCode | null;

  @Field(() => ID, { description: 'Its GB/T 2260 division code, or the code of a functional zone (行政区划代码).' })
  code!: BureauCode;

  @Field(() => Text, { description: 'Name of its place (名称).' })
  name!: Text;

  @Field(() => BureauLevel, { description: 'Its level (层级).' })
  level!: Level;
}

export const bureauOf = ({ editionId, code, nameZh, nameEn, level, parent }: BureauRow): Bureau => ({
  id: globalIdOf('Bureau', editionId, code),
  editionId,
  parentCode: parent,
  code,
  name: { zh: nameZh, en: nameEn },
  level,
});
