import { type ValidationError, validateSync } from 'class-validator';
import { ArgumentValidationError } from 'type-graphql';
import { tidyTexts } from './free-text.ts';

const options = { forbidUnknownValues: false, skipMissingProperties: true, stopAtFirstError: true } as const;

/**
 * For `buildSchema({ validateFn: validateInput })`: class-validator without promises, a third of the time of
 * type-graphql's own. Decorate with checks that need no waiting. Texts are tidied first.
 *
 * @throws {ArgumentValidationError} which carries the value; the server answers only with `fieldProblems`.
 */
export const validateInput = (value: unknown): void => {
  const inputs = (Array.isArray(value) ? value : [value]).filter(isInput);
  tidyTexts(inputs);
  const errors = inputs.flatMap((input) => validateSync(input, options));
  if (errors.length > 0) throw new ArgumentValidationError(errors);
};

/** An instance of an input class; what a JSON scalar yields has no checks of its own. */
const isInput = (value: unknown): value is object => {
  if (value === null || typeof value !== 'object') return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype !== null && prototype !== Object.prototype;
};

export interface FieldProblem {
  readonly path: readonly string[];
  readonly message: string;
}

/** Where and what, without the value and the object that class-validator attaches: they hold personal data. */
export const fieldProblems = (errors: readonly ValidationError[], parent: readonly string[] = []): FieldProblem[] =>
  errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const path = [...parent, property];
    return [...Object.values(constraints).map((message) => ({ path, message })), ...fieldProblems(children, path)];
  });
