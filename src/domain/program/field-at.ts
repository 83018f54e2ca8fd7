import type { Definition } from './definition.ts';
import type { FormField } from './form-field.ts';

/** A field of the form by its path: a key, or the key of a group and one within it. */
export const fieldAt = ({ form }: Pick<Definition, 'form'>, path: string): FormField | undefined => {
  const [key, inner] = path.split('.');
  const field = form.find((item) => item.key === key);
  if (inner === undefined) return field;
  return field?.type === 'GROUP' ? field.fields.find((item) => item.key === inner) : undefined;
};

/** Every path that a condition or a check may name. */
export const fieldPaths = ({ form }: Pick<Definition, 'form'>): readonly string[] =>
  form.flatMap((field) => [
    field.key,
    ...(field.type === 'GROUP' ? field.fields.map(({ key }) => `${field.key}.${key}`) : []),
  ]);
