import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settledKeysOf } from '../../src/domain/agenda.ts';
import { editionStream } from '../../src/domain/edition/edition.ts';
import { identityCheckCharacter } from '../../src/domain/identity-number.ts';
import type { NominationId, NoticeId, ObjectionId } from '../../src/domain/ids.ts';
import { isOut, type ReviewDecision } from '../../src/domain/nomination/nomination.ts';
import { personStream } from '../../src/domain/person/person.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { shanghai } from '../support/decider-spec.ts';
import { flexId as editionId, flex, plain } from '../support/editions.ts';
import { flexForm } from '../support/forms.ts';
import { cityApprover, cityClerk, clerk, countyApprover, bureaus as of, provinceApprover } from '../support/people.ts';
import { createWorld, type World } from '../support/world.ts';

/** Two places only, so that there are alternates. */
const program: Program = { ...plain(flex), target: 2 };
const opinion = { text: 'seen', stamped: true, signedOn: '2023-12-30', signer: 'the head' } as const;
const days = ['2024-01-16', '2024-01-26', '2024-01-31', '2024-02-07'];

/** Three people of a county, which has two seats, and one of the city itself. */
const bureauOf = (who: number) => (who === 3 ? of.city : of.county);
const formOf = (who: number) => {
  const body = `4101011988022900${2 * who + 1}`;
  return { ...flexForm, idNumber: body + identityCheckCharacter(body) };
};

interface Step {
  readonly what: keyof ReturnType<typeof actionsOf>;
  readonly who: number;
}

const actionsOf = (world: World) => {
  const { commands, run, look, within } = world;
  const nominated: (NominationId | undefined)[] = [];
  const objections: { id: ObjectionId; of: number }[] = [];

  const on = async (who: number, act: (nominationId: NominationId) => Promise<unknown>) => {
    const nominationId = nominated[who];
    if (nominationId) await act(nominationId);
  };
  /** Somebody of the bureau that holds it. */
  const reviewed = async (nominationId: NominationId, decision: ReviewDecision) => {
    const { holder } = await look.nomination(nominationId);
    return run(commands.review, { nominationId, decision, opinion }, { ...cityApprover, bureau: holder });
  };
  const edition = (command: object) =>
    within('edition', provinceApprover, (scope) =>
      scope.decide('edition', editionStream(editionId), () => command as never),
    );
  const notice = async () => [...(await look.edition(editionId)).publicized.values()].at(-1);
  const ruled = async (
    who: number,
    act: (on: { noticeId: NoticeId; objectionId: ObjectionId }) => Promise<unknown>,
  ): Promise<void> => {
    const noticeId = await notice();
    const objection = objections.find((item) => item.of === who);
    if (noticeId && objection) await act({ noticeId, objectionId: objection.id });
  };

  return {
    nominated,
    async nominate(who: number) {
      const input = { editionId, bureau: bureauOf(who), category: 'NEW_FORM', form: formOf(who) };
      const events = await run(commands.nominate, input, who === 3 ? cityClerk : clerk);
      for (const { type, data } of events) {
        if (type === 'Nominated') nominated[who] = (data as { nominationId: NominationId }).nominationId;
      }
    },
    /** Whatever comes next on the way up. */
    onward: (who: number) =>
      on(who, async (nominationId) => {
        const { status, holder } = await look.nomination(nominationId);
        if (status === 'PASSED') await run(commands.forward, { nominationId }, { ...countyApprover, bureau: holder });
        else if (status === 'RETURNED') await run(commands.resubmit, { nominationId, note: 'done' }, clerk);
        else await reviewed(nominationId, 'PASS');
      }),
    sendBack: (who: number) => on(who, (nominationId) => reviewed(nominationId, 'RETURN')),
    supplement: (who: number) => on(who, (nominationId) => reviewed(nominationId, 'SUPPLEMENT')),
    reject: (who: number) => on(who, (nominationId) => reviewed(nominationId, 'REJECT')),
    withdraw: (who: number) =>
      on(who, (nominationId) => run(commands.withdraw, { nominationId, reason: 'moved away' }, clerk)),
    takeOff: (who: number) =>
      on(who, async (nominationId) => {
        const { holder } = await look.nomination(nominationId);
        await run(commands.takeOffSlate, { nominationId }, { ...cityApprover, bureau: holder });
      }),
    acceptLate: (who: number) =>
      on(who, (nominationId) => run(commands.acceptLateEntry, { nominationId, reason: 'snow' }, cityApprover)),
    submit: () => run(commands.submitSlate, { editionId, bureau: of.city, confirmFewer: true }, cityApprover),
    async select() {
      const states = await Promise.all(nominated.flatMap((id) => (id ? [look.nomination(id)] : [])));
      const candidates = states
        .filter(({ status }) => status === 'SUBMITTED')
        .map(({ id, bureau, category }) => ({ nominationId: id, bureau, category, reviews: [{}, {}, {}] }));
      await edition({ type: 'FreezeRubric' });
      await edition({ type: 'CloseScoring', candidates, awaited: [], unverified: [] });
      await edition({
        type: 'DecideShortlist',
        candidates,
        awaited: [],
        position: '0',
        inputsHash: '',
        overrunReason: 'snow',
      });
    },
    publicize: () => run(commands.publicize, { editionId, overrunReason: 'snow' }, provinceApprover),
    async object(who: number) {
      const [noticeId, nominationId] = [await notice(), nominated[who]];
      if (!noticeId || !nominationId) return;
      const objector = { name: '王某', contact: '13800138000' };
      const events = await run(
        commands.object,
        { noticeId, nominationId, objector, grounds: 'no', evidence: [] },
        clerk,
      );
      for (const { data } of events)
        objections.unshift({ id: (data as { objectionId: ObjectionId }).objectionId, of: who });
    },
    admit: (who: number) => ruled(who, (on) => run(commands.admitObjection, { ...on, note: 'seen' }, provinceApprover)),
    uphold: (who: number) =>
      ruled(who, (on) => run(commands.upholdObjection, { ...on, findings: 'true' }, provinceApprover)),
    dismiss: (who: number) =>
      ruled(who, (on) => run(commands.dismissObjection, { ...on, findings: 'false' }, provinceApprover)),
    async recognize() {
      const noticeId = await notice();
      if (noticeId) await run(commands.recognize, { noticeId }, provinceApprover);
    },
    async nextDay() {
      const next = days.find((day) => shanghai(`${day}T00:00`) > world.now());
      if (next) world.advanceTo(shanghai(`${next}T00:00`));
    },
    /** One thing that is owed, and not always the one that was owed first. */
    async carry(who: number) {
      const due = world.due();
      const todo = due[who % Math.max(due.length, 1)];
      if (todo) await carryOne(world, todo);
    },
    /** Scoring closes only after the deadlines are on the record. */
    carryAll: () => settle(world),
  };
};

