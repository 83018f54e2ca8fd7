import type { Actor } from '../../src/domain/actor.ts';
import type { LaurelFact } from '../../src/domain/agenda.ts';
import { editionStream } from '../../src/domain/edition/edition.ts';
import { honorStream } from '../../src/domain/honor/honor.ts';
import {
  actorId,
  bureauCode,
  certificateNumber,
  editionId,
  nominationId,
  noticeId,
  objectionId,
  personPseudonym,
} from '../../src/domain/ids.ts';
import { nominationStream } from '../../src/domain/nomination/nomination.ts';
import { noticeStream } from '../../src/domain/notice/notice.ts';
import { builtInProgram } from '../../src/domain/program/definitions/index.ts';
import { reviewStream } from '../../src/domain/review/review.ts';
import { slateStream } from '../../src/domain/slate/slate.ts';
import { type History, history } from '../support/history.ts';

type DataOf<Type extends LaurelFact['type']> = Extract<LaurelFact, { type: Type }>['data'];

export const program = builtInProgram('henan-flex-star-2023');
export const edition = editionId.parse('flex-2023');
export const province = bureauCode.parse('410000');
export const city = bureauCode.parse('410100');
export const county = bureauCode.parse('410102');
export const otherCity = bureauCode.parse('410200');
export const category = 'SELF_EMPLOYED';
export const notice = noticeId.parse('notice-1');
export const period = {
  publishedOn: '2024-02-19',
  periodStart: '2024-02-20',
  periodEnd: '2024-02-26',
  closesAt: '2024-02-26T15:59:59.999Z',
  days: ['2024-02-20', '2024-02-21', '2024-02-22', '2024-02-23', '2024-02-26'],
  countPublicationDay: false,
};

export const nominationOf = (name: string) => nominationId.parse(name);
export const expertOf = (name: string) => actorId.parse(name);
export const certificateOf = (name: string) => certificateNumber.parse(name);
export const objectionOf = (name: string) => objectionId.parse(name);

/** A history of one edition of the flexible program, told in few words. */
export const scenario = () => {
  const h: History = history();
  const onEdition = (...facts: LaurelFact[]) => h.record(editionStream(edition), facts);
  const onNomination = (name: string, ...facts: LaurelFact[]) => h.record(nominationStream(nominationOf(name)), facts);
  const onNotice = (...facts: LaurelFact[]) => h.record(noticeStream(notice), facts);
  const onReview = (name: string, expert: string, ...facts: LaurelFact[]) =>
    h.record(reviewStream(nominationOf(name), expertOf(expert)), facts);
  const about = (name: string, expert: string) => ({
    editionId: edition,
    nominationId: nominationOf(name),
    expert: expertOf(expert),
  });
  const pointsOf = (points: number) => ({ LEADING_OTHERS: points, SKILL: 10 });

  return {
    ...h,
    onEdition,
    onNomination,
    onNotice,
    open: () => onEdition({ type: 'EditionOpened', data: { editionId: edition, program } }),
    nominate: (
      id: string,
      { bureau = county, name = `张${id}`, by }: { bureau?: typeof county; name?: string; by?: Actor } = {},
    ) =>
      h.record(
        nominationStream(nominationOf(id)),
        [
          {
            type: 'Nominated',
            data: {
              nominationId: nominationOf(id),
              editionId: edition,
              bureau,
              category,
              person: personPseudonym.parse(`person-${id}`),
              form: { name, idNumber: '410105199005150011' },
            },
          },
        ],
        by,
      ),
    pass: (id: string, bureau = county) =>
      onNomination(id, {
        type: 'Reviewed',
        data: {
          level: bureau === county ? 'COUNTY' : 'CITY',
          bureau,
          decision: 'PASS',
          opinion: { text: '同意', stamped: true, signedOn: '2024-01-05', signer: '王某' },
        },
      }),
    takeSeat: (id: string, bureau: typeof county, forwardedTo: typeof county | null) =>
      h.record(slateStream(edition, bureau), [
        {
          type: 'SeatTaken',
          data: {
            editionId: edition,
            bureau,
            nominationId: nominationOf(id),
            category,
            taken: 1,
            cap: 2,
            late: false,
            forwardedTo,
          },
        },
      ]),
    onSlate: (bureau: typeof county, ...facts: LaurelFact[]) => h.record(slateStream(edition, bureau), facts),
    forward: (id: string, from: typeof county, to: typeof county) =>
      onNomination(id, { type: 'Forwarded', data: { from, to, deciding: to === province } }),
    giveBack: (id: string, from: typeof county, to: typeof county) =>
      onNomination(id, { type: 'Returned', data: { editionId: edition, from, to, reason: '补正', seatsHeld: [] } }),
    assign: (id: string, expert: string, dueOn = '2024-01-31') =>
      onReview(id, expert, { type: 'ReviewAssigned', data: { ...about(id, expert), category, dueOn } }),
    score: (id: string, expert: string, points: number) =>
      onReview(id, expert, { type: 'Scored', data: { ...about(id, expert), points: pointsOf(points) } }),
    reviseScore: (id: string, expert: string, points: number) =>
      onReview(id, expert, {
        type: 'ScoreRevised',
        data: { ...about(id, expert), points: pointsOf(points), reason: '笔误' },
      }),
    recuse: (id: string, expert: string) =>
      onReview(id, expert, { type: 'ReviewerRecused', data: { ...about(id, expert), reason: '亲属' } }),
    closeScoring: () => onEdition({ type: 'ScoringClosed', data: {} }),
    publish: (...ids: string[]) =>
      onNotice({
        type: 'NoticePublished',
        data: {
          noticeId: notice,
          editionId: edition,
          channel: 'WEBSITE',
          fromNotice: false,
          nominees: ids.map((id, i) => ({ nominationId: nominationOf(id), bureau: county, category, serial: i + 1 })),
          period,
        },
      }),
    lodge: (objection: string, id: string, changes: Partial<DataOf<'ObjectionLodged'>> = {}) =>
      onNotice({
        type: 'ObjectionLodged',
        data: {
          noticeId: notice,
          editionId: edition,
          objectionId: objectionOf(objection),
          nominationId: nominationOf(id),
          objector: { name: '赵某', contact: '13900000000' },
          anonymous: false,
          grounds: '事迹不实',
          evidence: [],
          inTime: true,
          ...changes,
        },
      }),
    recognize: (id: string, certificate: string) =>
      h.record(honorStream(certificateOf(certificate)), [
        {
          type: 'Recognized',
          data: {
            certificate: certificateOf(certificate),
            editionId: edition,
            nominationId: nominationOf(id),
            noticeId: notice,
            person: personPseudonym.parse(`person-${id}`),
            bureau: county,
            category,
            recognizedOn: '2024-03-01',
          },
        },
      ]),
    revoke: (certificate: string) =>
      h.record(honorStream(certificateOf(certificate)), [
        {
          type: 'Revoked',
          data: {
            certificate: certificateOf(certificate),
            ground: 'BELOW_STANDARD',
            statement: '不再符合标准',
            evidence: [{ title: '决定书' }],
            fromNotice: true,
            revokedOn: '2024-05-01',
          },
        },
      ]),
  };
};
export type Scenario = ReturnType<typeof scenario>;
