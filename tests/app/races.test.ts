import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { Outcome } from '../../src/app/laurel.ts';
import { flexId as editionId } from '../support/editions.ts';
import {
  bureaus,
  cityApprover,
  cityClerk,
  cityReviewer,
  clerk,
  countyApprover,
  officer,
  provinceApprover,
} from '../support/people.ts';
import { codesOf, nomination, opened, opinion, passed, succeed, unopposed } from './course.ts';
import type { Replica } from './replicas.ts';

/** Two replicas on one log: what the other one does falls between two steps of the first, again and again the same. */

const review = (decision: 'PASS' | 'RETURN' | 'REJECT', nominationId: string) => ({ nominationId, decision, opinion });

describe.each([
  ['withdrawn', 'Withdrawn', clerk, 'withdraw', (nominationId: string) => ({ nominationId, reason: 'moved away' })],
  ['rejected', 'Rejected', provinceApprover, 'review', (nominationId: string) => review('REJECT', nominationId)],
] as const)('A nominee who is %s at the moment of recognition', (_, type, by, name, input) => {
  const leave = (replica: Replica, id: string) => replica.execute(name, input(id), { actor: by });
  const recognize = (replica: Replica, noticeId: string, nominationIds?: string[]) =>
    replica.execute('recognize', { noticeId, nominationIds }, { actor: provinceApprover });

  it('is recognized if that comes first, and stays in the running', async () => {
    const { one, other, noticeId, nominations, typesOf } = await unopposed();
    const [id = ''] = nominations;
    const recognized = one.justBefore('NomineeLeft', () => recognize(other, noticeId, [id]));
    expect(codesOf(await leave(one, id))).toEqual(['ALREADY_RECOGNIZED']);
    expect(await recognized).toMatchObject({ ok: true });
    expect(await one.stateOf('nomination', `nomination-${id}`)).toMatchObject({ status: 'SUBMITTED' });
    expect(await typesOf()).toContain('Recognized');
    expect(await typesOf()).not.toContain(type);
  });

  it('is out if leaving the notice came first, even before that is on the nomination', async () => {
    const { one, other, noticeId, nominations, typesOf } = await unopposed();
    const [id = ''] = nominations;
    const recognized = one.justBefore(type, () => recognize(other, noticeId, [id]));
    expect(await leave(one, id)).toMatchObject({ ok: true });
    expect(codesOf(await recognized)).toEqual(['OUT_OF_THE_RUNNING']);
    expect(await typesOf(`nomination-${id}`)).toContain(type);
    expect(await typesOf()).not.toContain('NomineeCleared');
  });

  it('does not keep the others on the notice from being recognized', async () => {
    const { one, other, noticeId, nominations } = await unopposed();
    const [id = '', second] = nominations;
    const recognized = one.justBefore(type, () => recognize(other, noticeId));
    expect(await leave(one, id)).toMatchObject({ ok: true });
    expect(await recognized).toMatchObject({ ok: true });
    const notice = await one.stateOf('notice', `notice-${noticeId}`);
    expect('cleared' in notice && [...notice.cleared.keys()]).toEqual([second]);
  });

  it('is on the notice again after a minute if the leaving came to nothing', async () => {
    const { one, other, noticeId, nominations, clock, passTo, typesOf } = await unopposed();
    const [id = ''] = nominations;
    const { revision } = await one.laurel.repository.load(aggregates.nomination, `nomination-${id}` as never);
    const opinionOfProvince = one.justBefore(type, () => succeed(other, officer, 'review', review('PASS', id)));
    const refused = await one.execute(name, input(id), { actor: by, expectedRevision: revision });
    await opinionOfProvince;
    expect(codesOf(refused)).toEqual(['REVISION_CONFLICT']);
    expect(codesOf(await recognize(one, noticeId, [id]))).toEqual(['OUT_OF_THE_RUNNING']);
    await passTo(new Date(clock.now() + 61_000).toISOString());
    expect(await typesOf()).toContain('NomineeStayed');
    expect(await recognize(one, noticeId, [id])).toMatchObject({ ok: true });
  });

  it('is out if that falls before the recognition is recorded', async () => {
    const { one, other, noticeId, nominations, typesOf } = await unopposed();
    const [id = ''] = nominations;
    const left = one.justBefore('NomineeCleared', () => leave(other, id));
    expect(codesOf(await recognize(one, noticeId, [id]))).toEqual(['OUT_OF_THE_RUNNING']);
    expect(await left).toMatchObject({ ok: true });
    expect(await typesOf()).not.toContain('NomineeCleared');
    expect(await typesOf(`nomination-${id}`)).toContain(type);
  });
});

