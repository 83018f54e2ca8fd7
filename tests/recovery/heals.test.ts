import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulatedClock } from '../../src/app/clock.ts';
import type { InputOf, Laurel } from '../../src/app/laurel.ts';
import type { CommandName } from '../../src/app/permissions.ts';
import { composeLaurel, type RunningLaurel } from '../../src/compose.ts';
import { type Actor, actor, type Role } from '../../src/domain/actor.ts';
import { builtInPrograms } from '../../src/domain/program/definitions/index.ts';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-log.ts';
import { generateIssuerKeys } from '../../src/server/token-issuer.ts';
import { flex, undemanding } from '../support/editions.ts';
import { silent } from '../support/http.ts';
import { riderForm } from '../support/rider.ts';

/** Composed anew on the same directory: what another process finds after a crash, or beside a living one. */
let directory: string;
const keys = await generateIssuerKeys();
const running: RunningLaurel[] = [];

const compose = async (at: string) => {
  const clock = simulatedClock(Date.parse(at));
  const composed = await composeLaurel({
    directory,
    clock,
    hashKey: Buffer.alloc(32, 7),
    sealing: { current: Buffer.alloc(32, 8) },
    tokens: { keys: { publicKey: keys.publicKey }, issuer: 'laurel', audience: 'laurel' },
    logger: silent,
    port: 0,
    programs: { ...builtInPrograms(), programs: new Map([[flex.code, undemanding(flex)]]) },
  });
  running.push(composed);
  return { ...composed, clock };
};

const someone = (role: Role, bureau: string): Actor =>
  actor.parse({ id: `${role}-${bureau}`, name: role, roles: [role], bureau, channel: 'API' });
const province = someone('PROVINCE_APPROVER', '410000');
const clerk = someone('COUNTY_CLERK', '410122');
const approver = someone('COUNTY_APPROVER', '410122');

const succeed = async <Name extends CommandName>(
  laurel: Laurel,
  by: Actor,
  name: Name,
  input: object,
): Promise<string> => {
  const outcome = await laurel.execute(name, input as InputOf<Name>, { actor: by });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.id;
};

const typesIn = async (stream?: string): Promise<string[]> => {
  const log = new SqliteEventLog({ path: join(directory, 'log.db') });
  const events = await log.readAll(undefined, 10_000);
  await log.close();
  return events.filter((event) => stream === undefined || event.stream === stream).map(({ type }) => type);
};

const opinion = { text: '同意推荐', stamped: true, signedOn: '2023-12-28', signer: '李主任' };
const editionId = 'flex-star-2023';

const passedNomination = async (laurel: Laurel): Promise<string> => {
  await succeed(laurel, province, 'openEdition', { program: 'FLEX_STAR' });
  const input = { editionId, bureau: '410122', category: 'NEW_FORM', form: riderForm(1) };
  const nominationId = await succeed(laurel, clerk, 'nominate', input);
  await succeed(laurel, approver, 'review', { nominationId, decision: 'PASS', opinion });
  return nominationId;
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'laurel-heals-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
  rmSync(directory, { recursive: true, force: true });
});

describe('A crash between a seat and the forwarding that follows from it', () => {
  it('is made good on the next start', async () => {
    const { laurel, log, close } = await compose('2023-12-28T02:00:00.000Z');
    const nominationId = await passedNomination(laurel);
    const stream = `nomination-${nominationId}`;
    // The log fails for the nomination from here on, as it would for a process that has died.
    const append = log.append.bind(log);
    log.append = (to, ...rest) => (to === stream ? Promise.reject(new Error('gone')) : append(to, ...rest));
    await succeed(laurel, approver, 'forward', { nominationId });
    expect(await typesIn(stream)).toEqual(['Nominated', 'EligibilityAssessed', 'Reviewed']);
    await close();
    running.length = 0;

    await compose('2023-12-28T02:05:00.000Z');
    expect(await typesIn(stream)).toEqual(['Nominated', 'EligibilityAssessed', 'Reviewed', 'Forwarded']);
  });
});

describe('A claim on a person whose nomination was never recorded', () => {
  it('is let go after a minute, so that the person can be nominated', async () => {
    const { laurel, log, close } = await compose('2023-12-28T02:00:00.000Z');
    await succeed(laurel, province, 'openEdition', { program: 'FLEX_STAR' });
    const append = log.append.bind(log);
    log.append = (to, ...rest) =>
      to.startsWith('nomination-') ? Promise.reject(new Error('gone')) : append(to, ...rest);
    const input = { editionId, bureau: '410122', category: 'NEW_FORM', form: riderForm(1) };
    await expect(succeed(laurel, clerk, 'nominate', input)).rejects.toThrow('gone');
    await close();
    running.length = 0;

    const again = await compose('2023-12-28T02:00:30.000Z');
    await expect(succeed(again.laurel, clerk, 'nominate', input)).rejects.toThrow('ALREADY_NOMINATED');
    again.clock.advanceTo(Date.parse('2023-12-28T02:01:01.000Z'));
    await again.laurel.agenda.runDue();
    await succeed(again.laurel, clerk, 'nominate', input);
    expect(await typesIn()).toEqual([
      'EditionOpened',
      'NominationClaimed',
      'NominationVoided',
      'NominationReleased',
      'NominationClaimed',
      'Nominated',
    ]);
  });
});

describe('Deadlines that passed while the server was down', () => {
  it('are carried out in order before it serves again', async () => {
    const { laurel, close } = await compose('2023-12-28T02:00:00.000Z');
    await passedNomination(laurel);
    await close();
    running.length = 0;

    await compose('2024-02-06T00:00:00.000Z');
    const log = new SqliteEventLog({ path: join(directory, 'log.db') });
    const passed = (await log.readStream('edition-flex-star-2023' as never)).filter(
      ({ type }) => type === 'DeadlinePassed',
    );
    await log.close();
    expect(passed.map(({ data }) => (data as { deadline: string }).deadline)).toEqual([
      'countySubmission',
      'citySubmission',
      'selection',
    ]);
    expect((await typesIn()).filter((type) => type === 'SlateAbandoned')).toHaveLength(18);
  });

  it('are carried out once by two replicas that wake at the same moment', async () => {
    const one = await compose('2023-12-28T02:00:00.000Z');
    await succeed(one.laurel, province, 'openEdition', { program: 'FLEX_STAR' });
    const other = await compose('2023-12-28T02:00:00.000Z');
    for (const { clock } of [one, other]) clock.advanceTo(Date.parse('2024-02-06T00:00:00.000Z'));
    await Promise.all([one.laurel.agenda.runDue(), other.laurel.agenda.runDue()]);
    const types = await typesIn();
    expect(types.filter((type) => type === 'SlateAbandoned')).toHaveLength(18);
    expect(types.filter((type) => type === 'DeadlinePassed')).toHaveLength(3);
  });
});
