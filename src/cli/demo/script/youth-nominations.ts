import { parts } from './parts.ts';
import {
  beyondOf,
  forAll,
  idOf,
  nominate,
  nominationInput,
  pass,
  reviewInput,
  type Scene,
  type Stage,
  seatOf,
  sendBack,
  tryInVain,
} from './stage.ts';

/** 3 January 2024: the clerks of 18 cities draft their nominations, with one slip of the pen and one person claimed twice. */
export const nominateYouth: Scene = async (stage) => {
  const { time, youth } = stage;
  await time.moveTo('2024-01-03T09:00');
  await mistypedNumber(stage);
  const all = [...youth.plan.seats, beyondOf(youth, parts.youth.overrun)];
  await forAll(stage, '申报 nominated', all, (entry) => nominate(stage, youth, entry));
  await claimedTwice(stage);
};

const mistypedNumber = async (stage: Stage): Promise<void> => {
  const entry = seatOf(stage.youth, parts.youth.overrun);
  const input = nominationInput(stage.youth, {
    ...entry,
    form: { ...entry.form, idNumber: withOtherCheckCharacter(entry.person.idNumber) },
  });
  const tried = { zh: '身份证号抄错一位', en: 'An identity number with a wrong digit' };
  await tryInVain(stage, tried, stage.cast.clerk(entry.bureau), 'nominate', input);
};

const withOtherCheckCharacter = (idNumber: string): string =>
  `${idNumber.slice(0, 17)}${idNumber.endsWith('1') ? 2 : 1}`;

/** One nomination a person and edition, whoever is first: also across cities. */
const claimedTwice = async (stage: Stage): Promise<void> => {
  const { youth, cast } = stage;
  const entry = seatOf(youth, parts.youth.overrun);
  const elsewhere = seatOf(youth, parts.youth.uncovered).bureau;
  const tried = { zh: '两市申报同一人', en: 'The same person nominated by a second city' };
  const input = nominationInput(youth, { ...entry, bureau: elsewhere });
  await tryInVain(stage, tried, cast.clerk(elsewhere), 'nominate', input);
};

/** 8 January: the approvers review and stamp. One nomination is returned; the one who drafted may not review. */
export const reviewYouth: Scene = async (stage) => {
  const { time, youth } = stage;
  await time.moveTo('2024-01-08T09:00');
  const returned = seatOf(youth, parts.youth.returned);
  await ownDraftReviewed(stage);
  await sendBack(stage, youth, returned, returned.bureau, '主要事迹过于笼统，请补充近3年的具体数据后重新报送。');
  const others = [...youth.plan.seats, beyondOf(youth, parts.youth.overrun)].filter((entry) => entry !== returned);
  await forAll(stage, '审核 reviewed', others, (entry) => pass(stage, youth, entry, entry.bureau));
  await correctReturned(stage);
};

/** An office of two hats: who drafted may not stamp (four-eyes). */
const ownDraftReviewed = async (stage: Stage): Promise<void> => {
  const { api, cast, youth } = stage;
  const entry = seatOf(youth, parts.youth.fourEyes);
  const both = cast.bothHats(entry.bureau);
  await api.run(both, 'amendForm', { nominationId: idOf(youth, entry), form: { contactPhone: entry.person.phone } });
  const input = reviewInput(stage, idOf(youth, entry), {
    bureau: entry.bureau,
    signer: both,
    decision: 'PASS',
    text: '同意推荐。',
  });
  const tried = { zh: '经办人审核本人填报的申报', en: 'A clerk reviews what the clerk drafted' };
  await tryInVain(stage, tried, both, 'review', input);
};

const correctReturned = async (stage: Stage): Promise<void> => {
  const { api, cast, time, youth } = stage;
  const entry = seatOf(youth, parts.youth.returned);
  const clerk = cast.clerk(entry.bureau);
  const nominationId = idOf(youth, entry);
  await time.moveTo('2024-01-09T10:00');
  const deeds = `${entry.form.deeds}2021年至2023年共完成技术改进6项，为单位节约成本42万元，带出徒弟5名。`;
  await api.run(clerk, 'amendForm', { nominationId, form: { deeds } });
  await api.run(clerk, 'resubmit', { nominationId, note: '已补充近3年的具体数据。' });
  await pass(stage, youth, entry, entry.bureau);
};
