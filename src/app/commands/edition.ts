import type { Deviation } from '../../domain/edition/deviate.ts';
import { type Edition, editionStream } from '../../domain/edition/edition.ts';
import type { ExpertTerms } from '../../domain/edition/expert.ts';
import type { BarredScore } from '../../domain/edition/select.ts';
import {
  type ActorId,
  type BureauCode,
  type EditionId,
  editionId as editionIdSchema,
  type NominationId,
} from '../../domain/ids.ts';
import { holds } from '../../domain/notice/notice.ts';
import type { Program } from '../../domain/program/program.ts';
import type { Rubric } from '../../domain/program/rubric.ts';
import { type Overrides, withOverrides } from '../../domain/program/with-overrides.ts';
import { refusal } from '../../domain/refusal.ts';
import { conflictsStanding } from '../../domain/review/about.ts';
import { isVerified } from '../../domain/review/decide.ts';
import { reviewStream } from '../../domain/review/review.ts';
import { canonicalHash } from '../canonical-hash.ts';
import { decidingBureau, type Handler } from '../handler.ts';
import { Refused, refused } from '../refused.ts';
import type { Scope } from '../scope.ts';
import { issueCircular } from './circular.ts';
import { type InEdition, ofProvince, outAmong, ownBureau } from './on-edition.ts';
import { placesCommands, type ScoresRead } from './places.ts';
import type { StepInput } from './step-input.ts';

export interface EditionServices {
  readonly programs: ReadonlyMap<string, Program>;
  readonly scores: ScoresRead;
  readonly assigned: AssignedRead;
}

/** Nominations that an expert was given and has not scored, as far as the read models know. */
export type AssignedRead = (editionId: EditionId, expert: ActorId) => readonly NominationId[];

/** `youth-star-2023`: program and edition, as both are written in a URL. */
export const editionIdOf = ({ code, edition }: Program): EditionId =>
  editionIdSchema.parse(`${code}-${edition}`.toLowerCase().replace(/[^a-z0-9]+/g, '-'));

/** A command on the edition's own stream that passes its input on to the decider. */
const onEdition = <Input extends InEdition>(
  type:
    | 'AdjustQuota'
    | 'ExtendDeadline'
    | 'AppointExpert'
    | 'AmendExpert'
    | 'DismissExpert'
    | 'FreezeRubric'
    | 'ReopenScoring',
): Handler<Input> => ({
  idOf: ({ editionId }) => editionId,
  concerns: ofProvince,
  async run({ editionId, ...rest }, scope) {
    const { program } = await scope.edition(editionId);
    const { revision } = await scope.decide('edition', editionStream(editionId), () => ({ type, ...rest }) as never, {
      ruleVersion: program.version,
    });
    return { revision };
  },
});

/** Scores by experts against whom a conflict stands, as everything is on record now. */
const barredAmong = async (
  scores: readonly BarredScore[],
  editionId: EditionId,
  scope: Scope,
): Promise<readonly BarredScore[]> => {
  const edition = await scope.edition(editionId);
  const found = await Promise.all(
    scores.map(async ({ nominationId, expert }) => {
      const nomination = await scope.nomination(nominationId);
      const review = await scope.review(nominationId, expert);
      const standing = conflictsStanding(review, { edition, nomination, expert }, scope.now());
      return standing.length > 0 ? [{ nominationId, expert }] : [];
    }),
  );
  return found.flat();
};

/** Shortlisted nominees who are neither recognized nor out of the running, or against whom an objection stands. */
const openMatters = async (edition: Edition, scope: Scope): Promise<NominationId[]> => {
  const { shortlist, publicized, publicizedBefore } = edition;
  const noticeIds = new Set([...publicized.values(), ...[...publicizedBefore.values()].flat()]);
  const notices = await Promise.all([...noticeIds].map((id) => scope.notice(id)));
  const cleared = new Set(notices.flatMap((notice) => [...notice.cleared.keys()]));
  const opposed = notices.flatMap(({ objections }) =>
    [...objections.values()].filter((item) => holds(item) && item.status !== 'UPHELD').map((item) => item.nominationId),
  );
  const selected = (shortlist?.selected ?? []).map(({ nominationId }) => nominationId);
  const out = await outAmong(selected, scope);
  return [...new Set([...opposed, ...selected.filter((id) => !cleared.has(id) && !out.has(id))])];
};

