import type { Actor } from '../../domain/actor.ts';
import type { CertificateNumber, NominationId, NoticeId } from '../../domain/ids.ts';
import { personStream } from '../../domain/person/person.ts';
import type { HonorTerms, ImportSource } from '../../domain/person/prior-honor.ts';
import type { Program } from '../../domain/program/program.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { KeyedHash } from '../../privacy/keyed-hash.ts';
import { decidingBureau, type Handler } from '../handler.ts';
import { reaches } from '../permissions.ts';
import { Refused, refused } from '../refused.ts';
import type { Scope } from '../scope.ts';

export interface ImportPriorHonors {
  readonly idNumber: string;
  readonly honor: HonorTerms;
  readonly source: ImportSource;
}

/** Programs whose deciding bureau the actor may import honors for. */
export const importsFor = (actor: Actor, programs: ReadonlyMap<string, Program>): readonly Program[] =>
  [...programs.values()].filter((program) => reaches(actor, 'importPriorHonors', program, decidingBureau(program)));

export const personCommands = (programs: ReadonlyMap<string, Program>, hash: KeyedHash) => {
  /** One row of a file: honors are of a person, not of a program, so that any program of the province will do. */
  const importPriorHonors: Handler<ImportPriorHonors> = {
    idOf: ({ idNumber }) => hash.pseudonym(idNumber),
    async concerns(_, { actor }) {
      const program = importsFor(actor, programs)[0] ?? [...programs.values()][0];
      if (!program) throw refused('NO_HONOR_LISTS');
      return { program, bureau: decidingBureau(program) };
    },
    async run({ idNumber, honor, source }, scope) {
      const person = hash.pseudonym(idNumber);
      const record = { type: 'RecordPriorHonor', person, honor, source } as const;
      const { revision } = await scope.decide('person', personStream(person), () => record);
      return { revision };
    },
  };

  return { importPriorHonors };
};

interface Clearing {
  readonly noticeId: NoticeId;
  readonly nominees: readonly { readonly nominationId: NominationId; readonly certificate: CertificateNumber }[];
}

/**
 * Claims the honor of everyone about to be cleared, each on the person's own stream, which decides between two
 * programs. Everything against any of them is said before the first is claimed; a claim that nothing comes of is
 * released by the agenda, and one of a later attempt takes its place.
 */
export const claimHonors = async ({ noticeId, nominees }: Clearing, scope: Scope): Promise<void> => {
  const { editionId, abandoned } = await scope.notice(noticeId);
  const claims = await Promise.all(
    [...new Map(nominees.map((item) => [item.nominationId, item])).values()].map(
      async ({ nominationId, certificate }) => {
        const attempt = abandoned.get(nominationId) ?? 0;
        const { person } = await scope.nomination(nominationId);
        const build = async () => ({
          type: 'ClaimHonor' as const,
          person,
          edition: await scope.edition(editionId),
          nomination: await scope.nomination(nominationId),
          certificate,
          attempt,
        });
        return { stream: personStream(person), build, name: `claim/${certificate}/${attempt}` };
      },
    ),
  );
  const against: Refusal[] = [];
  for (const { stream, build, name } of claims) {
    await scope.preview('person', stream, build, name).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      against.push(...error.refusals);
    });
  }
  if (against.length > 0) throw new Refused(against);
  const ruleVersion = (await scope.edition(editionId)).program.version;
  for (const { stream, build, name } of claims) await scope.decide('person', stream, build, { name, ruleVersion });
};
