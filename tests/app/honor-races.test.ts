import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/app/laurel.ts';
import { messageOf } from '../../src/domain/refusal.ts';
import { fill } from '../support/history.ts';
import { cityApprover, provinceApprover } from '../support/people.ts';
import { inFlex, inYouth, people, publicizedInBoth } from '../support/two-programs.ts';
import { codesOf, succeed } from './course.ts';
import { createReplicas, type Replica } from './replicas.ts';

/** Two replicas on one log, on which the same person stands on the notices of two programs, both unopposed. */
const start = async () => {
  const replicas = createReplicas('2024-02-02T01:00:00.000Z');
  await fill(replicas.log, publicizedInBoth());
  await replicas.catchUp();
  const [one, other] = [replicas.replica(), replicas.replica()];
  return { ...replicas, one, other };
};

const commandId = '5a0e3b1c-77d1-4c5e-9f0a-0c7f7a4f2b11';
const recognize = (replica: Replica, { noticeId }: { noticeId: string }, changes: object = {}, again?: string) =>
  replica.execute(
    'recognize',
    { noticeId, ...changes },
    { actor: provinceApprover, ...(again && { commandId: again }) },
  );

const li = `person-${people.both}`;
const certificates = { flex: 'HN-FS-2023-001', youth: 'HN-YS-2023-001' };

/** Certificates that the person is known to hold. */
const heldBy = async ({ stateOf }: Replica): Promise<string[]> =>
  (await stateOf('person', li)).honors.flatMap(({ source }) =>
    source.kind === 'CERTIFICATE' ? [source.certificate] : [],
  );

const recognizedOnce = async (typesOf: (stream?: string) => Promise<string[]>) => {
  const types = await typesOf();
  expect(types.filter((type) => type === 'Recognized')).toHaveLength(1);
  expect(types.filter((type) => type === 'NomineeCleared')).toHaveLength(1);
};

const both = { nominationIds: ['flex-li'] };

describe('Somebody who is recognized', () => {
  it('is known to be before the clearance is recorded, and stays so', async () => {
    const { one, passTo, typesOf } = await start();
    const claimed = one.justBefore('NomineeCleared', () => heldBy(one));
    expect(await recognize(one, inFlex)).toMatchObject({ ok: true });
    expect(await claimed).toEqual([certificates.flex]);
    expect(await typesOf(li)).toEqual(['NominationClaimed', 'NominationClaimed', 'HonorClaimed']);
    await passTo('2024-02-02T02:00:00.000Z');
    expect(await heldBy(one)).toEqual([certificates.flex]);
    expect((await one.stateOf('person', li)).honors).toMatchObject([
      { level: 'PROVINCIAL', topic: 'EMPLOYMENT_ENTREPRENEURSHIP', awardedOn: '2024-02-02' },
    ]);
  });

  it('is not recognized by a second program without a waiver, and the refusal says what is held', async () => {
    const { one, other, typesOf } = await start();
    await succeed(one, provinceApprover, 'recognize', { noticeId: inFlex.noticeId });
    const second = await recognize(other, inYouth);
    expect(second).toMatchObject({
      refusals: [
        {
          code: 'SECOND_RECOGNITION',
          ruleId: 'R-Y14',
          path: ['nominationIds'],
          params: { certificate: certificates.flex, nomination: 'youth-li' },
        },
      ],
    });
    const [refusal] = second.ok ? [] : second.refusals;
    expect(refusal && messageOf(refusal, 'en')).toMatch(/HN-FS-2023-001.*R-Y14.*requestWaiver.*confirmWaiver/);
    expect(await typesOf(`notice-${inYouth.noticeId}`)).not.toContain('NomineeCleared');
  });

  it('does not keep the others on the notice from being recognized; nobody is claimed for a refused command', async () => {
    const { one, other } = await start();
    await succeed(one, provinceApprover, 'recognize', { noticeId: inYouth.noticeId });
    expect(codesOf(await recognize(other, inFlex))).toEqual(['SECOND_RECOGNITION']);
    expect((await other.stateOf('person', `person-${people.one}`)).honors).toEqual([]);
    expect(await recognize(other, inFlex, { nominationIds: ['flex-wang'] })).toMatchObject({ ok: true });
    expect((await other.stateOf('person', `person-${people.one}`)).honors).toHaveLength(1);
  });

  it('is recognized by a second program with a waiver confirmed for what is held', async () => {
    const { one, typesOf } = await start();
    await succeed(one, provinceApprover, 'recognize', { noticeId: inFlex.noticeId });
    const waiver = { nominationId: 'youth-li', ruleId: 'R-Y14' };
    const asked = { ...waiver, reason: '事迹突出', evidence: [{ title: '事迹材料' }] };
    await succeed(one, cityApprover, 'requestWaiver', asked);
    expect(codesOf(await recognize(one, inYouth))).toEqual(['SECOND_RECOGNITION']);
    await succeed(one, provinceApprover, 'confirmWaiver', { ...waiver, note: '同意' });
    expect(await recognize(one, inYouth)).toMatchObject({ ok: true });
    expect(await heldBy(one)).toEqual([certificates.flex, certificates.youth]);
    expect((await typesOf()).filter((type) => type === 'Recognized')).toHaveLength(3);
  });

  it('is free for another program once the first honor is revoked', async () => {
    const { one, typesOf } = await start();
    await succeed(one, provinceApprover, 'recognize', { noticeId: inFlex.noticeId });
    const evidence = [{ title: '通报' }];
    const about = { certificate: certificates.flex, statement: '查实', evidence };
    await succeed(one, cityApprover, 'reportViolation', about);
    await succeed(one, provinceApprover, 'revoke', { ...about, ground: 'OTHER' });
    expect(await typesOf(li)).toContain('HonorReleased');
    expect(await heldBy(one)).toEqual([]);
    expect(await recognize(one, inYouth)).toMatchObject({ ok: true });
  });
});

