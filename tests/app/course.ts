import type { Outcome } from '../../src/app/laurel.ts';
import type { CommandName } from '../../src/app/permissions.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { EventLog } from '../../src/log/event-log.ts';
import { flexId as editionId, flex } from '../support/editions.ts';
import * as people from '../support/people.ts';
import { riderForm } from '../support/rider.ts';
import { createReplicas, type Replica } from './replicas.ts';

const { bureaus, clerk, countyApprover, cityReviewer, cityApprover, officer, provinceApprover, expert } = people;

export const openingDay = '2023-12-28T01:00:00.000Z';
export const opinion = { text: '同意推荐', stamped: true, signedOn: '2023-12-28', signer: '李主任' };
export const points = Object.fromEntries(flex.rubric.criteria.map(({ code, max }) => [code, max]));

/** The nth nomination by the county's clerk. */
export const nomination = (n: number) => ({
  editionId,
  bureau: bureaus.county,
  category: 'NEW_FORM',
  form: riderForm(n),
});

/** Carries a command out, and fails the test if it is refused. */
export const succeed = async (
  { execute }: Replica,
  actor: Actor,
  name: CommandName,
  input: object,
  commandId?: string,
): Promise<Outcome & { ok: true }> => {
  const outcome = await execute(name, input, { actor, ...(commandId && { commandId }) });
  if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome.refusals)}`);
  return outcome;
};

export const codesOf = (outcome: Outcome): string[] => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code));

/** Two replicas, and an edition of the flexible program opened by the first. */
export const opened = async (log?: EventLog) => {
  const replicas = createReplicas(openingDay, log);
  const [one, other] = [replicas.replica(), replicas.replica()];
  await succeed(one, provinceApprover, 'openEdition', { program: flex.code });
  return { ...replicas, one, other };
};

/** Passed by the bureau that holds it: the county, or once it went up, the city. */
export const passed = async (one: Replica, n: number, upTo: 'COUNTY' | 'CITY'): Promise<string> => {
  const { id: nominationId } = await succeed(one, clerk, 'nominate', nomination(n));
  const pass = { nominationId, decision: 'PASS', opinion };
  await succeed(one, countyApprover, 'review', pass);
  if (upTo === 'COUNTY') return nominationId;
  await succeed(one, countyApprover, 'forward', { nominationId });
  await succeed(one, cityReviewer, 'review', pass);
  return nominationId;
};

/** Two nominees are before the province, with one expert to review them. */
export const submitted = async (log?: EventLog) => {
  const course = await opened(log);
  const { one } = course;
  const nominations = [await passed(one, 1, 'CITY'), await passed(one, 2, 'CITY')];
  for (const nominationId of nominations) await succeed(one, cityReviewer, 'forward', { nominationId });
  await succeed(one, cityApprover, 'submitSlate', { editionId, bureau: bureaus.city, confirmFewer: true });
  const rubric = { ...flex.rubric, panelSize: 1 };
  await succeed(one, provinceApprover, 'freezeRubric', { editionId, rubric });
  await succeed(one, officer, 'appointExpert', { editionId, expert: expert.id, name: '方专家', fields: [] });
  return { ...course, nominations };
};

/** Both are scored, and on the shortlist. */
export const shortlisted = async (log?: EventLog) => {
  const course = await submitted(log);
  const { one, nominations, passTo } = course;
  const assignments = nominations.map((nominationId) => ({ nominationId, expert: expert.id }));
  await succeed(one, officer, 'assignReviews', { editionId, assignments });
  for (const nominationId of nominations) await succeed(one, expert, 'score', { nominationId, points });
  await passTo('2024-01-26T01:00:00.000Z');
  await succeed(one, officer, 'closeScoring', { editionId });
  await succeed(one, provinceApprover, 'decideShortlist', { editionId });
  return course;
};

/** Both are on a notice whose period has ended without objections. */
export const unopposed = async (log?: EventLog) => {
  const course = await shortlisted(log);
  const { one, passTo } = course;
  const { id: noticeId } = await succeed(one, provinceApprover, 'publicize', { editionId });
  await passTo('2024-02-03T01:00:00.000Z');
  return { ...course, noticeId };
};
