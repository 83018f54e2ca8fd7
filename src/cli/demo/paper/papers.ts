import { isRequired } from '../../../domain/rules/on-materials.ts';
import { wordCount } from '../../../domain/word-count.ts';
import type { UploadedFile } from '../api.ts';
import { type Chance, chance } from '../chance.ts';
import type { Entry, Plan } from '../plan.ts';
import { accountOf } from './account.ts';
import { pdfOf, type Sheet } from './pdf.ts';
import { photoOf } from './photo.ts';
import { printedForm } from './printed.ts';

/** A file of a nominee's dossier, and as what it is attached. */
export interface Paper {
  readonly material: string;
  readonly file: UploadedFile;
  /** Of a text (字). */
  readonly words?: number;
}

interface About {
  readonly plan: Plan;
  readonly entry: Entry;
  readonly draw: Chance;
  /** Local date of the papers. */
  readonly today: string;
  /** Whether the account of deeds is far too short. */
  readonly short: boolean;
}

type Material = Plan['program']['materials'][number];

/** A file for every material that is required of the nominee, made of the form. */
export const papersOf = (
  plan: Plan,
  entry: Entry,
  { seed, today, short = false }: { readonly seed: number; readonly today: string; readonly short?: boolean },
): readonly Paper[] =>
  plan.program.materials
    .filter((material) => isRequired(material, entry.form as Parameters<typeof isRequired>[1]))
    .map((material) => {
      const draw = chance(seed, `${entry.key}/${material.code}`);
      return paperOf(material, { plan, entry, draw, today, short });
    });

const paperOf = (material: Material, about: About): Paper => {
  const { code, name, accepts } = material;
  const { entry, draw } = about;
  if (!accepts.includes('application/pdf')) {
    const bytes = photoOf(draw, entry.person, `${entry.key} ${name.en}`);
    return { material: code, file: { mediaType: 'image/png', bytes } };
  }
  const text = textOf[code]?.(about) ?? { paragraphs: [`${entry.person.name}，${name.zh}。`] };
  const bytes = pdfOf({ title: name.zh, ...text });
  const words = wordCount(text.paragraphs.join('\n'));
  return { material: code, file: { mediaType: 'application/pdf', bytes }, ...(isAccount(material) && { words }) };
};

/** An account of deeds says how long it is (R-F33). */
const isAccount = ({ code }: Material): boolean => code === 'DEEDS';

type Text = Omit<Sheet, 'title'>;

const stampedForm = ({ plan, entry, today }: About): Text => ({
  paragraphs: printedForm(plan.program, entry.form),
  stamp: { of: `${entry.bureau.name.zh}人社局`, on: today },
});

/** What the materials of the two programs say. */
const textOf: Readonly<Record<string, (about: About) => Text>> = {
  YOUTH_FORM_PDF: stampedForm,
  FLEX_FORM: stampedForm,
  DEEDS: ({ entry, draw, short }) => ({ paragraphs: accountOf(draw, String(entry.form.deeds), short) }),
  ID_COPY: ({ entry: { person } }) => ({
    paragraphs: [`姓名：${person.name}`, `出生：${person.birthDate}`, `公民身份号码：${person.idNumber}`],
  }),
  E_LICENCE: ({ entry: { person, form, bureau } }) => ({
    paragraphs: [
      `统一社会信用代码：${form.uscc}`,
      '类型：个体工商户',
      `经营者：${person.name}`,
      `经营场所：${form.registeredAddressOrPlatform}`,
      `登记机关：${bureau.name.zh}市场监督管理局`,
    ],
  }),
  NO_CRIME_PROOF: ({ entry: { person, bureau }, today }) => ({
    paragraphs: [`经查询，${person.name}（${person.idNumber}）截至${today}无犯罪记录。`],
    stamp: { of: `${bureau.name.zh}公安局`, on: today },
  }),
};
