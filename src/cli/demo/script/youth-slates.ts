import { parts } from './parts.ts';
import { prepareSlates, recordStep } from './slates.ts';
import {
  beyondOf,
  citiesOf,
  forAll,
  forward,
  idOf,
  type Scene,
  type Stage,
  seatOf,
  slateInput,
  tryInVain,
} from './stage.ts';

/** 22 January: the cities fill their slates. Zhengzhou has one too many, until somebody withdraws. */
export const fillYouthSlates: Scene = async (stage) => {
  const { time, youth } = stage;
  await time.moveTo('2024-01-22T09:00');
  const held = heldBack(stage);
  const seats = youth.plan.seats.filter((entry) => !held.includes(entry));
  await forAll(stage, '列入名单 seated', seats, (entry) => forward(stage, youth, entry, entry.city));
  await overrunQuota(stage);
  const { unassessed } = parts.youth;
  await prepareSlates(stage, youth, citiesOf(youth), ({ code }, step) => code === unassessed && step === assessment);
};

const assessment = 'COMPREHENSIVE_ASSESSMENT';

/** A slate goes forward only with the steps on record that the procedure asks for (R-Y20). */
const missAssessment = async (stage: Stage): Promise<void> => {
  const { cast, youth } = stage;
  const { city } = seatOf(youth, parts.youth.unassessed);
  const tried = {
    zh: '焦作市未作综合评定即提交名单',
    en: 'Jiaozuo submits before its comprehensive assessment',
    codes: ['STEP_MISSING R-Y20'],
  };
  await tryInVain(stage, tried, cast.approver(city), 'submitSlate', slateInput(youth, city));
  await recordStep(stage, youth, city, assessment);
};

/** Those of one category whom Kaifeng forgets at first. */
const heldBack = ({ youth }: Stage) => {
  const city = youth.plan.seats.filter((entry) => entry.city.code === parts.youth.uncovered);
  const category = youth.plan.program.categories.at(-1)?.code;
  return city.filter((entry) => entry.category === category);
};

const overrunQuota = async (stage: Stage): Promise<void> => {
  const { api, cast, youth } = stage;
  const spare = beyondOf(youth, parts.youth.overrun);
  const clerk = cast.clerk(spare.bureau);
  const quota = youth.plan.seats.filter(({ city }) => city === spare.city).length;
  const tried = {
    zh: `郑州市报送第${quota + 1}人`,
    en: `Zhengzhou puts forward number ${quota + 1}`,
    codes: ['QUOTA_EXCEEDED'],
  };
  await tryInVain(stage, tried, clerk, 'forward', { nominationId: idOf(youth, spare) });
  const leaving = seatOf(youth, parts.youth.overrun);
  await api.run(clerk, 'withdraw', { nominationId: idOf(youth, leaving), reason: '本人因工作调动离豫，申请退出。' });
  await forward(stage, youth, spare, spare.city);
};

/** 24 January: the slates go to the province, but for one that is in no hurry and one that forgets. */
export const submitYouthSlates: Scene = async (stage) => {
  const { api, cast, time, youth } = stage;
  await time.moveTo('2024-01-24T10:00');
  await missCategory(stage);
  await missAssessment(stage);
  const waiting: readonly string[] = [parts.youth.lastSecond, parts.youth.late];
  const cities = citiesOf(youth).filter(({ code }) => !waiting.includes(code));
  await forAll(stage, '提交名单 submitted', cities, (city) =>
    api.run(cast.approver(city), 'submitSlate', slateInput(youth, city)),
  );
};

const missCategory = async (stage: Stage): Promise<void> => {
  const { cast, youth } = stage;
  const held = heldBack(stage);
  const { city } = seatOf(youth, parts.youth.uncovered);
  const tried = {
    zh: '开封市名单缺一个类别',
    en: 'The slate of Kaifeng misses a category',
    codes: ['CATEGORY_NOT_COVERED', 'FEWER_THAN_QUOTA'],
  };
  await tryInVain(stage, tried, cast.approver(city), 'submitSlate', slateInput(youth, city));
  for (const entry of held) await forward(stage, youth, entry, city);
};

/** 25 January ends: a slate of the last second is in time, one of the next morning is not. */
export const meetDeadline: Scene = async (stage) => {
  const { api, cast, time, youth } = stage;
  const { city: last } = seatOf(youth, parts.youth.lastSecond);
  await time.moveTo('2024-01-25T23:59:58');
  await api.run(cast.approver(last), 'submitSlate', slateInput(youth, last));
  stage.progress('23:59:59 已提交 submitted');
  await time.moveTo('2024-01-26T09:00');
  const { city: late } = seatOf(youth, parts.youth.late);
  const tried = {
    zh: '鹤壁市1月26日提交名单',
    en: 'Hebi submits its slate on 26 January',
    codes: ['SLATE_ABANDONED', 'DEADLINE_PASSED'],
  };
  await tryInVain(stage, tried, cast.approver(late), 'submitSlate', slateInput(youth, late));
};
