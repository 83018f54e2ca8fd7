import { identityCheckCharacter } from '../../src/domain/identity-number.ts';
import type { ImportAnswer } from '../../src/server/imports/prior-honors.ts';

/** The identity number of the nth of many women born on one day. */
export const holder = (n: number): string => {
  const digits = `41010219900101${String(2 * n).padStart(3, '0')}`;
  return digits + identityCheckCharacter(digits);
};

export const zhHeader = '姓名,身份证号,荣誉名称,级别,类别,授予日期,授予单位';
export const enHeader = 'name,idNumber,honorName,level,topic,awardedOn,issuer';

/** A row that holds, with some cells otherwise. */
export const row = (n: number, changes: Partial<Record<string, string>> = {}): string =>
  Object.values({
    name: '王芳',
    idNumber: holder(n),
    honorName: '河南省劳动模范',
    level: '省级',
    topic: '就业创业',
    awardedOn: '2020-05-01',
    issuer: '河南省人民政府',
    ...changes,
  }).join(',');

export const csv = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

export interface Imported {
  readonly status: number;
  readonly headers: Headers;
  /** Of a file that was taken; a refusal has `errors` instead. */
  readonly body: ImportAnswer & { readonly errors?: readonly { message: string; extensions: { code: string } }[] };
}

/** Sends a file as a client would. */
export const sendFile = async (
  url: string,
  file: string | Uint8Array,
  { token, ...headers }: Record<string, string> = {},
): Promise<Imported> => {
  const response = await fetch(`${url}/imports/prior-honors`, {
    method: 'POST',
    body: file as string,
    headers: { 'content-type': 'text/csv', ...(token && { authorization: `Bearer ${token}` }), ...headers },
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
};
