import { describe, expect, it } from 'vitest';
import { type LaurelFact, settledKeysOf, todosOf } from '../../src/domain/agenda.ts';
import type {
  BureauCode,
  CertificateNumber,
  NominationId,
  NoticeId,
  ObjectionId,
  PersonPseudonym,
} from '../../src/domain/ids.ts';
import { on, recordedOf, shanghai } from '../support/decider-spec.ts';
import { flexId as editionId, flex, opened } from '../support/editions.ts';
import { bureaus as of } from '../support/people.ts';

const nominationId = 'n1' as NominationId;
const second = 'n2' as NominationId;
const person = 'pseudonym' as PersonPseudonym;
const noticeId = 'notice' as NoticeId;
const objectionId = 'objection' as ObjectionId;
const certificate = 'HN-FS-2023-001' as CertificateNumber;
const at = '2024-01-10T01:00:00.000Z';

const streams = { nomination: 'nomination-n1', edition: `edition-${editionId}` };

const recorded = (fact: LaurelFact, stream = streams.nomination) => {
  const [event] = recordedOf([on({ at }, fact)], stream);
  if (!event) throw new Error('One fact makes one event.');
  return event;
};
const duties = (fact: LaurelFact, stream?: string) =>
  todosOf(recorded(fact, stream)).map(({ dueAt, duty }) => ({ dueAt, ...duty }));
const keys = (fact: LaurelFact, stream?: string) => todosOf(recorded(fact, stream)).map(({ key }) => key);
const settled = (fact: LaurelFact, stream?: string) => settledKeysOf(recorded(fact, stream));

const seatTaken = (bureau: BureauCode, forwardedTo: BureauCode | null): LaurelFact => ({
  type: 'SeatTaken',
  data: { editionId, bureau, nominationId, category: 'OTHER', taken: 1, cap: 2, late: false, forwardedTo },
});
const seatReleased = (reason: 'RETURNED' | 'DEADLINE'): LaurelFact => ({
  type: 'SeatReleased',
  data: { editionId, bureau: of.city, nominationId, reason },
});
const submitted: LaurelFact = {
  type: 'SlateSubmitted',
  data: {
    editionId,
    bureau: of.city,
    items: [nominationId, second].map((id) => ({ nominationId: id, category: 'OTHER' })),
    quota: 10,
    fewer: true,
    forwardedTo: of.province,
  },
};
const forwarded: LaurelFact = { type: 'Forwarded', data: { from: of.city, to: of.province, deciding: true } };
const claim = { person, editionId, nominationId };
const released: LaurelFact = { type: 'NominationReleased', data: { ...claim, reason: 'WITHDRAWN' } };
const nominated: LaurelFact = {
  type: 'Nominated',
  data: { nominationId, editionId, bureau: of.county, category: 'OTHER', person, form: {} },
};

const period = {
  publishedOn: '2024-01-30',
  periodStart: '2024-01-31',
  periodEnd: '2024-02-05',
  closesAt: shanghai('2024-02-05T23:59:59.999'),
  days: ['2024-01-31', '2024-02-01', '2024-02-02', '2024-02-04', '2024-02-05'],
  countPublicationDay: false,
};
const nominee = { nominationId, bureau: of.county, category: 'OTHER', serial: 1 };

describe('An edition that is opened', () => {
  it('has each of its deadlines to pass, a millisecond after its last moment', () => {
    expect(duties(opened(flex), streams.edition)).toEqual([
      { duty: 'PassDeadline', editionId, deadline: 'countySubmission', dueAt: shanghai('2024-01-16T00:00') },
      { duty: 'PassDeadline', editionId, deadline: 'citySubmission', dueAt: shanghai('2024-01-26T00:00') },
      { duty: 'PassDeadline', editionId, deadline: 'selection', dueAt: shanghai('2024-02-06T00:00') },
    ]);
  });

  it('puts a deadline that is extended in the place of the one before', () => {
    const extended: LaurelFact = {
      type: 'DeadlineExtended',
      data: {
        deadline: 'citySubmission',
        from: '2024-01-25',
        to: '2024-01-27',
        until: shanghai('2024-01-27T23:59:59.999'),
        reason: 'snow',
      },
    };
    expect(duties(extended, streams.edition)).toEqual([
      { duty: 'PassDeadline', editionId, deadline: 'citySubmission', dueAt: shanghai('2024-01-28T00:00') },
    ]);
    expect(keys(opened(flex), streams.edition)).toContain(keys(extended, streams.edition)[0]);
  });

  it('is done with a deadline that has passed', () => {
    const passed: LaurelFact = { type: 'DeadlinePassed', data: { deadline: 'citySubmission' } };
    expect(settled(passed, streams.edition)).toEqual([keys(opened(flex), streams.edition)[1]]);
  });
});

