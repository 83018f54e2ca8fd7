import { describe, expect, it } from 'vitest';
import { flexId as editionId, youth, youthId } from '../support/editions.ts';
import { clerk, expert, officer, provinceApprover } from '../support/people.ts';
import { codesOf, submitted, succeed } from './course.ts';

const assigned = 'ReviewAssigned';

describe('Reviews that are assigned together', () => {
  it('are recorded each on its own stream', async () => {
    const { one, nominations, typesOf } = await submitted();
    const assignments = nominations.map((nominationId) => ({ nominationId, expert: expert.id }));
    await succeed(one, officer, 'assignReviews', { editionId, assignments });
    for (const id of nominations) expect(await typesOf(`review-${id}-${expert.id}`)).toEqual([assigned]);
  });

  it('are of one edition: nominations of another are refused, and told which', async () => {
    const { one, nominations, typesOf } = await submitted();
    await succeed(one, provinceApprover, 'openEdition', { program: youth.code });
    await succeed(one, officer, 'appointExpert', { editionId: youthId, expert: expert.id, name: '方专家', fields: [] });
    const assignments = nominations.map((nominationId) => ({ nominationId, expert: expert.id }));
    const outcome = await one.execute('assignReviews', { editionId: youthId, assignments }, { actor: officer });
    expect(outcome).toMatchObject({
      refusals: nominations.map((nomination, i) => ({
        code: 'NOT_IN_EDITION',
        path: ['assignments', String(i), 'nominationId'],
        params: { nomination, edition: youthId },
      })),
    });
    expect(await typesOf()).not.toContain(assigned);
  });

  it('are all recorded or none, and every slip is told with its place', async () => {
    const { one, nominations, typesOf } = await submitted();
    const [first, second] = nominations;
    const assignments = [
      { nominationId: first, expert: expert.id },
      { nominationId: second, expert: 'nobody' },
      { nominationId: 'nothing', expert: expert.id },
    ];
    const outcome = await one.execute('assignReviews', { editionId, assignments }, { actor: officer });
    expect(outcome).toMatchObject({
      refusals: [
        { code: 'EXPERT_NOT_APPOINTED', path: ['assignments', '1', 'expert'] },
        { code: 'NOMINATION_NOT_FOUND', path: ['assignments', '2', 'nominationId'] },
      ],
    });
    expect(await typesOf()).not.toContain(assigned);
  });

  it('have no revision in common', async () => {
    const { one, nominations, typesOf } = await submitted();
    const assignments = nominations.map((nominationId) => ({ nominationId, expert: expert.id }));
    const request = { actor: officer, expectedRevision: 0 };
    const outcome = await one.execute('assignReviews', { editionId, assignments }, request);
    expect(outcome).toMatchObject({ refusals: [{ code: 'NO_ONE_REVISION', path: ['expectedRevision'] }] });
    expect(await typesOf()).not.toContain(assigned);
  });

  it('are the business of the province', async () => {
    const { one, nominations } = await submitted();
    const assignments = nominations.map((nominationId) => ({ nominationId, expert: expert.id }));
    expect(codesOf(await one.execute('assignReviews', { editionId, assignments }, { actor: clerk }))).toEqual([
      'NOT_PERMITTED',
    ]);
  });
});
