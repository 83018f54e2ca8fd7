import { columnsOf } from '../wrap.ts';

export interface Sheet {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Whose round red stamp it bears, and on what day; none by default. */
  readonly stamp?: { readonly of: string; readonly on: string };
}

/** A4 in points; 小四 is a size of 12. */
const [width, height] = [595, 842];
const margin = 72;
const size = 12;
const leading = 20;
/** Two columns a Chinese character, as wide as the size. */
const columns = Math.floor((width - 2 * margin) / size) * 2;
const linesOnPage = Math.floor((height - 2 * margin) / leading);

/**
 * A text as a PDF of A4 pages (ISO 32000-1). The font is one of those that every reader has for Chinese text
 * (Adobe-GB1, 9.7.5.2), so that nothing has to be embedded.
 */
export const pdfOf = ({ title, paragraphs, stamp }: Sheet): Buffer => {
  const lines = [title, '', ...paragraphs.flatMap(linesOf)];
  const pages = Array.from({ length: Math.ceil(lines.length / linesOnPage) }, (_, i) =>
    lines.slice(i * linesOnPage, (i + 1) * linesOnPage),
  );
  const contents = pages.map((page, i) => `${writing(page)}${stamp && i === pages.length - 1 ? stamped(stamp) : ''}`);
  const firstPage = 6;
  const kids = pages.map((_, i) => `${firstPage + 2 * i} 0 R`).join(' ');
  return bytesOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} /MediaBox [0 0 ${width} ${height}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    ...contents.flatMap((content, i) => [
      `<< /Type /Page /Parent 2 0 R /Resources << /Font << /F 3 0 R >> >> /Contents ${firstPage + 2 * i + 1} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ]);
};

/** Broken wherever the line is full, as Chinese text may be. */
const linesOf = (paragraph: string): readonly string[] => {
  const lines: string[] = [];
  let [line, taken] = ['', 0];
  for (const character of paragraph) {
    const wide = columnsOf(character);
    if (taken + wide > columns) {
      lines.push(line);
      [line, taken] = ['', 0];
    }
    line += character;
    taken += wide;
  }
  return [...lines, line];
};

/** UTF-16BE in hexadecimal, as the font's encoding takes it. */
const shown = (text: string): string => `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

const writing = (lines: readonly string[]): string =>
  `BT /F ${size} Tf ${leading} TL ${margin} ${height - margin} Td\n${lines.map((line) => `${shown(line)} Tj T*`).join('\n')}\nET\n`;

/** How far the handles of four Bézier curves stand out that make a circle. */
const roundness = 0.5523;

const stamped = ({ of, on }: NonNullable<Sheet['stamp']>): string => {
  const [x, y, r] = [width - margin - 70, margin + 70, 55];
  const k = r * roundness;
  const circle = [
    `${x + r} ${y} m`,
    `${x + r} ${y + k} ${x + k} ${y + r} ${x} ${y + r} c`,
    `${x - k} ${y + r} ${x - r} ${y + k} ${x - r} ${y} c`,
    `${x - r} ${y - k} ${x - k} ${y - r} ${x} ${y - r} c`,
    `${x + k} ${y - r} ${x + r} ${y - k} ${x + r} ${y} c S`,
  ].join('\n');
  const words = `BT /F 9 Tf 12 TL ${x - 45} ${y + 6} Td ${shown(of)} Tj T* ${shown(on)} Tj ET`;
  return `1 0 0 RG 1 0 0 rg 2 w\n${circle}\n${words}\n`;
};

/** The objects, numbered from 1 in their order, with the table of where each begins (7.5.4). */
const bytesOf = (objects: readonly string[]): Buffer => {
  let file = '%PDF-1.5\n';
  const offsets = objects.map((object, i) => {
    const offset = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(`${file}${table}${trailer}`, 'latin1');
};
