import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CommandName, commandPermissions } from '../../src/app/permissions.ts';
import type { SealedLog } from '../../src/app/replay/opened-events.ts';
import { type Replayed, replay, troubling } from '../../src/app/replay/replay.ts';
import { demoKey } from '../../src/cli/demo/proof/signing.ts';
import { builtInPrograms } from '../../src/domain/program/definitions/index.ts';
import { openStores } from '../../src/stores.ts';
import { laurel } from '../support/command-line.ts';
import { accepted, drafted, inFlex, passed, prepared, ready, someoneFlexible } from '../support/dossiers.ts';
import { basis, erasers } from '../support/erasing.ts';
import { bureaus } from '../support/people.ts';
import { beforeThePanel } from '../support/selection.ts';

const replayed = async (log: SealedLog): Promise<readonly Replayed[]> => {
  const found: Replayed[] = [];
  for await (const decision of replay({ log, calendars: builtInPrograms().calendars })) found.push(decision);
  return found;
};

/** Every decision of the demo, made again. */
const ofDemo = async (): Promise<readonly Replayed[]> => {
  const directory = mkdtempSync(join(tmpdir(), 'laurel-replayed-demo-'));
  const seed = 7;
  try {
    const options = ['--exit', '--port', '0', '--seed', String(seed), '--directory', directory];
    // Whether what it shows is as expected is another question.
    await laurel(['demo', ...options]);
    const log = await openStores({ directory, sealing: { current: demoKey(seed, 'keys') } });
    try {
      return await replayed(log);
    } finally {
      await log.close();
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
};

/** What the demo has no scene for, or only of somebody whose data is erased in the end. */
const ofTheRest = async (): Promise<readonly Replayed[]> => {
  const categoryTargets = [
    { category: 'NEW_FORM', target: 2 },
    { category: 'PART_TIME', target: 1 },
  ];
  const { api, editionId, officer, approver } = await beforeThePanel({ target: 3, categoryTargets });
  const [clerk, reviewer, head] = await Promise.all([
    api.as('CITY_CLERK', bureaus.otherCity),
    api.as('CITY_REVIEWER', bureaus.otherCity),
    api.as('CITY_APPROVER', bureaus.otherCity),
  ]);
  const because = { reason: '工作需要。' };
  await accepted(approver, 'adjustQuota', { editionId, bureau: bureaus.otherCity, seats: 9, ...because });
  await accepted(approver, 'extendDeadline', { editionId, deadline: 'selection', on: '2024-02-08', ...because });
  await accepted(officer, 'appointExpert', { editionId, expert: 'expert', name: '方专家', fields: [] });
  await accepted(officer, 'dismissExpert', { editionId, expert: 'expert', ...because });
  const document = { title: '关于调剂名额的决定', sha256: 'a'.repeat(64) };
  const seats = { from: 'PART_TIME', to: 'NEW_FORM', seats: 1 };

  const form = someoneFlexible({ location: '410221', pushingUnit: bureaus.otherCity });
  const nominationId = await ready(clerk, inFlex({ bureau: bureaus.otherCity, form }));
  await accepted(reviewer, 'assessEligibility', { nominationId });
  const sha256 = await clerk.upload(Buffer.from('%PDF-1.7\nmore'));
  await accepted(clerk, 'attachMaterial', { nominationId, material: 'ID_COPY', sha256 });
  await accepted(clerk, 'removeMaterial', { nominationId, material: 'ID_COPY', sha256, ...because });
  await passed(reviewer, nominationId);
  await prepared(head, editionId, bureaus.otherCity);
  await accepted(head, 'forward', { nominationId });
  await accepted(head, 'takeOffSlate', { nominationId });

  const other = await drafted(clerk, inFlex({ bureau: bureaus.otherCity }));
  await accepted(clerk, 'withdraw', { nominationId: other, ...because });
  const { first, second } = await erasers(api);
  const asked = { owner: { nominationId: other }, ...basis };
  const requestId = (await accepted(officer, 'requestErasure', asked, 'erasure { id }')).erasure.id;
  await accepted(first, 'approveErasure', { requestId });
  await accepted(second, 'declineErasure', { requestId, ...because });
  await api.passTo('2024-01-25T02:00:00.000Z');
  await accepted(approver, 'reallocateSeats', { editionId, ...seats, document, ...because });
  const found = await replayed({ raw: api.running.raw, vault: api.running.vault });
  await api.close();
  return found;
};

describe('Every command there is', () => {
  let found: readonly Replayed[];
  beforeAll(async () => {
    found = [...(await ofTheRest()), ...(await ofDemo())];
  }, 240_000);

  it('is on record with what it said: none is left out by design', () => {
    const unrecorded = found.filter(({ verdict }) => verdict === 'NOT_RECORDED');
    expect(unrecorded.map(({ command }) => command.name)).toEqual([]);
  });

  it.each(Object.keys(commandPermissions) as CommandName[])(
    'comes to the same facts when it is decided again: %s',
    (name) => {
      const verdicts = found.filter(({ command }) => command.name === name).map(({ verdict }) => verdict);
      expect(verdicts).toContain('SAME');
      expect(verdicts.filter((verdict) => troubling.has(verdict))).toEqual([]);
    },
  );

  it('and so does everything that the system did by itself', () => {
    const others = found.filter(({ command }) => !Object.hasOwn(commandPermissions, command.name));
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter(({ verdict }) => troubling.has(verdict))).toEqual([]);
  });
});
