import { describe, expect, it } from 'vitest';
import type { OpenDuty } from '../../src/app/agenda-runner.ts';
import { silentLogger } from '../../src/app/logger.ts';
import type { EventLog } from '../../src/log/event-log.ts';
import { flexId as editionId, flex } from '../support/editions.ts';
import { bureaus, clerk, countyApprover, provinceApprover } from '../support/people.ts';
import { nomination, opened, openingDay, opinion, passed, succeed } from './course.ts';
import { createReplicas } from './replicas.ts';

const seconds = 1_000;

/** Appends to some streams fail from now on, and are counted; `next` resolves with the next one that is tried. */
const failing = (log: EventLog, concerned: (stream: string) => boolean) => {
  const append = log.append.bind(log);
  let attempts = 0;
  let broken = true;
  let tried = () => {};
  log.append = (stream, ...rest) => {
    if (!concerned(stream)) return append(stream, ...rest);
    attempts += 1;
    tried();
    return broken ? Promise.reject(new Error('gone')) : append(stream, ...rest);
  };
  return {
    attempts: () => attempts,
    next: () =>
      new Promise<void>((resolve) => {
        tried = resolve;
      }),
    repair: () => {
      broken = false;
    },
  };
};

/** A seat is taken at the county, and that its nomination went up with it cannot be recorded. */
const forwardingFails = async () => {
  const course = await opened();
  const { one, other, log, clock, catchUp } = course;
  const nominationId = await passed(one, 1, 'COUNTY');
  const stream = `nomination-${nominationId}`;
  const outage = failing(log, (to) => to === stream);
  await succeed(one, countyApprover, 'forward', { nominationId });
  await other.laurel.close();
  return {
    ...course,
    nominationId,
    outage,
    agenda: one.laurel.agenda,
    /** Moves the clock, and waits for an attempt that the clock alone has brought about. */
    async attemptAfter(ms: number): Promise<void> {
      const next = outage.next();
      clock.advanceTo(clock.now() + ms);
      await next;
      await one.laurel.agenda.runDue();
    },
    async nothingAfter(ms: number): Promise<void> {
      const before = outage.attempts();
      clock.advanceTo(clock.now() + ms);
      await catchUp();
      await one.laurel.agenda.runDue();
      expect(outage.attempts()).toBe(before);
    },
  };
};

describe('A duty that fails', () => {
  it('leaves the command that called for it standing, and is tried again soon', async () => {
    const { outage, attemptAfter } = await forwardingFails();
    expect(outage.attempts()).toBe(1);
    await attemptAfter(2 * seconds);
    expect(outage.attempts()).toBe(2);
  });

  it('is tried again after 5 s, 10 s, 20 s and so on, at most 5 minutes apart', async () => {
    const { agenda, outage, attemptAfter, nothingAfter } = await forwardingFails();
    await agenda.runDue();
    expect(outage.attempts()).toBe(2);
    let attempts = 2;
    for (const wait of [5, 10, 20, 40, 80, 160, 300, 300]) {
      await nothingAfter(wait * seconds - 1);
      await attemptAfter(1);
      attempts += 1;
      expect(outage.attempts()).toBe(attempts);
    }
  });

  it('is done at the first attempt after what failed is whole again, and then no more', async () => {
    const { agenda, outage, attemptAfter, nothingAfter, typesOf, nominationId } = await forwardingFails();
    await agenda.runDue();
    outage.repair();
    await attemptAfter(5 * seconds);
    expect(await typesOf(`nomination-${nominationId}`)).toEqual([
      'Nominated',
      'EligibilityAssessed',
      'Reviewed',
      'Forwarded',
    ]);
    await nothingAfter(3_600 * seconds);
  });

  it('holds up no other duty', async () => {
    const { agenda, one, outage, clock, catchUp, typesOf } = await forwardingFails();
    const second = await passed(one, 2, 'COUNTY');
    await succeed(one, countyApprover, 'forward', { nominationId: second });
    clock.advanceTo(Date.parse('2024-02-06T00:00:00.000Z'));
    await catchUp();
    await agenda.runDue();
    expect(outage.attempts()).toBeGreaterThan(1);
    const passedDeadlines = (await typesOf(`edition-${editionId}`)).filter((type) => type === 'DeadlinePassed');
    expect(passedDeadlines).toHaveLength(3);
  });

  it('is left alone once another replica has done it', async () => {
    const { agenda, clock, catchUp, outage, replica } = await forwardingFails();
    await agenda.runDue();
    outage.repair();
    await replica().laurel.agenda.runDue();
    const done = outage.attempts();
    await catchUp();
    clock.advanceTo(clock.now() + 3_600 * seconds);
    await agenda.runDue();
    expect(outage.attempts()).toBe(done);
  });
});

