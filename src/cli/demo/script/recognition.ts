import { firstAlternate, standingOf } from '../questions.ts';
import { parts } from './parts.ts';
import { lodged, noticeOf, type Publicity } from './publicity.ts';
import { idOf, observe, type Stage, seatOf, tryInVain } from './stage.ts';
import { grantWaiver } from './waivers.ts';

/** 6 February: everyone against whom nothing stands is recognized. */
export const recognize = async (stage: Stage, publicity: Publicity): Promise<void> => {
  const { api, cast, time } = stage;
  await time.moveTo('2024-02-06T10:00');
  const barred = {
    zh: '认定被取消资格者',
    en: 'Recognition of a nominee found out',
    codes: ['OBJECTION_STANDS', 'OUT_OF_THE_RUNNING'],
  };
  const noticeId = noticeOf(publicity, stage.flex);
  await tryInVain(stage, barred, cast.head, 'recognize', {
    noticeId,
    nominationIds: [lodged(publicity, 'UPHELD').nominationId],
  });
  await api.run(cast.head, 'recognize', { noticeId: noticeOf(publicity, stage.youth) });
  await waiveSecondRecognition(stage, noticeId);
  await api.run(cast.head, 'recognize', { noticeId });
};

/** Who was recognized in one program a moment ago needs a waiver for the other: the city asks, the province confirms (A25). */
const waiveSecondRecognition = async (stage: Stage, noticeId: string): Promise<void> => {
  const { api, cast, flex } = stage;
  const entry = seatOf(flex, parts.flex.twice);
  const nominationId = idOf(flex, entry);
  const tried = {
    zh: '同一人未经豁免再次认定',
    en: 'A second recognition without a waiver',
    codes: ['SECOND_RECOGNITION R-F12'],
  };
  await tryInVain(stage, tried, cast.head, 'recognize', { noticeId });
  await grantWaiver(stage, {
    nominationId,
    ruleId: 'R-F12',
    by: cast.approver(entry.city),
    confirmedBy: cast.head,
    reason: '两项选树依据的事迹不同，拟同时认定。',
    title: '两项事迹对照说明',
  });
  const standing = await standingOf(api, cast.head, nominationId, 'R-F12');
  observe(stage, '再次认定经豁免 R-F12: a second recognition, waived', 'PASSED CONFIRMED', standing);
};

/** 6 to 20 February: the next in rank takes the free place, with a full period of its own across Spring Festival. */
export const promoteAlternate = async (stage: Stage, publicity: Publicity): Promise<void> => {
  const { api, cast, time, flex } = stage;
  const { editionId } = flex;
  await time.moveTo('2024-02-06T15:00');
  interface Alternates {
    readonly scoreboard: { readonly nodes: readonly { readonly nomination: { readonly id: string } }[] };
  }
  const { scoreboard } = await api.ask<Alternates>(cast.head, firstAlternate, { editionId });
  const promoted = scoreboard.nodes[0]?.nomination.id;
  const reason = '原人选因异议成立取消资格，依名次递补。';
  const replaced = lodged(publicity, 'UPHELD').nominationId;
  await api.run(cast.head, 'promoteAlternate', { editionId, replaced, promoted, reason });
  const tried = {
    zh: '递补公示将逾2月5日',
    en: "The alternate's period would end after 5 February",
    codes: ['TARGET_DATE_OVERRUN'],
  };
  await tryInVain(stage, tried, cast.head, 'publicize', { editionId });
  const overrunReason = '因异议成立递补1人，须另行公示5个工作日，适逢春节假期。';
  const noticeId = await api.run(cast.head, 'publicize', { editionId, overrunReason });
  stage.progress('递补人选公示中 alternate publicized');
  await time.moveTo('2024-02-20T09:00');
  await api.run(cast.head, 'recognize', { noticeId });
};

/** 1 March: both editions are concluded. */
export const conclude = async ({ api, cast, time, youth, flex }: Stage): Promise<void> => {
  await time.moveTo('2024-03-01T10:00');
  for (const { editionId } of [youth, flex]) {
    await api.run(cast.head, 'concludeEdition', { editionId, note: '本年度选树工作结束，通报宣传。' });
  }
};
