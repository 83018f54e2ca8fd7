import { describe, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { HonorCommand } from '../../src/domain/honor/decide.ts';
import type { HonorFact } from '../../src/domain/honor/honor.ts';
import type { CertificateNumber, NominationId, NoticeId, PersonPseudonym } from '../../src/domain/ids.ts';
import { specOf } from '../support/decider-spec.ts';
import { editionOf, flex, flexId, youth, youthId } from '../support/editions.ts';
import { bureaus as of, provinceApprover } from '../support/people.ts';

const { given, whenEmpty } = specOf(aggregates.honor);

const edition = editionOf(flex);
const certificate = 'HN-FS-2023-001' as CertificateNumber;
const honor = {
  certificate,
  nominationId: 'n1' as NominationId,
  noticeId: 'notice' as NoticeId,
  person: 'pseudonym' as PersonPseudonym,
  bureau: of.county,
  category: 'NEW_FORM',
};
const evidence = [{ title: 'a verdict' }];

const confer: HonorCommand = { type: 'ConferHonor', edition, ...honor };
const recognized = (recognizedOn = '2024-02-06', editionId = flexId): HonorFact => ({
  type: 'Recognized',
  data: { ...honor, editionId, recognizedOn },
});
const report = (changes = {}): HonorCommand => ({
  type: 'ReportViolation',
  bureau: of.city,
  statement: 'convicted',
  evidence,
  ...changes,
});
const reported: HonorFact = {
  type: 'ViolationReported',
  data: { certificate, by: of.city, statement: 'convicted', evidence },
};
const revoke = (changes: Partial<Extract<HonorCommand, { type: 'Revoke' }>> = {}): HonorCommand => ({
  type: 'Revoke',
  edition,
  ground: 'BELOW_STANDARD',
  statement: 'was never flexibly employed',
  evidence,
  ...changes,
});
const revoked = (changes = {}): HonorFact => ({
  type: 'Revoked',
  data: {
    certificate,
    ground: 'BELOW_STANDARD',
    statement: 'was never flexibly employed',
    evidence,
    fromNotice: true,
    revokedOn: '2024-06-02',
    ...changes,
  },
});
const later = { at: '2024-06-01T16:00:00.000Z', by: provinceApprover };

describe('When a certificate number is new', () => {
  it('the honor is conferred on the day it is in Shanghai', () => {
    whenEmpty(confer, { at: '2024-02-05T15:59:59.999Z' }).thenFacts(recognized('2024-02-05'));
    whenEmpty(confer, { at: '2024-02-05T16:00:00.000Z' }).thenFacts(recognized('2024-02-06'));
  });

  it('there is nothing to report or revoke', () => {
    whenEmpty(report()).thenRefused('HONOR_NOT_FOUND', { path: ['certificate'] });
    whenEmpty(revoke()).thenRefused('HONOR_NOT_FOUND', { path: ['certificate'] });
  });
});

describe('When recognized', () => {
  it('it is conferred once', () => {
    given(recognized()).when(confer, later).thenNothing();
  });

  it('a locality reports a violation, with evidence, and may report another', () => {
    given(recognized()).when(report()).thenFacts(reported);
    given(recognized(), reported).when(report()).thenFacts(reported);
    given(recognized())
      .when(report({ evidence: [] }))
      .thenRefused('EVIDENCE_REQUIRED', { path: ['evidence'] });
  });

  it('it is not revoked without a report of a locality (R-F30)', () => {
    given(recognized()).when(revoke(), later).thenRefused('NOT_REPORTED', { ruleId: 'R-F30' });
  });
});

describe('When a violation is reported', () => {
  it.each(['BELOW_STANDARD', 'OTHER'])('it is revoked on the ground %s, with evidence', (ground) => {
    given(recognized(), reported).when(revoke({ ground }), later).thenFacts(revoked({ ground }));
  });

  it('a violation counts together with its serious impact only (A17)', () => {
    const ground = 'VIOLATION_WITH_SERIOUS_IMPACT';
    given(recognized(), reported)
      .when(revoke({ ground }), later)
      .thenRefused('IMPACT_REQUIRED', { path: ['impact'], ruleId: 'R-F29', params: { ground } });
    given(recognized(), reported)
      .when(revoke({ ground, impact: 'in the news' }), later)
      .thenFacts(revoked({ ground, impact: 'in the news' }));
  });

  it('the grounds are those of the program', () => {
    given(recognized(), reported)
      .when(revoke({ ground: 'BOREDOM' }), later)
      .thenRefused('GROUND_UNKNOWN', {
        path: ['ground'],
        ruleId: 'R-F29',
        params: { known: 'VIOLATION_WITH_SERIOUS_IMPACT, BELOW_STANDARD, OTHER' },
      });
  });

  it('nothing is revoked without evidence', () => {
    given(recognized(), reported)
      .when(revoke({ evidence: [] }), later)
      .thenRefused('EVIDENCE_REQUIRED', { path: ['evidence'], ruleId: 'R-F29' });
  });

  it('everything against it is told at once', () => {
    given(recognized())
      .when(revoke({ ground: 'BOREDOM', evidence: [] }), later)
      .thenAllRefused(
        ['NOT_REPORTED', { ruleId: 'R-F30' }],
        ['GROUND_UNKNOWN', { path: ['ground'], ruleId: 'R-F29' }],
        ['EVIDENCE_REQUIRED', { path: ['evidence'], ruleId: 'R-F29' }],
      );
  });

  it('a revocation that the program adds to its source notice says so (A11)', () => {
    const youthEdition = editionOf(youth);
    given(recognized('2024-02-06', youthId), reported)
      .when(revoke({ edition: youthEdition }), later)
      .thenFacts(revoked({ fromNotice: false }));
    given(recognized('2024-02-06', youthId))
      .when(revoke({ edition: youthEdition }), later)
      .thenRefused('NOT_REPORTED');
  });
});

describe('When revoked', () => {
  const history = [recognized(), reported, revoked()];

  it('it is not revoked or reported again', () => {
    given(...history)
      .when(revoke(), later)
      .thenRefused('HONOR_REVOKED', { path: ['certificate'], params: { certificate } });
    given(...history)
      .when(report(), later)
      .thenRefused('HONOR_REVOKED', { path: ['certificate'] });
  });

  it('its number is never given again', () => {
    given(...history)
      .when(confer, later)
      .thenNothing();
  });
});
