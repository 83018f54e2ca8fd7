import { describe } from 'vitest';
import { shanghai } from '../support/decider-spec.ts';
import { flex, youth } from '../support/editions.ts';
import { rule } from '../support/rule-spec.ts';
import { agronomist, type Changes, reviewOf, rider } from './dossiers.ts';
import { born, honor, honorEntry, withCheck } from './nominees.ts';
import { reviewedAbove } from './reviewed-above.ts';

const young = (changes: Changes = {}) => reviewOf(agronomist, changes);
const flexible = (changes: Changes = {}) => reviewOf(rider, changes);
const reviewed = ['EligibilityAssessed', 'Reviewed'] as const;
const form = (answers: Changes['form'] & object, rest: Changes = {}): Changes => ({ ...rest, form: answers });

describe('Where and as what the nominee works', () => {
  rule('R-Y05')
    .passes('grassroots in a township or a county', () => {
      young(form({ employerLevel: 'TOWNSHIP_OR_BELOW' })).holds('R-Y05');
      young(form({ employerLevel: 'COUNTY' })).holds('R-Y05');
    })
    .passes('an employer of the city, in another category', () => {
      young(form({ category: 'FRONTLINE_PRODUCTION', employerLevel: 'CITY' })).holds('R-Y05');
    })
    .fails('grassroots in the city', () => {
      young(form({ employerLevel: 'CITY' })).refused(['R-Y05', 'RULE_FAILED']);
    });

  rule('R-Y08')
    .passes('a county of Henan, wherever the household is registered', () => {
      young(form({ employmentPlace: '410122', nativePlace: '浙江省杭州市' })).accepted(...reviewed);
    })
    .fails('a county of another province', () => {
      young(form({ employmentPlace: '330106' })).refused(['R-Y08', 'FIELD_INVALID']);
    })
    .fails('no place given', () => {
      young(form({ employmentPlace: null })).refused(['R-Y08', 'FIELD_REQUIRED']);
    });

  rule('R-Y09')
    .passes('graduates of all three kinds (A20)', () => {
      for (const graduateKind of ['REGULAR_HEI', 'SENIOR_TECHNICAL_SCHOOL', 'TECHNICIAN_COLLEGE']) {
        young(form({ graduateKind })).holds('R-Y09');
      }
    })
    .fails('another kind of graduate', () => {
      young(form({ graduateKind: 'OTHER' })).refused(['R-Y09', 'RULE_FAILED']);
    });

  rule('R-Y12')
    .passes('a professional of a public institution', () => young().holds('R-Y12'))
    .passes('general management in an enterprise', () => {
      young(form({ employerKind: 'ENTERPRISE', postClass: 'GENERAL_MANAGEMENT' })).holds('R-Y12');
    })
    .passes('a selected graduate in a township: the preset waiver (A10)', () => {
      const answers = { employerKind: 'PARTY_GOV_ORGAN', postClass: 'GENERAL_MANAGEMENT' };
      young(form({ ...answers, serviceProgram: 'SELECTED_GRADUATE' })).isWaived('R-Y12', 'GRASSROOTS_PROGRAM');
    })
    .fails('general management in a party or government organ, or a public institution', () => {
      for (const employerKind of ['PARTY_GOV_ORGAN', 'PUBLIC_INSTITUTION']) {
        young(form({ employerKind, postClass: 'GENERAL_MANAGEMENT' })).refused(['R-Y12', 'WAIVER_NEEDED']);
      }
    })
    .fails('the preset waiver is not for who is in no program, or says 无, or is of another category (A10)', () => {
      const answers = { employerKind: 'PARTY_GOV_ORGAN', postClass: 'GENERAL_MANAGEMENT' };
      young(form({ ...answers, serviceProgram: '无' })).refused(['R-Y12', 'WAIVER_NEEDED']);
      young(form({ ...answers, serviceProgram: null })).refused(['R-Y12', 'WAIVER_NEEDED']);
      young(form({ ...answers, serviceProgram: 'SELECTED_GRADUATE', category: 'MAJOR_STRATEGY' })).refused([
        'R-Y12',
        'WAIVER_NEEDED',
      ]);
    });

  rule('R-Y13')
    .passes('no leadership post, or one below the county division', () => {
      for (const leadershipLevel of ['NONE', 'BELOW_COUNTY_DIVISION']) {
        young(form({ leadershipLevel })).holds('R-Y13');
      }
    })
    .fails('a deputy at the county division, a principal, and higher (A09)', () => {
      for (const leadershipLevel of ['COUNTY_DIVISION_DEPUTY', 'COUNTY_DIVISION_PRINCIPAL', 'HIGHER']) {
        young(form({ leadershipLevel })).refused(['R-Y13', 'WAIVER_NEEDED']);
      }
    });

  rule('R-Y17')
    .passes('category and industry are both on the form', () => {
      young(form({ industry: 'A' })).accepted(...reviewed);
    })
    .fails('no industry, or one outside the list', () => {
      young(form({ industry: null })).refused(['R-Y17', 'FIELD_REQUIRED']);
      young(form({ industry: 'Z9' })).refused(['R-Y17', 'FIELD_INVALID']);
    });

  rule('R-F03')
    .passes('each named type', () => {
      for (const flexType of ['SELF_EMPLOYED', 'PART_TIME', 'NEW_FORM']) {
        flexible(form({ flexType, businessRegistered: 'NO' })).holds('R-F03');
      }
    })
    .passes('another type, described (A24)', () => {
      flexible(form({ flexType: 'OTHER', otherFlexWork: '家政服务' })).holds('R-F03');
    })
    .fails('another type without a description (A24)', () => {
      flexible(form({ flexType: 'OTHER' })).refused(['R-F03', 'RULE_FAILED']);
      flexible(form({ flexType: 'OTHER', otherFlexWork: '' })).refused(['R-F03', 'RULE_FAILED']);
    });
});

