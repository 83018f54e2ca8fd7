import { v5 } from 'uuid';
import type { Actor } from '../../src/domain/actor.ts';
import type { LaurelFact } from '../../src/domain/agenda.ts';
import { editionStream, type Place } from '../../src/domain/edition/edition.ts';
import type { Recorded } from '../../src/domain/event.ts';
import { honorStream } from '../../src/domain/honor/honor.ts';
import {
  type ActorId,
  actorId,
  type BureauCode,
  certificateNumber,
  editionId,
  type NominationId,
  nominationId,
  noticeId,
  objectionId,
  type PersonPseudonym,
  personPseudonym,
  type StreamName,
} from '../../src/domain/ids.ts';
import { nominationStream } from '../../src/domain/nomination/nomination.ts';
import { noticeStream } from '../../src/domain/notice/notice.ts';
import { personStream } from '../../src/domain/person/person.ts';
import { builtInProgram } from '../../src/domain/program/definitions/index.ts';
import { reviewStream } from '../../src/domain/review/review.ts';
import { slateStream } from '../../src/domain/slate/slate.ts';
import { history, system } from './history.ts';

export interface Plan {
  /** Each nomination leads to about 17 events. */
  readonly nominations: number;
  readonly seed: number;
}

const program = builtInProgram('henan-flex-star-2023');
const edition = editionId.parse('flex-star-2023');
const province = program.bureaus.find(({ level }) => level === 'PROVINCE')?.code as BureauCode;
const counties = program.bureaus.filter(({ level }) => level === 'COUNTY');
const experts = Array.from({ length: 12 }, (_, i) => actorId.parse(`expert-${String(i + 1).padStart(2, '0')}`));
const deeds = '十五年如一日坚守在社区服务一线，带动周边四十余名居民实现就业，多次参加志愿服务，受到群众好评。';

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
const randomOf = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};
type Random = ReturnType<typeof randomOf>;

interface Command {
  readonly stream: StreamName;
  readonly facts: readonly LaurelFact[];
  readonly by?: Actor;
}

interface Dossier {
  readonly id: NominationId;
  readonly person: PersonPseudonym;
  readonly county: BureauCode;
  readonly city: BureauCode;
  readonly category: string;
  seated: boolean;
}

const dossierOf = (i: number, random: Random): Dossier => {
  const county = counties[Math.floor(random() * counties.length)] as (typeof counties)[number];
  const category = program.categories[Math.floor(random() * program.categories.length)] as { code: string };
  return {
    id: nominationId.parse(v5(`nomination ${i}`, v5.URL)),
    person: personPseudonym.parse(v5(`person ${i}`, v5.URL)),
    county: county.code,
    city: county.parent as BureauCode,
    category: category.code,
    seated: false,
  };
};

const staff = (role: Actor['roles'][number], bureau: BureauCode): Actor => ({
  id: actorId.parse(`${role.toLowerCase()}-${bureau}`),
  name: `经办${bureau}`,
  roles: [role],
  bureau,
  channel: 'API',
});

const opinionOf = (bureau: BureauCode) => ({
  text: '情况属实，同意推荐。',
  stamped: true as const,
  signedOn: '2024-01-05',
  signer: `负责人${bureau}`,
});

const formOf = ({ id }: Dossier) => ({
  name: `张${id.slice(0, 4)}`,
  sex: 'MALE',
  ethnicity: '汉族',
  birthMonth: '1990-05',
  nativePlace: '河南郑州',
  phone: '13800000000',
  idNumber: '410105199005150011',
  workPlace: '郑州市中原区某街道服务站',
  mainWork: '社区配送与家政服务',
  honors: [{ title: '优秀志愿者', grantedOn: '2020-05' }],
  deeds: deeds.repeat(8),
});

