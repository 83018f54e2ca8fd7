import DataLoader from 'dataloader';
import { type BureauKey, bureaus, bureausWithin } from '../projections/bureaus.ts';
import { editions } from '../projections/editions.ts';
import { experts } from '../projections/experts.ts';
import { factsAbout } from '../projections/facts-about.ts';
import { honoreeRegister } from '../projections/honoree-register.ts';
import { namesThen } from '../projections/names-then.ts';
import { type NominationRow, nominationBoard, nominationsByIds } from '../projections/nomination-board.ts';
import { noticeBoard } from '../projections/notice-board.ts';
import { noticesNaming } from '../projections/notice-nominees.ts';
import { objectionRegister } from '../projections/objection-register.ts';
import { quotaTally, talliesByKeys } from '../projections/quota-tally.ts';
import type { Reader } from '../projections/reader.ts';
import { replayed } from '../projections/replayed.ts';
import { type ReviewRow, reviewerQueue, reviewsOf } from '../projections/reviewer-queue.ts';
import { sequenceAt } from '../projections/timeline.ts';
import type { LaurelFact } from '../src/domain/agenda.ts';
import { editionStream } from '../src/domain/edition/edition.ts';
import type { Position, Recorded } from '../src/domain/event.ts';
import type { EditionId, NominationId, NoticeId } from '../src/domain/ids.ts';
import { type NominationFact, nominationEvents } from '../src/domain/nomination/nomination.ts';
import { type NoticeFact, noticeEvents, noticeStream } from '../src/domain/notice/notice.ts';
import { nameField } from '../src/domain/program/name-field.ts';
import type { Program } from '../src/domain/program/program.ts';
import { slateEvents } from '../src/domain/slate/slate.ts';
import { type Dossiers, revisionAt } from './nomination/dossier.ts';
import { type ShownSlates, shownSlatesOf } from './slate/shown-slates.ts';
import { type Streams, upTo } from './streams.ts';

/**
 * What read models showed at one position of the log. Their own handlers and queries tell it, from as much of the log
 * as it is about; many lookups of one kind are one statement and one replay. Names and texts come from the log as it
 * can be read today: what is erased is erased at every moment.
 */
export interface Past {
  readonly nomination: DataLoader<NominationId, NominationRow | undefined>;
  readonly name: DataLoader<NominationId, string | null>;
  readonly slate: ShownSlates;
  readonly reviews: DataLoader<NominationId, readonly ReviewRow[]>;
  /** Notices, their nominees (without names), errata and objections, for a notice that was published by then. */
  readonly notice: DataLoader<NoticeId, Reader | undefined>;
  /** Sequence of the first event that had not happened yet, for what read models tell of the past by themselves. */
  readonly before: number;
  /** Quotas and slates of a whole edition. */
  tallies(editionId: EditionId): Promise<Reader>;
}

export interface PastSources {
  readonly reader: Reader;
  readonly stream: Streams;
  readonly dossier: Dossiers;
  readonly program: DataLoader<EditionId, Program | undefined>;
}

type FactType = LaurelFact['type'];
const typesOf = <Type extends FactType>(table: Readonly<Record<Type, unknown>>) => Object.keys(table) as Type[];

const ofNominations = typesOf(nominationEvents);
const ofNotices = typesOf(noticeEvents);
const ofSlates = typesOf(slateEvents);
const ofProtection: readonly FactType[] = ['PersonalDataErased', 'PersonalDataRestricted', 'RestrictionLifted'];

/** Whose data a fact first brings in, by the kinds of people that are protected. */
const owners: readonly {
  readonly kind: 'PERSON' | 'OBJECTION' | 'EXPERT';
  readonly idIn: (event: Recorded<LaurelFact>) => string | undefined;
}[] = [
  { kind: 'PERSON', idIn: ({ type, data }) => (type === 'Nominated' ? data.person : undefined) },
  { kind: 'OBJECTION', idIn: ({ type, data }) => (type === 'ObjectionLodged' ? data.objectionId : undefined) },
  {
    kind: 'EXPERT',
    idIn: ({ type, data }) => (type === 'ExpertAppointed' || type === 'ReviewAssigned' ? data.expert : undefined),
  },
];