describe('A seat', () => {
  it('that puts its nomination forward has that to be recorded; one on a slate drawn up together has not yet', () => {
    expect(duties(seatTaken(of.county, of.city))).toEqual([
      { duty: 'RecordForwarding', editionId, nominationId, from: of.county, to: of.city, at, dueAt: at },
    ]);
    expect(duties(seatTaken(of.city, null))).toEqual([]);
  });

  it('forwards with its slate, each', () => {
    expect(duties(submitted)).toEqual(
      [nominationId, second].map((id) => ({
        duty: 'RecordForwarding',
        editionId,
        nominationId: id,
        from: of.city,
        to: of.province,
        at,
        dueAt: at,
      })),
    );
    expect(keys(submitted)).toContain(settled(forwarded)[0]);
    expect(settled(forwarded)).toHaveLength(1);
  });

  it('that is let go forwards nobody', () => {
    expect(settled(seatReleased('RETURNED'))).toContain(keys(submitted)[0]);
    expect(duties(seatReleased('RETURNED'))).toEqual([]);
  });

  it('that lapses at the deadline takes its nomination with it, and so does an abandoned slate', () => {
    const abandoned: LaurelFact = {
      type: 'SlateAbandoned',
      data: { editionId, bureau: of.city, deadline: 'citySubmission', nominations: [nominationId, second] },
    };
    const lapse = { duty: 'RecordLapse', nominationId, bureau: of.city, dueAt: at };
    expect(duties(seatReleased('DEADLINE'))).toEqual([lapse]);
    expect(duties(abandoned)).toEqual([lapse, { ...lapse, nominationId: second }]);
    expect(settled({ type: 'Lapsed', data: { bureau: of.city } })).toEqual([keys(abandoned)[0]]);
    expect(keys(seatReleased('DEADLINE'))).toEqual([keys(abandoned)[0]]);
  });
});

describe('A nomination', () => {
  const seatsHeld = [of.county, of.city];
  const returned: LaurelFact = {
    type: 'Returned',
    data: { editionId, from: of.city, to: of.county, reason: 'r', seatsHeld },
  };
  const rejected: LaurelFact = { type: 'Rejected', data: { editionId, by: of.city, person, seatsHeld } };
  const withdrawn: LaurelFact = { type: 'Withdrawn', data: { editionId, reason: 'r', person, seatsHeld } };
  const seat = (bureau: BureauCode, reason: string) => ({
    duty: 'ReleaseSeat',
    editionId,
    bureau,
    nominationId,
    reason,
    dueAt: at,
  });
  const letGo = (reason: string) => ({ duty: 'ReleaseNomination', ...claim, reason, dueAt: at });

  it('that is returned lets its seats go, and keeps its person', () => {
    expect(duties(returned)).toEqual([seat(of.county, 'RETURNED'), seat(of.city, 'RETURNED')]);
  });

  it('that is rejected or withdrawn lets its seats and its person go', () => {
    expect(duties(rejected)).toEqual([seat(of.county, 'REJECTED'), seat(of.city, 'REJECTED'), letGo('REJECTED')]);
    expect(duties(withdrawn)).toEqual([seat(of.county, 'WITHDRAWN'), seat(of.city, 'WITHDRAWN'), letGo('WITHDRAWN')]);
    expect(settled(released)).toEqual([keys(withdrawn)[2]]);
    expect(settled(seatReleased('RETURNED'))).toContain(keys(returned)[1]);
  });

  it.each([returned, rejected, withdrawn])('that loses its seats does not go forward from them: $type', (fact) => {
    expect(settled(fact)).toEqual(expect.arrayContaining([keys(seatTaken(of.county, of.city))[0], keys(submitted)[0]]));
  });

  it.each([rejected, withdrawn])('that is $type brings the leaving of a notice to its end', (fact) => {
    const left: LaurelFact = { type: 'NomineeLeft', data: { noticeId, editionId, nominationId, reason: 'WITHDRAWN' } };
    expect(settled(fact)).toEqual(expect.arrayContaining([...keys(left)]));
  });

  it('that went forward all the same keeps the seat it went with', () => {
    expect(settled(submitted)).toContain(keys(returned)[1]);
  });

  it('that is voided still has its person let go: only that is the end of the claim', () => {
    const voided: LaurelFact = { type: 'NominationVoided', data: { nominationId, editionId } };
    expect([...duties(voided), ...settled(voided)]).toEqual([]);
  });

  it('that claims a person and is not recorded within a minute lets the person go', () => {
    const claimed: LaurelFact = { type: 'NominationClaimed', data: claim };
    expect(duties(claimed)).toEqual([{ duty: 'ReleaseOrphanClaim', ...claim, dueAt: '2024-01-10T01:01:00.000Z' }]);
    expect(settled(nominated)).toEqual(keys(claimed));
    expect(settled(released)).toEqual(keys(claimed));
  });
});

