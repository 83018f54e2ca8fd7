import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { CommandName } from '../../src/app/permissions.ts';
import { type Replay, type Replayed, replay, troubling } from '../../src/app/replay/replay.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { accept, refuse } from '../../src/domain/decider.ts';
import { editionStream } from '../../src/domain/edition/edition.ts';
import type { Recorded } from '../../src/domain/event.ts';
import type { StreamName } from '../../src/domain/ids.ts';
import { builtInCalendar } from '../../src/domain/program/definitions/index.ts';
import { refusal } from '../../src/domain/refusal.ts';
import { catalog } from '../../src/log/catalog.ts';
import { MemoryEventLog } from '../../src/log/memory-log.ts';
import { openedLog } from '../../src/log/opened-log.ts';
import { SqliteVault } from '../../src/privacy/sqlite/sqlite-vault.ts';
import { startApi } from '../support/api.ts';
import { drafted, inFlex, someoneFlexible } from '../support/dossiers.ts';
import { flexId as editionId } from '../support/editions.ts';
import { cityReviewer, clerk, countyApprover, officer, provinceApprover } from '../support/people.ts';
import { nomination, opened, opinion, passed, succeed, unopposed } from './course.ts';

const calendars = new Map([['cn', builtInCalendar('cn')]]);

const sealedLog = () => {
  const raw = new MemoryEventLog();
  const vault = new SqliteVault({ path: ':memory:', keys: { current: Buffer.alloc(32, 8) } });
  return { raw, vault, log: openedLog(raw, vault, (type, data) => catalog.personalIn(type as never, data)) };
};
type SealedLog = ReturnType<typeof sealedLog>;

const replayed = async (log: Replay['log'], changes: Partial<Replay> = {}): Promise<readonly Replayed[]> => {
  const found: Replayed[] = [];
  for await (const decision of replay({ log, calendars, ...changes })) found.push(decision);
  return found;
};

const verdictsIn = (found: readonly Replayed[]): string[] => [...new Set(found.map(({ verdict }) => verdict))].sort();

/** One nominee, passed by the county. */
const oneNominated = async (): Promise<SealedLog & { readonly nominationId: string }> => {
  const log = sealedLog();
  const { one } = await opened(log.log);
  return { ...log, nominationId: await passed(one, 1, 'COUNTY') };
};

type Decide = (typeof aggregates)['nomination']['decide'];
const deciding = (type: string, decide: (honest: Decide) => Decide) => ({
  ...aggregates,
  nomination: {
    ...aggregates.nomination,
    decide: ((state, command, context) =>
      command.type === type
        ? decide(aggregates.nomination.decide)(state, command, context)
        : aggregates.nomination.decide(state, command, context)) as Decide,
  },
});

/** Nominations decided with other data than before. */
const nominatingWith = (change: (data: Record<string, unknown>) => object) =>
  deciding('Nominate', (honest) => (state, command, context) => {
    const decision = honest(state, command, context);
    if ('refusals' in decision) return decision;
    return accept(...decision.facts.map((fact) => ({ ...fact, data: change(fact.data as never) }) as never));
  });

