import { parts } from './parts.ts';
import {
  citiesOf,
  forAll,
  forward,
  idOf,
  nominate,
  pass,
  type Scene,
  type Stage,
  seatOf,
  sendBack,
  slateInput,
} from './stage.ts';

/** 18 January: the cities add nominees of their own, and review what came from the counties; one goes back. */
export const reviewInCities: Scene = async (stage) => {
  const { time, flex } = stage;
  const returned = seatOf(flex, parts.flex.returned);
  const direct = flex.plan.seats.filter(({ bureau }) => bureau.level === 'CITY');
  await time.moveTo('2024-01-18T09:00');
  await forAll(stage, '市本级申报 nominated by cities', direct, (entry) => nominate(stage, flex, entry));
  await sendBack(stage, flex, returned, returned.city, '缺少灵活就业登记信息，请核对登记日期后重新报送。');
  const others = flex.plan.seats.filter((entry) => entry !== returned);
  await forAll(stage, '复核 reviewed', others, (entry) => pass(stage, flex, entry, entry.city));
  await correctReturned(stage);
};

/** A correction after the county deadline is not late: the county was in time with its entry. */
const correctReturned = async (stage: Stage): Promise<void> => {
  const { api, cast, time, flex } = stage;
  const entry = seatOf(flex, parts.flex.returned);
  const clerk = cast.clerk(entry.bureau);
  const nominationId = idOf(flex, entry);
  await time.moveTo('2024-01-19T15:00');
  await api.run(clerk, 'amendForm', { nominationId, form: { flexRegisteredOn: '2022-06-20' } });
  await api.run(clerk, 'resubmit', { nominationId, note: '登记日期已按系统记录更正。' });
  await pass(stage, flex, entry, entry.bureau);
  await forward(stage, flex, entry, entry.bureau);
  await pass(stage, flex, entry, entry.city);
};

/** 23 January: the slates of the cities go to the province; Jiyuan never sends its own. */
export const submitFlexSlates: Scene = async (stage) => {
  const { api, cast, time, flex } = stage;
  await time.moveTo('2024-01-23T09:00');
  await forAll(stage, '列入名单 seated', flex.plan.seats, (entry) => forward(stage, flex, entry, entry.city));
  await time.moveTo('2024-01-23T15:00');
  const cities = citiesOf(flex).filter(({ code }) => code !== parts.flex.lapsed);
  await forAll(stage, '提交名单 submitted', cities, (city) =>
    api.run(cast.approver(city), 'submitSlate', slateInput(flex, city)),
  );
};
