import { describe, expect, it } from 'vitest';
import { planHashOf } from '../../src/app/commands/review.ts';
import type { ActorId, NominationId } from '../../src/domain/ids.ts';
import { LogUnavailable } from '../../src/log/event-log.ts';
import { flexId as editionId } from '../support/editions.ts';
import { expert, officer } from '../support/people.ts';
import { submitted, succeed } from './course.ts';

const planned = async () => {
  const course = await submitted();
  const pairs = course.nominations.map((id) => ({ nominationId: id as NominationId, expert: expert.id as ActorId }));
  const planHash = planHashOf(editionId, pairs);
  const carriedOut = async () =>
    (await course.typesOf(`edition-${editionId}`)).filter((type) => type.startsWith('Plan'));
  const reviews = () => Promise.all(pairs.map((pair) => course.typesOf(`review-${pair.nominationId}-${pair.expert}`)));
  return { ...course, input: { editionId, pairs, planHash }, carriedOut, reviews };
};

describe('A plan that is committed', () => {
  it('is carried out once, though another replica does so at the same moment', async () => {
    const { one, other, input, carriedOut, reviews, catchUp } = await planned();
    const met = one.justBefore('ReviewAssigned', async () => {
      await catchUp();
      await other.laurel.agenda.runDue();
    });
    await succeed(one, officer, 'commitPlan', input);
    await met;
    expect(await reviews()).toEqual([['ReviewAssigned'], ['ReviewAssigned']]);
    expect(await carriedOut()).toEqual(['PlanCommitted', 'PlanCarriedOut']);
  });

  it('is carried out by whoever comes next, where its process ends after one of the assignments', async () => {
    const { log, replica, other, input, carriedOut, reviews, passTo } = await planned();
    let assignments = 0;
    const dying = Object.assign(Object.create(log) as typeof log, {
      append: async (...[stream, events, expected]: Parameters<typeof log.append>) => {
        if (events.some(({ type }) => type === 'ReviewAssigned') && assignments++ > 0)
          throw new LogUnavailable('nothing-recorded', undefined);
        return log.append(stream, events, expected);
      },
      readStream: (...args: Parameters<typeof log.readStream>) => log.readStream(...args),
      readAll: (...args: Parameters<typeof log.readAll>) => log.readAll(...args),
    });
    await succeed(replica({ log: dying }), officer, 'commitPlan', input);
    expect(await carriedOut()).toEqual(['PlanCommitted']);
    expect((await reviews()).flat()).toEqual(['ReviewAssigned']);
    await passTo('2024-01-02T01:00:00.000Z');
    await other.laurel.agenda.runDue();
    expect(await reviews()).toEqual([['ReviewAssigned'], ['ReviewAssigned']]);
    expect(await carriedOut()).toEqual(['PlanCommitted', 'PlanCarriedOut']);
  });
});
