import { hiddenFromExperts } from '../../src/domain/program/hidden-from-experts.ts';
import { withExtensions } from '../../src/domain/program/with-extensions.ts';
import type { Answer, Caller } from './caller.ts';
import { accepted } from './dossiers.ts';
import { flex } from './editions.ts';
import { bureaus } from './people.ts';
import { beforeThePanel, type Selection, textsIn } from './selection.ts';
import { unlimited } from './unlimited.ts';

/** The expert asked about is `wu`. */
export interface BlindedPanel extends Selection {
  readonly wu: Caller;
  readonly mine: readonly string[];
  /** From which `wu` stepped aside. */
  readonly aside: string;
  readonly notMine: string;
  /** Hash of a file attached to the first of `mine`. */
  readonly anyFile: string;
}

export const blinded = withExtensions(flex, ['BLINDED_SCORING']);
const rubric = {
  criteria: [{ code: 'MERIT', name: { zh: '事迹', en: 'Merit' }, max: 100, step: 1 }],
  panelSize: 1,
  tieBreak: ['MERIT'],
};
const [alsoComment, asideReason] = ['他人评语不得外泄', '他人回避缘由'];

/** Something to be found again in every field that is hidden, and an amendment of one that is not. */
const planted = (i: number) => ({
  nativePlace: `植入籍贯${i}省`,
  workPlace: { division: bureaus.county, address: `植入路${i}号` },
  employmentCertNo: `PLANTED-CERT-${i}`,
  mainEmployer: `植入雇主${i}公司`,
  registeredAddressOrPlatform: `植入平台${i}大厦`,
  familyWork: `配偶在植入单位${i}上班`,
  honors: [{ name: '岗位能手', level: 'OTHER', topic: 'OTHER', awardedOn: '2020-05-01', issuer: `植入协会${i}分会` }],
  remark: `由植入协会${i}联合推送`,
  // Hidden, and asked of nobody: of the second there is no answer.
  ...(i !== 1 && { jointPushBy: `植入协会${i}总会`, uscc: '92410122MA3X4QKF1U' }),
  otherFlexWork: `其他工作第${i}种`,
});

/**
 * An edition that adds blinded scoring, before the panel: the expert `wu` has the first two of four nominations, and
 * stepped aside from the third. `zheng` scored the first two as well, and stepped aside from the third; `sun` scored the
 * others.
 */
export const blindedPanel = async (): Promise<BlindedPanel> => {
  const given = await beforeThePanel(
    { extensions: ['BLINDED_SCORING'] },
    {
      settings: { limits: { ...unlimited, bodyBytes: 10_000_000 } },
      drafted: (clerk, nominationId, i) => accepted(clerk, 'amendForm', { nominationId, form: planted(i) }),
    },
  );
  const { api, editionId, nominations, officer, approver } = given;
  const [first, second, aside, notMine] = nominations as readonly [string, string, string, string];
  const mine = [first, second];
  const [wu, zheng, sun] = await Promise.all(['wu', 'zheng', 'sun'].map((id) => api.as('EXPERT', undefined, id)));
  if (!wu || !zheng || !sun) throw new Error('Three experts were asked for.');
  await accepted(approver, 'freezeRubric', { editionId, rubric });
  for (const expert of ['wu', 'zheng', 'sun']) {
    await accepted(officer, 'appointExpert', { editionId, expert, name: `方专家${expert}`, fields: ['就业'] });
  }
  const assign = (expert: string, ids: readonly string[], dueOn?: string) =>
    accepted(officer, 'assignReviews', {
      editionId,
      ...(dueOn && { dueOn }),
      assignments: ids.map((nominationId) => ({ nominationId, expert })),
    });
  await assign('wu', [first], '2024-01-26');
  await assign('wu', [second, aside], '2024-01-24');
  await assign('zheng', nominations.slice(0, 3));
  await assign('sun', [aside, notMine]);
  await accepted(wu, 'recuse', { nominationId: aside, reason: '曾是同事。' });
  await accepted(zheng, 'recuse', { nominationId: aside, reason: asideReason });
  for (const [i, nominationId] of nominations.entries()) {
    const by = i < 2 ? zheng : sun;
    const points = [{ criterion: 'MERIT', points: 73 + i }];
    await accepted(by, 'score', { nominationId, points, comment: alsoComment });
  }
  const { nomination } = await officer.ask(
    'query ($id: ID!) { nomination(id: $id) { checklist { files { sha256 } } } }',
    { id: mine[0] },
  );
  return { ...given, wu, mine, aside, notMine, anyFile: textsIn(nomination)[0] as string };
};

/** What stands at the hidden paths of a form. */
const valuesIn = (answers: Answer, hidden: ReadonlySet<string>, above = '', within = false): string[] =>
  Object.entries(answers ?? {}).flatMap(([key, value]) => {
    const path = `${above}${key}`;
    const isHidden = within || hidden.has(path);
    if (Array.isArray(value)) return value.flatMap((entry) => valuesIn(entry, hidden, `${path}.`, isHidden));
    if (typeof value === 'object') return valuesIn(value, hidden, `${path}.`, isHidden);
    return isHidden ? [String(value)] : [];
  });

interface Hidden {
  readonly texts: readonly string[];
  /** Codes and names of bureaus, which are public but for whom they nominated. */
  readonly places: readonly string[];
}

/** Texts that stand in what is hidden of all four nominations, as who sees all of it finds them. */
export const hiddenTexts = async ({ nominations, officer, anyFile }: BlindedPanel): Promise<Hidden> => {
  const found: string[] = [];
  for (const id of nominations) {
    const { nomination } = await officer.ask('query ($id: ID!) { nomination(id: $id) { form } }', { id });
    found.push(...valuesIn(nomination.form, hiddenFromExperts(blinded).form));
    found.push(nomination.form.idNumber, nomination.form.phone);
  }
  const places = ['410122', '410100', '郑州'];
  return {
    texts: [
      ...new Set(found.filter((text) => !places.includes(text))),
      ...['同意推荐', '王主任', '孙科长'],
      ...[alsoComment, asideReason, anyFile, '方专家zheng', '方专家sun'],
    ],
    places,
  };
};