/** From the county to a seat on the city's slate; some are returned, withdrawn or rejected on the way. */
function* climb(dossier: Dossier, random: Random): Generator<Command> {
  const { id, person, county, city, category } = dossier;
  const stream = nominationStream(id);
  const by = {
    clerk: staff('COUNTY_CLERK', county),
    county: staff('COUNTY_APPROVER', county),
    city: staff('CITY_APPROVER', city),
  };
  const claim = { person, editionId: edition, nominationId: id };
  const pass = (bureau: BureauCode, level: 'COUNTY' | 'CITY'): LaurelFact => ({
    type: 'Reviewed',
    data: { level, bureau, decision: 'PASS', opinion: opinionOf(bureau) },
  });
  const seat = (bureau: BureauCode, forwardedTo: BureauCode | null): LaurelFact => ({
    type: 'SeatTaken',
    data: { editionId: edition, bureau, nominationId: id, category, taken: 1, cap: 2, late: false, forwardedTo },
  });
  const forwarded = (from: BureauCode, to: BureauCode): Command => ({
    stream,
    facts: [{ type: 'Forwarded', data: { from, to, deciding: to === province } }],
    by: system,
  });
  const slate = (bureau: BureauCode) => slateStream(edition, bureau);
  const release = (bureau: BureauCode, reason: 'RETURNED' | 'WITHDRAWN' | 'REJECTED'): Command => ({
    stream: slate(bureau),
    facts: [{ type: 'SeatReleased', data: { editionId: edition, bureau, nominationId: id, reason } }],
    by: system,
  });

  yield { stream: personStream(person), facts: [{ type: 'NominationClaimed', data: claim }], by: by.clerk };
  yield {
    stream,
    facts: [{ type: 'Nominated', data: { ...claim, bureau: county, category, form: formOf(dossier) } }],
    by: by.clerk,
  };
  while (random() < 0.4) {
    yield {
      stream,
      facts: [{ type: 'FormAmended', data: { category, changes: { deeds: deeds.repeat(9) } } }],
      by: by.clerk,
    };
  }
  yield { stream, facts: [pass(county, 'COUNTY')], by: by.county };
  yield { stream: slate(county), facts: [seat(county, city)], by: by.county };
  yield forwarded(county, city);
  if (random() < 0.1) {
    const data = { editionId: edition, from: city, to: county, reason: '材料不全', seatsHeld: [county] };
    const review = { level: 'CITY', bureau: city, decision: 'RETURN', opinion: opinionOf(city) } as const;
    yield {
      stream,
      facts: [
        { type: 'Reviewed', data: review },
        { type: 'Returned', data },
      ],
      by: by.city,
    };
    yield release(county, 'RETURNED');
    yield { stream, facts: [{ type: 'Resubmitted', data: { note: '已补正' } }], by: by.clerk };
    yield { stream, facts: [pass(county, 'COUNTY')], by: by.county };
    yield { stream: slate(county), facts: [seat(county, city)], by: by.county };
    yield forwarded(county, city);
  }
  if (random() < 0.1) {
    const withdrawn = random() < 0.5;
    const out = { editionId: edition, person, seatsHeld: [county] };
    yield {
      stream,
      facts: [
        withdrawn
          ? { type: 'Withdrawn', data: { ...out, reason: '本人申请' } }
          : { type: 'Rejected', data: { ...out, by: city } },
      ],
      by: by.city,
    };
    yield release(county, withdrawn ? 'WITHDRAWN' : 'REJECTED');
    const reason = withdrawn ? 'WITHDRAWN' : 'REJECTED';
    yield {
      stream: personStream(person),
      facts: [{ type: 'NominationReleased', data: { ...claim, reason } }],
      by: system,
    };
    return;
  }
  yield { stream, facts: [pass(city, 'CITY')], by: by.city };
  yield { stream: slate(city), facts: [seat(city, null)], by: by.city };
  dossier.seated = true;
}

