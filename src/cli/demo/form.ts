import { creditCodeCheckCharacter } from '../../domain/credit-code.ts';
import type { FieldOf } from '../../domain/program/form-field.ts';
import { type Bureau, bureauOf, type FormField, type Program } from '../../domain/program/program.ts';
import { type Career, careerOf } from './careers.ts';
import type { Chance } from './chance.ts';
import type { Person } from './people.ts';
import vocabulary from './vocabulary.json' with { type: 'json' };

export interface Applicant {
  readonly person: Person;
  /** Where the person lives and works: a bureau with none below it. */
  readonly home: Bureau;
  readonly category: string;
  /** What the person does, where that matters; by default what people of the category do. */
  readonly calling?: string | undefined;
  /** Local date the form is filled in on. */
  readonly filledOn: string;
}

interface Subject extends Applicant {
  readonly program: Program;
  readonly city: Bureau;
  readonly career: Career;
  readonly school: School;
  readonly draw: Chance;
}

type Answer = string | number | readonly unknown[] | Readonly<Record<string, unknown>>;
type Answers = Readonly<Record<string, (subject: Subject) => Answer | undefined>>;
type AnswerTo<Field> = (field: Field, subject: Subject) => Answer;

const none = '无';

/** A complete form: every required field of the program's definition, none of the others but those with an answer here. */
export const fillIn = (program: Program, applicant: Applicant, draw: Chance): Readonly<Record<string, Answer>> => {
  const { home, category, calling = category } = applicant;
  const parent = home.level === 'COUNTY' && home.parent ? bureauOf(program, home.parent) : undefined;
  const city = parent ?? home;
  const subject: Subject = {
    ...applicant,
    program,
    city,
    draw,
    career: careerOf(draw, calling, { city: city.name.zh, county: home.name.zh }),
    school: schoolOf(applicant, draw),
  };
  const filled = program.form.map((field) => [field.key, answerTo(field, subject)] as const);
  return Object.fromEntries(filled.filter((entry): entry is [string, Answer] => entry[1] !== undefined));
};

/** What is known of the field by its key; else something of its type, if the field must be filled in. */
const answerTo = (field: FormField, subject: Subject): Answer | undefined => {
  const known = byKey[field.key];
  if (known) return known(subject);
  // The table's type pairs every answer with its own field, which TypeScript cannot follow through the lookup.
  return field.required ? (byType[field.type] as AnswerTo<FormField>)(field, subject) : undefined;
};

interface School {
  readonly kind: string;
  readonly name: string;
  readonly education: string;
  readonly degree: string;
  readonly from: string;
  readonly to: string;
  readonly workStart: string;
}

const technical = ['SENIOR_TECHNICAL_SCHOOL', 'TECHNICIAN_COLLEGE'] as const;

/** Four years from 18 on; work begins in the month after graduation, so that the résumé has no gap. */
const schoolOf = ({ person, category }: Applicant, draw: Chance): School => {
  const born = Number(person.birthDate.slice(0, 4));
  const kind =
    category === 'FRONTLINE_PRODUCTION' && draw.between(1, 2) === 1 ? draw.pick(technical) : ('REGULAR_HEI' as const);
  const graduate = draw.between(1, 5) === 1;
  const [education, degree] = kind !== 'REGULAR_HEI' ? ['47', none] : graduate ? ['14', '3'] : ['21', '4'];
  return {
    kind,
    name: draw.pick(vocabulary.schools[kind]),
    education,
    degree,
    from: `${born + 18}-09`,
    to: `${born + 22}-06`,
    workStart: `${born + 22}-07`,
  };
};

const placeOf = ({ city, home }: Subject): string =>
  city === home ? `河南省${city.name.zh}` : `河南省${city.name.zh}${home.name.zh}`;

/** Honors of a kind that bars nobody (R-Y14, R-F12): of the city or the employer. */
const honorsOf = ({ draw, city }: Subject): Answer => {
  if (draw.between(1, 3) === 1) return none;
  const year = draw.between(2019, 2022);
  return [
    {
      name: `${year}年度${draw.pick(['岗位能手', '文明市民', '优秀志愿者', '服务标兵'])}`,
      level: 'CITY',
      topic: draw.pick(['LABOR_SKILLS', 'PUBLIC_WELFARE']),
      awardedOn: `${year + 1}-03-05`,
      issuer: `${city.name.zh}文明办`,
    },
  ];
};

/** A code that stands for no registered business, with a right check character. */
const creditCodeOf = ({ draw, home }: Subject): string => {
  const digits = `92${home.code}MA${String(draw.between(0, 9_999_999)).padStart(7, '0')}`;
  return `${digits}${creditCodeCheckCharacter(digits)}`;
};

/** The platform that puts the nominee forward too (A31): of one in three who work for one. */
const platformOf = ({ category, career, person }: Subject): string | undefined =>
  category === 'NEW_FORM' && Number(person.phone.at(-1)) % 3 === 0 ? career.registered : undefined;