describe('Somebody whom two programs recognize at the same moment', () => {
  it.each([
    ['claimed by the first', 'HonorClaimed', 'other'],
    ['cleared by the first', 'NomineeCleared', 'one'],
  ] as const)('is recognized once: just before being %s', async (_, type, winner) => {
    const { one, other, typesOf } = await start();
    const between = one.justBefore(type, () => recognize(other, inYouth));
    const outcomes: Record<string, Outcome> = { one: await recognize(one, inFlex, both), other: await between };
    expect(outcomes[winner]).toMatchObject({ ok: true });
    expect(codesOf(outcomes[winner === 'one' ? 'other' : 'one'] as Outcome)).toEqual(['SECOND_RECOGNITION']);
    expect(await heldBy(one)).toEqual([winner === 'one' ? certificates.flex : certificates.youth]);
    await recognizedOnce(typesOf);
  });

  it('is recognized once though the first program stalled until its claim was let go', async () => {
    const { one, other, clock, catchUp, typesOf } = await start();
    const between = one.justBefore('NomineeCleared', async () => {
      clock.advanceTo(clock.now() + 60_000);
      await catchUp();
      await other.laurel.agenda.runDue();
      return recognize(other, inYouth);
    });
    expect(codesOf(await recognize(one, inFlex, both))).toEqual(['SECOND_RECOGNITION']);
    expect(await between).toMatchObject({ ok: true });
    expect(await heldBy(one)).toEqual([certificates.youth]);
    await recognizedOnce(typesOf);
  });

  it('is recognized by the program that stalled if no other came, on a claim made anew', async () => {
    const { one, other, clock, catchUp, passTo, typesOf } = await start();
    const between = one.justBefore('NomineeCleared', async () => {
      clock.advanceTo(clock.now() + 60_000);
      await catchUp();
      await other.laurel.agenda.runDue();
    });
    expect(await recognize(one, inFlex, both)).toMatchObject({ ok: true });
    await between;
    await passTo('2024-02-02T03:00:00.000Z');
    expect((await typesOf(li)).slice(2)).toEqual(['HonorClaimed', 'HonorReleased', 'HonorClaimed']);
    expect(await heldBy(one)).toEqual([certificates.flex]);
    expect(codesOf(await recognize(other, inYouth))).toEqual(['SECOND_RECOGNITION']);
    await recognizedOnce(typesOf);
  });

  it('keeps the claim made anew while the agenda is about to let the first one go', async () => {
    const { one, other, clock, catchUp, typesOf } = await start();
    let resume: () => void = () => undefined;
    const halted = new Promise<void>((resolve) => {
      resume = resolve;
    });
    let stalled: Promise<Outcome> | undefined;
    const released = other.justBefore('HonorReleased', async () => {
      // The notice has been told by now: the stalled recognition decides again before the claim is let go.
      resume();
      expect(await stalled).toMatchObject({ ok: true });
    });
    const reached = new Promise<void>((atClearance) => {
      void one.justBefore('NomineeCleared', async () => {
        atClearance();
        await halted;
      });
    });
    stalled = recognize(one, inFlex, both);
    await reached;
    clock.advanceTo(clock.now() + 60_000);
    await catchUp();
    await other.laurel.agenda.runDue();
    await released;
    expect(await heldBy(one)).toEqual([certificates.flex]);
    expect(codesOf(await recognize(other, inYouth))).toEqual(['SECOND_RECOGNITION']);
    await recognizedOnce(typesOf);
  });
});

describe('A crash between the claim on an honor and the clearance', () => {
  const crashed = async () => {
    const course = await start();
    const { one, log } = course;
    const append = log.append.bind(log);
    log.append = (stream, ...rest) =>
      stream.startsWith('notice-') ? Promise.reject(new Error('gone')) : append(stream, ...rest);
    await expect(recognize(one, inFlex, both, commandId)).rejects.toThrow('gone');
    log.append = append;
    return course;
  };

  it('bars another program for a minute, and is healed then', async () => {
    const { other, clock, passTo, typesOf } = await crashed();
    expect(codesOf(await recognize(other, inYouth))).toEqual(['SECOND_RECOGNITION']);
    await passTo(new Date(clock.now() + 59_999).toISOString());
    expect(codesOf(await recognize(other, inYouth))).toEqual(['SECOND_RECOGNITION']);
    await passTo(new Date(clock.now() + 1).toISOString());
    expect(await typesOf(`notice-${inFlex.noticeId}`)).toContain('ClearanceAbandoned');
    expect(await heldBy(other)).toEqual([]);
    expect(await recognize(other, inYouth)).toMatchObject({ ok: true });
  });

  it.each([
    ['within the minute', 1_000, ['HonorClaimed']],
    ['after it', 61_000, ['HonorClaimed', 'HonorReleased', 'HonorClaimed']],
  ])('is carried on with if the same command is sent again %s', async (_, afterMs, story) => {
    const { one, clock, passTo, typesOf } = await crashed();
    await passTo(new Date(clock.now() + afterMs).toISOString());
    expect(await recognize(one, inFlex, both, commandId)).toMatchObject({ ok: true });
    await passTo('2024-02-02T03:00:00.000Z');
    expect((await typesOf(li)).slice(2)).toEqual(story);
    expect(await heldBy(one)).toEqual([certificates.flex]);
    await recognizedOnce(typesOf);
  });
});
