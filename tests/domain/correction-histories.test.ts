import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editionStream } from '../../src/domain/edition/edition.ts';
import { identityCheckCharacter } from '../../src/domain/identity-number.ts';
import type { NominationId, NoticeId, ObjectionId } from '../../src/domain/ids.ts';
import { type Notice, objectionHolding } from '../../src/domain/notice/notice.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { shanghai } from '../support/decider-spec.ts';
import { flexId as editionId, flex, plain } from '../support/editions.ts';
import { flexForm } from '../support/forms.ts';
import { cityApprover, cityClerk, bureaus as of, officer, provinceApprover } from '../support/people.ts';
import { createWorld, type World } from '../support/world.ts';

const program: Program = { ...plain(flex), target: 2 };
const opinion = { text: 'seen', stamped: true, signedOn: '2023-12-30', signer: 'the head' } as const;
const days = ['2024-02-02', '2024-02-06', '2024-02-20', '2024-02-28'];

const settle = async (world: World): Promise<void> => {
  for (let rounds = 0; rounds < 20; rounds++) {
    const recorded = await Promise.all(world.due().map((todo) => world.carry(todo)));
    if (recorded.every(({ length }) => length === 0)) return;
  }
  expect.fail('There is always something more to do.');
};

/** Two people of a city are on the shortlist, on Friday 26 January 2024. */
const shortlisted = async (): Promise<{ readonly world: World; readonly nominations: readonly NominationId[] }> => {
  const world = createWorld(shanghai('2024-01-08T09:00'));
  const { commands, run, within } = world;
  const edition = (command: object) =>
    within('edition', provinceApprover, (scope) =>
      scope.decide('edition', editionStream(editionId), () => command as never),
    );
  await edition({ type: 'OpenEdition', editionId, program });
  const nominations: NominationId[] = [];
  for (const body of ['41010119880229001', '41010119880229003']) {
    const form = { ...flexForm, idNumber: body + identityCheckCharacter(body) };
    const events = await run(commands.nominate, { editionId, bureau: of.city, category: 'NEW_FORM', form }, cityClerk);
    for (const { type, data } of events) {
      if (type === 'Nominated') nominations.push((data as { nominationId: NominationId }).nominationId);
    }
  }
  for (const nominationId of nominations) {
    await run(commands.review, { nominationId, decision: 'PASS', opinion }, cityApprover);
    await run(commands.forward, { nominationId }, cityApprover);
  }
  await run(commands.submitSlate, { editionId, bureau: of.city, confirmFewer: true }, cityApprover);
  world.advanceTo(shanghai('2024-01-26T09:00'));
  await settle(world);
  const candidates = nominations.map((nominationId) => ({
    nominationId,
    bureau: of.city,
    category: 'NEW_FORM',
    reviews: [{}, {}, {}],
  }));
  await edition({ type: 'FreezeRubric' });
  await edition({ type: 'CloseScoring', candidates, awaited: [], unverified: [] });
  await edition({ type: 'DecideShortlist', candidates, awaited: [], position: '0', inputsHash: '' });
  return { world, nominations };
};

const actionsOf = (world: World, nominations: readonly NominationId[]) => {
  const { commands, run } = world;
  const notices: NoticeId[] = [];
  const objections: { readonly noticeId: NoticeId; readonly objectionId: ObjectionId }[] = [];
  const some = <Item>(items: readonly Item[], which: number): Item | undefined =>
    items[which % Math.max(items.length, 1)];
  const onNotice = async (which: number, act: (noticeId: NoticeId) => Promise<unknown>) => {
    const noticeId = some(notices, which);
    if (noticeId) await act(noticeId);
  };
  const ruling =
    (act: (on: { noticeId: NoticeId; objectionId: ObjectionId }) => Promise<unknown>) => async (which: number) => {
      const objection = some(objections, which);
      if (objection) await act(objection);
    };
  const lodge = (anonymous: boolean, postmarkedOn?: string) => (which: number) =>
    onNotice(which >> 1, async (noticeId) => {
      const nominationId = some(nominations, which) as NominationId;
      const objector = anonymous ? undefined : { name: '王某', contact: '13800138000' };
      const events = await run(
        commands.object,
        { noticeId, nominationId, objector, grounds: 'no', evidence: [], postmarkedOn },
        officer,
      );
      for (const { data } of events) objections.push(data as (typeof objections)[number]);
    });
  return {
    notices,
    async publicize() {
      const events = await run(commands.publicize, { editionId, overrunReason: 'corrected' }, provinceApprover);
      for (const { data } of events) notices.push((data as { noticeId: NoticeId }).noticeId);
    },
    correct: (which: number) =>
      onNotice(which >> 1, (noticeId) =>
        run(
          commands.correctNotice,
          {
            noticeId,
            nominationId: some(nominations, which) as NominationId,
            correction: 'c',
            fresh: true,
            reason: 'r',
          },
          provinceApprover,
        ),
      ),
    object: lodge(false),
    objectAnonymously: lodge(true),
    objectByPost: lodge(false, '2024-01-26'),
    admit: ruling((on) => run(commands.admitObjection, { ...on, note: 'n' }, officer)),
    refuse: ruling((on) => run(commands.refuseObjection, { ...on, reason: 'r' }, officer)),
    dismiss: ruling((on) => run(commands.dismissObjection, { ...on, findings: 'f' }, provinceApprover)),
    uphold: ruling((on) => run(commands.upholdObjection, { ...on, findings: 'f' }, provinceApprover)),
    recognize: (which: number) =>
      onNotice(which >> 1, (noticeId) =>
        run(
          commands.recognize,
          { noticeId, ...(which % 2 === 0 && { nominationIds: [some(nominations, which >> 2) as NominationId] }) },
          provinceApprover,
        ),
      ),
    async nextDay() {
      const next = days.find((day) => shanghai(`${day}T00:00`) > world.now());
      if (next) world.advanceTo(shanghai(`${next}T00:00`));
    },
    async carry(which: number) {
      const todo = some(world.due(), which);
      if (todo) await world.carry(todo);
    },
    carryAll: () => settle(world),
  };
};