/** Whatever a duty records brings that duty to its end, so that it is not done again. */
const carryOne = async (world: World, todo: ReturnType<World['due']>[number]): Promise<boolean> => {
  const events = await world.carry(todo);
  if (events.length > 0) expect(events.flatMap(settledKeysOf)).toContain(todo.key);
  return events.length > 0;
};

/** Carries out everything that is due, until nothing more comes of it. */
const settle = async (world: World): Promise<void> => {
  for (let rounds = 0; rounds < 20; rounds++) {
    let moved = false;
    for (const todo of world.due()) moved = (await carryOne(world, todo)) || moved;
    if (!moved) return;
  }
  expect.fail('There is always something more to do.');
};

const play = async (steps: readonly Step[]) => {
  const world = createWorld(shanghai('2024-01-08T09:00'));
  await world.within('open', provinceApprover, (scope) =>
    scope.decide('edition', editionStream(editionId), () => ({ type: 'OpenEdition', editionId, program })),
  );
  const actions = actionsOf(world);
  for (const { what, who } of steps) await (actions[what] as (who: number) => Promise<unknown>)(who);
  await settle(world);
  return { world, nominations: actions.nominated.flatMap((id) => (id ? [id] : [])) };
};

/** The usual way of one person up to the province; what goes wrong is put in between. */
const names = [
  ...['nominate', 'onward', 'onward', 'carry', 'onward', 'onward', 'carry', 'submit', 'carry', 'carry'],
  ...['sendBack', 'supplement', 'reject', 'withdraw', 'takeOff', 'acceptLate', 'nextDay'],
  ...['select', 'publicize', 'carry', 'object', 'admit', 'uphold', 'dismiss', 'recognize'],
] as Step['what'][];
const aStep = fc.record({ what: fc.constantFrom(...names), who: fc.nat(3) });

