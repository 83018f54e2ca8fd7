import type { Member } from '../cast.ts';
import { papersOf } from '../paper/papers.ts';
import type { Entry } from '../plan.ts';
import { dossierOf, standingOf } from '../questions.ts';
import { answerVetting, attach } from './dossiers.ts';
import { withoutLicence } from './flex-counties.ts';
import { parts } from './parts.ts';
import { pass, passing, reject } from './reviews.ts';
import { type Attempt, beyondOf, citiesOf, idOf, observe, type Scene, type Stage, seatOf, tryInVain } from './stage.ts';
import { grantWaiver } from './waivers.ts';

/** 11 January: four counties find out what a rule asks, one that a rule is a bar, and one that a warning is none. */
export const meetRules: Scene = async (stage) => {
  await stage.time.moveTo('2024-01-11T09:00');
  await waitForBody(stage);
  await supplyLicence(stage);
  await meetBar(stage);
  await waivePriorHonor(stage);
  await warnOfLength(stage);
};

const passInVain = async (stage: Stage, tried: Attempt, entry: Entry): Promise<void> => {
  const { signer, input } = passing(stage, stage.flex, entry, entry.bureau);
  await tryInVain(stage, tried, signer, 'review', input);
};

/** A body that does not know somebody has not cleared them (A26). */
const waitForBody = async (stage: Stage): Promise<void> => {
  const { flex } = stage;
  const entry = seatOf(flex, parts.flex.unknown);
  const tried = {
    zh: '市场监管部门答复“不掌握情况”即通过',
    en: 'Passing whom market regulation does not know',
    codes: ['RULE_FAILED R-F15'],
  };
  await passInVain(stage, tried, entry);
  await answerVetting(stage, flex, entry, { body: 'MARKET_REGULATION', answer: 'CLEAR' });
  await pass(stage, flex, entry, entry.bureau);
};

/** The checklist says what is missing and why it is asked for here (R-F34). */
const supplyLicence = async (stage: Stage): Promise<void> => {
  const { api, cast, flex, seed, time } = stage;
  const entry = withoutLicence(flex);
  const { checklist } = await dossierOf(api, cast.approver(entry.bureau), idOf(flex, entry));
  const missing = checklist.filter((item) => item.missing);
  observe(
    stage,
    '材料清单缺项 missing by the checklist',
    'E_LICENCE',
    missing.map((item) => item.material.code).join(' '),
  );
  const reason = flex.plan.program.materials.find(({ code }) => code === 'E_LICENCE')?.reason?.zh ?? '';
  observe(stage, '缺项理由 why it is asked for', reason, missing.map((item) => item.reason).join(' '));
  const tried = {
    zh: '个体工商户无电子营业执照即通过',
    en: 'Passing an individual business without its license',
    codes: ['RULE_FAILED R-F34'],
  };
  await passInVain(stage, tried, entry);
  const papers = papersOf(flex.plan, entry, { seed, today: time.today() });
  await attach(
    stage,
    flex,
    entry,
    papers.filter(({ material }) => material === 'E_LICENCE'),
  );
  await pass(stage, flex, entry, entry.bureau);
  await downloadLicence(stage, entry);
};

/** A file is had back as it was sent by who may see the nomination; for everybody else there is none. */
const downloadLicence = async (stage: Stage, entry: Entry): Promise<void> => {
  const { api, cast, flex } = stage;
  const { checklist } = await dossierOf(api, cast.approver(entry.bureau), idOf(flex, entry));
  const [file] = checklist.find(({ material }) => material.code === 'E_LICENCE')?.files ?? [];
  const { path = '', sha256 = 'no such file' } = file ?? {};
  const got = (member?: Member): Promise<string> => api.download(member, path);
  observe(stage, '电子营业执照可下载、无改动 the license as it was sent', sha256, await got(cast.approver(entry.city)));
  const elsewhere = citiesOf(flex).find((city) => city !== entry.city) ?? entry.city;
  const hidden = `${await got(cast.approver(elsewhere))} ${await got()}`;
  observe(stage, '外市与公众不可下载 hidden from other cities and the public', '404 404', hidden);
};

/** Dishonesty on record bars for good: no waiver of that rule can even be asked for (R-F13). */
const meetBar = async (stage: Stage): Promise<void> => {
  const { cast, flex } = stage;
  const entry = beyondOf(flex, parts.flex.barred);
  const passed = { zh: '有失信行为仍予通过', en: 'Passing somebody dishonest', codes: ['RULE_FAILED R-F13'] };
  await passInVain(stage, passed, entry);
  const waived = {
    zh: '为失信行为申请豁免',
    en: 'A waiver of what bars absolutely',
    codes: ['RULE_NOT_WAIVABLE R-F13'],
  };
  await tryInVain(stage, waived, cast.approver(entry.bureau), 'requestWaiver', {
    nominationId: idOf(flex, entry),
    ruleId: 'R-F13',
    reason: '失信事项已整改。',
    evidence: [{ title: '整改证明' }],
  });
  await reject(stage, flex, entry, entry.bureau, '经核查有失信行为，不符合选树条件。');
};

/** The form says nothing of an honor of the province; the record does. County asks, city confirms. */
const waivePriorHonor = async (stage: Stage): Promise<void> => {
  const { api, cast, flex } = stage;
  const entry = seatOf(flex, parts.flex.honored);
  const tried = {
    zh: '已获省级荣誉者直接通过',
    en: 'Passing a holder of an honor of the province',
    codes: ['WAIVER_NEEDED R-F12'],
  };
  await passInVain(stage, tried, entry);
  await grantWaiver(stage, {
    nominationId: idOf(flex, entry),
    ruleId: 'R-F12',
    by: cast.approver(entry.bureau),
    confirmedBy: cast.approver(entry.city),
    reason: '所获荣誉为技能竞赛奖项，与灵活就业事迹不重复。',
    title: '获奖证书及竞赛说明',
  });
  await pass(stage, flex, entry, entry.bureau);
  const standing = await standingOf(api, cast.head, idOf(flex, entry), 'R-F12');
  observe(stage, '在案荣誉经豁免通过 R-F12: an honor on record, waived', 'PASSED CONFIRMED', standing);
};

/** An account of some 300 words where about 800 are asked for passes, with a warning (R-F33, A29). */
const warnOfLength = async (stage: Stage): Promise<void> => {
  const { api, cast, flex } = stage;
  const entry = seatOf(flex, parts.flex.short);
  const { eligibility } = await dossierOf(api, cast.approver(entry.bureau), idOf(flex, entry));
  const found = eligibility?.find(({ ruleId }) => ruleId === 'R-F33');
  observe(
    stage,
    '事迹材料字数不足 R-F33: too few words',
    'PASSED, warned',
    `${found?.outcome}, ${found?.warning ? 'warned' : 'not warned'}`,
  );
};
