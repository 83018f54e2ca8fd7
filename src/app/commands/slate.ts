import type { BureauCode, EditionId, NominationId } from '../../domain/ids.ts';
import { slateStream } from '../../domain/slate/slate.ts';
import type { Handler } from '../handler.ts';
import type { Scope } from '../scope.ts';

interface SubmitSlate {
  readonly editionId: EditionId;
  readonly bureau: BureauCode;
  readonly confirmFewer: boolean;
}

/** Seats not yet put forward whose nomination is no longer passed and in the bureau's hands. */
const unfitSeats = async ({ editionId, bureau }: SubmitSlate, scope: Scope): Promise<NominationId[]> => {
  const { seats } = await scope.slate(editionId, bureau);
  const waiting = [...seats.values()].filter(({ forwarded }) => !forwarded);
  const nominations = await Promise.all(waiting.map(({ nominationId }) => scope.nomination(nominationId)));
  return nominations
    .filter(
      ({ id, status, holder, category }) =>
        status !== 'PASSED' || holder !== bureau || category !== seats.get(id)?.category,
    )
    .map(({ id }) => id);
};

export const slateCommands = () => {
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
          unfit: await unfitSeats(input, scope),
        }),
        { ruleVersion: program.version },
      );
      return { revision };
    },
  };
  return { submitSlate };
};
