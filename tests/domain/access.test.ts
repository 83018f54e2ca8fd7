import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import { type AccessSubject, accessStream, mostSubjects } from '../../src/domain/access/access.ts';
import type { RecordRead } from '../../src/domain/access/decide.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import { catalog } from '../../src/log/catalog.ts';
import { shanghai, specOf } from '../support/decider-spec.ts';

const { given, whenEmpty } = specOf(aggregates.access);

const subject = (n: number): AccessSubject => ({ nominationId: `n${n}` as NominationId, what: ['Nomination.form'] });
const stated = { role: 'AUDITOR', purpose: '年度审计抽查', requestId: 'r1' } as const;
const read = (subjects: readonly AccessSubject[]): RecordRead => ({ type: 'RecordRead', ...stated, subjects });

describe('What an auditor is about to be shown', () => {
  it('is put on record with the purpose', () => {
    whenEmpty(read([subject(1)])).thenFacts({ type: 'PersonalDataRead', data: { ...stated, subjects: [subject(1)] } });
  });

  it('is put on record again by the next request', () => {
    given({ type: 'PersonalDataRead', data: { ...stated, subjects: [subject(1)] } })
      .when({ ...read([subject(1)]), requestId: 'r2' })
      .thenFacts({ type: 'PersonalDataRead', data: { ...stated, requestId: 'r2', subjects: [subject(1)] } });
  });

  it('is split where it is of more people than one event names', () => {
    const many = Array.from({ length: mostSubjects + 1 }, (_, i) => subject(i));
    whenEmpty(read(many)).thenFacts(
      { type: 'PersonalDataRead', data: { ...stated, subjects: many.slice(0, mostSubjects) } },
      { type: 'PersonalDataRead', data: { ...stated, subjects: many.slice(mostSubjects) } },
    );
  });
});

it('what is stated may name people, and is sealed with the key of who stated it', () => {
  const data = { ...stated, caseNumber: '豫纪〔2024〕1号', subjects: [subject(1)] };
  expect(catalog.personalIn('PersonalDataRead', data)).toEqual([
    { pointer: '/purpose', of: 'OFFICIAL', value: data.purpose },
    { pointer: '/caseNumber', of: 'OFFICIAL', value: data.caseNumber },
  ]);
});

it('each day has a stream, and is one of the province and not of UTC', () => {
  expect(accessStream(shanghai('2024-01-31T23:59:59.999'))).toBe('access-2024-01-31');
  expect(accessStream(shanghai('2024-02-01T00:00:00.000'))).toBe('access-2024-02-01');
});
