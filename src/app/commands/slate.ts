import type { Edition } from '../../domain/edition/edition.ts';
import type { BureauCode, EditionId } from '../../domain/ids.ts';
import { bureauOf, deadlineEnd, stageOf } from '../../domain/program/program.ts';
import type { Nominee } from '../../domain/slate/readiness.ts';
import { slateStream } from '../../domain/slate/slate.ts';
import type { Handler } from '../handler.ts';
import type { Scope } from '../scope.ts';
import { confirmSeat } from '../seats.ts';
import { actingBureau, honorsOf, type OnNomination, ofBureau } from './on-nomination.ts';
import type { StepInput } from './step-input.ts';

interface OnSlate {
  readonly editionId: EditionId;
  readonly bureau: BureauCode;
}
interface SubmitSlate extends OnSlate {
  readonly confirmFewer: boolean;
}

/** Everyone with a seat who has not gone forward yet. */
const waiting = async ({ editionId, bureau }: OnSlate, scope: Scope): Promise<Nominee[]> => {
  const { seats } = await scope.slate(editionId, bureau);
  const ids = [...seats.values()].filter(({ forwarded }) => !forwarded).map(({ nominationId }) => nominationId);
  return Promise.all(
    ids.map(async (id) => {
      const nomination = await scope.nomination(id);
      return { nomination, honors: await honorsOf(nomination, scope) };
    }),
  );
};

export const slateCommands = () => {
  /** The bureau that holds the nomination gives it a seat on its slate. */
  const forward: Handler<OnNomination> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('holder'),
    async run({ nominationId }, scope) {
      const { editionId } = await scope.nomination(nominationId);
      const bureau = actingBureau(scope);
      const { program } = await scope.edition(editionId);
      const { revision, repeated } = await scope.decide(
        'slate',
        slateStream(editionId, bureau),
        async () => {
          const nomination = await scope.nomination(nominationId);
          const honors = await honorsOf(nomination, scope);
          return { type: 'TakeSeat', edition: await scope.edition(editionId), bureau, nomination, honors };
        },
        { ruleVersion: program.version },
      );
      if (!repeated) await confirmSeat(nominationId, bureau, scope);
      return { revision };
    },
  };

  const takeOffSlate: Handler<OnNomination> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('holder'),
    async run({ nominationId }, scope) {
      const { editionId } = await scope.nomination(nominationId);
      const bureau = actingBureau(scope);
      const { revision } = await scope.decide('slate', slateStream(editionId, bureau), async () => ({
        type: 'ReleaseSeat',
        edition: await scope.edition(editionId),
        bureau,
        nominationId,
        reason: 'TAKEN_OFF',
      }));
      return { revision };
    },
  };

  /** The bureau above lets a late nomination of one of its own in, while its own deadline runs (A27). */
  const acceptLateEntry: Handler<OnNomination & { readonly reason: string }> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: ofBureau('bureau'),
    async run({ nominationId, reason }, scope) {
      const { editionId, bureau } = await scope.nomination(nominationId);
      const { program } = await scope.edition(editionId);
      const { revision } = await scope.decide(
        'slate',
        slateStream(editionId, bureau),
        async () => {
          const edition = await scope.edition(editionId);
          return {
            type: 'AcceptLateEntry',
            edition,
            bureau,
            nominationId,
            reason,
            acceptableUntil: ownDeadlineAbove(edition, bureau),
          };
        },
        { ruleVersion: program.version },
      );
      return { revision };
    },
  };

  const submitSlate: Handler<SubmitSlate> = {
    idOf: ({ editionId, bureau }) => `${editionId}/${bureau}`,
    async concerns({ editionId, bureau }, scope) {
      return { program: (await scope.edition(editionId)).program, bureau };
    },
    async run(input, scope) {
      const { editionId, bureau, confirmFewer } = input;
      const { program } = await scope.edition(editionId);
      const { revision } = await scope.decide(
        'slate',
        slateStream(editionId, bureau),
        async () => ({
          type: 'SubmitSlate',
          edition: await scope.edition(editionId),
          bureau,
          confirmFewer,
          nominees: await waiting(input, scope),
        }),
        { ruleVersion: program.version },
      );
      return { revision };
    },
  };

  const recordSlateStep: Handler<OnSlate & StepInput> = {
    idOf: ({ editionId, bureau }) => `${editionId}/${bureau}`,
    async concerns({ editionId, bureau }, scope) {
      return { program: (await scope.edition(editionId)).program, bureau };
    },
    async run({ editionId, bureau, evidence = [], ...rest }, scope) {
      const { program } = await scope.edition(editionId);
      const by = actingBureau(scope);
      const { revision } = await scope.decide(
        'slate',
        slateStream(editionId, bureau),
        async () => ({
          type: 'RecordSlateStep',
          edition: await scope.edition(editionId),
          bureau,
          by,
          ...rest,
          evidence,
        }),
        { ruleVersion: program.version },
      );
      return { revision };
    },
  };

  return { forward, takeOffSlate, acceptLateEntry, submitSlate, recordSlateStep };
};

const ownDeadlineAbove = ({ program }: Edition, bureau: BureauCode): string => {
  const parent = bureauOf(program, bureau)?.parent;
  const above = parent ? bureauOf(program, parent) : undefined;
  const stage = above && stageOf(program, above.level);
  return deadlineEnd(program, stage?.slate.deadline ?? program.selectionDeadline);
};
