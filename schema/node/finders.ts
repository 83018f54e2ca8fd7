import type {
  ActorId,
  BureauCode,
  CertificateNumber,
  EditionId,
  NominationId,
  NoticeId,
  ObjectionId,
} from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import { bureauOf } from '../edition/bureau.ts';
import { editionOf, expertOf } from '../edition/types.ts';
import { honoreeAt } from '../honor/views.ts';
import { visibleNomination } from '../nomination/visible-nomination.ts';
import { noticeAt, visibleObjection } from '../notice/views.ts';
import { reviewOf } from '../review/types.ts';
import type { LaurelContext } from '../services.ts';
import { visibleSlate } from '../slate/visible-slate.ts';
import { visibleEntry } from '../timeline/views.ts';
import type { CompoundNode, SingleNode } from './node.ts';

type Find = (context: LaurelContext, ...parts: string[]) => Promise<object | null>;

/** Where each type is looked up, as far as the caller may see it. The compiler asks for a new type here. */
export const finders: { readonly [Type in SingleNode | CompoundNode]: Find } = {
  Edition: async ({ loaders }, id) => {
    const row = await loaders.edition.load(id as EditionId);
    return row ? editionOf(row) : null;
  },
  Nomination: (context, id) => visibleNomination(context, id as NominationId),
  Notice: (context, id) => noticeAt(context, id as NoticeId),
  Objection: (context, id) => visibleObjection(context, id as ObjectionId),
  Honoree: (context, id) => honoreeAt(context, id as CertificateNumber),
  TimelineEntry: (context, id = '') => visibleEntry(context, id),
  Bureau: async ({ loaders }, editionId, code) => {
    const row = await loaders.bureau.load({ editionId: editionId as EditionId, bureau: code as BureauCode });
    return row ? bureauOf(row) : null;
  },
  Slate: (context, editionId, bureau) => visibleSlate(context, editionId as EditionId, bureau as BureauCode),
  Review: async (context, nominationId, expert) => {
    const rows = await context.loaders.reviews.load(nominationId as NominationId);
    const row = rows.find((review) => review.expert === expert);
    return row && seesWorkOf(context, row.editionId, row.expert) ? reviewOf(row) : null;
  },
  Expert: async (context, edition, account) => {
    const [editionId, expert] = [edition as EditionId, account as ActorId];
    if (!seesWorkOf(context, editionId, expert)) return null;
    const row = await context.loaders.expert.load({ editionId, expert });
    return row ? expertOf(row) : null;
  },
};

/** Experts see their own work; every expert's is for the province and those who audit it. */
const seesWorkOf = (context: LaurelContext, editionId: EditionId, expert: ActorId): boolean =>
  expert === context.actor.id || accessOf(context).oversees('queues', editionId);
