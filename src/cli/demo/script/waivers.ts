import type { Member } from '../cast.ts';
import { standingOf } from '../questions.ts';
import { parts } from './parts.ts';
import { pass, passing } from './reviews.ts';
import { idOf, observe, type Scene, type Stage, seatOf, tryInVain } from './stage.ts';

interface Waiving {
  readonly nominationId: string;
  readonly ruleId: string;
  readonly by: Member;
  readonly confirmedBy: Member;
  readonly reason: string;
  /** Of the evidence. */
  readonly title: string;
}

/** One level asks, with a reason and evidence; the level above confirms (A02). */
export const grantWaiver = async ({ api }: Stage, waiving: Waiving): Promise<void> => {
  const { nominationId, ruleId, by, confirmedBy, reason, title } = waiving;
  await api.run(by, 'requestWaiver', { nominationId, ruleId, reason, evidence: [{ title }] });
  await api.run(confirmedBy, 'confirmWaiver', { nominationId, ruleId, note: '情况属实，同意豁免。' });
};

/** 9 January: somebody was born a day too early. The review is refused; a request with a thin reason is, too. */
export const askForWaiver: Scene = async (stage) => {
  const { api, cast, time, youth } = stage;
  const entry = seatOf(youth, parts.youth.tooEarly);
  const nominationId = idOf(youth, entry);
  await time.moveTo('2024-01-09T11:00');
  const { signer, input } = passing(stage, youth, entry, entry.bureau);
  const tried = {
    zh: '1988年12月30日出生者直接通过',
    en: 'Passing somebody born on 30 December 1988',
    codes: ['WAIVER_NEEDED R-Y10'],
  };
  await tryInVain(stage, tried, signer, 'review', input);
  const ruleId = 'R-Y10';
  const evidence = [{ title: '情况说明' }];
  await api.run(signer, 'requestWaiver', { nominationId, ruleId, reason: '仅差一天。', evidence });
  await time.moveTo('2024-01-09T15:00');
  await api.run(cast.head, 'refuseWaiver', { nominationId, ruleId, reason: '理由不充分，请补充事迹佐证。' });
};

/** 15 January: asked for again with evidence, confirmed by the province, and passed. */
export const confirmWaiver: Scene = async (stage) => {
  const { api, cast, time, youth } = stage;
  const entry = seatOf(youth, parts.youth.tooEarly);
  const nominationId = idOf(youth, entry);
  await time.moveTo('2024-01-15T09:00');
  await grantWaiver(stage, {
    nominationId,
    ruleId: 'R-Y10',
    by: cast.approver(entry.bureau),
    confirmedBy: cast.head,
    reason: '年龄仅超出一天，主持的技术攻关填补省内空白，事迹特别突出。',
    title: '省级科技成果鉴定证书',
  });
  await pass(stage, youth, entry, entry.bureau);
  const standing = await standingOf(api, cast.head, nominationId, 'R-Y10');
  observe(stage, '超龄一天经豁免通过 R-Y10: a day too old, waived', 'PASSED CONFIRMED', standing);
};
