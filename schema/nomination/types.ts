import 'reflect-metadata';
import { ObjectType } from 'type-graphql';
import { Node } from '../node/types.ts';

@ObjectType({ implements: Node, description: 'The dossier of one nominee in one edition (申报).' })
export class Nomination extends Node {
  editionId!: string;
}
