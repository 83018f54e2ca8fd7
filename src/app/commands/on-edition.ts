import type { BureauCode, EditionId, NominationId } from '../../domain/ids.ts';
import { isOut } from '../../domain/nomination/nomination.ts';
import { type Concern, decidingBureau } from '../handler.ts';
import { refused } from '../refused.ts';
import type { Scope } from '../scope.ts';

export interface InEdition {
  readonly editionId: EditionId;
}

/** The business of the bureau at the top of the program. */
export const ofProvince = async ({ editionId }: InEdition, scope: Scope): Promise<Concern> => {
  const { program } = await scope.edition(editionId);
  return { program, bureau: decidingBureau(program) };
};

/** Those among some nominations who have left the running. */
export const outAmong = async (
  nominations: Iterable<NominationId>,
  scope: Scope,
): Promise<ReadonlySet<NominationId>> => {
  const states = await Promise.all([...nominations].map((id) => scope.nomination(id)));
  return new Set(states.filter(({ status }) => isOut(status)).map(({ id }) => id));
};

/** The bureau that somebody acts for. @throws {Refused} NOT_PERMITTED if there is none */
export const ownBureau = ({ actor }: Scope): BureauCode => {
  if (!actor.bureau) throw refused('NOT_PERMITTED', { roles: { zh: '有所属单位的账号', en: 'accounts of a bureau' } });
  return actor.bureau;
};
