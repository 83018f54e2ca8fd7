import { registerDecorator, type ValidationArguments } from 'class-validator';

/** Line breaks and tabs are text; other control characters, and halves of surrogate pairs, are not. */
const notText = /(?![\n\t])[\p{Cc}\p{Cs}]/u;

/** Some characters are letters or signs by their category, and show nothing: U+3164 (filler), U+2800 (blank). */
const visible = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}\p{Co}]/u;

/** As it is recorded: without white space at its ends, a line break being one character. */
const tidied = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

const isFreeText = (value: unknown, longest: number): boolean =>
  typeof value === 'string' && !notText.test(value) && visible.test(value) && [...value].length <= longest;

interface TextOptions {
  /** The property is a list of texts. */
  readonly each?: true;
}

const properties = new Map<object, Set<string>>();

/**
 * A text that people write, of at most so many characters (Unicode code points): trimmed, and with something in it
 * that can be seen. White space, zero-width and control characters alone say nothing and are refused.
 */
export const FreeText =
  (longest: number, { each }: TextOptions = {}): PropertyDecorator =>
  (prototype, name) => {
    const propertyName = String(name);
    properties.set(prototype, (properties.get(prototype) ?? new Set()).add(propertyName));
    registerDecorator({
      name: 'freeText',
      target: prototype.constructor,
      propertyName,
      ...(each && { options: { each } }),
      validator: {
        validate: (value: unknown) =>
          Array.isArray(value) ? value.every((text) => isFreeText(text, longest)) : isFreeText(value, longest),
        defaultMessage: ({ property }: ValidationArguments) =>
          `${each ? `each of ${property}` : property} takes 1 to ${longest} characters, some of them visible, and no control characters but line breaks and tabs.`,
      },
    });
  };

/** Tidies every free text of an input, however deep it lies; done before the input is checked. */
export const tidyTexts = (input: unknown): void => {
  if (Array.isArray(input)) input.forEach(tidyTexts);
  if (input === null || typeof input !== 'object' || Array.isArray(input)) return;
  const names = textsOf(input);
  for (const [name, value] of Object.entries(input)) {
    if (!names.has(name)) tidyTexts(value);
    else if (typeof value === 'string') Object.assign(input, { [name]: tidied(value) });
    else if (Array.isArray(value)) Object.assign(input, { [name]: value.map(tidied) });
  }
};

/** Of its class and the classes it extends. */
const textsOf = (input: object): ReadonlySet<string> => {
  const names: string[] = [];
  for (let at = Object.getPrototypeOf(input); at; at = Object.getPrototypeOf(at))
    names.push(...(properties.get(at) ?? []));
  return new Set(names);
};
