import { type Answer, type Api, type Caller, startApi } from './api.ts';
import { accepted, inFlex, passed, prepared, ready, someoneFlexible } from './dossiers.ts';
import { bureaus } from './people.ts';

/** The Flexible Star program after one city put four people forward; two of them are selected, two are alternates. */
export interface Selection {
  readonly api: Api;
  readonly editionId: string;
  /** Nominations, best first; named alike. */
  readonly nominations: readonly string[];
  /** Forms of these nominations. */
  readonly forms: readonly Answer[];
  readonly officer: Caller;
  readonly approver: Caller;
  readonly cityApprover: Caller;
}

export interface Publicized extends Selection {
  readonly noticeId: string;
}

export const names = ['周长河', '秦晓峰', '魏春雨', '尹若溪'] as const;

const rubric = {
  criteria: [{ code: 'MERIT', name: { zh: '事迹', en: 'Merit' }, max: 100, step: 1 }],
  panelSize: 1,
  tieBreak: ['MERIT'],
};

/** What else may happen on the way. */
export interface Meanwhile {
  /** How the server is composed. */
  readonly settings?: Parameters<typeof startApi>[1];
  /** Once a nomination is drafted and complete; 0-based. */
  drafted?(clerk: Caller, nominationId: string, i: number): Promise<unknown>;
  /** Once all are scored, before scoring is closed. */
  scored?(selection: Selection, expert: Caller): Promise<unknown>;
}

/** Until all four are before the panel; `changes` to how the edition is opened. */
export const beforeThePanel = async (changes: object = {}, meanwhile: Meanwhile = {}): Promise<Selection> => {
  const api = await startApi(undefined, meanwhile.settings);
  const [officer, approver, clerk, reviewer, cityApprover] = await Promise.all([
    api.as('PROVINCE_OFFICER', bureaus.province),
    api.as('PROVINCE_APPROVER', bureaus.province),
    api.as('CITY_CLERK', bureaus.city),
    api.as('CITY_REVIEWER', bureaus.city),
    api.as('CITY_APPROVER', bureaus.city),
  ]);
  // Scoring is not closed while slates may still come in: here until the day before.
  const opened = {
    program: 'FLEX_STAR',
    target: 2,
    deadlines: [{ key: 'citySubmission', on: '2024-01-24' }],
    ...changes,
  };
  const { edition } = await accepted(officer, 'openEdition', opened, 'edition { id }');
  const editionId: string = edition.id;
  const forms = names.map((name, i) => someoneFlexible({ name, coverName: name, phone: `1390000111${i}` }));
  const nominations: string[] = [];
  await prepared(cityApprover, editionId, bureaus.city);
  for (const form of forms) {
    const nominationId = await ready(clerk, inFlex({ bureau: bureaus.city, form }));
    await meanwhile.drafted?.(clerk, nominationId, nominations.length);
    await passed(reviewer, nominationId);
    await accepted(cityApprover, 'forward', { nominationId });
    nominations.push(nominationId);
  }
  await accepted(cityApprover, 'submitSlate', { editionId, bureau: bureaus.city, confirmFewer: true });
  for (const nominationId of nominations) await passed(approver, nominationId);
  return { api, editionId, nominations, forms, officer, approver, cityApprover };
};

/** Until the shortlist is decided, on Thursday 25 January 2024. */
export const shortlisted = async (changes: object = {}, meanwhile: Meanwhile = {}): Promise<Selection> => {
  const selection = await beforeThePanel(changes, meanwhile);
  const { api, editionId, nominations, officer, approver } = selection;
  const expert = await api.as('EXPERT', undefined, 'expert');
  await accepted(approver, 'freezeRubric', { editionId, rubric });
  await accepted(officer, 'appointExpert', { editionId, expert: 'expert', name: '方专家', fields: ['就业'] });
  const assignments = nominations.map((nominationId) => ({ nominationId, expert: 'expert' }));
  await accepted(officer, 'assignReviews', { editionId, assignments });
  for (const [i, nominationId] of nominations.entries()) {
    await accepted(expert, 'score', { nominationId, points: [{ criterion: 'MERIT', points: 90 - i }] });
  }
  await meanwhile.scored?.(selection, expert);
  await api.passTo('2024-01-25T02:00:00.000Z');
  await accepted(officer, 'closeScoring', { editionId });
  await accepted(approver, 'decideShortlist', { editionId });
  return selection;
};

/** The two selected are on a notice whose period runs from Friday 26 January through Thursday 1 February 2024. */
export const publicized = async (meanwhile?: Meanwhile): Promise<Publicized> => {
  const selection = await shortlisted({}, meanwhile);
  const { approver, editionId } = selection;
  const { notice } = await accepted(approver, 'publicize', { editionId }, 'notice { id }');
  return { ...selection, noticeId: notice.id };
};

/** The period has ended without objections, and both are recognized, on Friday 2 February 2024. */
export const recognized = async (): Promise<Publicized> => {
  const selection = await publicized();
  await selection.api.passTo('2024-02-02T01:00:00.000Z');
  await accepted(selection.approver, 'recognize', { noticeId: selection.noticeId });
  return selection;
};

/** Every text anywhere in an answer. */
export const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsIn);
};
