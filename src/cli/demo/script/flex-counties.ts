import { chance } from '../chance.ts';
import type { Entry } from '../plan.ts';
import { gather, type Otherwise } from './dossiers.ts';
import { parts } from './parts.ts';
import { pass } from './reviews.ts';
import { prepareSlates } from './slates.ts';
import {
  beyondOf,
  forAll,
  forward,
  idOf,
  nominate,
  type Run,
  type Scene,
  type Stage,
  seatOf,
  tryInVain,
} from './stage.ts';

const fromCounties = ({ plan }: Run): readonly Entry[] => plan.seats.filter(({ bureau }) => bureau.level === 'COUNTY');

/** Those with a seat, and those who find none. */
const everyone = ({ flex }: Stage): readonly Entry[] => [
  ...fromCounties(flex),
  ...[parts.flex.thirdNominee, parts.flex.barred, parts.flex.expired].map((code) => beyondOf(flex, code)),
];

/** 5 January: the counties nominate, at most two of each going forward. */
export const nominateInCounties: Scene = async (stage) => {
  await stage.time.moveTo('2024-01-05T09:00');
  await forAll(stage, '申报 nominated', everyone(stage), (entry) => nominate(stage, stage.flex, entry));
};

/** An individual business of a county that no other scene is about: its clerk forgets the license. */
export const withoutLicence = (run: Run): Entry => {
  const cast: readonly string[] = Object.values(parts.flex);
  const found = fromCounties(run).find(
    ({ form, bureau }) => form.businessRegistered === 'YES' && !cast.includes(bureau.code),
  );
  if (!found) throw new Error('No county nominates a registered business.');
  return found;
};

/** What the scene on rules is about, by the nominee. */
const otherwiseOf = (run: Run): ReadonlyMap<Entry, Otherwise> =>
  new Map<Entry, Otherwise>([
    [seatOf(run, parts.flex.unknown), { vetting: { MARKET_REGULATION: 'UNKNOWN' } }],
    [seatOf(run, parts.flex.short), { short: true }],
    [withoutLicence(run), { without: ['E_LICENCE'] }],
    [beyondOf(run, parts.flex.barred), { steps: { SCREENING: { dishonesty: 'YES' } } }],
  ]);

/** 8 January: materials and vetting, screening and visits; and who is responsible, how the call was made public. */
export const gatherInCounties: Scene = async (stage) => {
  const { flex, seed, time } = stage;
  const otherwise = otherwiseOf(flex);
  await time.moveTo('2024-01-08T09:00');
  await forAll(stage, '材料齐备 gathered', everyone(stage), (entry) =>
    gather(stage, flex, entry, otherwise.get(entry)),
  );
  const counties = [...new Set(everyone(stage).map(({ bureau }) => bureau))];
  // The notice says that counties may make the call public, not that they must (R-F14).
  const isQuiet = (code: string): boolean => chance(seed, `quiet/${code}`).between(1, 2) === 1;
  await prepareSlates(stage, flex, counties, ({ code }, step) => step === 'PUBLICITY_EVIDENCE' && isQuiet(code));
};

/** 10 January: the approvers of the counties review all but those who do not pass at once. */
export const reviewInCounties: Scene = async (stage) => {
  const { flex, time } = stage;
  const delayed = [
    seatOf(flex, parts.flex.unknown),
    seatOf(flex, parts.flex.honored),
    withoutLicence(flex),
    beyondOf(flex, parts.flex.barred),
  ];
  await time.moveTo('2024-01-10T09:00');
  const others = everyone(stage).filter((entry) => !delayed.includes(entry));
  await forAll(stage, '初审 reviewed', others, (entry) => pass(stage, flex, entry, entry.bureau));
};

/** 12 January: what the counties passed goes to the city, a third of one county does not. */
export const forwardFromCounties: Scene = async (stage) => {
  const { cast, time, flex } = stage;
  const third = beyondOf(flex, parts.flex.thirdNominee);
  const left = [third, beyondOf(flex, parts.flex.barred), seatOf(flex, parts.flex.lateCounty)];
  await time.moveTo('2024-01-12T09:00');
  const going = everyone(stage).filter((entry) => !left.includes(entry));
  await forAll(stage, '报送 forwarded', going, (entry) => forward(stage, flex, entry, entry.bureau));
  const tried = { zh: '中原区报送第3人', en: 'Zhongyuan District puts forward a third', codes: ['QUOTA_EXCEEDED'] };
  await tryInVain(stage, tried, cast.clerk(third.bureau), 'forward', { nominationId: idOf(flex, third) });
};

/** 17 January: a county comes two days late. Its city lets it in, with a reason on the record (A27). */
export const acceptLateCounty: Scene = async (stage) => {
  const { api, cast, time, flex } = stage;
  const late = seatOf(flex, parts.flex.lateCounty);
  const nominationId = idOf(flex, late);
  await time.moveTo('2024-01-17T09:00');
  const tried = {
    zh: '偃师区1月17日报送',
    en: 'Yanshi District forwards on 17 January',
    codes: ['LATE_UNLESS_ACCEPTED'],
  };
  await tryInVain(stage, tried, cast.clerk(late.bureau), 'forward', { nominationId });
  await api.run(cast.approver(late.city), 'acceptLateEntry', {
    nominationId,
    reason: '该县因系统停电未能按时上报，材料齐全，同意接收。',
  });
  await forward(stage, flex, late, late.bureau);
};