describe('How old the nominee is', () => {
  rule('R-Y10')
    .passes('born on the cut-off day, and after it (A01)', () => {
      young(form(born('1988-12-31', 'FEMALE'))).holds('R-Y10');
      young(form(born('1989-01-01', 'FEMALE'))).holds('R-Y10');
    })
    .passes('born on 29 February', () => {
      young(form(born('1992-02-29', 'FEMALE'))).holds('R-Y10');
    })
    .fails('born the day before', () => {
      young(form(born('1988-12-30', 'FEMALE'))).refused(['R-Y10', 'WAIVER_NEEDED']);
    })
    .fails('born on 29 February of the same year', () => {
      young(form(born('1988-02-29', 'FEMALE'))).refused(['R-Y10', 'WAIVER_NEEDED']);
    })
    .fails('born on the cut-off day, where a program counts it out (A01 as configuration)', () => {
      const program = withCheck(youth, 'R-Y10', { inclusive: false });
      young(form(born('1988-12-31', 'FEMALE'), { program })).refused(['R-Y10', 'WAIVER_NEEDED']);
      young(form(born('1989-01-01', 'FEMALE'), { program })).holds('R-Y10');
    });

  const opinionOn = (day: string): Changes => ({
    at: shanghai(`${day}T09:00:00.000`),
    opinion: { ...rider.opinion, signedOn: day },
  });

  rule('R-F05')
    .passes('sixteen since yesterday: years are counted from the day after the birthday (A23)', () => {
      flexible(form(born('2008-01-09'), opinionOn('2024-01-10'))).holds('R-F05');
    })
    .passes('a man through his sixtieth birthday, a woman through her fifty-fifth with a warning', () => {
      flexible(form(born('1964-01-10'), opinionOn('2024-01-10'))).holds('R-F05');
      flexible(form(born('1969-01-10', 'FEMALE'), opinionOn('2024-01-10'))).warns('R-F05');
    })
    .passes('a woman through her fiftieth birthday without a warning, and from the day after with one', () => {
      flexible(form(born('1974-01-10', 'FEMALE'), opinionOn('2024-01-10'))).holds('R-F05');
      flexible(form(born('1974-01-10', 'FEMALE'), opinionOn('2024-01-11'))).warns('R-F05');
      flexible(form(born('1974-01-10', 'MALE'), opinionOn('2024-01-11'))).holds('R-F05');
    })
    .passes('born on 29 February: sixty from 1 March, in a year without one too', () => {
      flexible(form(born('1964-02-29'), opinionOn('2024-01-10'))).holds('R-F05');
    })
    .passes('a man who turned sixty after the county had put him forward', () => {
      reviewedAbove(born('1964-01-10')).holds('R-F05');
    })
    .fails('on the sixteenth birthday itself', () => {
      flexible(form(born('2008-01-10'), opinionOn('2024-01-10'))).refused(['R-F05', 'RULE_FAILED']);
    })
    .fails('a man on the day after his sixtieth birthday', () => {
      flexible(form(born('1964-01-09'), opinionOn('2024-01-10'))).refused(['R-F05', 'RULE_FAILED']);
    })
    .fails('a woman on the day after her fifty-fifth birthday', () => {
      flexible(form(born('1969-01-09', 'FEMALE'), opinionOn('2024-01-10'))).refused(['R-F05', 'RULE_FAILED']);
    });
});

describe('What the nominee holds already', () => {
  rule('R-Y14')
    .passes('honored on 26 December 2018, the day before five years back', () => {
      young(form({ honors: [honorEntry('2018-12-26')] })).holds('R-Y14');
    })
    .passes('an honor of the city (A08), or of another topic', () => {
      young(form({ honors: [honorEntry('2023-05-01', { level: 'CITY' })] })).holds('R-Y14');
      young(form({ honors: [honorEntry('2023-05-01', { topic: 'LABOR_SKILLS' })] })).holds('R-Y14');
    })
    .fails('honored on 27 December 2018, five years back to the day (A07)', () => {
      young(form({ honors: [honorEntry('2018-12-27')] })).refused(['R-Y14', 'WAIVER_NEEDED']);
    })
    .fails('an honor of the province, a ministry or the nation, on the form or on record', () => {
      for (const level of ['PROVINCIAL', 'MINISTERIAL', 'NATIONAL']) {
        young(form({ honors: [honorEntry('2020-05-01', { level })] })).refused(['R-Y14', 'WAIVER_NEEDED']);
        young({ honors: [honor('2020-05-01', { level })] }).refused(['R-Y14', 'WAIVER_NEEDED']);
      }
    })
    .fails('recognized as a Flexible Employment Star before (A25)', () => {
      young({ honors: [honor('2024-01-09', flex.honor)] }).refused(['R-Y14', 'WAIVER_NEEDED']);
    });

  rule('R-F12')
    .passes('no honor, or one of the city', () => {
      flexible().holds('R-F12');
      flexible(form({ honors: [honorEntry('2023-05-01', { level: 'CITY' })] })).holds('R-F12');
    })
    .fails('an honor of the province, however long ago (A07)', () => {
      flexible(form({ honors: [honorEntry('1999-05-01')] })).refused(['R-F12', 'WAIVER_NEEDED']);
      flexible({ honors: [honor('1999-05-01', { topic: 'LABOR_SKILLS' })] }).refused(['R-F12', 'WAIVER_NEEDED']);
    })
    .fails('recognized as a Youth Star before (A25)', () => {
      flexible({ honors: [honor('2024-01-09', youth.honor)] }).refused(['R-F12', 'WAIVER_NEEDED']);
    });
});
