import { dossierOf } from '../questions.ts';
import { gather } from './dossiers.ts';
import { parts } from './parts.ts';
import { pass, sendBack } from './reviews.ts';
import { prepareSlates } from './slates.ts';
import {
  citiesOf,
  forAll,
  forward,
  idOf,
  nominate,
  observe,
  type Scene,
  type Stage,
  seatOf,
  slateInput,
} from './stage.ts';
import { askOneMore } from './supplements.ts';

/** 18 January: the cities add nominees of their own, and gather what is asked for. */
export const nominateInCities: Scene = async (stage) => {
  const { time, flex } = stage;
  const direct = flex.plan.seats.filter(({ bureau }) => bureau.level === 'CITY');
  await time.moveTo('2024-01-18T09:00');
  await forAll(stage, '市本级申报 nominated by cities', direct, async (entry) => {
    await nominate(stage, flex, entry);
    await gather(stage, flex, entry);
  });
  await prepareSlates(stage, flex, citiesOf(flex));
  await seeBothNominations(stage);
};

/** Whoever is nominated in both programs is flagged on both (A25). */
const seeBothNominations = async (stage: Stage): Promise<void> => {
  const { api, cast, flex, youth } = stage;
  const { bureau, category } = parts.youth.twice;
  const other = async (id: string): Promise<string> => {
    const { alsoNominatedIn } = await dossierOf(api, cast.head, id);
    return alsoNominatedIn.map(({ edition }) => edition.programCode).join(' ');
  };
  const first = await other(idOf(youth, seatOf(youth, bureau, category)));
  const second = await other(idOf(flex, seatOf(flex, parts.flex.twice)));
  observe(
    stage,
    '两项同时申报互相提示 nominated in both, flagged on both',
    'FLEX_STAR, YOUTH_STAR',
    `${first}, ${second}`,
  );
};

/** The same day: cities review what came from the counties and is their own; one goes back, one is to be supplied. */
export const reviewInCities: Scene = async (stage) => {
  const { flex, time } = stage;
  const returned = seatOf(flex, parts.flex.returned);
  const supplied = seatOf(flex, parts.flex.supplied);
  await time.moveTo('2024-01-18T14:00');
  await sendBack(stage, flex, returned, returned.city, '缺少灵活就业登记信息，请核对登记日期后重新报送。');
  await askOneMore(stage);
  const others = flex.plan.seats.filter((entry) => entry !== returned && entry !== supplied);
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
