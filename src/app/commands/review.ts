import type { ActorId, EditionId, NominationId } from '../../domain/ids.ts';
import { reviewStream } from '../../domain/review/review.ts';
import { decidingBureau, type Handler } from '../handler.ts';
import { Refused, refused } from '../refused.ts';
import type { Scope } from '../scope.ts';

interface Assignment {
  readonly nominationId: NominationId;
  readonly expert: ActorId;
}
interface AssignReviews {
  readonly editionId: EditionId;
  readonly assignments: readonly Assignment[];
  readonly dueOn?: string | undefined;
}
interface OwnReview {
  readonly nominationId: NominationId;
}
interface Score extends OwnReview {
  readonly points: Readonly<Record<string, number>>;
  readonly comment?: string | undefined;
  readonly reason?: string | undefined;
}

const subjectOf = async ({ nominationId, expert }: Assignment, scope: Scope) => {
  const nomination = await scope.nomination(nominationId);
  return { nomination, edition: await scope.edition(nomination.editionId), expert };
};

export const reviewCommands = () => {
  const assign =
    (assignment: Assignment, { editionId, dueOn }: AssignReviews, scope: Scope) =>
    async () => {
      const subject = await subjectOf(assignment, scope);
      if (subject.edition.id !== editionId) {
        throw refused('NOT_IN_EDITION', {
          path: ['nominationId'],
          nomination: assignment.nominationId,
          edition: editionId,
        });
      }
      return { type: 'AssignReview', ...subject, dueOn } as const;
    };

  /** All are looked at before the first is recorded, so that a slip in one leaves none half done. */
  const assignReviews: Handler<AssignReviews> = {
    idOf: ({ editionId }) => editionId,
    async concerns({ editionId }, scope) {
      const { program } = await scope.edition(editionId);
      return { program, bureau: decidingBureau(program) };
    },
    async run(input, scope) {
      const { editionId, assignments } = input;
      if (scope.expectedRevision !== undefined) {
        throw refused('NO_ONE_REVISION', { path: ['expectedRevision'] });
      }
      const { program } = await scope.edition(editionId);
      const refusals = await Promise.all(
        assignments.map(async (assignment, i) => {
          const stream = reviewStream(assignment.nominationId, assignment.expert);
          try {
            await scope.preview('review', stream, assign(assignment, input, scope), stepOf(assignment));
            return [];
          } catch (error) {
            if (!(error instanceof Refused)) throw error;
            return error.refusals.map((item) => ({ ...item, path: ['assignments', String(i), ...item.path] }));
          }
        }),
      );
      if (refusals.flat().length > 0) throw new Refused(refusals.flat());
      const runs = await Promise.all(
        assignments.map((assignment) =>
          scope.decide(
            'review',
            reviewStream(assignment.nominationId, assignment.expert),
            assign(assignment, input, scope),
            { name: stepOf(assignment), ruleVersion: program.version },
          ),
        ),
      );
      return { revision: Math.max(...runs.map(({ revision }) => revision)) };
    },
  };

  const recuse: Handler<OwnReview & { readonly reason: string }> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: async () => undefined,
    async run({ nominationId, reason }, scope) {
      const expert = scope.actor.id;
      const { revision } = await scope.decide('review', reviewStream(nominationId, expert), async () => ({
        type: 'Recuse',
        ...(await subjectOf({ nominationId, expert }, scope)),
        reason,
      }));
      return { revision };
    },
  };

  const score: Handler<Score> = {
    idOf: ({ nominationId }) => nominationId,
    concerns: async () => undefined,
    async run({ nominationId, points, comment, reason }, scope) {
      const expert = scope.actor.id;
      const { edition } = await subjectOf({ nominationId, expert }, scope);
      const { revision } = await scope.decide(
        'review',
        reviewStream(nominationId, expert),
        async () => ({ type: 'Score', ...(await subjectOf({ nominationId, expert }, scope)), points, comment, reason }),
        { ruleVersion: edition.program.version },
      );
      return { revision };
    },
  };

  return { assignReviews, recuse, score };
};

const stepOf = ({ nominationId, expert }: Assignment): string => `${nominationId}/${expert}`;