type What = Exclude<keyof ReturnType<typeof actionsOf>, 'notices'>;
const names = [
  ...['publicize', 'carryAll', 'correct', 'carry', 'object', 'objectAnonymously', 'objectByPost', 'admit', 'refuse'],
  ...['dismiss', 'uphold', 'nextDay', 'recognize'],
] as What[];
const anything = fc.record({ what: fc.constantFrom(...names), which: fc.nat(7) });
const afterwards = fc.record({
  what: fc.constantFrom<What>('admit', 'objectByPost', 'dismiss', 'recognize', 'carryAll'),
  which: fc.nat(7),
});
const step = (what: What, which = 0) => ({ what, which });
/** Objected to on the first notice, taken off it, recognized by the second: with anything at all in between. */
const histories = fc
  .tuple(
    fc.constantFrom<What>('object', 'objectAnonymously', 'nextDay'),
    fc.array(fc.array(anything, { maxLength: 2 }), { minLength: 10, maxLength: 10 }),
    fc.array(afterwards, { maxLength: 6 }),
  )
  .map(([opposed, gaps, end]) => {
    const usual = [step('publicize'), step('carryAll'), step(opposed), step('correct'), step('carryAll')];
    const anew = [step('publicize'), step('carryAll'), step('nextDay'), step('nextDay'), step('recognize', 3)];
    return [...[...usual, ...anew].flatMap((next, i) => [next, ...(gaps[i] ?? [])]), ...end];
  });

const play = async (steps: readonly { readonly what: What; readonly which: number }[]) => {
  const { world, nominations } = await shortlisted();
  const { notices: ordered, ...actions } = actionsOf(world, nominations);
  for (const { what, which } of steps) await (actions[what] as (which: number) => Promise<unknown>)(which);
  await settle(world);
  const notices = await Promise.all(ordered.map((id) => world.look.notice(id)));
  return { world, nominations, notices };
};

/**
 * Whether somebody was recognized: by one notice only, with nothing standing on any notice before, then or ever. (What
 * comes by post to the very notice that recognized them is refused, and reported as a violation.)
 */
const recognizedUnopposed = (notices: readonly Notice[], id: NominationId): boolean => {
  const [clearing, ...more] = notices.filter(({ cleared }) => cleared.has(id));
  expect(more).toEqual([]);
  const before = notices.filter((notice) => notice !== clearing);
  if (clearing) expect(before.flatMap((notice) => objectionHolding(notice, id) ?? [])).toEqual([]);
  return clearing !== undefined;
};

describe('Nominees who are publicized anew, whatever comes in between', () => {
  it('are recognized once at most, and never while an objection stands on a notice before (R-F28)', async () => {
    let recognizedAnew = 0;
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { world, nominations, notices } = await play(steps);
        const recognized = nominations.filter((id) => recognizedUnopposed(notices, id));
        recognizedAnew += recognized.filter((id) => notices.some(({ renewed }) => renewed.has(id))).length;
        const { publicized } = await world.look.edition(editionId);
        const stale = notices.flatMap(({ id, renewed }) => [...renewed].filter((one) => publicized.get(one) === id));
        expect(stale).toEqual([]);
      }),
      { numRuns: 50 },
    );
    expect(recognizedAnew).toBeGreaterThan(0);
  });
});
