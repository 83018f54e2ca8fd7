import { editionStream } from '../../domain/edition/edition.ts';
import type { PlannedPair, PlanOrigin } from '../../domain/edition/plan-events.ts';
import type { Position } from '../../domain/event.ts';
import type { ActorId, EditionId, NominationId } from '../../domain/ids.ts';
import { type Refusal, refusal } from '../../domain/refusal.ts';
import { reviewStream } from '../../domain/review/review.ts';
import { canonicalHash } from '../canonical-hash.ts';
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

interface PlanInput {
  readonly editionId: EditionId;
  readonly pairs: readonly PlannedPair[];
  readonly dueOn?: string | undefined;
}
interface CommitPlanInput extends PlanInput {
  readonly planHash: string;
  readonly origin?: PlanOrigin | undefined;
}

/** Nominations that each expert has, due or scored, at a moment that includes the given position. */
export type LoadsRead = (editionId: EditionId, atLeast: Position | undefined) => Promise<ReadonlyMap<ActorId, number>>;

/** In one order, whoever wrote them down. */
const planned = (pairs: readonly PlannedPair[]): readonly PlannedPair[] =>
  pairs
    .map(({ nominationId, expert }) => ({ nominationId, expert }))
    .sort((a, b) => (`${a.nominationId} ${a.expert}` < `${b.nominationId} ${b.expert}` ? -1 : 1));

/** SHA-256 of the plan as canonical JSON (RFC 8785): its edition, and its pairs in order. */
export const planHashOf = (editionId: EditionId, pairs: readonly PlannedPair[]): string =>
  canonicalHash({ editionId, pairs: planned(pairs) });

/** What stands against each pair, in the order given; nothing is recorded. */
export const planProblems = ({ editionId, pairs, dueOn }: PlanInput, scope: Scope): Promise<readonly Refusal[][]> =>
  Promise.all(
    pairs.map(async ({ nominationId, expert }, i) => {
      const build = async () => {
        const nomination = await scope.nomination(nominationId);
        if (nomination.editionId !== editionId) {
          throw refused('NOT_IN_EDITION', { path: ['nominationId'], nomination: nominationId, edition: editionId });
        }
        return { type: 'AssignReview', nomination, edition: await scope.edition(editionId), expert, dueOn } as const;
      };
      try {
        await scope.preview('review', reviewStream(nominationId, expert), build, `${nominationId}/${expert}`);
        return [];
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return error.refusals.map((item) => ({ ...item, path: ['pairs', String(i), ...item.path] }));
      }
    }),
  );

export const reviewCommands = (loadsRead: LoadsRead) => {
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

  /**
   * Experts who would have more than they take: with what they have by the read models, and what is assigned here. Two
   * officers who assign to one expert in the same moment do not see each other; who has too many is seen in the queues.
   */
  const beyondLoads = async ({ editionId, assignments }: AssignReviews, scope: Scope): Promise<readonly Refusal[]> => {
    const { experts } = await scope.edition(editionId);
    const loads = new Map(await loadsRead(editionId, await scope.positionOf(editionId)));
    const added = await Promise.all(
      assignments.map(async ({ nominationId, expert }) => (await scope.review(nominationId, expert)).status),
    );
    return assignments.flatMap(({ expert }, i) => {
      // Assigned already by this very command, when it is sent again.
      if (added[i] === 'ASSIGNED' || added[i] === 'SCORED') return [];
      const count = (loads.get(expert) ?? 0) + 1;
      loads.set(expert, count);
      const max = experts.get(expert)?.load?.max;
      return max !== undefined && count > max
        ? [refusal('EXPERT_OVERLOADED', { path: ['assignments', String(i), 'expert'], expert, count, max })]
        : [];
    });
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
      const overloaded = await beyondLoads(input, scope);
      if (overloaded.length > 0) throw new Refused(overloaded);
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

  /** Looked at whole before it is decided as one; the assignments follow, whatever becomes of this process. */
  const commitPlan: Handler<CommitPlanInput> = {
    idOf: ({ editionId }) => editionId,
    async concerns({ editionId }, scope) {
      const { program } = await scope.edition(editionId);
      return { program, bureau: decidingBureau(program) };
    },
    async run(input, scope) {
      const { editionId, planHash, dueOn, origin } = input;
      const pairs = planned(input.pairs);
      const hash = planHashOf(editionId, pairs);
      if (hash !== planHash) throw refused('PLAN_HASH_MISMATCH', { path: ['planHash'], hash });
      const { program } = await scope.edition(editionId);
      const refusals = (await planProblems(input, scope)).flat();
      if (refusals.length > 0) throw new Refused(refusals);
      const { revision } = await scope.decide(
        'edition',
        editionStream(editionId),
        async () => {
          const loads = Object.fromEntries(await loadsRead(editionId, await scope.positionOf(editionId)));
          return { type: 'CommitPlan', planHash, pairs, dueOn, origin, loads };
        },
        { ruleVersion: program.version },
      );
      return { revision };
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

  return { assignReviews, commitPlan, recuse, score };
};

const stepOf = ({ nominationId, expert }: Assignment): string => `${nominationId}/${expert}`;
