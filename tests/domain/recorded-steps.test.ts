import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { EditionFact } from '../../src/domain/edition/edition.ts';
import type { HonorCommand } from '../../src/domain/honor/decide.ts';
import type { HonorFact } from '../../src/domain/honor/honor.ts';
import type { CertificateNumber, NominationId, NoticeId, PersonPseudonym } from '../../src/domain/ids.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { levelWords } from '../../src/domain/terms-in-words.ts';
import { specOf } from '../support/decider-spec.ts';
import { concluded, editionOf, flex, flexId, opened } from '../support/editions.ts';
import { cityReviewer, clerk, bureaus as of, provinceApprover } from '../support/people.ts';

const field = (key: string) => ({
  key,
  label: { zh: '情况', en: 'Note' },
  required: true,
  noneAllowed: false,
  source: 'EXTENSION' as const,
  type: 'TEXT' as const,
});
const step = (code: string, changes: object) => ({
  code,
  name: { zh: code, en: code },
  on: 'HONOR' as const,
  by: ['COUNTY' as const, 'CITY' as const],
  required: false,
  fields: [field('note')],
  needsEvidence: false,
  fromNotice: true,
  ...changes,
});

const program: Program = {
  ...flex,
  steps: [
    step('VISIT', { ruleId: 'R-F31' }),
    step('HEARING', { by: ['CITY'], needsEvidence: true }),
    step('MONITORING', { on: 'EDITION', ruleId: 'R-F38' }),
  ],
};
const strict: Program = {
  ...program,
  steps: program.steps.map((item) => (item.code === 'HEARING' ? { ...item, required: true } : item)),
};

const answers = { note: '经营正常' };
const evidence = [{ title: '走访记录' }];

describe('A step recorded of an honor', () => {
  const { given, whenEmpty } = specOf(aggregates.honor);
  const certificate = 'HN-FS-2023-001' as CertificateNumber;
  const recognized: HonorFact = {
    type: 'Recognized',
    data: {
      certificate,
      editionId: flexId,
      nominationId: 'n1' as NominationId,
      noticeId: 'notice' as NoticeId,
      person: 'pseudonym' as PersonPseudonym,
      bureau: of.county,
      category: 'NEW_FORM',
      recognizedOn: '2024-02-06',
    },
  };
  const follow = (code: string, changes: object = {}): HonorCommand => ({
    type: 'FollowUp',
    edition: editionOf(program),
    bureau: of.county,
    step: code,
    answers,
    evidence,
    ...changes,
  });
  const followed = (code: string, changes: object = {}): HonorFact => ({
    type: 'FollowedUp',
    data: { certificate, step: code, bureau: of.county, level: 'COUNTY', answers, evidence, ...changes },
  });

  it('says which bureau of which level recorded what (R-F31), as often as it is done', () => {
    given(recognized).when(follow('VISIT'), { by: clerk }).thenFacts(followed('VISIT'));
    given(recognized, followed('VISIT')).when(follow('VISIT'), { by: clerk }).thenFacts(followed('VISIT'));
    given(recognized)
      .when(follow('HEARING', { bureau: of.city }), { by: cityReviewer })
      .thenFacts(followed('HEARING', { bureau: of.city, level: 'CITY' }));
  });

  it('may come after the edition is over', () => {
    given(recognized)
      .when(follow('VISIT', { edition: editionOf(program, concluded) }), { by: clerk })
      .thenFacts(followed('VISIT'));
  });

  it('is one that the program knows here, of a level that records it, with its fields and evidence', () => {
    given(recognized)
      .when(follow('MONITORING'), { by: clerk })
      .thenRefused('STEP_UNKNOWN', { path: ['step'], params: { known: 'VISIT, HEARING' } });
    given(recognized)
      .when(follow('HEARING', { evidence: [], answers: {} }), { by: clerk })
      .thenAllRefused(
        ['STEP_OF_LEVEL', { path: ['step'], params: { levels: levelWords.CITY } }],
        ['STEP_EVIDENCE', { path: ['evidence'] }],
        ['FIELD_REQUIRED', { path: ['answers', 'note'] }],
      );
    given(recognized)
      .when(follow('VISIT', { answers: {} }), { by: clerk })
      .thenRefused('FIELD_REQUIRED', { path: ['answers', 'note'], ruleId: 'R-F31' });
  });

  it('is of an honor that stands', () => {
    whenEmpty(follow('VISIT'), { by: clerk }).thenRefused('HONOR_NOT_FOUND', { path: ['certificate'] });
    const revoked: HonorFact = {
      type: 'Revoked',
      data: { certificate, ground: 'OTHER', statement: 's', evidence, fromNotice: true, revokedOn: '2024-06-02' },
    };
    given(recognized, revoked)
      .when(follow('VISIT'), { by: clerk })
      .thenRefused('HONOR_REVOKED', { path: ['certificate'] });
  });

  it('comes before a revocation where the program requires it, such as a hearing', () => {
    const reported: HonorFact = {
      type: 'ViolationReported',
      data: { certificate, by: of.city, statement: 'convicted', evidence },
    };
    const revoke = (under: Program): HonorCommand => ({
      type: 'Revoke',
      edition: editionOf(under),
      ground: 'BELOW_STANDARD',
      statement: 's',
      evidence,
    });
    const revoked: HonorFact = {
      type: 'Revoked',
      data: {
        certificate,
        ground: 'BELOW_STANDARD',
        statement: 's',
        evidence,
        fromNotice: true,
        revokedOn: '2024-01-10',
      },
    };
    const by = { by: provinceApprover };
    given(recognized, reported).when(revoke(program), by).thenFacts(revoked);
    given(recognized, reported, followed('VISIT'))
      .when(revoke(strict), by)
      .thenRefused('HONOR_STEP_MISSING', { params: { step: { zh: 'HEARING', en: 'HEARING' } } });
    given(recognized, reported, followed('HEARING', { bureau: of.city, level: 'CITY' }))
      .when(revoke(strict), by)
      .thenFacts(revoked);
  });
});

