import { everyOne, nomineesOfNotice } from '../questions.ts';
import { observe, type Run, type Stage, tryInVain } from './stage.ts';

/** What the scenes from publicity on have to remember. */
export interface Publicity {
  /** Notices by program code. */
  readonly notices: Map<string, string>;
  /** Objections by what becomes of them. */
  readonly objections: Map<Fate, Lodged>;
}

/** An objection that will be found true or untrue, that bears no name, or that comes too late. */
type Fate = 'UPHELD' | 'DISMISSED' | 'ANONYMOUS' | 'LATE';

interface Lodged {
  readonly noticeId: string;
  readonly objectionId: string;
  readonly nominationId: string;
}

type PublicScene = (stage: Stage, publicity: Publicity) => Promise<void>;

export const noticeOf = ({ notices }: Publicity, { plan }: Run): string => {
  const id = notices.get(plan.program.code);
  if (!id) throw new Error(`${plan.program.code} has not been publicized yet.`);
  return id;
};

export const lodged = ({ objections }: Publicity, fate: Fate): Lodged => {
  const found = objections.get(fate);
  if (!found) throw new Error(`The objection that is ${fate} has not been lodged yet.`);
  return found;
};

/** 30 January: the last day to publish five working days that close by 5 February; Sunday the 4th is one of them (A12, A13). */
export const publicize: PublicScene = async (stage, publicity) => {
  const { api, cast, time } = stage;
  await time.moveTo('2024-01-30T09:00');
  for (const run of [stage.youth, stage.flex]) {
    publicity.notices.set(run.plan.program.code, await api.run(cast.head, 'publicize', { editionId: run.editionId }));
  }
  stage.progress('2份公示 2 notices');
};

/** Everyone objects to somebody by the number on the notice. */
const objections = {
  UPHELD: {
    program: 'flex',
    serial: 17,
    objector: { name: '李秀兰', contact: '13800000001' },
    grounds: '该人员登记的经营门店已转让他人两年，本人已不从事所填报的灵活就业。',
  },
  DISMISSED: {
    program: 'youth',
    serial: 8,
    objector: { name: '赵国庆', contact: '13800000002' },
    grounds: '该人员所报竞赛名次与事实不符。',
  },
  ANONYMOUS: { program: 'youth', serial: 23, objector: undefined, grounds: '听说该人员有问题。' },
  LATE: {
    program: 'flex',
    serial: 40,
    objector: { name: '孙建国', contact: '13800000003' },
    grounds: '该人员平台注册信息与填报不一致。',
  },
} as const;

/** Whoever has a number on a notice. */
const nomineeOf = async ({ api }: Stage, noticeId: string, serial: number): Promise<string> => {
  const nominees = await everyOne(api, undefined, nomineesOfNotice, { noticeId });
  const nominationId = nominees.find((nominee) => nominee.serial === serial)?.nominationId;
  if (!nominationId) throw new Error(`Nobody on the notice has number ${serial}.`);
  return nominationId;
};

const errataOf = `query Errata($noticeId: ID!) { notice(id: $noticeId) { errata { correction fresh } } }`;

/** 31 January: a slip of the pen on the notice is put right where it stands; nobody's period begins anew. */
export const correctSlip: PublicScene = async (stage, publicity) => {
  const { api, cast, time, youth } = stage;
  await time.moveTo('2024-01-31T10:00');
  const noticeId = noticeOf(publicity, youth);
  const nominationId = await nomineeOf(stage, noticeId, 5);
  const correction = '序号5推送单位名称应为规范全称，特此更正。';
  const reason = '排版时误用简称。';
  await api.run(cast.head, 'correctNotice', { noticeId, nominationId, correction, fresh: false, reason });
  interface Errata {
    readonly notice: { readonly errata: readonly { readonly correction: string; readonly fresh: boolean }[] };
  }
  const { notice } = await api.ask<Errata>(undefined, errataOf, { noticeId });
  const shown = notice.errata.map((erratum) => `${erratum.correction}${erratum.fresh ? ' (fresh)' : ''}`).join('');
  observe(stage, '更正公示 erratum on the notice', correction, shown);
};

const lodge = async (stage: Stage, publicity: Publicity, fate: Fate): Promise<void> => {
  const { program, serial, objector, grounds } = objections[fate];
  const noticeId = noticeOf(publicity, stage[program]);
  const nominationId = await nomineeOf(stage, noticeId, serial);
  const evidence = objector ? [{ title: '举报材料及附件' }] : [];
  const input = { noticeId, nominationId, objector, grounds, evidence };
  publicity.objections.set(fate, {
    noticeId,
    nominationId,
    objectionId: await stage.api.run(undefined, 'object', input),
  });
};

const named = ({ noticeId, objectionId }: Lodged) => ({ noticeId, objectionId });

/** 1 and 2 February: the public objects. What is signed and says what it means is admitted. */
export const hearObjections: PublicScene = async (stage, publicity) => {
  const { api, cast, time } = stage;
  await time.moveTo('2024-02-01T10:00');
  for (const fate of ['UPHELD', 'DISMISSED', 'ANONYMOUS'] as const) await lodge(stage, publicity, fate);

  await time.moveTo('2024-02-02T09:00');
  const note = '反映具体、署实名，予以受理。';
  for (const fate of ['UPHELD', 'DISMISSED'] as const) {
    await api.run(cast.officer, 'admitObjection', { ...named(lodged(publicity, fate)), note });
  }
  const reason = '匿名且无具体线索，不予受理，留存备查。';
  await api.run(cast.officer, 'refuseObjection', { ...named(lodged(publicity, 'ANONYMOUS')), reason });
  const early = { zh: '公示期未满即认定', en: 'Recognition before the period has ended', codes: ['PERIOD_RUNNING'] };
  await tryInVain(stage, early, cast.head, 'recognize', { noticeId: noticeOf(publicity, stage.flex) });
  stage.progress('受理2件 2 admitted');
};

/** 5 February: one objection is found true, the other is not. */
export const ruleOnObjections: PublicScene = async (stage, publicity) => {
  const { api, cast, time } = stage;
  await time.moveTo('2024-02-05T15:00');
  const proved = '经实地核查，门店已于2021年转让，异议成立。';
  await api.run(cast.head, 'upholdObjection', { ...named(lodged(publicity, 'UPHELD')), findings: proved });
  const disproved = '经主办单位书面证实，名次属实，异议不成立。';
  await api.run(cast.head, 'dismissObjection', { ...named(lodged(publicity, 'DISMISSED')), findings: disproved });
  stage.progress('成立1件、不成立1件 one upheld, one dismissed');
};

/** 6 February: the notices have closed. An objection comes too late to hold anybody up. */
export const meetLateObjection: PublicScene = async (stage, publicity) => {
  const { api, cast, time } = stage;
  await time.moveTo('2024-02-06T09:00');
  await lodge(stage, publicity, 'LATE');
  const late = named(lodged(publicity, 'LATE'));
  const tried = { zh: '公示期满后提出异议', en: 'An objection after the period', codes: ['OBJECTION_LATE'] };
  await tryInVain(stage, tried, cast.officer, 'admitObjection', { ...late, note: '拟受理。' });
  const reason = '公示期满后提出，按线索另行核查。';
  await api.run(cast.officer, 'refuseObjection', { ...late, reason });
};
