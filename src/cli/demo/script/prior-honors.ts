import { parts } from './parts.ts';
import { observe, type Scene, type Stage, seatOf } from './stage.ts';

const heading = ['姓名', '身份证号', '荣誉名称', '级别', '类别', '授予日期', '授予单位'];
const competition = ['河南省职业技能竞赛优秀选手', '省级', '劳动技能', '2020-11-20', '河南省人力资源和社会保障厅'];
const publicWelfare = ['河南省优秀志愿者', '省级', '社会公益', '2021-12-05', '河南省文明办'];

const csvOf = (rows: readonly (readonly string[])[]): string => rows.map((row) => `${row.join(',')}\r\n`).join('');

/** Two honors that stand on no form, and a row with a digit too few in the identity number. */
const fileOf = ({ flex, youth }: Stage): string => {
  const { person: honored } = seatOf(flex, parts.flex.honored);
  const { person: other } = seatOf(youth, parts.youth.fourEyes);
  return csvOf([
    heading,
    [honored.name, honored.idNumber, ...competition],
    [other.name, other.idNumber, ...publicWelfare],
    [other.name, other.idNumber.slice(0, 17), ...competition],
  ]);
};

/** 5 January: the province imports who holds which honor. One row is bad; the file sent again changes nothing. */
export const importHonors: Scene = async (stage) => {
  const { api, cast, time } = stage;
  await time.moveTo('2024-01-05T15:00');
  const counts = async (): Promise<string> => {
    const { recorded, unchanged, refused } = await api.importHonors(cast.officer, fileOf(stage));
    const bad = refused.map(({ row, column }) => `${row} ${column}`).join(', ');
    return `${recorded} recorded, ${unchanged} unchanged, bad: ${bad}`;
  };
  observe(stage, '导入既有荣誉 honors imported', '2 recorded, 0 unchanged, bad: 4 身份证号', await counts());
  // Rows that were taken are the same commands again, with the same outcome.
  observe(stage, '再次导入 imported again', '0 recorded, 2 unchanged, bad: 4 身份证号', await counts());
};
