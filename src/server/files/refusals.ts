import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { inWords, type Language, type Param } from '../../domain/refusal.ts';

/** What is said of files that are not taken or not given, in both languages, with the status of HTTP. */
const refusals = {
  UNAUTHENTICATED: {
    status: 401,
    en: 'Say who you are: "Authorization: Bearer <token>", with a token that is valid now.',
    zh: '请出示有效令牌：“Authorization: Bearer <令牌>”。',
  },
  FORBIDDEN: {
    status: 403,
    en: 'You may not upload files. It is for: {roles}.',
    zh: '您没有上传文件的权限。可办理的角色：{roles}。',
  },
  EMPTY_FILE: {
    status: 400,
    en: 'The file is empty. Send its content as the body of the request.',
    zh: '文件为空，请将文件内容作为请求正文发送。',
  },
  UPLOAD_ABORTED: {
    status: 400,
    en: 'The upload broke off before the file was whole. Nothing was stored; send it again.',
    zh: '上传中断，文件不完整，未予保存，请重新上传。',
  },
  FILE_TOO_LARGE: {
    status: 413,
    en: 'The file is too large: {accepted} bytes ({mebibytes} MiB) are accepted.',
    zh: '文件过大：不得超过 {accepted} 字节（{mebibytes} MiB）。',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    en: 'This is not a file that is accepted. Accepted are, by their content: {accepted}.',
    zh: '不接受此类文件。按文件实际内容，仅接受：{accepted}。',
  },
  CONTENT_TYPE_UNKNOWN: {
    status: 415,
    en: 'The Content-Type says what the file is: one of {accepted}, or application/octet-stream; without Content-Encoding.',
    zh: '请以 Content-Type 标明文件类型：{accepted} 或 application/octet-stream，且不得使用 Content-Encoding。',
  },
  MEDIA_TYPE_MISMATCH: {
    status: 415,
    en: 'The file was sent as {declared}, but is {found}. Send it as what it is.',
    zh: '文件以 {declared} 类型发送，实际为 {found}，请按实际类型发送。',
  },
  PURPOSE_NEEDED: {
    status: 403,
    en: 'State why you ask, which is put on record: header Laurel-Case with a case number or, for auditors, Laurel-Purpose with 5 to 300 characters, percent-encoded UTF-8.',
    zh: '请说明查阅目的，该目的将记录在案：以请求头 Laurel-Case 注明案件编号；审计人员也可以 Laurel-Purpose 注明查阅目的（5 至 300 字，UTF-8 百分号编码）。',
  },
  FILE_NOT_FOUND: {
    status: 404,
    en: 'There is no such file for you.',
    zh: '没有可供您查阅的这一文件。',
  },
  FILE_ERASED: {
    status: 410,
    en: 'The file was erased with the personal data that it held, and nobody can read it any more. If another matter needs it, upload it again.',
    zh: '该文件已随个人信息一并删除，任何人均无法再读取。其他事项仍需此文件的，请重新上传。',
  },
  FILE_DAMAGED: {
    status: 500,
    en: 'The stored file is damaged or lost, and is not handed out. Tell those who run this server.',
    zh: '存储的文件已损坏或丢失，不予提供，请联系系统管理人员。',
  },
  FILE_STORE_UNAVAILABLE: {
    status: 503,
    en: 'Files cannot be stored or read right now. Try again later.',
    zh: '文件暂时无法保存或读取，请稍后重试。',
  },
} as const satisfies Record<string, { status: number; en: string; zh: string }>;
export type FileRefusalCode = keyof typeof refusals;

/** `params` fill in the message, and stand beside the code for programs. */
export const fileRefusal = (
  code: FileRefusalCode,
  language: Language,
  params: Readonly<Record<string, Param>> = {},
): GraphQLError => {
  const { status, [language]: message } = refusals[code];
  const words = message.replace(/\{(\w+)\}/g, (_, name: string) => inWords(params[name], language));
  const codes = Object.fromEntries(Object.entries(params).map(([name, param]) => [name, plain(param)]));
  return new GraphQLError(words, {
    extensions: { code, ...codes, http: { status, ...(status === 401 && { headers: challenge }) } },
  });
};

/** For programs: what has words in both languages goes by its codes. */
const plain = (param: Param): string | number => (typeof param === 'object' ? param.en : param);

/** RFC 6750, section 3. */
const challenge = new HeaderMap([['www-authenticate', 'Bearer']]);