describe('A notice', () => {
  const order: LaurelFact = {
    type: 'NoticeOrdered',
    data: { noticeId, nominees: [{ ...nominee, rank: 4, score: '80.0000' }], period },
  };
  const published: LaurelFact = {
    type: 'NoticePublished',
    data: { noticeId, editionId, channel: 'DEPARTMENT_WEBSITE', fromNotice: true, nominees: [nominee], period },
  };
  const cleared: LaurelFact = {
    type: 'NomineeCleared',
    data: { noticeId, editionId, nominationId, bureau: of.county, category: 'OTHER', certificate },
  };

  it('that is ordered is to be published, without ranks and scores', () => {
    expect(duties(order, streams.edition)).toEqual([
      { duty: 'PublishNotice', editionId, noticeId, nominees: [nominee], period, dueAt: at },
    ]);
    expect(settled(published)).toEqual(keys(order, streams.edition));
  });

  it('that is published is to be closed, a millisecond after its period', () => {
    expect(duties(published)).toEqual([{ duty: 'CloseNotice', noticeId, dueAt: shanghai('2024-02-06T00:00') }]);
    expect(settled({ type: 'NoticeClosed', data: { noticeId, editionId } })).toEqual(keys(published));
  });

  it('on which an objection is upheld disqualifies its nominee', () => {
    const upheld: LaurelFact = {
      type: 'ObjectionUpheld',
      data: { noticeId, objectionId, nominationId, editionId, findings: 'true' },
    };
    expect(duties(upheld)).toEqual([{ duty: 'Disqualify', editionId, nominationId, noticeId, objectionId, dueAt: at }]);
    expect(settled({ type: 'Disqualified', data: { editionId, noticeId, objectionId } })).toEqual(
      expect.arrayContaining([...keys(upheld)]),
    );
  });

  it('on which a second objection to a nominee is upheld owes nothing more: the first one disqualified', () => {
    const again = { noticeId, objectionId, nominationId, editionId, findings: 'true', again: true } as const;
    expect(duties({ type: 'ObjectionUpheld', data: again })).toEqual([]);
  });

  it('that is corrected has the nominee taken off it only where the nominee is publicized anew', () => {
    const erratum = (fresh: boolean): LaurelFact => ({
      type: 'ErratumIssued',
      data: { noticeId, editionId, nominationId, correction: 'c', fresh, reason: 'r' },
    });
    expect(duties(erratum(true))).toEqual([{ duty: 'TakeOffNotice', editionId, noticeId, nominationId, dueAt: at }]);
    expect(settled({ type: 'NomineeTakenOffNotice', data: { noticeId, nominationId } }, streams.edition)).toEqual(
      keys(erratum(true)),
    );
    expect(duties(erratum(false))).toEqual([]);
  });

  it('that a nominee leaves asks after a minute whether the withdrawal or rejection followed', () => {
    const left: LaurelFact = {
      type: 'NomineeLeft',
      data: { noticeId, editionId, nominationId, reason: 'WITHDRAWN' },
    };
    expect(duties(left)).toMatchObject([{ duty: 'KeepNominee', noticeId, nominationId }]);
    expect(duties(left)[0]?.dueAt).toBe(new Date(Date.parse(at) + 60_000).toISOString());
    expect(settled({ type: 'NomineeStayed', data: { noticeId, editionId, nominationId } })).toEqual(keys(left));
  });

  it('that clears a nominee has the honor to be conferred', () => {
    expect(duties(cleared)).toEqual([
      {
        duty: 'ConferHonor',
        editionId,
        noticeId,
        nominationId,
        certificate,
        bureau: of.county,
        category: 'OTHER',
        dueAt: at,
      },
    ]);
    const recognized: LaurelFact = {
      type: 'Recognized',
      data: {
        certificate,
        editionId,
        nominationId,
        noticeId,
        person,
        bureau: of.county,
        category: 'OTHER',
        recognizedOn: '2024-02-06',
      },
    };
    expect(settled(recognized)).toEqual(keys(cleared));
  });
});