describe('A decision made again', () => {
  it('comes to the same facts, from the nomination to the recognition', async () => {
    const log = sealedLog();
    const { one, noticeId, nominations } = await unopposed(log.log);
    const objection = { noticeId, nominationId: nominations[0], grounds: '不实', evidence: [] };
    await succeed(one, officer, 'object', { ...objection, objector: { name: '赵某', contact: '13900000000' } });
    await succeed(one, provinceApprover, 'recognize', { noticeId });
    const found = await replayed(log);
    expect(verdictsIn(found)).toEqual(['SAME']);
    const events = await log.raw.readAll(undefined, 1000);
    expect(found.reduce((sum, decision) => sum + decision.events, 0)).toBe(events.length);
  });

  it('is told where it differs, with both versions', async () => {
    const log = await oneNominated();
    const found = await replayed(log, { deciders: nominatingWith((data) => ({ ...data, bureau: '410100' })) });
    expect(found.filter(({ verdict }) => verdict !== 'SAME')).toMatchObject([
      {
        verdict: 'DIFFERENT',
        stream: `nomination-${log.nominationId}`,
        revision: 0,
        command: { name: 'nominate' },
        differences: [{ pointer: '/0/data/bureau', recorded: '410122', replayed: '410100' }],
        recorded: [{ type: 'Nominated', data: { bureau: '410122', form: '(personal)' } }],
        replayed: [{ type: 'Nominated', data: { bureau: '410100', form: '(personal)' } }],
      },
    ]);
  });

  it('tells personal values only to who asks for them', async () => {
    const log = await oneNominated();
    const deciders = nominatingWith((data) => ({ ...data, form: { ...(data.form as object), name: '某人' } }));
    const hidden = JSON.stringify(await replayed(log, { deciders }));
    expect(hidden).toContain('"/0/data/form/name"');
    expect(hidden).not.toContain('某人');
    const told = await replayed(log, { deciders, showPersonal: true });
    expect(told.flatMap(({ differences = [] }) => differences)).toMatchObject([
      { pointer: '/0/data/form/name', replayed: '某人' },
    ]);
  });

  it.each([
    ['REFUSED_NOW', () => refuse(refusal('NOT_SUBMITTED', {}))],
    ['NEEDED_NOTHING', () => accept()],
    [
      'DIFFERENT',
      () => {
        throw new RangeError('a slip');
      },
    ],
  ] as const)('is %s where the decider says so today', async (verdict, decide) => {
    const log = await oneNominated();
    const found = await replayed(log, { deciders: deciding('Review', () => decide as never) });
    expect(found.filter((decision) => decision.verdict !== 'SAME')).toMatchObject([
      { verdict, command: { name: 'review' } },
    ]);
  });

  it('is beyond telling once its person is erased, and others are not', async () => {
    const log = await oneNominated();
    const [first] = await log.raw.readStream(`nomination-${log.nominationId}` as StreamName, 0, 1);
    const named = first?.data as { person: string } | undefined;
    await log.vault.destroy(`person/${named?.person}`);
    const found = await replayed(log);
    expect(found.filter(({ verdict }) => verdict === 'ERASED').map(({ command }) => command.name)).toEqual([
      'nominate',
      'nominate',
      'review',
    ]);
    expect(found.filter(({ verdict }) => verdict !== 'ERASED').map(({ verdict }) => verdict)).toEqual(['SAME']);
  });

  it('is asked of the working days it was decided by: what they change nothing of is the same', async () => {
    const log = await oneNominated();
    const calendar = builtInCalendar('cn');
    const further = { ...calendar, years: { ...calendar.years, '2031': { off: [], makeup: [] } } };
    expect(verdictsIn(await replayed(log, { calendars: new Map([['cn', further]]) }))).toEqual(['SAME']);
    const changed = { ...calendar, years: { ...calendar.years, '2024': { off: [], makeup: [] } } };
    const found = await replayed(log, { calendars: new Map([['cn', changed]]) });
    expect(verdictsIn(found)).toEqual(['SAME']);
    expect(found.filter((decision) => decision.calendars)).toMatchObject([
      { verdict: 'SAME', calendars: ['cn'], command: { name: 'review' } },
    ]);
  });

  it('is CALENDAR_CHANGED where other working days make other facts of it', async () => {
    const log = sealedLog();
    const { noticeId } = await unopposed(log.log);
    const [published] = await log.log.readStream(`notice-${noticeId}` as StreamName, 0, 1);
    const { period } = (published as Recorded).data as { readonly period: { readonly days: readonly string[] } };
    const calendar = builtInCalendar('cn');
    const { off, makeup } = calendar.years['2024'] ?? { off: [], makeup: [] };
    const changed = { off: [...off, ...period.days.slice(0, 1)], makeup } as (typeof calendar.years)[string];
    const calendars = new Map([['cn', { ...calendar, years: { ...calendar.years, '2024': changed } }]]);
    const found = await replayed(log, { calendars });
    expect(verdictsIn(found)).toEqual(['CALENDAR_CHANGED', 'SAME']);
    const told = found.filter(({ verdict }) => verdict === 'CALENDAR_CHANGED');
    expect(told).toMatchObject([{ calendars: ['cn'], recorded: expect.anything(), replayed: expect.anything() }]);
    expect(told[0]?.differences?.map(({ pointer }) => pointer)).toContainEqual(expect.stringMatching(/period\/days/));
  });

  it.each([
    ['that came about later', 1, 'LATER'],
    ['that there never was', 9, 'UNKNOWN'],
  ] as const)('is DIFFERENT if it was given a state %s', async (_, revision, what) => {
    const log = sealedLog();
    const { one, clock } = await opened(log.log);
    const edition = { $state: editionStream(editionId), revision };
    const slate = `slate-${editionId}-410122` as StreamName;
    const meta = {
      recordedAt: new Date(clock.now()).toISOString(),
      actor: clerk,
      command: { id: 'c1c1fbd2-30ab-4d3a-8cd9-7e3a54cbe1a1', name: 'forged', contentHash: '' },
      correlationId: 'c1c1fbd2-30ab-4d3a-8cd9-7e3a54cbe1a1',
    };
    const data = { editionId, bureau: '410122', deadline: 'citySubmission', nominations: [] };
    const said = { type: 'LapseSlate', edition, bureau: '410122' };
    const facts = [{ type: 'SlateAbandoned', data }] as never;
    await log.log.append(slate, catalog.encode(facts, meta as never, said), 'no-stream');
    await succeed(one, provinceApprover, 'freezeRubric', { editionId });
    const found = await replayed(log);
    expect(found.filter(({ verdict }) => verdict !== 'SAME')).toMatchObject([
      { verdict: 'DIFFERENT', stream: slate, impossible: [{ what, name: edition.$state, revision }] },
    ]);
  });

  it('is NOT_RECORDED where nobody kept what was said, and is left out where it began before the extent', async () => {
    const log = await oneNominated();
    const events = await log.raw.readAll(undefined, 100);
    const bare = new MemoryEventLog();
    for (const { stream, ...event } of events)
      await bare.append(stream, [{ ...event, meta: { ...event.meta, sealed: [] } }], 'any');
    expect(verdictsIn(await replayed({ raw: bare, vault: log.vault }))).toEqual(['NOT_RECORDED']);
    const assessed = events.find(({ type }) => type === 'EligibilityAssessed');
    const all = await replayed(log);
    const later = await replayed(log, { after: events[0]?.position });
    expect(later).toEqual(all.slice(1));
    if (assessed) expect(await replayed(log, { after: assessed.position })).toEqual([]);
    expect(await replayed(log, { stream: `nomination-${log.nominationId}` as StreamName })).toHaveLength(2);
  });
});