export const pastOf = (sources: PastSources, position: Position): Past => {
  const { reader, stream } = sources;
  const before = sequenceAt(reader, position);
  const name = namesAt(sources, position, before);
  /** With what became of the data of those they are about, up to today: it is withheld from the past as well. */
  const withProtections = (events: readonly Recorded[]): readonly Recorded[] => {
    const found = owners.flatMap(({ kind, idIn }) => {
      const ids = [...new Set(events.flatMap((event) => idIn(event as Recorded<LaurelFact>) ?? []))];
      return ids.length > 0
        ? factsAbout(reader, { types: ofProtection, about: { kind, ids }, before: reader.applied() })
        : [];
    });
    return [...events, ...found];
  };
  const until = async (load: Promise<readonly Recorded[]>) => upTo(await load, position);

  const rows = async (ids: readonly NominationId[]) => {
    const about = { kind: 'NOMINATION', ids } as const;
    const types: readonly FactType[] = [...ofNominations, ...ofNotices, 'Recognized'];
    const events = factsAbout(reader, { types, about, before });
    const models = [nominationBoard, objectionRegister, honoreeRegister];
    const found = nominationsByIds(replayed(models, withProtections(events)), ids);
    const names = await Promise.all(ids.map((id) => (found.has(id) ? name.load(id) : null)));
    return ids.map((id, i) => {
      const row = found.get(id);
      return row && { ...row, name: names[i] ?? null };
    });
  };

  /** Of a whole edition, or as much of it as some bureaus' own figures are made of. */
  const tallyBoard = async (editionId: EditionId, keys?: readonly BureauKey[]): Promise<Reader> => {
    const opened = await until(stream.load(editionStream(editionId)));
    const within = keys && ({ kind: 'BUREAU', ids: bureausWithin(reader, keys) } as const);
    const about = within ?? ({ kind: 'EDITION', ids: [editionId] } as const);
    const types = [...ofNominations, ...ofSlates];
    const moves = factsAbout(reader, { types, about, editionId, before });
    return replayed([editions, bureaus, quotaTally, nominationBoard], [...opened, ...moves]);
  };
  const talliesThen = async (keys: readonly BureauKey[]) => {
    const editionIds = [...new Set(keys.map(({ editionId }) => editionId))];
    const rows = await Promise.all(
      editionIds.map(async (id) => {
        const own = keys.filter(({ editionId }) => editionId === id);
        return talliesByKeys(await tallyBoard(id, own), own);
      }),
    );
    const found = rows.flat().filter((row) => row !== undefined);
    return keys.map(({ editionId, bureau }) =>
      found.find((row) => row.editionId === editionId && row.bureau === bureau),
    );
  };

  const noticeReaders = async (ids: readonly NoticeId[]) => {
    const streamsOf = async (notices: readonly NoticeId[]) =>
      (await Promise.all(notices.map((id) => until(stream.load(noticeStream(id)))))).flat();
    const own = await streamsOf(ids);
    const published = own.flatMap((event) => (isPublication(event) ? [event.data] : []));
    const nominees = published.flatMap((data) => data.nominees.map(({ nominationId }) => nominationId));
    // What stands against a nominee on another notice counts here too.
    const others = noticesNaming(reader, nominees).filter((id) => !ids.includes(id));
    const dossiers = factsAbout(reader, {
      types: ofNominations,
      about: { kind: 'NOMINATION', ids: nominees },
      before,
    });
    const events = withProtections([...own, ...(await streamsOf(others)), ...dossiers]);
    const board = replayed([nominationBoard, noticeBoard, objectionRegister], events);
    return ids.map((id) => (published.some(({ noticeId }) => noticeId === id) ? board : undefined));
  };

  const reviewRows = async (ids: readonly NominationId[]) => {
    const types: readonly FactType[] = ['Nominated', 'Resubmitted', 'ReviewAssigned'];
    const facts = factsAbout(reader, { types, about: { kind: 'NOMINATION', ids }, before });
    const editionIds = facts.flatMap((fact) => (isNomination(fact) ? [fact.data.editionId] : []));
    // What experts wrote stands in the streams of the reviews only.
    const assigned = facts.filter(({ type }) => type === 'ReviewAssigned').map(({ stream }) => stream);
    const streams = [...[...new Set(editionIds)].map(editionStream), ...assigned];
    const recorded = await Promise.all(streams.map((name) => until(stream.load(name))));
    const events = withProtections([...recorded.flat(), ...facts.filter(({ type }) => type !== 'ReviewAssigned')]);
    const found = reviewsOf(replayed([editions, experts, nominationBoard, reviewerQueue], events), ids);
    return ids.map((id) => found.get(id) ?? []);
  };

  const wholeEditions = new Map<EditionId, Promise<Reader>>();
  return {
    before,
    name,
    nomination: new DataLoader(rows),
    slate: shownSlatesOf(async (keys) => ({ tallies: await talliesThen(keys), position }), stream),
    reviews: new DataLoader(reviewRows),
    notice: new DataLoader(noticeReaders),
    tallies(editionId) {
      const board = wholeEditions.get(editionId) ?? tallyBoard(editionId);
      wholeEditions.set(editionId, board);
      return board;
    },
  };
};

type Nominated = Recorded<Extract<NominationFact, { type: 'Nominated' }>>;
const isNomination = (event: Recorded): event is Nominated => event.type === 'Nominated';

type Publication = Recorded<Extract<NoticeFact, { type: 'NoticePublished' }>>;
const isPublication = (event: Recorded): event is Publication => event.type === 'NoticePublished';

/** The form says what a name was; it need not be asked where it has not changed since. */
const namesAt = (
  { reader, stream, dossier, program }: PastSources,
  position: Position,
  before: number,
): DataLoader<NominationId, string | null> => {
  const inForm = async (id: NominationId): Promise<string | null> => {
    const revision = await revisionAt(stream, id, position);
    if (revision === undefined) return null;
    const state = (await dossier.load({ id, revision })).nomination();
    const field = state && nameField((await program.load(state.editionId)) ?? { form: [] });
    const name = field === undefined ? undefined : state?.form[field];
    return typeof name === 'string' ? name : null;
  };
  return new DataLoader((ids) => {
    const today = namesThen(reader, ids, before);
    return Promise.all(
      ids.map((id) => {
        const found = today.get(id);
        return found?.amendedSince ? inForm(id) : (found?.name ?? null);
      }),
    );
  });
};
