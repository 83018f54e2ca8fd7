import 'reflect-metadata';
import { ObjectType } from 'type-graphql';
import { Node } from '../node/types.ts';

@ObjectType({ implements: Node, description: 'One run of a program, with its quotas, dates and rules (年度).' })
export class Edition extends Node {}
