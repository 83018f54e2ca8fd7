import type { Entry } from '../plan.ts';
import { parts } from './parts.ts';
import { beyondOf, forAll, forward, idOf, nominate, pass, type Scene, type Stage, seatOf, tryInVain } from './stage.ts';

const fromCounties = ({ flex }: Stage): readonly Entry[] =>
  flex.plan.seats.filter(({ bureau }) => bureau.level === 'COUNTY');

/** 5 January: the counties nominate and review, at most two of each going forward. */
export const nominateInCounties: Scene = async (stage) => {
  const { time, flex } = stage;
  const all = [...fromCounties(stage), beyondOf(flex, parts.flex.thirdNominee)];
  await time.moveTo('2024-01-05T09:00');
  await forAll(stage, '申报 nominated', all, (entry) => nominate(stage, flex, entry));
};

/** 10 January: the approvers of the counties review; what they pass goes to the city, a third of one county does not. */
export const forwardFromCounties: Scene = async (stage) => {
  const { cast, time, flex } = stage;
  const third = beyondOf(flex, parts.flex.thirdNominee);
  const late = seatOf(flex, parts.flex.lateCounty);
  await time.moveTo('2024-01-10T09:00');
  await forAll(stage, '初审 reviewed', [...fromCounties(stage), third], (entry) =>
    pass(stage, flex, entry, entry.bureau),
  );
  await time.moveTo('2024-01-12T09:00');
  const inTime = fromCounties(stage).filter((entry) => entry !== late);
  await forAll(stage, '报送 forwarded', inTime, (entry) => forward(stage, flex, entry, entry.bureau));
  const tried = { zh: '中原区报送第3人', en: 'Zhongyuan District puts forward a third' };
  await tryInVain(stage, tried, cast.clerk(third.bureau), 'forward', { nominationId: idOf(flex, third) });
};

/** 17 January: a county comes two days late. Its city lets it in, with a reason on the record (A27). */
export const acceptLateCounty: Scene = async (stage) => {
  const { api, cast, time, flex } = stage;
  const late = seatOf(flex, parts.flex.lateCounty);
  const nominationId = idOf(flex, late);
  await time.moveTo('2024-01-17T09:00');
  const tried = { zh: '偃师区1月17日报送', en: 'Yanshi District forwards on 17 January' };
  await tryInVain(stage, tried, cast.clerk(late.bureau), 'forward', { nominationId });
  await api.run(cast.approver(late.city), 'acceptLateEntry', {
    nominationId,
    reason: '该县因系统停电未能按时上报，材料齐全，同意接收。',
  });
  await forward(stage, flex, late, late.bureau);
};