describe('What two replicas decide at once', () => {
  /** Commands on the nth of some nominations, or on their edition. */
  const commands = {
    nominate: (n: number) => ['nominate', nomination(10 + n), clerk],
    review: (_: number, nominationId: string) => [
      'review',
      { nominationId, decision: 'PASS', opinion },
      countyApprover,
    ],
    cityReview: (_: number, nominationId: string) => [
      'review',
      { nominationId, decision: 'PASS', opinion },
      cityReviewer,
    ],
    forward: (_: number, nominationId: string) => ['forward', { nominationId }, countyApprover],
    withdraw: (_: number, nominationId: string) => ['withdraw', { nominationId, reason: '本人申请' }, clerk],
    appoint: (n: number) => [
      'appointExpert',
      { editionId, expert: `expert-${n}`, name: '方专家', fields: [] },
      officer,
    ],
  } satisfies Record<string, (n: number, nominationId: string) => [CommandName, object, Actor]>;
  const acts = fc.record({
    who: fc.constantFrom('one' as const, 'other' as const),
    what: fc.constantFrom(...(Object.keys(commands) as (keyof typeof commands)[])),
    n: fc.integer({ min: 0, max: 1 }),
  });

  it('comes to the same facts when it is decided again, in whatever order it was recorded', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(acts, { minLength: 1, maxLength: 5 }), { maxLength: 6 }), async (rounds) => {
        const log = sealedLog();
        const course = await opened(log.log);
        const ids = [await passed(course.one, 1, 'COUNTY'), await passed(course.one, 2, 'COUNTY')];
        for (const round of rounds) {
          await Promise.all(
            round.map(({ who, what, n }) => {
              const [name, input, actor] = commands[what](n, String(ids[n]));
              return course[who].execute(name, input, { actor });
            }),
          );
        }
        const found = await replayed(log);
        expect(found.filter(({ verdict }) => troubling.has(verdict) || verdict === 'NOT_RECORDED')).toEqual([]);
        await course.close();
      }),
      { numRuns: 15 },
    );
  });
});

describe('A log on disk', () => {
  it('says nothing personal of what was said in the clear', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'laurel-replay-'));
    const api = await startApi(undefined, { directory });
    const officer = await api.as('PROVINCE_OFFICER', '410000');
    await officer.run('openEdition', { program: 'FLEX_STAR' }, 'edition { id }');
    const form = someoneFlexible({ name: '欧阳明月', coverName: '欧阳明月' });
    const county = await api.as('COUNTY_CLERK', '410122');
    const id = await drafted(county, inFlex({ form }));
    await county.run('amendForm', { nominationId: id, form: { phone: '13912345678' } }, 'nomination { id }');
    const found = await replayed({ raw: api.running.raw, vault: api.running.vault });
    expect(verdictsIn(found)).toEqual(['SAME']);
    const bytes = readdirSync(directory)
      .filter((name) => name.startsWith('log.db'))
      .map((name) => readFileSync(join(directory, name)).toString('utf8'))
      .join('');
    expect(bytes).toContain(id);
    for (const personal of ['欧阳明月', String(form.idNumber), '13912345678']) expect(bytes).not.toContain(personal);
    await api.close();
  });
});
