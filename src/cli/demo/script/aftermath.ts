import { createHash } from 'node:crypto';
import { type Connection, everyOne, firstHonoreeOf, type ListQuestion } from '../questions.ts';
import { parts } from './parts.ts';
import { observe, type Scene, type Stage, seatOf } from './stage.ts';

const number = '豫人社函〔2024〕26号';

/** 23 February: a circular commends those recognized in the youth program, and the media report (R-Y23). */
export const commend: Scene = async (stage) => {
  const { api, cast, time, youth, flex } = stage;
  await time.moveTo('2024-02-23T10:00');
  const title = '关于2023年河南省“青年就业创业之星”选树结果的通报';
  await api.run(cast.head, 'issueCircular', { editionId: youth.editionId, number, title, issuedOn: time.today() });
  await checkCircular(stage);
  const answers = {
    channel: 'TELEVISION',
    title: '百名“青年就业创业之星”风采展播',
    link: 'https://hrss.example.cn/youth-star/2023',
    on: time.today(),
  };
  await api.run(cast.officer, 'recordEditionStep', { editionId: youth.editionId, step: 'MEDIA_COVERAGE', answers });
  await api.run(cast.officer, 'recordEditionStep', {
    editionId: flex.editionId,
    step: 'OPINION_MONITORING',
    answers: { on: time.today(), note: '已建立舆情监测台账，公示以来未发现负面舆情。' },
  });
};

const circularOf = `query Circular($id: ID!) { edition(id: $id) { circulars { number certificates listHash } } }`;
interface Circulars {
  readonly edition: {
    readonly circulars: readonly {
      readonly number: string;
      readonly certificates: readonly string[];
      readonly listHash: string;
    }[];
  };
}

const certificatesOf: ListQuestion<
  { readonly honorees: Connection<{ readonly certificate: string }> },
  { readonly certificate: string }
> = {
  document: `query Certificates($editionId: ID!, $first: Int!, $after: String) {
    honorees(filter: { editionId: $editionId }, first: $first, after: $after) {
      nodes { certificate }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  at: ({ honorees }) => honorees,
};

/** Anybody can hash the list again: SHA-256 of the certificates as canonical JSON. */
const checkCircular = async (stage: Stage): Promise<void> => {
  const { api, youth } = stage;
  const register = await everyOne(api, undefined, certificatesOf, { editionId: youth.editionId }, 100);
  const { edition } = await api.ask<Circulars>(undefined, circularOf, { id: youth.editionId });
  const circular = edition.circulars.find((item) => item.number === number);
  observe(stage, '通报人数 commended by the circular', 100, circular?.certificates.length ?? 0);
  const list = JSON.stringify(register.map(({ certificate }) => certificate).sort());
  const expected = createHash('sha256').update(list).digest('hex').slice(0, 16);
  observe(stage, '通报名单校验值 hash of the list', expected, circular?.listHash.slice(0, 16) ?? 'no such circular');
};

const followUpsOf = `query FollowUps($certificate: ID!) { honoree(certificate: $certificate) { followUps { step } } }`;

/** 10 April: a city looks after an honoree of its own (R-F31). */
export const followUp: Scene = async (stage) => {
  const { api, cast, flex, time } = stage;
  const { city } = seatOf(flex, parts.flex.returned);
  await time.moveTo('2024-04-10T10:00');
  interface Register {
    readonly honorees: { readonly nodes: readonly { readonly certificate: string }[] };
  }
  const { honorees } = await api.ask<Register>(undefined, firstHonoreeOf, {
    editionId: flex.editionId,
    within: city.code,
  });
  const certificate = honorees.nodes[0]?.certificate;
  await api.run(cast.clerk(city), 'followUp', {
    certificate,
    step: 'FOLLOW_UP',
    answers: { on: time.today(), note: '走访慰问，落实社会保险补贴，协调创业担保贷款10万元。' },
  });
  interface Honoree {
    readonly honoree: { readonly followUps: readonly { readonly step: string }[] };
  }
  const { honoree } = await api.ask<Honoree>(cast.officer, followUpsOf, { certificate });
  observe(stage, '跟踪服务 followed up', 'FOLLOW_UP', honoree.followUps.map(({ step }) => step).join(' '));
};
