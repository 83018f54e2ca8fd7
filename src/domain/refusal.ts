import { messages } from './messages.ts';

export type RefusalCode = keyof typeof messages;

export type Language = 'zh' | 'en';

/** What a message is filled in with: the same in both languages, or in each language its own. */
export type Param = string | number | Readonly<Record<Language, string>>;

/** Why a command is refused: the rule, the field it concerns, and the facts to say it with. */
export interface Refusal {
  readonly code: RefusalCode;
  /** Path of the input field concerned; empty where the whole command is. */
  readonly path: readonly string[];
  /** Id of the rule in the program definition, for example R-F17. */
  readonly ruleId?: string;
  /** What the message says: never personal data. */
  readonly params: Readonly<Record<string, Param>>;
}

interface Details {
  readonly path?: readonly string[];
  readonly ruleId?: string | undefined;
  readonly [param: string]: Param | readonly string[] | undefined;
}

/** `refusal('QUOTA_EXCEEDED', { ruleId: 'R-Y16', bureau: '410100', quota: 10, taken: 10 })` */
export const refusal = (code: RefusalCode, { path = [], ruleId, ...rest }: Details = {}): Refusal => {
  const params = Object.fromEntries(
    Object.entries(rest).filter((entry): entry is [string, Param] => entry[1] !== undefined),
  );
  return { code, path, ...(ruleId ? { ruleId } : {}), params };
};

/** The refusal in words: names the rule, and says what would be accepted. */
export const messageOf = ({ code, params }: Refusal, language: Language): string =>
  messages[code][language].replace(/\{(\w+)\}/g, (_, name: string) => inWords(params[name], language));

/** What fills in a message, in its language. */
export const inWords = (param: Param | undefined, language: Language): string =>
  typeof param === 'object' ? param[language] : String(param ?? '?');
