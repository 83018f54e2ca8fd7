import type { Recorded } from '../event.ts';
import type { BureauCode } from '../ids.ts';
import type { Bureau, Stage } from '../program/program.ts';
import { quotaOf, stageOf, upwards } from '../program/program.ts';
import { evolveSlate, initialSlate, type Slate, type SlateFact, slateStream } from '../slate/slate.ts';
import { type Case, deadlineAt, isAfter } from './case.ts';
import { entriesOf } from './entry.ts';
import type { Event } from './event.ts';
import { type Place, whyNotForwarded } from './not-forwarded.ts';
import type { Question } from './trace.ts';

/** Whether each bureau from the nominating one up put it forward. */
export const forwardingQuestions = (records: Case): readonly Question[] => {
  const { program } = records.edition;
  return upwards(program, records.nomination.bureau).flatMap((office) => {
    const stage = stageOf(program, office.level);
    return stage ? [questionOf(records, office, stage)] : [];
  });
};

const questionOf = (records: Case, office: Bureau, stage: Stage): Question => {
  const { program } = records.edition;
  const slate = slateAt(records, office.code);
  const { cap, capRule, deadline } = stage.slate;
  const place: Place = {
    office,
    slate,
    slateEvents: onSlate(records, office.code),
    deadline: deadlineAt(records, deadline),
    seats: {
      taken: slate.seats.size,
      cap: cap === 'QUOTA' ? quotaOf(program, office.code) : cap,
      ruleId: capRule,
    },
    forwarded: forwardingNow(records, office.code),
    arrived: office.code === records.nomination.bureau || forwardingTo(records, office.code) !== undefined,
  };
  const { answer, conclusion } = whyNotForwarded(records, place);
  const full = conclusion.code === 'NO_SEAT_LEFT';
  return {
    kind: 'FORWARDED',
    bureau: office.code,
    level: office.level,
    answer,
    conclusion,
    entries: entriesOf(records, (event) => belongs(event, records, place, full)),
    deadline: place.deadline,
    seats: place.seats,
  };
};

const onSlate = ({ events, nomination }: Case, bureau: BureauCode): readonly Event[] => {
  const stream = slateStream(nomination.editionId, bureau);
  return events.filter((event) => event.stream === stream);
};

const slateAt = (records: Case, bureau: BureauCode): Slate =>
  onSlate(records, bureau).reduce((slate, event) => evolveSlate(slate, event as Recorded<SlateFact>), initialSlate);

/** A return for correction undoes every forwarding before it; a supplement undoes none. */
const standing = (records: Case) => {
  const returned = records.of('Returned').at(-1);
  return records.of('Forwarded').filter((event) => isAfter(records, event, returned));
};

const forwardingNow = (records: Case, bureau: BureauCode) =>
  standing(records).findLast(({ data }) => data.from === bureau);

const forwardingTo = (records: Case, bureau: BureauCode) =>
  standing(records).findLast(({ data }) => data.to === bureau);

/** Whether an event is a link of the chain at a bureau. `full`: those who hold the seats belong to it too. */
const belongs = (event: Event, records: Case, { office, slate, deadline }: Place, full: boolean): boolean => {
  const { nominationId, nomination } = records;
  const { code } = office;
  const before = records.before(event);
  const heldHere = before !== undefined && 'id' in before && before.holder === code && before.status !== 'SUBMITTED';
  switch (event.type) {
    case 'EligibilityAssessed':
    case 'Reviewed':
    case 'StepRecorded':
    case 'WaiverRequested':
      return event.data.bureau === code;
    case 'WaiverConfirmed':
    case 'WaiverRefused':
      return before !== undefined && 'id' in before && before.waivers.get(event.data.ruleId)?.bureau === code;
    case 'VettingAnswered':
      return nomination.bureau === code;
    case 'Returned':
      return event.data.from === code || event.data.to === code;
    case 'SupplementRequired':
      return event.data.from === code;
    case 'SupplementExpired':
    case 'Resubmitted':
      return before !== undefined && 'id' in before && (before.supplement?.from ?? before.holder) === code;
    case 'Rejected':
      return event.data.by === code;
    case 'Withdrawn':
      return heldHere;
    case 'Lapsed':
      return event.data.bureau === code;
    case 'Forwarded':
      return event.data.from === code;
    case 'SeatTaken':
      return (
        event.data.bureau === code &&
        (event.data.nominationId === nominationId || (full && slate.seats.has(event.data.nominationId)))
      );
    case 'SeatReleased':
    case 'LateEntryAccepted':
      return event.data.bureau === code && event.data.nominationId === nominationId;
    case 'SlateSubmitted':
    case 'SlateAbandoned':
    case 'QuotaAdjusted':
      return event.data.bureau === code;
    case 'DeadlineExtended':
    case 'DeadlinePassed':
      return event.data.deadline === deadline.key;
    default:
      return false;
  }
};
