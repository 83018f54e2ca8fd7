import { describe, expect, it } from 'vitest';
import type { CommandName } from '../../src/app/permissions.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { flexId as editionId } from '../support/editions.ts';
import {
  bureaus,
  cityApprover,
  cityReviewer,
  clerk,
  countyApprover,
  expert,
  officer,
  provinceApprover,
} from '../support/people.ts';
import {
  codesOf,
  nomination,
  opened,
  opinion,
  passed,
  points,
  shortlisted,
  submitted,
  succeed,
  unopposed,
} from './course.ts';
import type { Replica } from './replicas.ts';

const commandId = '6f1c1b8e-6a52-4a3e-9d3a-0c7f7a4f2b11';

/**
 * Runs a command, lets its object move on, and asks both replicas for it again, and for something else under its id. Its
 * position alone may have moved on, with what came of it since.
 */
const expectOneOutcome = async (
  { one, other, typesOf }: { one: Replica; other: Replica; typesOf: () => Promise<string[]> },
  [actor, name, input, different]: readonly [Actor, CommandName, object, object],
  moveOn: (id: string) => Promise<unknown>,
): Promise<void> => {
  const first = await succeed(one, actor, name, input, commandId);
  const { position: _, ...lasting } = first;
  await moveOn(first.id);
  const before = await typesOf();
  for (const replica of [one, other]) {
    expect(await succeed(replica, actor, name, input, commandId)).toMatchObject(lasting);
    expect(await succeed(replica, actor, name, input, commandId.toUpperCase())).toMatchObject(lasting);
    const reused = await replica.execute(name, different, { actor, commandId });
    expect(reused).toMatchObject({ refusals: [{ code: 'COMMAND_ID_REUSED', path: ['commandId'] }] });
  }
  expect(await typesOf()).toEqual(before);
};

describe('A command that is repeated after its object has moved on has its first outcome', () => {
  it('a nomination, withdrawn since, so that its person is free again', async () => {
    const course = await opened();
    await expectOneOutcome(course, [clerk, 'nominate', nomination(1), nomination(2)], (nominationId) =>
      succeed(course.one, clerk, 'withdraw', { nominationId, reason: 'moved away' }),
    );
  });

  it('a review by the county, which has not held the nomination since', async () => {
    const course = await opened();
    const { id: nominationId } = await succeed(course.one, clerk, 'nominate', nomination(1));
    const pass = { nominationId, decision: 'PASS', opinion };
    const reject = { ...pass, decision: 'REJECT' };
    await expectOneOutcome(course, [countyApprover, 'review', pass, reject], () =>
      succeed(course.other, countyApprover, 'forward', { nominationId }),
    );
  });

  it('a forwarding, sent back since', async () => {
    const course = await opened();
    const nominationId = await passed(course.one, 1, 'COUNTY');
    const another = await passed(course.one, 2, 'COUNTY');
    const forward = [countyApprover, 'forward', { nominationId }, { nominationId: another }] as const;
    await expectOneOutcome(course, forward, () =>
      succeed(course.other, cityReviewer, 'review', { nominationId, decision: 'RETURN', opinion }),
    );
  });

  it('a slate, forwarded and past its deadline since', async () => {
    const course = await opened();
    const nominationId = await passed(course.one, 1, 'CITY');
    await succeed(course.one, cityReviewer, 'forward', { nominationId });
    const slate = { editionId, bureau: bureaus.city, confirmFewer: true };
    await expectOneOutcome(course, [cityApprover, 'submitSlate', slate, { ...slate, confirmFewer: false }], () =>
      course.passTo('2024-01-26T01:00:00.000Z'),
    );
  });

  it('reviews assigned, scored since and scoring closed', async () => {
    const course = await submitted();
    const assignments = course.nominations.map((nominationId) => ({ nominationId, expert: expert.id }));
    const input = { editionId, assignments };
    const fewer = { editionId, assignments: assignments.slice(1) };
    await expectOneOutcome(course, [officer, 'assignReviews', input, fewer], async () => {
      for (const nominationId of course.nominations)
        await succeed(course.one, expert, 'score', { nominationId, points });
      await course.passTo('2024-01-26T01:00:00.000Z');
      await succeed(course.other, officer, 'closeScoring', { editionId });
    });
  });

  it('a publication, whose period has ended since', async () => {
    const course = await shortlisted();
    const input = { editionId };
    const reason = { editionId, overrunReason: 'snow' };
    await expectOneOutcome(course, [provinceApprover, 'publicize', input, reason], () =>
      course.passTo('2024-02-03T01:00:00.000Z'),
    );
  });

  it('a recognition, revoked since', async () => {
    const course = await unopposed();
    const { one, other, noticeId, nominations } = course;
    const all = { noticeId, nominationIds: nominations };
    const fewer = { noticeId, nominationIds: nominations.slice(1) };
    await expectOneOutcome(course, [provinceApprover, 'recognize', all, fewer], async () => {
      const notice = await one.stateOf('notice', `notice-${noticeId}`);
      if (!('cleared' in notice)) throw new Error('There is a notice.');
      const [certificate] = notice.cleared.values();
      const evidence = [{ title: 'a letter' }];
      await succeed(other, countyApprover, 'reportViolation', { certificate, statement: 'seen', evidence });
      const revocation = { certificate, ground: 'BELOW_STANDARD', statement: 'found out', evidence };
      await succeed(other, provinceApprover, 'revoke', revocation);
    });
  });

  it('an amendment, which left nothing to record the second time', async () => {
    const course = await opened();
    const { one, other } = course;
    const { id: nominationId } = await succeed(one, clerk, 'nominate', nomination(1));
    const amend = { nominationId, form: { mainWork: '送餐' } };
    const back = { nominationId, form: { mainWork: '网约配送' } };
    await expectOneOutcome(course, [clerk, 'amendForm', amend, back], () => succeed(other, clerk, 'amendForm', back));
  });
});

