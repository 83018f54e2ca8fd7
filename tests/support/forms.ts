import { identityCheckCharacter } from '../../src/domain/identity-number.ts';
import type { Form } from '../../src/domain/nomination/nomination.ts';

const identity = (body: string) => body + identityCheckCharacter(body);

/** A whole form of the Youth Star program. */
export const youthForm: Form = {
  category: 'GRASSROOTS',
  name: '陈立夏',
  sex: '2',
  birthMonth: '1995-06',
  ethnicity: '03',
  nativePlace: '河南省郑州市',
  birthPlace: '河南省开封市',
  idNumber: identity('41010219950618002'),
  workStart: '2017-07',
  politicalStatus: '01',
  education: '21',
  degree: '4',
  employer: '中牟县某镇农业服务中心',
  position: '农艺师',
  honors: '无',
  resume: [{ from: '2013-09', organization: '河南农业大学', role: '农学' }],
  deeds: '扎根基层六年，推广节水灌溉。',
  graduateKind: 'REGULAR_HEI',
  industry: 'A',
  employerKind: 'PUBLIC_INSTITUTION',
  employerLevel: 'TOWNSHIP_OR_BELOW',
  postClass: 'PROFESSIONAL_TECHNICAL',
  leadershipLevel: 'NONE',
};

/** A whole form of the Flexible Employment Star program. */
export const flexForm: Form = {
  coverName: '李向前',
  location: '410122',
  pushingUnit: '410100',
  filledOn: '2024-01-05',
  name: '李向前',
  sex: '1',
  ethnicity: '01',
  birthMonth: '1988-02',
  nativePlace: '河南省周口市',
  phone: '13800138000',
  politicalStatus: '13',
  educationLevel: '61',
  workPlace: { division: '410122', address: '青年路' },
  idNumber: identity('41010119880229001'),
  flexType: 'NEW_FORM',
  employmentCertNo: '4101220012345678',
  mainWork: '网约配送',
  mainEmployer: '无',
  registeredAddressOrPlatform: '某平台企业',
  familyWork: '配偶务农',
  insurance3y: [{ year: 2023, kind: 'PENSION', months: 12 }],
  monthlyHours: { days: 26, hours: 208.5 },
  monthlyIncome: 6200.5,
  honors: '无',
  remark: '无',
  deeds: '三年零差评，带动同乡就业。',
  flexRegisteredOn: '2022-03-01',
  flexSince: '2021-01-10',
  pensionKind: 'RESIDENT',
};
