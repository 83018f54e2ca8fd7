import type { Program } from '../../src/domain/program/program.ts';

/** Where the default reading of an open point is configuration, and what it does there. */
interface Configured {
  /** Places in the definitions, as `youth` or `flex` and a path; items of lists by their own key. */
  readonly at: readonly string[];
  readonly says: string;
}

export const configured: Readonly<Record<string, Configured>> = {
  A01: {
    at: ['youth.rules.R-Y10.check.day', 'youth.rules.R-Y10.check.inclusive'],
    says: 'Who was born on the day itself passes without a waiver; `false` counts the day out.',
  },
  A02: {
    at: ['youth.rules.R-Y10.waivable'],
    says: 'An older nominee needs a waiver: asked for with reason and evidence, confirmed by the level above.',
  },
  A03: {
    at: ['youth.timeZone', 'youth.deadlines.citySubmission.on', 'flex.steps.PAPER_RECEIPT.required'],
    says: 'A deadline runs through 23:59:59.999 of its day there, by the server’s clock; paper is recorded apart and decides nothing.',
  },
  A04: {
    at: ['youth.path.CITY.slate.cap', 'flex.path.CITY.slate.cap'],
    says: 'A quota is an upper bound; fewer are put forward only with `confirmFewer`. Seats are counted as held now.',
  },
  A05: {
    at: ['youth.target', 'youth.categories.GRASSROOTS.target', 'flex.target', 'flex.categories.NEW_FORM.target'],
    says: 'Targets are caps, `null` is none; free places move between categories only by a recorded decision of the province.',
  },
  A06: {
    at: ['youth.path.CITY.slate.coverage.perCategory'],
    says: 'Coverage is checked when the slate is submitted; who leaves later can be substituted until the deadline.',
  },
  A07: {
    at: ['youth.rules.R-Y14.check.since'],
    says: 'Counted back from the notice, that day included. R-F12 names no `since`: honors of any age count.',
  },
  A08: {
    at: ['youth.rules.R-Y14.check.levels', 'flex.rules.R-F12.check.levels'],
    says: 'Provincial is the same level, ministerial and national the one above; an honor of a city never counts.',
  },
  A09: {
    at: ['youth.rules.R-Y13.check.of'],
    says: 'Deputy and principal posts of leadership both count; grades without a post do not.',
  },
  A10: {
    at: ['youth.rules.R-Y12.presetWaivers'],
    says: 'The program itself waives the rule for members of grassroots service programs in the grassroots category.',
  },
  A11: {
    at: [
      'youth.publicity.fromNotice',
      'youth.revocation.fromNotice',
      'youth.extensions.VETTING.vetting.fromNotice',
      'youth.form.contactPhone.required',
    ],
    says: 'What the notice does not give the youth program is marked so; an edition may add the extensions.',
  },
  A12: {
    at: ['youth.deadlines.selection.late', 'flex.publicity.closesBy'],
    says: 'A target date may be overrun, with a reason on the record.',
  },
  A13: {
    at: ['flex.publicity.countPublicationDay', 'youth.publicity.countPublicationDay'],
    says: 'The day of publication does not count; `true` counts it where it is a working day.',
  },
  A14: {
    at: ['flex.publicity.workingDays', 'flex.timeZone'],
    says: 'The period ends at 24:00 of its last working day; what comes by post counts by its postmark, what is later is recorded as late.',
  },
  A15: {
    at: ['flex.publicity.clearanceRule'],
    says: 'An objection holds its own nominee only; an anonymous one holds nobody until it is admitted.',
  },
  A16: {
    at: ['flex.summary.inferred'],
    says: 'The columns of the table that the notice does not attach, marked as inferred.',
  },
  A17: {
    at: ['flex.revocation.grounds.VIOLATION_WITH_SERIOUS_IMPACT.needsImpact'],
    says: 'A violation is this ground only together with its social impact.',
  },
  A18: {
    at: ['flex.quotas.419001.seats', 'flex.path.CITY.nominates'],
    says: 'Jiyuan is a city without counties: it nominates itself, within its own quota.',
  },
  A19: {
    at: ['flex.path.COUNTY.slate.cap'],
    says: 'The cap is each bureau’s own; a functional zone with a bureau is one more entry under `bureaus`.',
  },
  A20: {
    at: ['youth.codeLists.graduateKind', 'youth.rules.R-Y09.check.values'],
    says: 'Kinds of graduates are a code list of their own, beside education by GB/T 4658.',
  },
  A21: {
    at: ['youth.rubric.panelSize', 'youth.rubric.passMark', 'flex.rubric.criteria'],
    says: 'Criteria, size of the panel and pass mark are configuration, frozen before the first score.',
  },
  A22: {
    at: ['flex.rules.R-F01.check.years', 'flex.rules.R-F01.check.inclusive'],
    says: 'Exactly one year is enough, counted to the day of being put forward; `false` asks for a day more.',
  },
  A23: {
    at: ['flex.rules.R-F05.check.min', 'flex.rules.R-F05.check.below', 'flex.rules.R-F05.check.warnFrom'],
    says: 'Working age before the reform of 2025, on the day of being put forward.',
  },
  A24: {
    at: ['flex.categories.OTHER.fromNotice', 'flex.rules.R-F03.check'],
    says: 'Another type is allowed, with a description.',
  },
  A25: {
    at: ['youth.honor', 'flex.honor'],
    says: 'What a recognition counts as: a second one needs a waiver under R-Y14 or R-F12.',
  },
  A26: {
    at: ['flex.vetting.bodies.PUBLIC_SECURITY.required', 'flex.rules.R-F15.check.kind'],
    says: 'The three named bodies must answer; `UNKNOWN` is no answer.',
  },
  A27: {
    at: ['flex.deadlines.countySubmission.late'],
    says: 'A late county is turned away unless its city accepts it with a reason, before the city’s own deadline.',
  },
  A28: {
    at: ['flex.path.COUNTY.slate.cap', 'flex.path.COUNTY.slate.submission'],
    says: 'Seats held now count: who is withdrawn, returned or rejected lets the seat go.',
  },
  A29: {
    at: ['flex.form.deeds.maxWords', 'flex.rules.R-F33.check.from', 'flex.rules.R-F33.check.to'],
    says: 'A limit on the form, a warning for the separate account; counted as word processors count.',
  },
  A30: {
    at: ['flex.form.uscc.type', 'flex.materials.E_LICENCE.requiredWhen'],
    says: 'The code is the unified social credit code (GB 32100).',
  },
  A31: {
    at: ['flex.form.pushingUnit.level', 'flex.rules.R-F41.check'],
    says: 'The pushing unit is the city’s bureau; the county that nominated stands on the nomination itself.',
  },
};

const ownKey = (item: object): unknown => {
  const { key, code, id, level, bureau } = item as Record<string, unknown>;
  return key ?? code ?? id ?? level ?? bureau;
};

const step = (value: unknown, name: string): unknown => {
  if (Array.isArray(value)) return value.find((item) => ownKey(item) === name);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
};

/** The value at a place; undefined if there is none. */
export const valueAt = (programs: { readonly youth: Program; readonly flex: Program }, place: string): unknown =>
  place.split('.').reduce<unknown>(step, programs);