describe('A command of another person under the same id', () => {
  it('is another command', async () => {
    const { one, other } = await opened();
    await succeed(one, clerk, 'nominate', nomination(1), commandId);
    const colleague = { ...clerk, id: 'colleague' as never };
    expect(codesOf(await other.execute('nominate', nomination(1), { actor: colleague, commandId }))).toEqual([
      'COMMAND_ID_REUSED',
    ]);
  });
});

describe('What another process wrote', () => {
  it('is seen by the very next command: nothing is refused that is possible by now', async () => {
    const { one, other } = await opened();
    const { id: nominationId } = await succeed(one, clerk, 'nominate', nomination(1));
    const pass = { nominationId, decision: 'PASS', opinion };
    expect(codesOf(await other.execute('forward', { nominationId }, { actor: countyApprover }))).toEqual([
      'NOT_PASSED',
    ]);
    await succeed(one, countyApprover, 'review', pass);
    await succeed(other, countyApprover, 'forward', { nominationId });
    await succeed(one, cityReviewer, 'review', pass);
  });

  it('is seen by the very next command: nothing is accepted that is impossible by now', async () => {
    const { one, other } = await opened();
    const nominationId = await passed(one, 1, 'COUNTY');
    await other.stateOf('nomination', `nomination-${nominationId}`);
    await succeed(one, countyApprover, 'review', { nominationId, decision: 'RETURN', opinion });
    expect(codesOf(await other.execute('forward', { nominationId }, { actor: countyApprover }))).toEqual([
      'NOT_PASSED',
    ]);
    const amend = { nominationId, form: { mainWork: '送餐' } };
    expect(await other.execute('amendForm', amend, { actor: clerk, expectedRevision: 5 })).toMatchObject({
      ok: true,
      revision: 6,
    });
    expect(codesOf(await one.execute('amendForm', amend, { actor: clerk, expectedRevision: 5 }))).toEqual([
      'REVISION_CONFLICT',
    ]);
  });

  it('counts against the cap of a slate', async () => {
    const { one, other } = await opened();
    const three = [await passed(one, 1, 'COUNTY'), await passed(one, 2, 'COUNTY'), await passed(one, 3, 'COUNTY')];
    const [first, second, third] = three.map((nominationId) => ({ nominationId }));
    await succeed(one, countyApprover, 'forward', first ?? {});
    await succeed(other, countyApprover, 'forward', second ?? {});
    const refused = await one.execute('forward', third ?? {}, { actor: countyApprover });
    expect(codesOf(refused)).toEqual(['QUOTA_EXCEEDED']);
  });
});
