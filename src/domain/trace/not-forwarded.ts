import { isOut, type Nomination } from '../nomination/nomination.ts';
import type { Bureau } from '../program/program.ts';
import type { Slate } from '../slate/slate.ts';
import { type Case, type DeadlineInForce, deadlineAt } from './case.ts';
import { type Conclusion, conclude, notReached } from './conclusions.ts';
import type { Event, EventOf } from './event.ts';
import { bureauName, dayOf } from './names.ts';
import { whyOut } from './out.ts';
import type { Answer, Seats } from './trace.ts';

/** A nomination at one bureau of its path. */
export interface Place {
  readonly office: Bureau;
  readonly slate: Slate;
  readonly slateEvents: readonly Event[];
  readonly deadline: DeadlineInForce;
  readonly seats: Seats;
  /** The forwarding that stands. */
  readonly forwarded: EventOf<'Forwarded'> | undefined;
  /** Whether it came into the hands of the bureau, and was not sent back since. */
  readonly arrived: boolean;
}

interface Reason {
  readonly answer: Answer;
  readonly conclusion: Conclusion;
}

/** Why a bureau put it forward, or did not, or has not yet. */
export const whyNotForwarded = (records: Case, place: Place): Reason => {
  const { edition, nomination } = records;
  const { program } = edition;
  const { office, forwarded } = place;
  if (forwarded) {
    const [from, to] = [office.name, bureauName(program, forwarded.data.to)];
    const on = dayOf(program, forwarded.data.at ?? forwarded.meta.recordedAt);
    return {
      answer: 'YES',
      conclusion: conclude('FORWARDED', {
        zh: `${from.zh}于 ${on} 报送 ${to.zh}。`,
        en: `${from.en} put it forward to ${to.en} on ${on}.`,
      }),
    };
  }
  const over = isOver(records, place);
  if (!place.arrived) return notHere(records, place, over);
  const { status, supplement } = nomination;
  if (isOut(status)) return { answer: 'NO', conclusion: outHere(records, place) };
  if (status === 'RETURNED' && supplement) return { answer: 'OPEN', conclusion: awaitingSupplement(nomination) };
  return over
    ? { answer: 'NO', conclusion: tooLate(records, place) }
    : { answer: 'OPEN', conclusion: awaited(records, place) };
};

/** Whether nothing can go forward from the bureau any more: by its deadline, unless it was let in late. */
const isOver = (records: Case, { slate, deadline, office }: Place): boolean => {
  const { edition, nominationId } = records;
  if (edition.status === 'CONCLUDED') return true;
  if (!deadline.passed) return false;
  if (!slate.admittedAfterDeadline.has(nominationId) || slate.status === 'ABANDONED') return true;
  const above = edition.program.bureaus.find(({ code }) => code === office.parent);
  const stage = edition.program.path.find(({ level }) => level === above?.level);
  return !stage || deadlineAt(records, stage.slate.deadline).passed;
};

const notHere = (records: Case, { office }: Place, over: boolean): Reason => {
  const { nomination, edition } = records;
  const back = records.of('Returned').at(-1);
  const ended = over || isOut(nomination.status);
  if (back?.data.from !== office.code) return { answer: 'NOT_REACHED', conclusion: notReached(ended) };
  const to = bureauName(edition.program, back.data.to);
  const on = dayOf(edition.program, back.meta.recordedAt);
  return {
    answer: ended ? 'NO' : 'OPEN',
    conclusion: conclude('SENT_BACK', {
      zh: `${office.name.zh}于 ${on} 退回 ${to.zh}修改，此后未再收到。`,
      en: `${office.name.en} sent it back to ${to.en} on ${on}, and has not received it again.`,
    }),
  };
};

const outHere = (records: Case, place: Place): Conclusion => {
  const { slate, deadline, office } = place;
  if (records.of('Lapsed').at(-1)?.data.bureau !== office.code) return whyOut(records);
  return slate.status === 'ABANDONED' ? abandoned(records, deadline, office, true) : seatLapsed(deadline);
};

const awaitingSupplement = ({ supplement }: Nomination): Conclusion =>
  conclude('SUPPLEMENT_AWAITED', {
    zh: `须于 ${supplement?.dueOn} 前（含当日）补正，尚未补正。`,
    en: `A supplement is awaited through ${supplement?.dueOn}.`,
  });

const abandoned = ({ edition }: Case, { key, on }: DeadlineInForce, { name }: Bureau, seated: boolean): Conclusion => {
  const found = edition.program.deadlines.find((item) => item.key === key);
  const rule = found?.lateRule ?? found?.ruleId;
  return seated
    ? conclude(
        'SLATE_ABANDONED',
        {
          zh: `${name.zh}未在期限 ${on} 前报送名单，视为放弃；本申报已占名额，随之未能报送。`,
          en: `${name.en} did not submit its slate by the deadline, ${on}: deemed abandoned. It held a seat, and was not put forward for that alone.`,
        },
        rule,
      )
    : conclude(
        'SLATE_ABANDONED_WITHOUT_SEAT',
        {
          zh: `${name.zh}未在期限 ${on} 前报送名单，视为放弃；本申报也未占名额。`,
          en: `${name.en} did not submit its slate by the deadline, ${on}: deemed abandoned. It held no seat on it either.`,
        },
        rule,
      );
};

