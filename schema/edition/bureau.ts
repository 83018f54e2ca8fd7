import 'reflect-metadata';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { BureauRow } from '../../projections/editions.ts';
import { type Level, levels } from '../../src/domain/program/program.ts';
import { Node } from '../node/types.ts';
import { Text } from '../text.ts';

export const BureauLevel = Object.fromEntries(levels.map((level) => [level, level])) as Record<Level, Level>;

registerEnumType(BureauLevel, {
  name: 'BureauLevel',
  description: 'Level of a bureau (人社部门层级), from the bottom up.',
  valuesConfig: {
    COUNTY: { description: 'County, county-level city or district (县、市、区).' },
    CITY: { description: 'City (省辖市、示范区、航空港区).' },
    PROVINCE: { description: 'Province: it decides (省).' },
  },
});

@ObjectType({
  implements: Node,
  description: 'A bureau of human resources and social security as one edition knows it (人社部门).',
})
export class Bureau extends Node {
  editionId!: string;
  parentCode!: string | null;

  @Field(() => ID, { description: 'Its GB/T 2260 division code, or the code of a functional zone (行政区划代码).' })
  code!: string;

  @Field(() => Text, { description: 'Name of the place (单位名称).' })
  name!: Text;

  @Field(() => BureauLevel, { description: 'Its level (层级).' })
  level!: Level;
}

/** A bureau's id: its edition and its code, since another edition may know it under another name. */
export const bureauNodeId = (editionId: string, code: string): string => `${editionId}:${code}`;

export const bureauOf = ({ editionId, code, nameZh, nameEn, level, parent }: BureauRow): Bureau => ({
  id: bureauNodeId(editionId, code),
  editionId,
  parentCode: parent,
  code,
  name: { zh: nameZh, en: nameEn },
  level: level as Level,
});