export const editionCommands = ({ programs, scores, assigned }: EditionServices) => {
  const amended = onEdition<InEdition & ExpertTerms & { readonly expert: ActorId; readonly reason: string }>(
    'AmendExpert',
  );
  /** What is not scored yet, and what the expert is now found to have to stand aside from, is withdrawn. */
  const amendExpert: typeof amended = {
    ...amended,
    async run(input, scope) {
      const { revision } = await amended.run(input, scope);
      const { editionId, expert, reason } = input;
      const edition = await scope.edition(editionId);
      for (const nominationId of assigned(editionId, expert)) {
        const nomination = await scope.nomination(nominationId);
        const review = await scope.review(nominationId, expert);
        if (review.status !== 'ASSIGNED') continue;
        if (conflictsStanding(review, { edition, nomination, expert }, scope.now()).length === 0) continue;
        await scope.decide(
          'review',
          reviewStream(nominationId, expert),
          async () => ({
            type: 'WithdrawAssignment',
            edition: await scope.edition(editionId),
            nomination: await scope.nomination(nominationId),
            expert,
            reason,
          }),
          { name: nominationId, ruleVersion: edition.program.version },
        );
      }
      return { revision };
    },
  };

  const definitionOf = ({ program, ...overrides }: { program: string } & Overrides): Program => {
    const found = programs.get(program);
    if (!found) throw refused('PROGRAM_UNKNOWN', { path: ['program'], known: [...programs.keys()].join(', ') });
    const resolved = withOverrides(found, overrides);
    if ('program' in resolved) return resolved.program;
    throw new Refused(
      resolved.problems.map(({ path, message }) =>
        refusal('DEFINITION_INVALID', { path: path.split('.'), at: path, problem: message }),
      ),
    );
  };

  const openEdition: Handler<{ readonly program: string } & Overrides> = {
    idOf: (input) => editionIdOf(definitionOf(input)),
    async concerns(input) {
      const program = definitionOf(input);
      return { program, bureau: decidingBureau(program) };
    },
    async run(input, scope) {
      const program = definitionOf(input);
      const editionId = editionIdOf(program);
      const { revision } = await scope.decide(
        'edition',
        editionStream(editionId),
        () => ({ type: 'OpenEdition', editionId, program }),
        { ruleVersion: program.version },
      );
      return { revision };
    },
  };

  const decideShortlist: Handler<
    InEdition & { readonly overrunReason?: string | undefined; readonly deviations?: readonly Deviation[] | undefined }
  > = {
    idOf: ({ editionId }) => editionId,
    concerns: ofProvince,
    async run({ editionId, overrunReason, deviations }, scope) {
      const { program } = await scope.edition(editionId);
      const { revision } = await scope.decide(
        'edition',
        editionStream(editionId),
        async () => {
          const { candidates, awaited, counting, position } = await scores.candidates(
            editionId,
            await scope.positionOf(editionId),
          );
          const { rubric } = await scope.edition(editionId);
          const [inputsHash, rubricHash] = [canonicalHash(candidates), rubric && canonicalHash(rubric)];
          const barred = await barredAmong(counting, editionId, scope);
          return {
            type: 'DecideShortlist',
            candidates,
            awaited,
            barred,
            position,
            inputsHash,
            rubricHash,
            deviations,
            overrunReason,
          };
        },
        { ruleVersion: program.version },
      );
      return { revision };
    },
  };

  const closeScoring: Handler<InEdition> = {
    idOf: ({ editionId }) => editionId,
    concerns: ofProvince,
    async run({ editionId }, scope) {
      const { program } = await scope.edition(editionId);
      const { revision } = await scope.decide(
        'edition',
        editionStream(editionId),
        async () => {
          const { candidates, awaited, counting } = await scores.candidates(
            editionId,
            await scope.positionOf(editionId),
          );
          const nominations = await Promise.all(candidates.map(({ nominationId }) => scope.nomination(nominationId)));
          const unverified = nominations.filter((item) => !isVerified(program, item)).map(({ id }) => id);
          const barred = await barredAmong(counting, editionId, scope);
          return { type: 'CloseScoring', candidates, awaited, unverified, barred };
        },
        { ruleVersion: program.version },
      );
      return { revision };
    },
  };

  const concludeEdition: Handler<InEdition & { readonly note: string }> = {
    idOf: ({ editionId }) => editionId,
    concerns: ofProvince,
    async run({ editionId, note }, scope) {
      const { program } = await scope.edition(editionId);
      const { revision } = await scope.decide(
        'edition',
        editionStream(editionId),
        async () => ({ type: 'ConcludeEdition', note, open: await openMatters(await scope.edition(editionId), scope) }),
        { ruleVersion: program.version },
      );
      return { revision };
    },
  };

  const recordEditionStep: Handler<InEdition & StepInput> = {
    idOf: ({ editionId }) => editionId,
    concerns: async ({ editionId }, scope) => ({
      program: (await scope.edition(editionId)).program,
      bureau: ownBureau(scope),
    }),
    async run({ editionId, evidence = [], ...rest }, scope) {
      const { program } = await scope.edition(editionId);
      const bureau = ownBureau(scope);
      const { revision } = await scope.decide(
        'edition',
        editionStream(editionId),
        () => ({ type: 'RecordEditionStep', bureau, ...rest, evidence }),
        { ruleVersion: program.version },
      );
      return { revision };
    },
  };

  return {
    openEdition,
    decideShortlist,
    ...placesCommands(scores),
    issueCircular,
    recordEditionStep,
    adjustQuota: onEdition<
      InEdition & { readonly bureau: BureauCode; readonly seats: number; readonly reason: string }
    >('AdjustQuota'),
    extendDeadline: onEdition<InEdition & { readonly deadline: string; readonly on: string; readonly reason: string }>(
      'ExtendDeadline',
    ),
    appointExpert: onEdition<InEdition & ExpertTerms & { readonly expert: ActorId; readonly name: string }>(
      'AppointExpert',
    ),
    amendExpert,
    reopenScoring: onEdition<InEdition & { readonly reason: string }>('ReopenScoring'),
    dismissExpert: onEdition<InEdition & { readonly expert: ActorId; readonly reason: string }>('DismissExpert'),
    freezeRubric: onEdition<InEdition & { readonly rubric?: Rubric | undefined }>('FreezeRubric'),
    closeScoring,
    concludeEdition,
  };
};
