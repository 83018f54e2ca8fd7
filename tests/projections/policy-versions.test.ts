import { expect, test } from 'vitest';
import { policyBefore } from '../../projections/policy-versions.ts';
import { actorBefore } from '../../projections/timeline.ts';
import type { Recorded } from '../../src/domain/event.ts';
import { publicizedInBoth } from '../support/two-programs.ts';
import { placesOfTest, readModelsOf } from './read-models-of.ts';

const places = placesOfTest();

/** The same events, allowed under no recorded version at first, then under one table, another, and the first again. */
const versions = [undefined, 'aaaaaaaaaaaa', 'aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'aaaaaaaaaaaa'];

const following = async () => {
  const events: Recorded[] = publicizedInBoth().map((event, i) => {
    const version = versions[Math.min(i, versions.length - 1)];
    return version ? { ...event, meta: { ...event.meta, policyVersion: version } } : event;
  });
  const { database } = await readModelsOf(events, places);
  return database;
};

test('the policy in force is that of the last event before', async () => {
  const reader = await following();
  expect([1, 2, 3, 4, 5, 9].map((sequence) => policyBefore(reader, sequence))).toEqual([
    undefined,
    'aaaaaaaaaaaa',
    'aaaaaaaaaaaa',
    'bbbbbbbbbbbb',
    'aaaaaaaaaaaa',
    'aaaaaaaaaaaa',
  ]);
});

test('only changes of it are kept', async () => {
  const reader = await following();
  expect(reader.all<{ sequence: number }>('SELECT sequence FROM policy').map(({ sequence }) => sequence)).toEqual([
    1, 3, 4,
  ]);
});

test('an account is as it was when it last acted, and unknown before it ever did', async () => {
  const reader = await following();
  expect(actorBefore(reader, 'clerk', 0)).toBeUndefined();
  expect(actorBefore(reader, 'clerk', 1)).toMatchObject({ roles: ['CITY_CLERK'], bureau: '410100' });
  expect(actorBefore(reader, 'nobody', 9)).toBeUndefined();
});