describe.each(['RETURN', 'REJECT'] as const)('A nomination put forward at the moment of a %s', (decision) => {
  const type = decision === 'RETURN' ? 'Returned' : 'Rejected';
  const status = decision === 'RETURN' ? 'RETURNED' : 'REJECTED';
  const levels = [
    ['COUNTY', bureaus.county, countyApprover],
    ['CITY', bureaus.city, cityReviewer],
  ] as const;

  const seatsAt = async ({ stateOf }: Replica, bureau: string) => [
    ...(await stateOf('slate', `slate-${editionId}-${bureau}`)).seats.keys(),
  ];
  const forward = (replica: Replica, nominationId: string, actor: typeof clerk) =>
    replica.execute('forward', { nominationId }, { actor });

  it.each(levels)('holds no seat of the %s if the decision comes first', async (level, bureau, actor) => {
    const { one, other } = await opened();
    const id = await passed(one, 1, level);
    const decided = one.justBefore('SeatTaken', () => other.execute('review', review(decision, id), { actor }));
    expect(codesOf(await forward(one, id, actor))).toEqual(['NOT_PASSED']);
    expect(await decided).toMatchObject({ ok: true });
    expect(await one.stateOf('nomination', `nomination-${id}`)).toMatchObject({
      status,
      holder: bureau === bureaus.city && decision === 'RETURN' ? bureaus.county : bureau,
    });
    expect(await seatsAt(one, bureau)).toEqual([]);
  });

  it('holds no seat of the city if the decision comes second: its slate was not submitted yet', async () => {
    const { one, other } = await opened();
    const id = await passed(one, 1, 'CITY');
    const seated = one.justBefore(type, () => forward(other, id, cityApprover));
    expect(await one.execute('review', review(decision, id), { actor: cityReviewer })).toMatchObject({ ok: true });
    expect(await seated).toMatchObject({ ok: true });
    expect(await one.stateOf('nomination', `nomination-${id}`)).toMatchObject({ status });
    expect(await seatsAt(one, bureaus.city)).toEqual([]);
    expect(await seatsAt(one, bureaus.county)).toEqual([]);
  });

  it('has gone up if the decision comes second, and what the county decided is not taken for the city’s', async () => {
    const { one, other, typesOf } = await opened();
    const id = await passed(one, 1, 'COUNTY');
    const seated = one.justBefore(type, () => forward(other, id, clerk));
    const decided = await one.execute('review', review(decision, id), { actor: countyApprover });
    expect(await seated).toMatchObject({ ok: true });
    expect(codesOf(decided)).toEqual(['NOT_HELD_HERE']);
    expect(await one.stateOf('nomination', `nomination-${id}`)).toMatchObject({
      status: 'RECEIVED',
      holder: bureaus.city,
    });
    expect(await typesOf(`nomination-${id}`)).toEqual(['Nominated', 'EligibilityAssessed', 'Reviewed', 'Forwarded']);
    expect(await seatsAt(one, bureaus.county)).toEqual([id]);
  });
});

describe('One person who is nominated twice at the same moment', () => {
  const mine = { ...nomination(1), bureau: bureaus.county };
  const theirs = { ...nomination(1), bureau: bureaus.city };

  it.each([
    ['claimed', 'NominationClaimed', 'other'],
    ['nominated', 'Nominated', 'one'],
  ] as const)('has one nomination: just before the person is %s', async (_, type, winner) => {
    const { one, other, typesOf } = await opened();
    const between = one.justBefore(type, () => other.execute('nominate', theirs, { actor: cityClerk }));
    const outcomes: Record<string, Outcome> = {
      one: await one.execute('nominate', mine, { actor: clerk }),
      other: await between,
    };
    const loser = winner === 'one' ? 'other' : 'one';
    expect(outcomes[winner]).toMatchObject({ ok: true });
    expect(codesOf(outcomes[loser] as Outcome)).toEqual(['ALREADY_NOMINATED']);
    expect(await typesOf()).toEqual(['EditionOpened', 'NominationClaimed', 'Nominated']);
  });

  it('has one nomination though the first command stalled until its claim was let go', async () => {
    const { one, other, clock, catchUp, typesOf } = await opened();
    const commandId = '2f1c1b8e-6a52-4a3e-9d3a-0c7f7a4f2b11';
    const between = one.justBefore('Nominated', async () => {
      clock.advanceTo(clock.now() + 60_000);
      await catchUp();
      await other.laurel.agenda.runDue();
      return succeed(other, cityClerk, 'nominate', theirs);
    });
    expect(codesOf(await one.execute('nominate', mine, { actor: clerk, commandId }))).toEqual(['COMMAND_EXPIRED']);
    await between;
    const history = [
      'EditionOpened',
      'NominationClaimed',
      'NominationVoided',
      'NominationReleased',
      'NominationClaimed',
      'Nominated',
    ];
    expect(await typesOf()).toEqual(history);
    expect(codesOf(await one.execute('nominate', mine, { actor: clerk, commandId }))).toEqual(['COMMAND_EXPIRED']);
    expect(await typesOf()).toEqual(history);
  });

  it('keeps its claim if the interrupted command is sent again just before it would be voided', async () => {
    const { one, other, log, clock, catchUp, typesOf } = await opened();
    const request = { actor: clerk, commandId: '2f1c1b8e-6a52-4a3e-9d3a-0c7f7a4f2b11' };
    const append = log.append.bind(log);
    log.append = (stream, ...rest) =>
      stream.startsWith('nomination-') ? Promise.reject(new Error('gone')) : append(stream, ...rest);
    await expect(one.execute('nominate', mine, request)).rejects.toThrow('gone');
    log.append = append;
    clock.advanceTo(clock.now() + 60_000);
    await catchUp();
    const again = other.justBefore('NominationVoided', () => one.execute('nominate', mine, request));
    await other.laurel.agenda.runDue();
    expect(await again).toMatchObject({ ok: true });
    expect(await typesOf()).toEqual(['EditionOpened', 'NominationClaimed', 'Nominated']);
    expect(codesOf(await other.execute('nominate', theirs, { actor: cityClerk }))).toEqual(['ALREADY_NOMINATED']);
  });
});