/** A replica whose agenda is the test's own, and which counts how often it is asked. */
const withAgenda = async (due: () => readonly OpenDuty[]) => {
  const { clock, replica, log } = createReplicas(openingDay);
  const setUp = replica();
  await succeed(setUp, provinceApprover, 'openEdition', { program: flex.code });
  await setUp.laurel.close();
  let asked = 0;
  const errors: string[] = [];
  const { laurel } = replica({
    agenda: {
      due: () => {
        asked += 1;
        return due();
      },
    },
    logger: { ...silentLogger, error: (_, message) => errors.push(message) },
  });
  return { agenda: laurel.agenda, laurel, clock, log, asked: () => asked, errors };
};

/** Lets everything that was set off have its turn. */
const turns = async () => {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
};

const lapse: OpenDuty = {
  key: 'lapse/nothing',
  dueAt: openingDay,
  duty: { duty: 'ReleaseSeat', editionId, bureau: bureaus.city, nominationId: 'n1' as never, reason: 'RETURNED' },
  causationId: '6f1c1b8e-6a52-4a3e-9d3a-0c7f7a4f2b11',
  correlationId: '6f1c1b8e-6a52-4a3e-9d3a-0c7f7a4f2b11',
};

describe('A duty that turns out to need nothing', () => {
  it('is not begun again, though the agenda keeps it', async () => {
    const { agenda, log, clock } = await withAgenda(() => [lapse]);
    const looks = failing(log, () => true);
    let read = 0;
    const readStream = log.readStream.bind(log);
    log.readStream = (stream, from) => {
      if (stream.startsWith('slate-')) read += 1;
      return readStream(stream, from);
    };
    await agenda.runDue();
    const once = read;
    clock.advanceTo(clock.now() + 3_600 * seconds);
    await agenda.runDue();
    expect([once, read, looks.attempts()]).toEqual([1, 1, 0]);
  });
});

describe('An agenda', () => {
  it('that cannot be read is looked at again after 5 s', async () => {
    let broken = true;
    const { agenda, asked, clock, errors } = await withAgenda(() => {
      if (broken) throw new Error('gone');
      return [];
    });
    await expect(agenda.runDue()).resolves.toBeUndefined();
    expect(errors).toEqual(['the agenda could not be worked through']);
    broken = false;
    const before = asked();
    clock.advanceTo(clock.now() + 5 * seconds - 1);
    await turns();
    expect(asked()).toBe(before);
    clock.advanceTo(clock.now() + 1);
    await turns();
    expect(asked()).toBeGreaterThan(before);
  });

  it('is at rest once what failed here was done elsewhere: it does not wake again and again', async () => {
    let open: readonly OpenDuty[] = [lapse];
    const { agenda, asked, clock, log } = await withAgenda(() => open);
    const readStream = log.readStream.bind(log);
    log.readStream = (stream, from) =>
      stream.startsWith('slate-') ? Promise.reject(new Error('gone')) : readStream(stream, from);
    await agenda.runDue();
    open = [];
    clock.advanceTo(clock.now() + 5 * seconds);
    await turns();
    const after = asked();
    await turns();
    expect(asked()).toBe(after);
  });

  it('that is closed wakes no more', async () => {
    const { agenda, asked, clock, log } = await withAgenda(() => [lapse]);
    log.readStream = () => Promise.reject(new Error('gone'));
    await agenda.runDue();
    await agenda.close();
    const before = asked();
    clock.advanceTo(clock.now() + 3_600 * seconds);
    await turns();
    expect(asked()).toBe(before);
  });

  it('that is closed while at work ends after the duty in hand', async () => {
    const { one, clock, catchUp, typesOf } = await opened();
    clock.advanceTo(Date.parse('2024-02-06T00:00:00.000Z'));
    await catchUp();
    const closing = one.justBefore('DeadlinePassed', async () => {
      void one.laurel.close();
    });
    await one.laurel.agenda.runDue();
    await closing;
    await one.laurel.close();
    const passedDeadlines = (await typesOf()).filter((type) => type === 'DeadlinePassed');
    expect(passedDeadlines).toHaveLength(1);
  });
});

describe('What is recorded by another replica', () => {
  it('is followed up here, when that one leaves it', async () => {
    const { one, other, log, clock, catchUp, typesOf } = await opened();
    const { id: nominationId } = await succeed(one, clerk, 'nominate', nomination(1));
    await succeed(one, countyApprover, 'review', { nominationId, decision: 'PASS', opinion });
    const outage = failing(log, (stream) => stream === `nomination-${nominationId}`);
    await succeed(other, countyApprover, 'forward', { nominationId });
    await other.laurel.close();
    await catchUp();
    outage.repair();
    const next = outage.next();
    clock.advanceTo(clock.now() + 2 * seconds);
    await next;
    await one.laurel.agenda.runDue();
    expect(await typesOf(`nomination-${nominationId}`)).toContain('Forwarded');
  });
});