describe('A step recorded for a whole edition', () => {
  const { given, whenEmpty, stateOf } = specOf(aggregates.edition);
  const record = (code: string, changes: object = {}) =>
    ({ type: 'RecordEditionStep', bureau: of.county, step: code, answers, evidence: [], ...changes }) as const;
  const recorded: EditionFact = {
    type: 'EditionStepRecorded',
    data: { step: 'MONITORING', bureau: of.county, level: 'COUNTY', answers, evidence: [] },
  };

  it('says which bureau recorded what (R-F38), and changes nothing else', () => {
    given(opened(program)).when(record('MONITORING'), { by: clerk }).thenFacts(recorded);
    expect(stateOf(opened(program), recorded)).toEqual(stateOf(opened(program)));
  });

  it('is one that the program knows here, of a level that records it, with its fields', () => {
    given(opened(program))
      .when(record('VISIT'), { by: clerk })
      .thenRefused('STEP_UNKNOWN', { path: ['step'], params: { known: 'MONITORING' } });
    given(opened(program))
      .when(record('MONITORING', { bureau: of.province, answers: { note: 'x', other: 'y' } }), { by: provinceApprover })
      .thenAllRefused(
        ['STEP_OF_LEVEL', { path: ['step'], ruleId: 'R-F38' }],
        ['FIELD_UNKNOWN', { path: ['answers', 'other'], ruleId: 'R-F38' }],
      );
  });

  it('is recorded while the edition is open', () => {
    whenEmpty(record('MONITORING'), { by: clerk }).thenRefused('EDITION_NOT_FOUND', { path: ['editionId'] });
    given(opened(program), concluded).when(record('MONITORING'), { by: clerk }).thenRefused('EDITION_CONCLUDED');
  });
});
