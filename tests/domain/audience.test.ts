import { describe, expect, test } from 'vitest';
import {
  type Audience,
  audienceOf,
  audiences,
  disclosures,
  reachesTo,
  toldOf,
  typesToldTo,
} from '../../src/app/audience.ts';
import type { Actor, Role } from '../../src/domain/actor.ts';
import type { LaurelFact } from '../../src/domain/agenda.ts';
import type { NominationId } from '../../src/domain/ids.ts';
import { catalog } from '../../src/log/catalog.ts';
import { person } from '../support/people.ts';

type FactType = LaurelFact['type'];
const types = Object.keys(disclosures) as FactType[];
const nominee = 'n1' as NominationId;

/** The fields of a path and of all above it, such as `opinion` and `opinion.contact`. */
const withinOf = (path: string): string[] => path.split('.').map((_, i, parts) => parts.slice(0, i + 1).join('.'));

describe('who hears what', () => {
  test('the public hears of what was publicized, put right, conferred and taken back, and of nothing else', () => {
    expect(typesToldTo('PUBLIC').toSorted()).toEqual([
      'CircularIssued',
      'ErratumIssued',
      'NoticeClosed',
      'NoticePublished',
      'Recognized',
      'Revoked',
    ]);
  });

  test('the nominee hears of decisions, never of objections, single scores, seats or what was read', () => {
    const heard = typesToldTo('NOMINEE');
    expect(heard).toEqual(expect.arrayContaining([...typesToldTo('PUBLIC'), 'Reviewed', 'Disqualified']));
    const silent = /^(Objection|Score|Review(Assigned|erRecused)|Seat|Slate|PersonalData|Erasure|Vetting|Honor)/;
    expect(heard.filter((type) => silent.test(type))).toEqual([]);
  });

  test('auditors hear of everything', () => {
    expect(typesToldTo('AUDITOR')).toEqual(types);
  });

  test.each(types)('no personal field of %s is shown to who is no auditor', (type) => {
    const personal = catalog.personalFieldsOf(type).map((path) => path.replaceAll('[]', ''));
    const shown = disclosures[type].shown as readonly string[];
    const exposed = shown.filter((path) =>
      personal.some((field) => withinOf(path).includes(field) || withinOf(field).includes(path)),
    );
    // An opinion is shown by its conclusion alone.
    expect(exposed).toEqual([]);
  });

  test('what is not named is not shown, whatever an event holds', () => {
    const everything: object = new Proxy({}, { get: () => everything });
    for (const type of types) {
      if (disclosures[type].ofOne) continue;
      for (const audience of ['PUBLIC', 'NOMINEE'] as const) {
        const told = toldOf(audience, { type, data: everything }, nominee);
        const allowed = reachesTo(audience, disclosures[type].least) ? disclosures[type].shown.length : 0;
        expect(Object.keys(told).length).toBe(allowed);
      }
    }
  });

  test('of a shortlist, a nominee hears the own place only', () => {
    const place = (nominationId: string) => ({ nominationId, rank: 1, score: '90.0000', serial: 1 });
    const data = { selected: [place('n1')], alternates: [place('n2')], belowPassMark: ['n3'], basedOn: {} };
    const outcomes = ['n1', 'n2', 'n3'].map((id) => toldOf('NOMINEE', { type: 'ShortlistDecided', data }, id as never));
    expect(outcomes).toEqual([{ outcome: 'SELECTED' }, { outcome: 'ALTERNATE' }, { outcome: 'BELOW_PASS_MARK' }]);
    expect(toldOf('PUBLIC', { type: 'ShortlistDecided', data }, nominee)).toEqual({});
  });
});

describe('the highest audience of a role', () => {
  const of = (...roles: Role[]): Audience => audienceOf(person('p', undefined, ...roles));
  test('grows with what it reads', () => {
    expect(audienceOf({ ...person('p', undefined), roles: ['PUBLIC'] } as Actor)).toBe('PUBLIC');
    expect([of('EXPERT'), of('VETTING_BODY'), of('ADMIN')]).toEqual(['PUBLIC', 'PUBLIC', 'PUBLIC']);
    expect([of('COUNTY_CLERK'), of('CITY_APPROVER'), of('PROVINCE_OFFICER')]).toEqual([
      'NOMINEE',
      'NOMINEE',
      'NOMINEE',
    ]);
    expect([of('AUDITOR'), of('DISCIPLINE_INSPECTOR'), of('PROVINCE_APPROVER')]).toEqual([
      'AUDITOR',
      'AUDITOR',
      'AUDITOR',
    ]);
    expect(audiences.filter((asked) => reachesTo('NOMINEE', asked))).toEqual(['PUBLIC', 'NOMINEE']);
  });
});