const usual = (who: number): Step[] =>
  (['nominate', 'onward', 'onward', 'carry', 'onward', 'onward'] as const).map((what) => ({ what, who }));
const ending: Step[] = (
  [
    'submit',
    'carry',
    'carry',
    'carry',
    'nextDay',
    'nextDay',
    'carryAll',
    'select',
    'publicize',
    'carry',
    'nextDay',
    'nextDay',
    'recognize',
  ] as const
).map((what) => ({ what, who: 0 }));

/** The usual course of things, with anything at all happening in between. */
const histories = fc
  .array(fc.array(aStep, { maxLength: 3 }), { minLength: 8, maxLength: 30 })
  .map((between) =>
    [...usual(0), ...usual(1), ...usual(3), ...ending].flatMap((step, i) => [step, ...(between[i] ?? [])]),
  );

/** A seat is held by who is on the way up from it, also while a supplement is awaited, and by nobody who was sent back or has left. */
const expectSeatsToAgree = async ({ look }: World, id: NominationId): Promise<void> => {
  const { status: found, bureau, holder, supplement } = await look.nomination(id);
  // What waits for a supplement is where it goes back to; one that never came is like a rejection.
  const status = supplement?.backTo ?? (expired(found, holder, bureau) ? 'REJECTED' : found);
  const [county, city] = await Promise.all([look.slate(editionId, of.county), look.slate(editionId, of.city)]);
  expect(county.seats.size).toBeLessThanOrEqual(2);
  const wentUp = ['RECEIVED', 'SUBMITTED', 'LAPSED', 'DISQUALIFIED'].includes(status) || holder === of.city;
  const left = ['RETURNED', 'REJECTED', 'WITHDRAWN'].includes(status);
  expect(county.seats.has(id), `county seat, ${status}`).toBe(bureau === of.county && wentUp && !left);
  const allowed = { SUBMITTED: [true], DISQUALIFIED: [true], LAPSED: [false, undefined], PASSED: [false, undefined] };
  const possible: readonly unknown[] = (allowed as Record<string, unknown[]>)[status] ?? [undefined];
  expect(possible, `city seat, ${status}`).toContain(city.seats.get(id)?.forwarded);
};

/** A supplement was not handed in: the bureau that nominated had it back, and it lapsed there. */
const expired = (status: string, holder: string, bureau: string): boolean =>
  status === 'LAPSED' && holder === bureau && bureau === of.county;

/** Who withdrew, was rejected or supplied nothing may be nominated anew, and nobody else. */
const expectClaimToAgree = async (world: World, id: NominationId): Promise<void> => {
  const { status, person, holder, bureau } = await world.look.nomination(id);
  const { claims } = await world.stateOf('person', personStream(person));
  if (status === 'LAPSED' && bureau === of.city) return;
  expect(claims.get(editionId) === id, `claim, ${status}`).toBe(
    status !== 'WITHDRAWN' && status !== 'REJECTED' && !expired(status, holder, bureau),
  );
};

/** Who was cleared is in the running, and has the honor. */
const expectHonorsToAgree = async ({ look }: World): Promise<void> => {
  const { publicized } = await look.edition(editionId);
  for (const noticeId of new Set(publicized.values())) {
    for (const [id, certificate] of (await look.notice(noticeId)).cleared) {
      expect(isOut((await look.nomination(id)).status)).toBe(false);
      expect(await look.honor(certificate)).toMatchObject({ status: 'RECOGNIZED' });
    }
  }
};

describe('What the system owes', () => {
  it('is done in the end, in whatever order and however late, and then everything agrees', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { world, nominations } = await play(steps);
        for (const id of nominations) {
          await expectSeatsToAgree(world, id);
          await expectClaimToAgree(world, id);
        }
        await expectHonorsToAgree(world);
      }),
      { numRuns: 100 },
    );
  });

  it('is nothing more once the usual course has run: nobody is left on the agenda', async () => {
    const { world } = await play([...usual(0), ...usual(1), ...usual(3), ...ending]);
    expect(world.due()).toEqual([]);
    const { shortlist, publicized } = await world.look.edition(editionId);
    expect(shortlist).toMatchObject({ selected: [{ serial: 1 }, { serial: 2 }], alternates: [{ serial: 3 }] });
    const [noticeId] = publicized.values();
    expect(noticeId && (await world.look.notice(noticeId))).toMatchObject({ status: 'CLOSED', cleared: { size: 2 } });
  });
});
