import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Language } from '../../domain/refusal.ts';

/** What is said of a file that is refused whole, in both languages, with the status of HTTP. Nothing of it is recorded. */
const refusals = {
  UNAUTHENTICATED: {
    status: 401,
    en: 'Say who you are: "Authorization: Bearer <token>", with a token that is valid now.',
    zh: '请出示有效令牌：“Authorization: Bearer <令牌>”。',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    en: 'Send the file as Content-Type: text/csv, without Content-Encoding.',
    zh: '请以 Content-Type: text/csv 发送文件，且不得使用 Content-Encoding。',
  },
  FILE_TOO_LARGE: {
    status: 413,
    en: 'The file is larger than {most} bytes. Split it, and send the parts one by one. Nothing was recorded.',
    zh: '文件超过 {most} 字节，请拆分后分别上传。未作任何记录。',
  },
  TOO_MANY_ROWS: {
    status: 413,
    en: 'The file has more than {most} rows. Split it, and send the parts one by one. Nothing was recorded.',
    zh: '文件超过 {most} 行，请拆分后分别上传。未作任何记录。',
  },
  UPLOAD_ABORTED: {
    status: 400,
    en: 'The file broke off before it was whole. Nothing was recorded; send it again.',
    zh: '上传中断，文件不完整，未作任何记录，请重新上传。',
  },
  FILE_ENCODING_UNKNOWN: {
    status: 400,
    en: 'The file is neither UTF-8 nor GB18030. Save it as "CSV UTF-8", and send it again. Nothing was recorded.',
    zh: '文件编码既非 UTF-8 也非 GB18030，请另存为“CSV UTF-8”格式后重新上传。未作任何记录。',
  },
  FILE_NOT_CSV: {
    status: 400,
    en: 'The file is not CSV near line {line}: a cell with quotation marks, commas or line breaks stands between quotation marks, and those within it are doubled. Nothing was recorded.',
    zh: '文件第 {line} 行附近不是规范的 CSV：含引号、逗号或换行的单元格须整格用引号括起，格内引号须写两次。未作任何记录。',
  },
} as const;
export type ImportRefusalCode = keyof typeof refusals;

export const importRefusal = (
  code: ImportRefusalCode,
  language: Language,
  params: Readonly<Record<string, number>> = {},
): GraphQLError => {
  const { status, ...words } = refusals[code];
  const message = words[language].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]));
  const http = status === 401 ? { status, headers: new HeaderMap([['www-authenticate', 'Bearer']]) } : { status };
  return new GraphQLError(message, { extensions: { code, ...params, http } });
};