describe('A supplement that is required', () => {
  const required: LaurelFact = {
    type: 'SupplementRequired',
    data: {
      editionId,
      from: of.city,
      to: of.county,
      reason: 'a page is missing',
      dueOn: '2024-01-17',
      dueAt: shanghai('2024-01-17T23:59:59.999'),
      backTo: 'RECEIVED',
    },
  };
  const expired: LaurelFact = {
    type: 'SupplementExpired',
    data: { editionId, bureau: of.county, person, seatsHeld: [of.county] },
  };

  it('expires with the first millisecond after its last day', () => {
    expect(duties(required)).toEqual([
      { duty: 'ExpireSupplement', nominationId, dueAt: shanghai('2024-01-18T00:00:00.000') },
    ]);
  });

  it('is owed no more once it was handed in, expired, or the nominee has left', () => {
    const withdrawn: LaurelFact = { type: 'Withdrawn', data: { editionId, reason: 'r', person, seatsHeld: [] } };
    for (const fact of [{ type: 'Resubmitted', data: { note: 'n' } } as const, expired, withdrawn]) {
      expect(settled(fact)).toEqual(expect.arrayContaining(keys(required)));
    }
  });

  it('costs seat and claim when it expires', () => {
    expect(duties(expired)).toEqual([
      { duty: 'ReleaseSeat', editionId, bureau: of.county, nominationId, reason: 'EXPIRED', dueAt: at },
      { duty: 'ReleaseNomination', person, editionId, nominationId, reason: 'EXPIRED', dueAt: at },
    ]);
  });
});

describe('A fact that asks for nothing', () => {
  it('is left alone', () => {
    const facts: LaurelFact[] = [
      { type: 'StepRecorded', data: { step: 'S', bureau: of.county, level: 'COUNTY', answers: {}, evidence: [] } },
      { type: 'ScoringClosed', data: {} },
      { type: 'EditionConcluded', data: { note: 'n' } },
    ];
    for (const fact of facts) expect([...duties(fact), ...settled(fact)]).toEqual([]);
  });
});

describe('An honor', () => {
  const claimed = (attempt = 0): LaurelFact => ({
    type: 'HonorClaimed',
    data: {
      ...claim,
      certificate,
      attempt,
      honor: { name: '之星', level: 'PROVINCIAL', topic: 'OTHER', awardedOn: '2024-02-05', issuer: '省厅' },
    },
  });
  const ended = (reason: 'REVOKED' | 'NEVER_RECORDED'): LaurelFact => ({
    type: 'HonorReleased',
    data: { ...claim, certificate, attempt: 0, reason },
  });

  it('that is claimed for a clearance not recorded within a minute is let go; a later claim takes its place', () => {
    const minuteLater = '2024-01-10T01:01:00.000Z';
    expect(duties(claimed())).toEqual([
      { duty: 'ReleaseOrphanHonor', ...claim, certificate, attempt: 0, dueAt: minuteLater },
    ]);
    expect(keys(claimed(1))).toEqual(keys(claimed()));
    const cleared = { noticeId, editionId, nominationId, bureau: of.county, category: 'OTHER', certificate };
    expect(settled({ type: 'NomineeCleared', data: cleared })).toEqual(keys(claimed()));
    expect(settled(ended('NEVER_RECORDED'))).toEqual(expect.arrayContaining(keys(claimed())));
  });

  it('that is revoked no longer counts for its person', () => {
    const revoked: LaurelFact = {
      type: 'Revoked',
      data: {
        certificate,
        ground: 'OTHER',
        statement: 's',
        evidence: [],
        fromNotice: true,
        revokedOn: '2024-02-06',
      },
    };
    expect(duties(revoked)).toEqual([{ duty: 'ReleaseHonor', certificate, dueAt: at }]);
    expect(settled(ended('REVOKED'))).toEqual(expect.arrayContaining(keys(revoked)));
  });
});