const byKey: Answers = {
  nativePlace: placeOf,
  birthPlace: placeOf,
  workStart: ({ school }) => school.workStart,
  politicalStatus: ({ draw }) => draw.pick(['01', '01', '03', '12', '13']),
  ethnicity: ({ draw }) => draw.pick(['01', '01', '01', '01', '01', '01', '01', '01', '03', '11']),
  education: ({ school }) => school.education,
  educationLevel: ({ draw }) => draw.pick(['31', '41', '61', '71']),
  degree: ({ school }) => school.degree,
  graduateKind: ({ school }) => school.kind,
  employer: ({ career }) => career.employer,
  mainEmployer: ({ career }) => career.employer,
  position: ({ career }) => career.position,
  industry: ({ career }) => career.industry,
  employerKind: ({ career }) => career.employerKind,
  employerLevel: ({ career }) => career.employerLevel,
  postClass: ({ career }) => career.postClass,
  leadershipLevel: () => 'NONE',
  contactPhone: ({ person }) => person.phone,
  mainWork: ({ career }) => career.mainWork,
  registeredAddressOrPlatform: ({ career }) => career.registered,
  uscc: (subject) => (subject.career.business ? creditCodeOf(subject) : undefined),
  businessRegistered: ({ category, career }) =>
    category === 'SELF_EMPLOYED' ? (career.business ? 'YES' : 'NO') : undefined,
  otherFlexWork: ({ category, career }) => (category === 'OTHER' ? career.mainWork : undefined),
  serviceProgram: ({ career }) => career.serviceProgram,
  jointPushBy: platformOf,
  honors: honorsOf,
  resume: ({ school, career, draw }) => [
    { from: school.from, to: school.to, organization: school.name, role: draw.pick(vocabulary.majors) },
    { from: school.workStart, organization: career.employer, role: career.position },
  ],
  deeds: ({ person, career, home }) =>
    `${person.name}，现在${home.name.zh}从业，${career.mainWork}。` +
    `${career.deeds.join('')}工作中遵纪守法、诚实守信，得到单位和群众认可，带动了身边人就业创业。`,
  address: ({ home }) => `${home.name.zh}中心街${home.code.slice(-2)}号`,
  employmentCertNo: ({ home, draw }) => `${home.code}${String(draw.between(0, 9_999_999_999)).padStart(10, '0')}`,
  familyWork: ({ draw }) => draw.pick(['配偶在本地企业工作。', '父母务农，配偶从事个体经营。', '父母均已退休。']),
  monthlyIncome: ({ draw }) => draw.between(38, 95) * 100,
  insurance3y: ({ program }) => {
    const issued = Number(program.notice.issuedOn.slice(0, 4));
    return [issued - 2, issued - 1, issued].map((year) => ({ year, kind: 'PENSION', months: 12 }));
  },
  days: ({ draw }) => draw.between(20, 28),
  hours: ({ draw }) => draw.between(160, 260),
  flexSince: ({ draw, person }) =>
    `${draw.between(Math.max(2016, Number(person.birthDate.slice(0, 4)) + 19), 2021)}-04-01`,
  flexRegisteredOn: ({ draw }) => `2022-${draw.pick(['03', '06', '09'])}-15`,
  pensionKind: ({ draw }) => draw.pick(['EMPLOYEE', 'RESIDENT']),
  remark: (subject) => {
    const platform = platformOf(subject);
    return platform === undefined ? none : `同为${platform}择优推送。`;
  },
};

/** The sex as GB/T 2261.1 codes it. */
const sexCodes = { MALE: '1', FEMALE: '2' } as const;

const byType: { readonly [Type in FormField['type']]: AnswerTo<FieldOf<Type>> } = {
  PERSON_NAME: (_, { person }) => person.name,
  CATEGORY: (_, { category }) => category,
  IDENTITY_NUMBER: (_, { person }) => person.idNumber,
  PHONE: (_, { person }) => person.phone,
  CODE: ({ identity, list }, { program, person, draw }) =>
    identity ? sexCodes[person.sex] : draw.pick(program.codeLists[list] ?? []).code,
  MONTH: ({ identity }, { person, filledOn }) => (identity ? person.birthDate : filledOn).slice(0, 7),
  DATE: (_, { filledOn }) => filledOn,
  YEAR: (_, { program }) => Number(program.notice.issuedOn.slice(0, 4)),
  NUMBER: ({ min = 0 }) => min + 1,
  CREDIT_CODE: (_, subject) => creditCodeOf(subject),
  BUREAU: ({ level }, { city, home }) => (level === 'CITY' ? city : home).code,
  TEXT: ({ noneAllowed, label }) => (noneAllowed ? none : label.zh),
  GROUP: ({ fields }, subject) => answersTo(fields, subject),
  RECORDS: ({ fields }, subject) => [answersTo(fields, subject)],
};

const answersTo = (fields: readonly FormField[], subject: Subject): Readonly<Record<string, unknown>> =>
  Object.fromEntries(fields.map((field) => [field.key, answerTo(field, subject)]));
