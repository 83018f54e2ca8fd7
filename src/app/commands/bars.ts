import type { ActorId, NominationId } from '../../domain/ids.ts';
import type { DeclaredGround } from '../../domain/review/conflicts.ts';
import type { ReviewCommand } from '../../domain/review/decide.ts';
import { reviewStream } from '../../domain/review/review.ts';
import { type Concern, decidingBureau, type Handler } from '../handler.ts';
import type { Scope } from '../scope.ts';

interface Pair {
  readonly nominationId: NominationId;
  readonly expert: ActorId;
}
type WithReason = Pair & { readonly reason: string };

interface Declaration {
  readonly nominationId: NominationId;
  readonly ground: DeclaredGround;
  readonly detail: string;
}

/** What else a command on a review says. */
type Rest = RestOf<ReviewCommand>;
type RestOf<Command> = Command extends ReviewCommand ? Omit<Command, 'edition' | 'nomination' | 'expert'> : never;

const onPair = async ({ nominationId, expert }: Pair, rest: Rest, scope: Scope) => {
  const { editionId } = await scope.nomination(nominationId);
  const { program } = await scope.edition(editionId);
  const { revision } = await scope.decide(
    'review',
    reviewStream(nominationId, expert),
    async () => {
      const nomination = await scope.nomination(nominationId);
      return { ...rest, edition: await scope.edition(nomination.editionId), nomination, expert } as never;
    },
    { ruleVersion: program.version },
  );
  return { revision };
};

const ofDecidingBureau = async ({ nominationId }: Pair, scope: Scope): Promise<Concern> => {
  const { editionId } = await scope.nomination(nominationId);
  const { program } = await scope.edition(editionId);
  return { program, bureau: decidingBureau(program) };
};

const idOf = ({ nominationId }: { readonly nominationId: NominationId }) => nominationId;

/** Commands on what stands between one expert and one nomination. */
export const barCommands = () => {
  const byProvince = <Input extends Pair>(restOf: (input: Input) => Rest): Handler<Input> => ({
    idOf,
    concerns: ofDecidingBureau,
    run: (input, scope) => onPair(input, restOf(input), scope),
  });

  /** By an officer of the level that decides, or by the nominator of what they nominated. */
  const declareConflict: Handler<Declaration & Pair> = {
    idOf,
    async concerns({ nominationId }, scope) {
      const { editionId, bureau } = await scope.nomination(nominationId);
      return { program: (await scope.edition(editionId)).program, bureau };
    },
    async run({ nominationId, expert, ground, detail }, scope) {
      const { editionId } = await scope.nomination(nominationId);
      const { program } = await scope.edition(editionId);
      const by = scope.actor.bureau === decidingBureau(program) ? 'OFFICER' : 'NOMINATOR';
      return onPair({ nominationId, expert }, { type: 'DeclareConflict', ground, by, detail }, scope);
    },
  };

  const declareInterest: Handler<Declaration> = {
    idOf,
    concerns: async () => undefined,
    run: ({ nominationId, ground, detail }, scope) =>
      onPair(
        { nominationId, expert: scope.actor.id },
        { type: 'DeclareConflict', ground, by: 'EXPERT', detail },
        scope,
      ),
  };

  return {
    declareConflict,
    declareInterest,
    withdrawAssignment: byProvince<WithReason>(({ reason }) => ({ type: 'WithdrawAssignment', reason })),
    voidScore: byProvince<WithReason>(({ reason }) => ({ type: 'VoidScore', reason })),
    requestBarLift: byProvince<WithReason>(({ reason }) => ({ type: 'RequestBarLift', reason })),
    confirmBarLift: byProvince<Pair & { readonly note: string }>(({ note }) => ({ type: 'ConfirmBarLift', note })),
    refuseBarLift: byProvince<WithReason>(({ reason }) => ({ type: 'RefuseBarLift', reason })),
  };
};
