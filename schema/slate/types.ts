import 'reflect-metadata';
import { Field, Int, ObjectType } from 'type-graphql';
import type { TallyRow } from '../../projections/quota-tally.ts';
import type { Position } from '../../src/domain/event.ts';
import type { BureauCode, EditionId, NominationId } from '../../src/domain/ids.ts';
import type { Slate as DomainSlate } from '../../src/domain/slate/slate.ts';
import { echoesMoment } from '../as-of.ts';
import { connectionOf } from '../connection.ts';
import { enumOf } from '../enum.ts';
import { globalIdOf, Node } from '../node/node.ts';
import { DateTimeISO, PositionScalar } from '../scalars.ts';
import { Coverage } from './coverage.ts';
import type { ShownSlate } from './shown-slates.ts';

export const SlateStatus = enumOf<DomainSlate['status']>('SlateStatus', 'Where a slate stands (报送名单状态).', {
  DRAFTED: 'Not submitted yet (草拟).',
  SUBMITTED: 'Submitted; what is added since waits for another submission (已报送).',
  ABANDONED: 'Not submitted in time: deemed abandoned (视为放弃).',
});

@ObjectType({ description: 'What a bureau may put forward, and how far it has come (名额使用情况).' })
export class QuotaTally {
  editionId!: EditionId;
  bureauCode!: BureauCode;

  @Field(() => Int, { description: 'Seats it may fill (名额).' })
  quota!: number;

  @Field(() => Int, { description: 'Nominations of its own still in its hands (草拟数).' })
  drafted!: number;

  @Field(() => Int, { description: 'Nominations put forward to it and not returned since (收到数).' })
  received!: number;

  @Field(() => Int, { description: 'Nominations it put forward and that were not returned since (报出数).' })
  forwarded!: number;

  @Field(() => Int, { description: 'Seats taken on its slate (已用名额).' })
  taken!: number;

  @Field(() => Int, { description: 'Seats of them that have been put forward (已报名额).' })
  submitted!: number;

  @Field(() => Int, { description: 'Seats still free; none once the slate is abandoned (剩余名额).' })
  remaining!: number;

  @Field(() => SlateStatus, { description: 'Where its slate stands (报送名单状态).' })
  slateStatus!: DomainSlate['status'];

  @Field(() => DateTimeISO, { nullable: true, description: 'When its slate was last submitted (报送时间).' })
  submittedAt!: string | null;

  @Field(() => [Coverage], { description: 'Seats taken by category, and the least there must be (类别覆盖).' })
  coverage!: readonly Coverage[];
}

export const QuotaTallyConnection = connectionOf(QuotaTally);
echoesMoment(QuotaTallyConnection);

export const tallyOf = ({ bureau, ...row }: TallyRow): QuotaTally => ({ ...row, bureauCode: bureau });

@ObjectType({ description: 'A place on a slate (报送名单席位).' })
export class Seat {
  editionId!: EditionId;
  bureauCode!: BureauCode;
  nominationId!: NominationId;
  cut!: Position | undefined;

  @Field(() => Boolean, { description: 'Whether it has been put forward to the bureau above (是否已报出).' })
  forwarded!: boolean;
}

@ObjectType({ implements: Node, description: 'The list that a bureau puts forward in an edition (报送名单).' })
export class Slate extends Node {
  editionId!: EditionId;
  bureauCode!: BureauCode;
  recorded!: ShownSlate['steps'];
  /** The position that it is shown as of; undefined for now. */
  cut!: Position | undefined;

  @Field(() => SlateStatus, { description: 'Where it stands (状态).' })
  status!: DomainSlate['status'];

  @Field(() => Int, { description: 'Revision to expect when changing it (版本); -1 while nothing is on record.' })
  revision!: number;

  @Field(() => [Seat], { description: 'Who is on it (名单).' })
  seats!: readonly Seat[];

  @Field(() => QuotaTally, { description: 'Its quota and how far it is used (名额使用情况).' })
  tally!: QuotaTally;

  @Field(() => PositionScalar, {
    nullable: true,
    description: 'The log position it is shown as of (截至日志位置); null where it is shown as it is now.',
  })
  asOfPosition!: Position | null;
}

export const slateOf = ({ tally, state, revision, steps }: ShownSlate, cut: Position | undefined): Slate => {
  const at = { editionId: tally.editionId, bureauCode: tally.bureau };
  return {
    ...at,
    id: globalIdOf('Slate', tally.editionId, tally.bureau),
    status: state.status,
    revision,
    seats: [...state.seats.values()].map(({ nominationId, forwarded }) => ({ ...at, cut, nominationId, forwarded })),
    tally: tallyOf(tally),
    recorded: steps,
    cut,
    asOfPosition: cut ?? null,
  };
};
