import { describe } from 'vitest';
import type { NominationCommand } from '../../src/domain/nomination/decide.ts';
import type { MediaType } from '../../src/domain/program/definition.ts';
import { editionOf } from '../support/editions.ts';
import { outcomeOf, rule } from '../support/rule-spec.ts';
import { agronomist, type Changes, type Dossier, historyOf, nominations, reviewOf, rider, seatOf } from './dossiers.ts';

const flexible = (changes: Changes = {}) => reviewOf(rider, changes);

const attach = (dossier: Dossier, material: string, mediaType: MediaType, file = 'f') => {
  const command: NominationCommand = {
    type: 'AttachMaterial',
    edition: editionOf(dossier.program),
    bureau: dossier.bureau,
    material,
    sha256: file.repeat(64),
    file: { mediaType, size: 1000 },
  };
  return outcomeOf(nominations.given(...historyOf(dossier)).when(command).decision);
};

/** A material that must be there. */
const required = (id: string, dossier: Dossier, material: string, cited: readonly string[] = [id]) =>
  rule(id)
    .passes(`${material} is attached`, () => reviewOf(dossier).holds(id))
    .fails(`${material} is missing`, () => {
      reviewOf(dossier, { materials: { [material]: null } }).refused(
        ...cited.map((ruleId) => [ruleId, 'RULE_FAILED'] as const),
      );
    });

describe('What must be attached', () => {
  rule('R-Y27')
    .passes('the stamped form as PDF and the photo go with the nominee', () => {
      seatOf(agronomist).accepted('SeatTaken');
    })
    .passes('it is asked for when the nominee is put forward, not before', () => {
      reviewOf(agronomist, { materials: { YOUTH_FORM_PDF: null, PHOTO: null } }).accepted(
        'EligibilityAssessed',
        'Reviewed',
      );
    })
    .fails('without the one or the other', () => {
      seatOf(agronomist, { materials: { YOUTH_FORM_PDF: null } }).refused(['R-Y27', 'RULE_FAILED']);
      seatOf(agronomist, { materials: { PHOTO: null } }).refused(['R-Y27', 'RULE_FAILED']);
    })
    .fails('the form as a picture, or the photo as PDF', () => {
      attach(agronomist, 'YOUTH_FORM_PDF', 'image/jpeg').refused(['R-Y27', 'MATERIAL_TYPE']);
      attach(agronomist, 'PHOTO', 'application/pdf').refused(['R-Y27', 'MATERIAL_TYPE']);
    });

  required('R-F32', rider, 'ID_COPY');
  required('R-F32', rider, 'DEEDS', ['R-F32', 'R-F33']).passes('more than is asked for', () => {
    flexible({ materials: { SUPPORTING: {} } }).holds('R-F32');
  });
  required('R-F35', rider, 'NO_CRIME_PROOF', ['R-F06', 'R-F35']).passes('a screenshot of the query is enough', () => {
    flexible({ materials: { NO_CRIME_PROOF: { mediaType: 'image/png' } } }).holds('R-F35');
  });
  required('R-F43', rider, 'FLEX_FORM');
  required('R-F43', rider, 'PHOTO').fails('a photo as PDF', () => {
    attach(rider, 'PHOTO', 'application/pdf').refused(['R-F43', 'MATERIAL_TYPE']);
  });
});

describe('A further sheet', () => {
  rule('R-Y29')
    .passes('none is needed', () => seatOf(agronomist).accepted('SeatTaken'))
    .passes('one is attached, or two', () => {
      attach(agronomist, 'DEEDS_ATTACHMENT', 'application/pdf').accepted('MaterialAttached');
      const one: Dossier = { ...agronomist, materials: { ...agronomist.materials, DEEDS_ATTACHMENT: {} } };
      attach(one, 'DEEDS_ATTACHMENT', 'image/png').accepted('MaterialAttached');
    })
    .fails('the same sheet a second time', () => {
      const one: Dossier = { ...agronomist, materials: { DEEDS_ATTACHMENT: {} } };
      attach(one, 'DEEDS_ATTACHMENT', 'application/pdf', '0').refused(['R-Y29', 'MATERIAL_ATTACHED']);
    });
});

describe('About 800 characters', () => {
  rule('R-F33')
    .passes('720 to 880', () => {
      for (const words of [720, 800, 880]) flexible({ materials: { DEEDS: { words } } }).holds('R-F33');
    })
    .passes('719 or 881, with a warning: about 800 is no limit (A29)', () => {
      for (const words of [719, 881]) flexible({ materials: { DEEDS: { words } } }).warns('R-F33');
    })
    .passes('their number is not said, with a warning', () => {
      flexible({ materials: { DEEDS: {} } }).warns('R-F33');
    })
    .fails('no account of deeds at all', () => {
      flexible({ materials: { DEEDS: null } }).refused(['R-F32', 'RULE_FAILED'], ['R-F33', 'RULE_FAILED']);
    });
});

describe('The licence of an individual business', () => {
  const business = { flexType: 'SELF_EMPLOYED', businessRegistered: 'YES', uscc: '91350100M000100Y43' };
  const registered = (changes: Changes = {}) => flexible({ ...changes, form: { ...business, ...changes.form } });

  rule('R-F34')
    .passes('a rider has no business', () => flexible().holds('R-F34'))
    .passes('self-employed without registering a business', () => {
      flexible({ form: { flexType: 'SELF_EMPLOYED', businessRegistered: 'NO' } }).holds('R-F34');
    })
    .passes('a registered business with code and licence', () => {
      registered({ materials: { E_LICENCE: {} } }).holds('R-F34');
    })
    .fails('a registered business without the licence', () => {
      registered().refused(['R-F34', 'RULE_FAILED']);
    })
    .fails('a registered business without the code', () => {
      registered({ form: { uscc: null }, materials: { E_LICENCE: {} } }).refused(['R-F34', 'RULE_FAILED']);
    })
    .fails('a code whose check character does not fit (GB 32100)', () => {
      registered({ form: { uscc: '91350100M000100Y44' }, materials: { E_LICENCE: {} } }).refused([
        'R-F34',
        'FIELD_INVALID',
      ]);
    })
    .fails('self-employed, and not said whether registered (A30)', () => {
      flexible({ form: { flexType: 'SELF_EMPLOYED', businessRegistered: null } }).refused(['R-F34', 'RULE_FAILED']);
    });
});
