import type { Definition } from './definition.ts';

/** Key of the field with the nominee's name: the first name of the form that does not repeat another one. */
export const nameField = ({ form }: Pick<Definition, 'form'>): string | undefined =>
  form.find((field) => field.type === 'PERSON_NAME' && field.sameAs === undefined)?.key;
