import { describe, expect, it } from 'vitest';
import { revocationsOf, violationReportsOf } from '../../projections/honor-cases.ts';
import {
  type AsOf,
  countHonors,
  type HonorFilter,
  honorsByIds,
  listHonors,
} from '../../projections/honoree-register.ts';
import type { Reader } from '../../projections/reader.ts';
import { sequenceAt } from '../../projections/timeline.ts';
import type { Position } from '../../src/domain/event.ts';
import { honorStream } from '../../src/domain/honor/honor.ts';
import { placesOfTest, readModelsOf } from './read-models-of.ts';
import { certificateOf, city, county, edition, otherCity, scenario } from './scenario.ts';

const places = placesOfTest();

/** One honor recognized on 1 March and another on 2 March 2024; the first is reported in April and revoked in May. */
const given = async () => {
  const s = scenario();
  s.open();
  s.nominate('one', { name: '张三' });
  s.nominate('two', { name: '李四' });
  s.at('2024-03-01T02:00:00.000Z');
  const [recognized] = s.recognize('one', 'HN-1');
  s.at('2024-03-02T02:00:00.000Z');
  s.recognize('two', 'HN-2');
  s.at('2024-04-01T02:00:00.000Z');
  const report = { certificate: certificateOf('HN-1'), by: county, statement: '弄虚作假', evidence: [{ title: '信' }] };
  s.record(honorStream(certificateOf('HN-1')), [{ type: 'ViolationReported', data: report }]);
  s.at('2024-05-01T02:00:00.000Z');
  const [revoked] = s.revoke('HN-1');
  const { database } = await readModelsOf(s.events, places);
  return { reader: database, recognized: recognized?.position as Position, revoked: revoked?.position as Position };
};

const statuses = (reader: Reader, asOf?: AsOf, filter: HonorFilter = {}) =>
  listHonors(reader, filter, { by: 'certificate', direction: 'ASC' }, { first: 9 }, asOf).rows.map(
    ({ certificate, status, reports }) => [certificate, status, reports],
  );

describe('the honoree register', () => {
  it('keeps and marks a revoked honor', async () => {
    const { reader } = await given();
    expect(statuses(reader)).toEqual([
      ['HN-1', 'REVOKED', 1],
      ['HN-2', 'RECOGNIZED', 0],
    ]);
    expect(honorsByIds(reader, [certificateOf('HN-1')]).get(certificateOf('HN-1'))).toMatchObject({
      ...{ editionId: edition, programCode: 'FLEX_STAR', name: '张三', recognizedOn: '2024-03-01' },
      ...{ revokedOn: '2024-05-01', ground: 'BELOW_STANDARD' },
    });
  });

  it('shows it as it stood at an instant of the past', async () => {
    const { reader } = await given();
    expect(statuses(reader, { time: '2024-02-29T00:00:00.000Z' })).toEqual([]);
    expect(statuses(reader, { time: '2024-03-01T02:00:00.000Z' })).toEqual([['HN-1', 'RECOGNIZED', 0]]);
    expect(statuses(reader, { time: '2024-05-01T01:59:59.999Z' })).toEqual([
      ['HN-1', 'RECOGNIZED', 1],
      ['HN-2', 'RECOGNIZED', 0],
    ]);
    expect(statuses(reader, { time: '2024-05-01T10:00:00.000+08:00' })[0]).toEqual(['HN-1', 'REVOKED', 1]);
  });

  it('shows it as it stood at a position of the log', async () => {
    const { reader, recognized, revoked } = await given();
    expect(statuses(reader, { position: recognized })).toEqual([['HN-1', 'RECOGNIZED', 0]]);
    const before = String(Number(revoked) - 1) as Position;
    expect(statuses(reader, { position: before })[0]).toEqual(['HN-1', 'RECOGNIZED', 1]);
    expect(statuses(reader, { position: revoked })[0]).toEqual(['HN-1', 'REVOKED', 1]);
    expect(sequenceAt(reader, revoked)).toBe(reader.applied());
  });

  it('shows nothing of a revocation before it was', async () => {
    const { reader } = await given();
    const asOf = { time: '2024-04-15T00:00:00.000Z' };
    const [honor] = listHonors(reader, {}, { by: 'certificate', direction: 'ASC' }, { first: 1 }, asOf).rows;
    expect(honor).toMatchObject({ revokedOn: null, revokedAt: null, ground: null });
    expect(revocationsOf(reader, [certificateOf('HN-1')], asOf).size).toBe(0);
    expect(revocationsOf(reader, [certificateOf('HN-1')]).get(certificateOf('HN-1'))).toMatchObject({
      ...{ statement: '不再符合标准', evidence: [{ title: '决定书' }], fromNotice: true },
    });
    expect(violationReportsOf(reader, [certificateOf('HN-1')]).get(certificateOf('HN-1'))).toMatchObject([
      { bureau: county, statement: '弄虚作假', evidence: [{ title: '信' }] },
    ]);
  });

  it('filters and counts by what was so at that moment', async () => {
    const { reader } = await given();
    expect(statuses(reader, undefined, { status: 'REVOKED' })).toHaveLength(1);
    expect(countHonors(reader, { status: 'REVOKED' })).toBe(1);
    expect(countHonors(reader, { status: 'REVOKED' }, { time: '2024-04-15T00:00:00.000Z' })).toBe(0);
    expect(countHonors(reader, { within: city })).toBe(2);
    expect(countHonors(reader, { within: otherCity })).toBe(0);
    expect(countHonors(reader, { search: '李' })).toBe(1);
  });
});
