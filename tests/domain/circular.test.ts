import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import { notYetCommended } from '../../src/domain/edition/circular.ts';
import type { EditionFact } from '../../src/domain/edition/edition.ts';
import type { CertificateNumber } from '../../src/domain/ids.ts';
import { shanghai, specOf } from '../support/decider-spec.ts';
import { concluded, editionOf, flex, opened, youth } from '../support/editions.ts';
import { provinceApprover } from '../support/people.ts';

const { given } = specOf(aggregates.edition);

const today = { at: shanghai('2024-02-20T00:00:00.000'), by: provinceApprover };
const certificate = (n: number) => `HN-YS-2023-00${n}` as CertificateNumber;
const listHash = 'ab'.repeat(32);
const circular = (number: string, certificates: readonly CertificateNumber[], issuedOn = '2024-02-20') => ({
  number,
  title: '关于表扬的通报',
  issuedOn,
  certificates: [...certificates],
  listHash,
});
const issue = (...given: Parameters<typeof circular>) => ({ type: 'IssueCircular', ...circular(...given) }) as const;
const issued = (...given: Parameters<typeof circular>): EditionFact => ({
  type: 'CircularIssued',
  data: circular(...given),
});

describe('A circular of commendation (R-Y23)', () => {
  it('lists those recognized, with the hash of the list', () => {
    given(opened(youth))
      .when(issue('豫人社〔2024〕1号', [certificate(1), certificate(2)]), today)
      .thenFacts(issued('豫人社〔2024〕1号', [certificate(1), certificate(2)]));
  });

  it('is not issued of nobody', () => {
    given(opened(youth)).when(issue('1', []), today).thenRefused('NOBODY_TO_COMMEND', { ruleId: 'R-Y23' });
  });

  it('has a number of its own within the edition', () => {
    given(opened(youth), issued('1', [certificate(1)]))
      .when(issue('1', [certificate(2)]), today)
      .thenRefused('CIRCULAR_NUMBER_TAKEN', { path: ['number'], ruleId: 'R-Y23', params: { number: '1' } });
    given(opened(youth), issued('1', [certificate(1)]))
      .when(issue('2', [certificate(2)]), today)
      .thenFacts(issued('2', [certificate(2)]));
  });

  it('is dated from the program’s notice to today, as days are counted in Shanghai', () => {
    const impossible = {
      path: ['issuedOn'],
      ruleId: 'R-Y23',
      params: { from: '2023-12-27', today: '2024-02-20' },
    };
    for (const issuedOn of ['2023-12-27', '2024-02-20']) {
      given(opened(youth))
        .when(issue('1', [certificate(1)], issuedOn), today)
        .thenFacts(issued('1', [certificate(1)], issuedOn));
    }
    for (const issuedOn of ['2023-12-26', '2024-02-21']) {
      given(opened(youth))
        .when(issue('1', [certificate(1)], issuedOn), today)
        .thenRefused('CIRCULAR_DATE_IMPOSSIBLE', impossible);
    }
  });

  it('names no rule where the program’s source asks for none', () => {
    given(opened(flex)).when(issue('1', []), today).thenRefused('NOBODY_TO_COMMEND');
  });

  it('is not issued once the edition is over', () => {
    given(opened(youth), concluded)
      .when(issue('1', [certificate(1)]), today)
      .thenRefused('EDITION_CONCLUDED');
  });

  it('lists nobody whom an earlier one lists, in order and once', () => {
    const edition = editionOf(youth, issued('1', [certificate(2)]));
    expect(notYetCommended(edition, [3, 2, 1, 3].map(certificate))).toEqual([certificate(1), certificate(3)]);
  });
});