/** The slates of all cities, and each nomination on them put forward to the deciding level. */
function* submit(seated: readonly Dossier[]): Generator<Command> {
  for (const bureau of new Set(seated.map(({ city }) => city))) {
    const items = seated
      .filter(({ city }) => city === bureau)
      .map(({ id, category }) => ({ nominationId: id, category }));
    const data = { editionId: edition, bureau, items, quota: items.length, fewer: false, forwardedTo: province };
    yield {
      stream: slateStream(edition, bureau),
      facts: [{ type: 'SlateSubmitted', data }],
      by: staff('CITY_APPROVER', bureau),
    };
    for (const { nominationId: id } of items) {
      const data = { from: bureau, to: province, deciding: true };
      yield { stream: nominationStream(id), facts: [{ type: 'Forwarded', data }], by: system };
    }
  }
}

/** A panel of three: assigned, scored, now and then revised or recused. */
function* panel({ id, category }: Dossier, random: Random): Generator<Command> {
  const first = Math.floor(random() * experts.length);
  for (let i = 0; i < 3; i++) {
    const expert = experts[(first + i * 5) % experts.length] as ActorId;
    const about = { editionId: edition, nominationId: id, expert };
    const stream = reviewStream(id, expert);
    const by: Actor = { id: expert, name: `专家${expert}`, roles: ['EXPERT'], channel: 'API' };
    const points = Object.fromEntries(
      program.rubric.criteria.map(({ code, max }) => [code, Math.floor(random() * max)]),
    );
    yield { stream, facts: [{ type: 'ReviewAssigned', data: { ...about, category, dueOn: '2024-01-31' } }] };
    if (random() < 0.05) {
      yield { stream, facts: [{ type: 'ReviewerRecused', data: { ...about, reason: '亲属关系' } }], by };
      continue;
    }
    yield { stream, facts: [{ type: 'Scored', data: { ...about, points, comment: '事迹突出' } }], by };
    if (random() < 0.15) {
      yield { stream, facts: [{ type: 'ScoreRevised', data: { ...about, points, reason: '笔误' } }], by };
    }
  }
}

const placesOf = (dossiers: readonly Dossier[]): readonly Place[] =>
  dossiers.map(({ id, county, category }, i) => ({
    nominationId: id,
    bureau: county,
    category,
    rank: i + 1,
    score: `${90 - (i % 60)}.0000`,
    serial: i + 1,
  }));

const notice = noticeId.parse('notice-1');
const period = {
  publishedOn: '2024-02-19',
  periodStart: '2024-02-20',
  periodEnd: '2024-02-26',
  closesAt: '2024-02-26T15:59:59.999Z',
  days: ['2024-02-20', '2024-02-21', '2024-02-22', '2024-02-23', '2024-02-26'],
  countPublicationDay: false,
};

function* publicize(selected: readonly Place[], random: Random): Generator<Command> {
  const nominees = selected.map(({ nominationId, bureau, category, serial }) => ({
    nominationId,
    bureau,
    category,
    serial,
  }));
  const stream = noticeStream(notice);
  const about = { noticeId: notice, editionId: edition };
  yield {
    stream: editionStream(edition),
    facts: [{ type: 'NoticeOrdered', data: { noticeId: notice, nominees: [...selected], period } }],
  };
  const published = { ...about, channel: 'WEBSITE', fromNotice: false, nominees, period };
  yield { stream, facts: [{ type: 'NoticePublished', data: published }], by: system };
  for (const { nominationId } of selected) {
    if (random() > 0.1) continue;
    const objection = { noticeId: notice, nominationId, objectionId: objectionId.parse(`objection-${nominationId}`) };
    const said = { grounds: '事迹不实', evidence: [{ title: '照片' }], anonymous: false, inTime: true };
    const objector = { name: '赵某', contact: '13900000000' };
    yield {
      stream,
      facts: [{ type: 'ObjectionLodged', data: { ...objection, ...said, editionId: edition, objector } }],
    };
    yield { stream, facts: [{ type: 'ObjectionAdmitted', data: { ...objection, note: '受理' } }] };
    yield { stream, facts: [{ type: 'ObjectionDismissed', data: { ...objection, findings: '查无实据' } }] };
  }
  yield { stream, facts: [{ type: 'NoticeClosed', data: about }], by: system };
}

