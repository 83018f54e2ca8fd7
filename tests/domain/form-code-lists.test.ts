import { describe, expect, it } from 'vitest';
import { flex, youth } from '../support/editions.ts';

const { codeLists } = youth;

const listed = (name: string): string =>
  (codeLists[name] ?? []).map(({ code, name: { zh } }) => `${code} ${zh}`).join(' ');

const numbered = (names: string): string =>
  names
    .split(' ')
    .map((name, i) => `${String(i + 1).padStart(2, '0')} ${name}`)
    .join(' ');

describe('The code lists are those of the standards', () => {
  it('the four sexes of GB/T 2261.1', () => {
    expect(listed('sex')).toBe('1 男 2 女 0 未知 9 未说明');
  });

  it('the 56 peoples of GB/T 3304', () => {
    expect(listed('ethnicity')).toBe(
      numbered(
        '汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族',
      ),
    );
  });

  it('the 13 affiliations of GB/T 4762', () => {
    expect(listed('politicalStatus')).toBe(
      numbered(
        '中国共产党党员 中国共产党预备党员 中国共产主义青年团团员 中国国民党革命委员会会员 中国民主同盟盟员 中国民主建国会会员 中国民主促进会会员 中国农工民主党党员 中国致公党党员 九三学社社员 台湾民主自治同盟盟员 无党派民主人士 群众',
      ),
    );
  });

  it('the 40 kinds of schooling of GB/T 4658: completed, ended without a diploma, left', () => {
    expect(listed('education')).toBe(
      [
        '10 研究生教育 11 博士研究生毕业 12 博士研究生结业 13 博士研究生肄业 14 硕士研究生毕业 15 硕士研究生结业 16 硕士研究生肄业',
        '17 研究生班毕业 18 研究生班结业 19 研究生班肄业 20 大学本科教育 21 大学本科毕业 22 大学本科结业 23 大学本科肄业',
        '28 大学普通班毕业 30 大学专科教育 31 大学专科毕业 32 大学专科结业 33 大学专科肄业 40 中等职业教育 41 中等专科毕业',
        '42 中等专科结业 43 中等专科肄业 44 职业高中毕业 45 职业高中结业 46 职业高中肄业 47 技工学校毕业 48 技工学校结业',
        '49 技工学校肄业 60 普通高级中学教育 61 普通高中毕业 62 普通高中结业 63 普通高中肄业 70 初级中学教育 71 初中毕业',
        '73 初中肄业 80 小学教育 81 小学毕业 83 小学肄业 90 其他',
      ].join(' '),
    );
  });

  it('the levels of GB/T 6864', () => {
    expect(listed('degree')).toBe('1 名誉博士 2 博士 3 硕士 4 学士');
  });

  it('the 20 sections of GB/T 4754', () => {
    expect(listed('industry')).toBe(
      [
        'A 农、林、牧、渔业 B 采矿业 C 制造业 D 电力、热力、燃气及水生产和供应业 E 建筑业 F 批发和零售业',
        'G 交通运输、仓储和邮政业 H 住宿和餐饮业 I 信息传输、软件和信息技术服务业 J 金融业 K 房地产业',
        'L 租赁和商务服务业 M 科学研究和技术服务业 N 水利、环境和公共设施管理业 O 居民服务、修理和其他服务业 P 教育',
        'Q 卫生和社会工作 R 文化、体育和娱乐业 S 公共管理、社会保障和社会组织 T 国际组织',
      ].join(' '),
    );
  });

  it.each([youth, flex])('every code of every list stands once and has a name in English too: $code', (program) => {
    for (const list of Object.values(program.codeLists)) {
      expect(new Set(list.map(({ code }) => code)).size).toBe(list.length);
      expect(list.filter(({ name }) => !name.en)).toEqual([]);
    }
  });
});
