import { standingOf } from '../questions.ts';
import { gather } from './dossiers.ts';
import { parts } from './parts.ts';
import { pass, reviewInput, sendBack } from './reviews.ts';
import {
  beyondOf,
  forAll,
  idOf,
  nominate,
  nominationInput,
  observe,
  type Scene,
  type Stage,
  seatOf,
  tryInVain,
} from './stage.ts';

/** 3 January 2024: the clerks of 18 cities draft their nominations, with one slip of the pen and one person claimed twice. */
export const nominateYouth: Scene = async (stage) => {
  const { time, youth } = stage;
  await time.moveTo('2024-01-03T09:00');
  await mistypedNumber(stage);
  await forAll(stage, '申报 nominated', everyone(stage), (entry) => nominate(stage, youth, entry));
  await claimedTwice(stage);
};

const mistypedNumber = async (stage: Stage): Promise<void> => {
  const entry = seatOf(stage.youth, parts.youth.overrun);
  const input = nominationInput(stage.youth, {
    ...entry,
    form: { ...entry.form, idNumber: withOtherCheckCharacter(entry.person.idNumber) },
  });
  const tried = { zh: '身份证号抄错一位', en: 'An identity number with a wrong digit', codes: ['FIELD_INVALID'] };
  await tryInVain(stage, tried, stage.cast.clerk(entry.bureau), 'nominate', input);
};

const withOtherCheckCharacter = (idNumber: string): string =>
  `${idNumber.slice(0, 17)}${idNumber.endsWith('1') ? 2 : 1}`;

/** One nomination a person and edition, whoever is first: also across cities. */
const claimedTwice = async (stage: Stage): Promise<void> => {
  const { youth, cast } = stage;
  const entry = seatOf(youth, parts.youth.overrun);
  const elsewhere = seatOf(youth, parts.youth.uncovered).bureau;
  const tried = {
    zh: '两市申报同一人',
    en: 'The same person nominated by a second city',
    codes: ['ALREADY_NOMINATED'],
  };
  const input = nominationInput(youth, { ...entry, bureau: elsewhere });
  await tryInVain(stage, tried, cast.clerk(elsewhere), 'nominate', input);
};

const everyone = ({ youth }: Stage) => [...youth.plan.seats, beyondOf(youth, parts.youth.overrun)];

/** 4 January: forms are scanned, photos taken, employers and governments heard. */
export const gatherYouth: Scene = async (stage) => {
  await stage.time.moveTo('2024-01-04T09:00');
  await forAll(stage, '材料齐备 gathered', everyone(stage), (entry) => gather(stage, stage.youth, entry));
};

/** 8 January: the approvers review and stamp. One nomination is returned; the one who drafted may not review. */
export const reviewYouth: Scene = async (stage) => {
  const { time, youth } = stage;
  await time.moveTo('2024-01-08T14:00');
  const returned = seatOf(youth, parts.youth.returned);
  await ownDraftReviewed(stage);
  await sendBack(stage, youth, returned, returned.bureau, '主要事迹过于笼统，请补充近3年的具体数据后重新报送。');
  const tooEarly = seatOf(youth, parts.youth.tooEarly);
  const others = everyone(stage).filter((entry) => entry !== returned && entry !== tooEarly);
  await forAll(stage, '审核 reviewed', others, (entry) => pass(stage, youth, entry, entry.bureau));
  await correctReturned(stage);
  await showPresetWaiver(stage);
};

/** The grassroots category is meant for such officials: the program itself makes the exception (A10). */
const showPresetWaiver = async (stage: Stage): Promise<void> => {
  const { bureau, category } = parts.youth.official;
  const id = idOf(stage.youth, seatOf(stage.youth, bureau, category));
  const actual = await standingOf(stage.api, stage.cast.head, id, 'R-Y12');
  observe(stage, '选调生按预设豁免通过 R-Y12: waived by the program', 'PASSED GRASSROOTS_PROGRAM', actual);
};

/** An office of two hats: who drafted may not stamp (four-eyes). */
const ownDraftReviewed = async (stage: Stage): Promise<void> => {
  const { api, cast, youth } = stage;
  const entry = seatOf(youth, parts.youth.fourEyes);
  const both = cast.bothHats(entry.bureau);
  await api.run(both, 'amendForm', { nominationId: idOf(youth, entry), form: { contactPhone: entry.person.phone } });
  const input = reviewInput(stage, youth, entry, {
    bureau: entry.bureau,
    signer: both,
    decision: 'PASS',
    text: '同意推荐。',
  });
  const tried = { zh: '经办人审核本人填报的申报', en: 'A clerk reviews what the clerk drafted', codes: ['FOUR_EYES'] };
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