const isSeatOf = (event: Event, id: string): event is EventOf<'SeatTaken' | 'SeatReleased'> =>
  (event.type === 'SeatTaken' || event.type === 'SeatReleased') && event.data.nominationId === id;

const lastSeat = ({ nominationId }: Case, { slateEvents }: Place) =>
  slateEvents.filter((event) => isSeatOf(event, nominationId)).at(-1);

/** The deadline is over, and it is still in the hands of the bureau. */
const tooLate = (records: Case, place: Place): Conclusion => {
  const { nominationId, nomination } = records;
  const { slate, deadline, office, seats } = place;
  const { on, ruleId } = deadline;
  const last = lastSeat(records, place);
  if (slate.status === 'ABANDONED') return abandoned(records, deadline, office, slate.seats.has(nominationId));
  if (nomination.status === 'RETURNED') {
    return conclude(
      'RETURNED_AND_NOT_CORRECTED',
      {
        zh: `退回修改后，至期限 ${on} 未重新提交，因此未能报送。`,
        en: `It was sent back for correction and not handed in again by the deadline, ${on}.`,
      },
      ruleId,
    );
  }
  if (nomination.status !== 'PASSED') {
    return conclude(
      'NOT_PASSED_IN_TIME',
      {
        zh: `至期限 ${on}，${office.name.zh}未审核通过，因此未能报送。`,
        en: `${office.name.en} had not passed it by the deadline, ${on}.`,
      },
      ruleId,
    );
  }
  if (last?.type === 'SeatReleased' && last.data.reason === 'DEADLINE') {
    return seatLapsed(deadline);
  }
  if (last?.type === 'SeatReleased' && last.data.reason === 'TAKEN_OFF') return takenOff(office);
  if (seats.taken >= seats.cap) return full(place);
  return conclude(
    'SEAT_NEVER_TAKEN',
    {
      zh: `审核通过，但至期限 ${on} 未占名额（已用 ${seats.taken}，共 ${seats.cap}），因此未能报送。`,
      en: `It was passed, but given no seat by the deadline, ${on}, though ${seats.cap - seats.taken} of ${seats.cap} seats were free.`,
    },
    ruleId,
  );
};

const seatLapsed = ({ on, ruleId }: DeadlineInForce): Conclusion =>
  conclude(
    'SEAT_LAPSED',
    {
      zh: `名单报送后才占名额，至期限 ${on} 未再次报送，名额失效。`,
      en: `It took its seat after the slate had been submitted, and the slate was not submitted again by ${on}: the seat lapsed.`,
    },
    ruleId,
  );

const takenOff = ({ name }: Bureau): Conclusion =>
  conclude('TAKEN_OFF_SLATE', {
    zh: `${name.zh}将其移出报送名单。`,
    en: `${name.en} took it off its slate.`,
  });

const full = ({ office, seats }: Place): Conclusion =>
  conclude(
    'NO_SEAT_LEFT',
    {
      zh: `审核通过，但${office.name.zh}的 ${seats.cap} 个名额已由其他申报占满。`,
      en: `It was passed, but all ${seats.cap} seats of ${office.name.en} are taken by others.`,
    },
    seats.ruleId,
  );

/** It can still go forward: what it waits for. */
const awaited = (records: Case, place: Place): Conclusion => {
  const { nominationId, nomination } = records;
  const { slate, office, deadline, seats } = place;
  const last = lastSeat(records, place);
  if (nomination.status === 'RETURNED') {
    return conclude('RETURNED', {
      zh: '已退回修改，尚未重新提交。',
      en: 'It was sent back for correction, and is not handed in again yet.',
    });
  }
  if (nomination.status !== 'PASSED') {
    return conclude('REVIEW_AWAITED', {
      zh: `待${office.name.zh}审核。`,
      en: `${office.name.en} has not passed it yet.`,
    });
  }
  if (slate.seats.has(nominationId)) {
    return conclude('SLATE_AWAITED', {
      zh: `已占名额，待${office.name.zh}在 ${deadline.on} 前报送名单。`,
      en: `It holds a seat; ${office.name.en} has until ${deadline.on} to submit its slate.`,
    });
  }
  if (seats.taken >= seats.cap) return full(place);
  if (last?.type === 'SeatReleased' && last.data.reason === 'TAKEN_OFF') return takenOff(office);
  return conclude('SEAT_AWAITED', { zh: '审核通过，尚未占名额。', en: 'It was passed, and has no seat yet.' });
};
