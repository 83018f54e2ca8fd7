import { describe } from 'vitest';
import { shanghai } from '../support/decider-spec.ts';
import { flex } from '../support/editions.ts';
import { bureaus as of } from '../support/people.ts';
import { rule } from '../support/rule-spec.ts';
import { type Changes, reviewOf, rider } from './dossiers.ts';
import { withCheck } from './nominees.ts';
import { reviewedAbove } from './reviewed-above.ts';

const flexible = (changes: Changes = {}) => reviewOf(rider, changes);
const reviewed = ['EligibilityAssessed', 'Reviewed'] as const;
const form = (answers: Changes['form'] & object, rest: Changes = {}): Changes => ({ ...rest, form: answers });

describe('Flexible work, registration and insurance', () => {
  rule('R-F01')
    .passes('exactly one year on the day of being put forward (A22)', () => {
      flexible(form({ flexSince: '2023-01-10' })).holds('R-F01');
    })
    .passes('since 29 February: a year is full on 28 February', () => {
      flexible(form({ flexSince: '2020-02-29' })).holds('R-F01');
    })
    .passes('counted to the day on which the county put the nominee forward, whenever the city reviews', () => {
      reviewedAbove({ flexSince: '2023-01-10' }).holds('R-F01');
      reviewedAbove({ flexSince: '2023-01-11' }).refused(['R-F01', 'RULE_FAILED']);
    })
    .fails('a year less a day (A22)', () => {
      flexible(form({ flexSince: '2023-01-11' })).refused(['R-F01', 'RULE_FAILED']);
    })
    .fails('a year less a millisecond, as days turn in Shanghai', () => {
      const answers = form({ flexSince: '2023-01-11' });
      flexible({ ...answers, at: shanghai('2024-01-10T23:59:59.999') }).refused(['R-F01', 'RULE_FAILED']);
      flexible({ ...answers, at: shanghai('2024-01-11T00:00:00.000') }).holds('R-F01');
    })
    .fails('exactly one year, where a program asks for more (A22 as configuration)', () => {
      const program = withCheck(flex, 'R-F01', { inclusive: false });
      flexible(form({ flexSince: '2023-01-10' }, { program })).refused(['R-F01', 'RULE_FAILED']);
    })
    .fails('work in another province', () => {
      flexible(form({ workPlace: { division: '330106', address: '文三路' } })).refused(['R-F01', 'FIELD_INVALID']);
    });

  rule('R-F09')
    .passes('registered the day before being put forward', () => {
      flexible(form({ flexRegisteredOn: '2024-01-09' })).holds('R-F09');
    })
    .fails('registered on that day', () => {
      flexible(form({ flexRegisteredOn: '2024-01-10' })).refused(['R-F09', 'RULE_FAILED']);
    })
    .fails('no date of registration', () => {
      flexible(form({ flexRegisteredOn: null })).refused(['R-F09', 'FIELD_REQUIRED'], ['R-F09', 'RULE_FAILED']);
    });

  rule('R-F10')
    .passes('a certificate with its number', () => flexible().holds('R-F10'))
    .fails('无 is no number', () => {
      flexible(form({ employmentCertNo: '无' })).refused(['R-F10', 'FIELD_INVALID'], ['R-F10', 'RULE_FAILED']);
    });

  rule('R-F11')
    .passes('insured as an employee or as a resident', () => {
      for (const pensionKind of ['EMPLOYEE', 'RESIDENT']) flexible(form({ pensionKind })).holds('R-F11');
    })
    .fails('not insured', () => {
      flexible(form({ pensionKind: 'NONE' })).refused(['R-F11', 'RULE_FAILED']);
    });
});

describe('How the form is filled in', () => {
  const fourHundred = '勤'.repeat(400);

  rule('R-F39')
    .passes('无 where there is nothing to report: who works part time, or has no registered business', () => {
      flexible(form({ flexType: 'PART_TIME', registeredAddressOrPlatform: '无' })).accepted(...reviewed);
      const business = { flexType: 'SELF_EMPLOYED', businessRegistered: 'NO', registeredAddressOrPlatform: '无' };
      flexible(form(business)).accepted(...reviewed);
    })
    .fails('a field left empty', () => {
      flexible(form({ familyWork: '' })).refused(['R-F39', 'FIELD_REQUIRED']);
    })
    .fails('无 for the platform of who works on one', () => {
      flexible(form({ registeredAddressOrPlatform: '无' })).refused(['R-F39', 'FIELD_INVALID']);
    });

  rule('R-F40')
    .passes('a county by its code, which names city and province', () => flexible().holds('R-F40'))
    .fails('a city that has counties', () => {
      flexible(form({ location: of.city })).refused(['R-F40', 'FIELD_INVALID'], ['R-F40', 'RULE_FAILED']);
    })
    .fails('a county that is not the one that nominates', () => {
      flexible(form({ location: '410102' })).refused(['R-F40', 'RULE_FAILED']);
    });

  rule('R-F41')
    .passes('the city of the county as pushing unit, nobody else pushing (A31)', () => flexible().holds('R-F41'))
    .passes('pushed together with a platform, and the remark says so', () => {
      flexible(form({ jointPushBy: '某平台企业', remark: '与某平台企业联合推送' })).holds('R-F41');
    })
    .fails('pushed together with a platform, and the remark is silent', () => {
      flexible(form({ jointPushBy: '某平台企业', remark: '无' })).refused(['R-F41', 'RULE_FAILED']);
    })
    .fails('the city of another county as pushing unit (A31)', () => {
      flexible(form({ pushingUnit: of.otherCity })).refused(['R-F41', 'RULE_FAILED']);
    });

  rule('R-F42')
    .passes('exactly 800 characters, signs among them (A29)', () => {
      flexible(form({ deeds: `${fourHundred}${fourHundred}` })).accepted(...reviewed);
      flexible(form({ deeds: `${fourHundred}，${'勤'.repeat(399)}` })).accepted(...reviewed);
    })
    .passes('a number or a word of Latin letters is one', () => {
      flexible(form({ deeds: `${fourHundred}${'勤'.repeat(398)} 2023 km` })).accepted(...reviewed);
    })
    .fails('801 characters', () => {
      flexible(form({ deeds: `${fourHundred}${fourHundred}。` })).refused(['R-F42', 'FIELD_INVALID']);
    });
});
