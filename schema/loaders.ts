import DataLoader from 'dataloader';
import { type BureauKey, type BureauRow, bureausByKeys } from '../projections/bureaus.ts';
import { type DeadlineRow, deadlinesOf, type EditionRow, editionsByIds, programOf } from '../projections/editions.ts';
import { type ExpertKey, type ExpertRow, expertsByKeys, expertsOf } from '../projections/experts.ts';
import { type HonorRow, honorsByIds, honorsByNominations } from '../projections/honoree-register.ts';
import { type NominationRow, nominationsByIds } from '../projections/nomination-board.ts';
import { type NoticeRow, noticesByIds } from '../projections/notice-board.ts';
import { type ErratumRow, errataOf } from '../projections/notice-nominees.ts';
import { type ObjectionRow, objectionsByIds } from '../projections/objection-register.ts';
import {
  type DualNominationRow,
  dualNominationsOf,
  type PriorHonorRow,
  priorHonorsOf,
} from '../projections/person-honors.ts';
import { type TallyRow, talliesByKeys } from '../projections/quota-tally.ts';
import type { Reader } from '../projections/reader.ts';
import { type ReviewRow, reviewsOf } from '../projections/reviewer-queue.ts';
import { type ScoreRow, scoresByIds } from '../projections/scoreboard.ts';
import { subjectsOf, type TimelineRow, timelineByEventIds } from '../projections/timeline.ts';
import type { Subject } from '../projections/timeline-subjects.ts';
import type { TransparencyLog } from '../src/audit/tree/transparency-log.ts';
import type { Position } from '../src/domain/event.ts';
import type { CertificateNumber, EditionId, NominationId, NoticeId, ObjectionId } from '../src/domain/ids.ts';
import type { Program } from '../src/domain/program/program.ts';
import type { EventLog } from '../src/log/event-log.ts';
import { type Leaves, leavesOf, type Proofs, proofsOf } from './audit/proof-of.ts';
import { type Dossiers, dossiersOf } from './nomination/dossier.ts';
import { type Past, pastOf } from './past.ts';
import { type ShownSlates, shownSlatesOf } from './slate/shown-slates.ts';
import { type Streams, streamsOf } from './streams.ts';

type Loader<Key, Row> = DataLoader<Key, Row | undefined, string>;
type ListLoader<Key, Row> = DataLoader<Key, readonly Row[], Key>;

/**
 * Rows of the read models, however many fields ask for them, in one statement a kind; and what only the log holds, in
 * one read a stream. They know nothing of who asks: what may be shown of them, `accessOf` says.
 */
export interface Loaders {
  readonly edition: Loader<EditionId, EditionRow>;
  readonly program: Loader<EditionId, Program>;
  readonly deadlines: ListLoader<EditionId, DeadlineRow>;
  readonly experts: ListLoader<EditionId, ExpertRow>;
  readonly expert: Loader<ExpertKey, ExpertRow>;
  readonly bureau: Loader<BureauKey, BureauRow>;
  readonly tally: Loader<BureauKey, TallyRow>;
  readonly nomination: Loader<NominationId, NominationRow>;
  readonly reviews: ListLoader<NominationId, ReviewRow>;
  readonly score: Loader<NominationId, ScoreRow>;
  readonly notice: Loader<NoticeId, NoticeRow>;
  readonly errata: ListLoader<NoticeId, ErratumRow>;
  readonly objection: Loader<ObjectionId, ObjectionRow>;
  readonly honor: Loader<CertificateNumber, HonorRow>;
  readonly honorOfNomination: Loader<NominationId, HonorRow>;
  readonly priorHonors: ListLoader<NominationId, PriorHonorRow>;
  readonly dualNominations: ListLoader<NominationId, DualNominationRow>;
  readonly entry: Loader<string, TimelineRow>;
  readonly subjects: ListLoader<number, Subject>;
  readonly proof: Proofs;
  readonly leaf: Leaves;
  readonly stream: Streams;
  readonly dossier: Dossiers;
  readonly slate: ShownSlates;
  /** The same of a moment of the past; one for each position. */
  past(position: Position): Past;
  /** After a command: what was loaded before it may have changed. */
  forget(): void;
}

interface Sources {
  readonly reader: Reader;
  readonly log: EventLog;
  readonly transparency: TransparencyLog;
}

export const createLoaders = ({ reader, log, transparency }: Sources): Loaders => {
  const stream = streamsOf({ log, reader });
  const loaders = {
    stream,
    dossier: dossiersOf(stream),
    slate: shownSlatesOf(
      async (keys) => ({ tallies: talliesByKeys(reader, keys), position: reader.position() }),
      stream,
    ),
    edition: byId(reader, editionsByIds),
    program: new DataLoader(async (ids: readonly EditionId[]) => ids.map((id) => programOf(reader, id))),
    deadlines: byOwner(reader, deadlinesOf),
    experts: byOwner(reader, expertsOf),
    expert: byKey(reader, expertsByKeys),
    bureau: byKey(reader, bureausByKeys),
    tally: byKey(reader, talliesByKeys),
    nomination: byId(reader, nominationsByIds),
    reviews: byOwner(reader, reviewsOf),
    score: byId(reader, scoresByIds),
    notice: byId(reader, noticesByIds),
    errata: byOwner(reader, errataOf),
    objection: byId(reader, objectionsByIds),
    honor: byId<CertificateNumber, HonorRow>(reader, honorsByIds),
    honorOfNomination: byId(reader, honorsByNominations),
    priorHonors: byOwner(reader, priorHonorsOf),
    dualNominations: byOwner(reader, dualNominationsOf),
    entry: byId(reader, timelineByEventIds),
    subjects: byOwner(reader, subjectsOf),
    proof: proofsOf(transparency),
    leaf: leavesOf(transparency),
  };
  const pasts = new Map<Position, Past>();
  return {
    ...loaders,
    past(position) {
      const past = pasts.get(position) ?? pastOf({ reader, ...loaders }, position);
      pasts.set(position, past);
      return past;
    },
    forget() {
      for (const loader of Object.values(loaders)) loader.clearAll();
    },
  };
};

const byId = <Id extends string, Row>(
  reader: Reader,
  read: (reader: Reader, ids: readonly Id[]) => ReadonlyMap<Id, Row>,
): Loader<Id, Row> =>
  new DataLoader(async (ids) => {
    const rows = read(reader, ids);
    return ids.map((id) => rows.get(id));
  });

const byOwner = <Id extends string | number, Row>(
  reader: Reader,
  read: (reader: Reader, ids: readonly Id[]) => ReadonlyMap<Id, readonly Row[]>,
): ListLoader<Id, Row> =>
  new DataLoader(async (ids) => {
    const rows = read(reader, ids);
    return ids.map((id) => rows.get(id) ?? []);
  });

const byKey = <Key extends object, Row>(
  reader: Reader,
  read: (reader: Reader, keys: readonly Key[]) => readonly (Row | undefined)[],
): Loader<Key, Row> =>
  new DataLoader(async (keys) => read(reader, keys), {
    cacheKeyFn: (key) => JSON.stringify(Object.entries(key).sort()),
  });
