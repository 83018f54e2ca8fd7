import type { Recorded } from '../../src/domain/event.ts';
import type { NoticeId } from '../../src/domain/ids.ts';
import {
  evolveNotice,
  initialNotice,
  type NoticeFact,
  noticeStream,
  type Objection,
  type Publicized,
} from '../../src/domain/notice/notice.ts';
import { accessOf } from '../access.ts';
import type { LaurelContext } from '../services.ts';
import { differencesOf, type Facets, momentsOf, type Span, type Touches } from './differences.ts';
import { type Teller, told } from './told.ts';
import type { ChangeOf } from './types.ts';

const objection = ({ data }: { readonly data: { readonly objectionId: string } }) => [`objection/${data.objectionId}`];
const left = ({ data }: { readonly data: { readonly nominationId: string } }) => [`left/${data.nominationId}`];

const touches: Touches<NoticeFact> = {
  NoticePublished: ({ data }) => ['status', ...data.nominees.map(({ nominationId }) => `nominee/${nominationId}`)],
  ObjectionLodged: objection,
  ObjectionAdmitted: objection,
  ObjectionRefused: objection,
  ObjectionUpheld: objection,
  ObjectionDismissed: objection,
  ErratumIssued: ({ id, data }) => [`erratum/${id}`, `takenOff/${data.nominationId}`],
  NoticeClosed: () => ['status'],
  NomineeLeft: left,
  NomineeStayed: left,
  ClearanceAbandoned: () => [],
  NomineeCleared: ({ data }) => [`cleared/${data.nominationId}`],
};

const facetsOf = (events: readonly Recorded<NoticeFact>[]): Facets => {
  const state = events.reduce(evolveNotice, initialNotice);
  if (state.status === 'NONE') return new Map();
  return new Map<string, unknown>([
    ['status', state.status],
    ...[...state.nominees].map(([id, item]) => [`nominee/${id}`, item] as const),
    ...[...state.objections].map(([id, item]) => [`objection/${id}`, item] as const),
    ...[...state.left].map((id) => [`left/${id}`, true] as const),
    ...[...state.renewed].map((id) => [`takenOff/${id}`, true] as const),
    ...[...state.cleared].map(([id, certificate]) => [`cleared/${id}`, certificate] as const),
    ...events.flatMap((event) =>
      event.type === 'ErratumIssued' ? [[`erratum/${event.id}`, event.data] as const] : [],
    ),
  ]);
};

/** Everyone sees what the notice prints; objections, and who left meanwhile, are the province's business. */
export const changesOfNotice = async (context: LaurelContext, id: NoticeId, span: Span): Promise<ChangeOf[] | null> => {
  const notice = await context.loaders.notice.load(id);
  if (!notice) return null;
  const entitled = accessOf(context).oversees('objections', notice.editionId);
  const { before, after, since } = momentsOf<NoticeFact>(await context.loaders.stream.load(noticeStream(id)), span);
  const differences = differencesOf(facetsOf(before), facetsOf(after), since, touches);
  return told(differences, tellersFor(entitled), entitled ? 'WHOLE' : 'WITHOUT_ACTORS');
};

const tellersFor = (entitled: boolean): Readonly<Record<string, Teller<NoticeFact>>> => ({
  status: ({ before, after }) => ({ is: 'StatusChanged', before: before ?? null, after }),
  nominee: ({ id, after }) => ({ is: 'NomineePublicized', nominationId: id, serial: (after as Publicized).serial }),
  takenOff: ({ id }) => ({ is: 'NomineeTakenOff', nominationId: id }),
  cleared: ({ id, after }) => ({ is: 'NomineeCleared', nominationId: id, certificate: after }),
  erratum: ({ after }) => {
    const { nominationId, fresh } = after as Extract<NoticeFact, { type: 'ErratumIssued' }>['data'];
    return { is: 'ErratumAdded', nominationId, fresh };
  },
  left: ({ id, after }) =>
    entitled ? { is: after ? 'NomineeLeftNotice' : 'NomineeReturnedToNotice', nominationId: id } : undefined,
  objection: ({ id: objectionId, before, after }) => {
    if (!entitled) return undefined;
    const [then, now] = [before as Objection | undefined, after as Objection];
    const about = { objectionId, nominationId: now.nominationId };
    return then
      ? { is: 'ObjectionStatusChanged', ...about, before: then.status, after: now.status }
      : { is: 'ObjectionAdded', ...about, status: now.status };
  },
});