function* confer(
  { nominationId, bureau, category, serial }: Place,
  person: PersonPseudonym,
  random: Random,
): Generator<Command> {
  const certificate = certificateNumber.parse(`HN-FS-2023-${String(serial).padStart(3, '0')}`);
  const honor = { certificate, editionId: edition, nominationId, noticeId: notice, bureau, category };
  const { noticeId, editionId } = honor;
  const cleared = { noticeId, editionId, nominationId, bureau, category, certificate };
  yield { stream: noticeStream(notice), facts: [{ type: 'NomineeCleared', data: cleared }] };
  const stream = honorStream(certificate);
  yield { stream, facts: [{ type: 'Recognized', data: { ...honor, person, recognizedOn: '2024-03-01' } }], by: system };
  if (random() > 0.05) return;
  const evidence = [{ title: '判决书' }];
  yield {
    stream,
    facts: [{ type: 'ViolationReported', data: { certificate, by: bureau, statement: '违法', evidence } }],
  };
  const revocation = { certificate, ground: 'BELOW_STANDARD', statement: '撤销', evidence, fromNotice: true };
  yield { stream, facts: [{ type: 'Revoked', data: { ...revocation, revokedOn: '2024-05-01' } }] };
}

/** Takes turns among several courses of events at random, each in its own order. */
function* interleaved(courses: readonly Generator<Command>[], random: Random): Generator<Command> {
  const open = [...courses];
  while (open.length > 0) {
    const i = Math.floor(random() * open.length);
    const next = open[i]?.next();
    if (next && !next.done) yield next.value;
    else open.splice(i, 1);
  }
}

/** One edition of the flexible program from its opening to the register, the same for the same plan. */
export const plausibleHistory = ({ nominations, seed }: Plan): readonly Recorded<LaurelFact>[] => {
  const random = randomOf(seed);
  const { events, record } = history();
  const run = (commands: Iterable<Command>) => {
    for (const { stream, facts, by } of commands) record(stream, facts, by);
  };
  const office = editionStream(edition);
  const dossiers = Array.from({ length: nominations }, (_, i) => dossierOf(i, random));

  record(office, [{ type: 'EditionOpened', data: { editionId: edition, program } }]);
  for (const expert of experts) {
    record(office, [{ type: 'ExpertAppointed', data: { expert, name: `专家${expert}`, fields: ['就业'] } }]);
  }
  record(office, [{ type: 'RubricFrozen', data: { rubric: program.rubric } }]);
  run(
    interleaved(
      dossiers.map((dossier) => climb(dossier, random)),
      random,
    ),
  );

  const submitted = dossiers.filter(({ seated }) => seated);
  run(submit(submitted));
  run(
    interleaved(
      submitted.map((dossier) => panel(dossier, random)),
      random,
    ),
  );
  record(office, [{ type: 'ScoringClosed', data: {} }]);
  const places = placesOf(submitted);
  const selected = places.slice(0, Math.ceil(places.length * 0.7));
  const alternates = places.slice(selected.length);
  const basedOn = { position: String(events.length), inputsHash: '0'.repeat(64) };
  record(office, [
    { type: 'ShortlistDecided', data: { selected, alternates: [...alternates], belowPassMark: [], basedOn } },
  ]);
  run(publicize(selected, random));
  const persons = new Map(dossiers.map(({ id, person }) => [id, person]));
  run(
    interleaved(
      selected.map((place) => confer(place, persons.get(place.nominationId) as PersonPseudonym, random)),
      random,
    ),
  );
  return events;
};
