import { identityCheckCharacter } from '../../src/domain/identity-number.ts';

const dayMs = 86_400_000;

/** A complete form of the flexible program; another person for each number from 0 to about 4 million. */
export const riderForm = (n: number): Record<string, unknown> => {
  const born = new Date(Date.UTC(1975, 0, 1) + (n % 8_000) * dayMs).toISOString().slice(0, 10);
  const sequence = String(2 * Math.floor(n / 8_000) + 1).padStart(3, '0');
  const body = `410122${born.replaceAll('-', '')}${sequence}`;
  return {
    coverName: '买买提·艾力',
    location: '410122',
    pushingUnit: '410100',
    filledOn: '2023-12-27',
    name: '买买提·艾力',
    sex: '1',
    ethnicity: '05',
    birthMonth: born.slice(0, 7),
    nativePlace: '新疆维吾尔自治区喀什市',
    phone: '13800138000',
    politicalStatus: '13',
    educationLevel: '61',
    workPlace: { division: '410122', address: '青年路' },
    idNumber: body + identityCheckCharacter(body),
    employmentCertNo: '4101220012345678',
    mainWork: '网约配送',
    mainEmployer: '无',
    registeredAddressOrPlatform: '某平台企业',
    familyWork: '配偶务农',
    insurance3y: [2021, 2022, 2023].map((year) => ({ year, kind: 'PENSION', months: 12 })),
    monthlyHours: { days: 26, hours: 208.5 },
    monthlyIncome: 6200.5,
    honors: '无',
    remark: '无',
    deeds: '三年零差评，带动同乡就业，参加社区公益活动。'.repeat(12),
    flexRegisteredOn: '2022-03-01',
    flexSince: '2021-01-10',
    pensionKind: 'EMPLOYEE',
  };
};
