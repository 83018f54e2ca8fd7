import type { LaurelFact } from '../../src/domain/agenda.ts';
import { editionStream } from '../../src/domain/edition/edition.ts';
import {
  type EditionId,
  type NominationId,
  type NoticeId,
  type PersonPseudonym,
  personPseudonym,
} from '../../src/domain/ids.ts';
import { nominationStream } from '../../src/domain/nomination/nomination.ts';
import { noticeStream } from '../../src/domain/notice/notice.ts';
import { personStream } from '../../src/domain/person/person.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { flex, flexId, youth, youthId } from './editions.ts';
import { history } from './history.ts';
import { bureaus } from './people.ts';

/** Li Ming is nominated in both programs, Wang Fang in one of them only. */
export const people = {
  both: personPseudonym.parse('li-ming'),
  one: personPseudonym.parse('wang-fang'),
};

const period = {
  publishedOn: '2024-01-25',
  periodStart: '2024-01-26',
  periodEnd: '2024-02-01',
  closesAt: '2024-02-01T15:59:59.999Z',
  days: ['2024-01-26', '2024-01-29', '2024-01-30', '2024-01-31', '2024-02-01'],
  countPublicationDay: false,
};

interface Run {
  readonly program: Program;
  readonly editionId: EditionId;
  readonly category: string;
  readonly noticeId: NoticeId;
  readonly nominees: readonly { readonly person: PersonPseudonym; readonly nominationId: NominationId }[];
}

export const inFlex: Run = {
  program: flex,
  editionId: flexId,
  category: 'NEW_FORM',
  noticeId: 'flex-notice' as NoticeId,
  nominees: [
    { person: people.both, nominationId: 'flex-li' as NominationId },
    { person: people.one, nominationId: 'flex-wang' as NominationId },
  ],
};
export const inYouth: Run = {
  program: youth,
  editionId: youthId,
  category: 'GRASSROOTS',
  noticeId: 'youth-notice' as NoticeId,
  nominees: [{ person: people.both, nominationId: 'youth-li' as NominationId }],
};

/** Facts of both programs, until the periods of their notices have ended without objections on 1 February 2024. */
export const publicizedInBoth = () => {
  const { events, record } = history();
  const nominate = ({ editionId, category, nominees }: Run): void => {
    for (const { person, nominationId } of nominees) {
      record(personStream(person), [{ type: 'NominationClaimed', data: { person, editionId, nominationId } }]);
      const home = { nominationId, editionId, bureau: bureaus.city, category, person };
      const forwarded = { from: bureaus.city, to: bureaus.province, deciding: true };
      record(nominationStream(nominationId), [
        { type: 'Nominated', data: { ...home, form: {} } },
        { type: 'Forwarded', data: forwarded },
      ]);
    }
  };
  const publicize = ({ editionId, category, noticeId, nominees, program }: Run): void => {
    const listed = nominees.map(({ nominationId }, i) => ({
      ...{ nominationId, bureau: bureaus.city, category, serial: i + 1 },
    }));
    const places = listed.map((item, i) => ({ ...item, rank: i + 1, score: '90.0000' }));
    const decided: LaurelFact = {
      type: 'ShortlistDecided',
      data: {
        selected: places,
        alternates: [],
        belowPassMark: [],
        basedOn: { position: '0', inputsHash: '0'.repeat(64) },
      },
    };
    record(editionStream(editionId), [
      decided,
      { type: 'NoticeOrdered', data: { noticeId, nominees: places, period } },
    ]);
    const { channel, fromNotice } = program.publicity;
    record(noticeStream(noticeId), [
      { type: 'NoticePublished', data: { noticeId, editionId, channel, fromNotice, nominees: listed, period } },
      { type: 'NoticeClosed', data: { noticeId, editionId } },
    ]);
  };
  for (const run of [inFlex, inYouth]) {
    const { editionId, program } = run;
    record(editionStream(editionId), [{ type: 'EditionOpened', data: { editionId, program } }]);
    nominate(run);
    publicize(run);
  }
  return events;
};
