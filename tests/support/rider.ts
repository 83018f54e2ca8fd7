import { identityCheckCharacter } from '../../src/domain/identity-number.ts';
import { flexForm } from './forms.ts';

const dayMs = 86_400_000;

/** A complete form of the flexible program; another person for each number from 0 to about 4 million. */
export const riderForm = (n: number): Record<string, unknown> => {
  const born = new Date(Date.UTC(1975, 0, 1) + (n % 8_000) * dayMs).toISOString().slice(0, 10);
  const sequence = String(2 * Math.floor(n / 8_000) + 1).padStart(3, '0');
  const body = `410122${born.replaceAll('-', '')}${sequence}`;
  return {
    ...flexForm,
    coverName: '买买提·艾力',
    filledOn: '2023-12-27',
    name: '买买提·艾力',
    ethnicity: '05',
    birthMonth: born.slice(0, 7),
    nativePlace: '新疆维吾尔自治区喀什市',
    idNumber: body + identityCheckCharacter(body),
    insurance3y: [2021, 2022, 2023].map((year) => ({ year, kind: 'PENSION', months: 12 })),
    deeds: '三年零差评，带动同乡就业，参加社区公益活动。'.repeat(12),
    pensionKind: 'EMPLOYEE',
  };
};
