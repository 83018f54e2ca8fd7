import { papersOf } from '../paper/papers.ts';
import { dossierOf, historyOf, seatsTakenBy } from '../questions.ts';
import { attach } from './dossiers.ts';
import { parts } from './parts.ts';
import { askForSupplement, pass } from './reviews.ts';
import { beyondOf, idOf, observe, type Scene, seatOf } from './stage.ts';

/** 12 January, a Friday: Zhengzhou asks for something within five working days, and will never get it. */
export const askInVain: Scene = async (stage) => {
  const { api, cast, flex, time } = stage;
  const entry = beyondOf(flex, parts.flex.expired);
  await time.moveTo('2024-01-12T15:00');
  await askForSupplement(stage, flex, entry, entry.city, '请补充近一年平台接单或经营流水佐证。');
  const { supplement } = await dossierOf(api, cast.head, idOf(flex, entry));
  observe(stage, '补正期限 supplement due (1月12日起5个工作日)', '2024-01-19', supplement?.dueOn ?? 'none');
  const taken = await seatsTakenBy(api, cast.head, flex.editionId, entry.bureau.code);
  observe(stage, '补正期间占用名额 seats taken meanwhile', 2, taken);
};

/** 18 January: Xuchang asks for something too, on the day of its review. */
export const askOneMore: Scene = async (stage) => {
  const { flex } = stage;
  const entry = seatOf(flex, parts.flex.supplied);
  await askForSupplement(stage, flex, entry, entry.city, '请补充荣誉证书复印件。');
};

/** 22 January: what came in time goes on with its seat; what did not has lapsed, and its seat is free. */
export const settleSupplements: Scene = async (stage) => {
  const { api, cast, flex, time } = stage;
  await time.moveTo('2024-01-22T08:30');
  const expired = beyondOf(flex, parts.flex.expired);
  const { status } = await dossierOf(api, cast.head, idOf(flex, expired));
  observe(stage, '逾期未补正 not supplied in time', 'LAPSED', status);
  const left = await seatsTakenBy(api, cast.head, flex.editionId, expired.bureau.code);
  observe(stage, '逾期后占用名额 seats taken after that', 1, left);

  const entry = seatOf(flex, parts.flex.supplied);
  const nominationId = idOf(flex, entry);
  const [paper] = papersOf(flex.plan, entry, { seed: stage.seed, today: time.today() });
  if (paper) await attach(stage, flex, entry, [{ ...paper, material: 'SUPPORTING' }]);
  await api.run(cast.clerk(entry.bureau), 'resubmit', { nominationId, note: '荣誉证书复印件已补充。' });
  await pass(stage, flex, entry, entry.city);
  const history = (await historyOf(api, cast.auditor, nominationId)).map(({ type }) => type);
  const since = history.slice(history.indexOf('SUPPLEMENT_REQUIRED'));
  observe(
    stage,
    '补正后继续 supplied, and on with its seat',
    'SUPPLEMENT_REQUIRED MATERIAL_ATTACHED RESUBMITTED ELIGIBILITY_ASSESSED REVIEWED',
    since.join(' '),
  );
};
