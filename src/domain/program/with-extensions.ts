import type { Definition, Extension } from './definition.ts';

type Extensible = Pick<
  Definition,
  'vetting' | 'blinding' | 'steps' | 'materials' | 'rules' | 'extensions' | 'extended'
>;

/** The program with these of its extensions in force; they are then parts of it like any other. */
export const withExtensions = <Program extends Extensible>(program: Program, codes: readonly string[]): Program =>
  program.extensions.filter(({ code }) => codes.includes(code)).reduce(extend, program);

const extend = <Program extends Extensible>(program: Program, extension: Extension): Program => ({
  ...program,
  ...(extension.vetting && { vetting: extension.vetting }),
  ...(extension.blinding && { blinding: blindedBy(program, extension.blinding) }),
  steps: [...program.steps, ...extension.steps],
  materials: [...program.materials, ...extension.materials],
  rules: [...program.rules, ...extension.rules],
  extensions: program.extensions.filter((item) => item !== extension),
  extended: [...program.extended, extension.code],
});

/** What the program hides itself stays hidden. */
const blindedBy = (
  { blinding }: Extensible,
  added: NonNullable<Extension['blinding']>,
): NonNullable<Extension['blinding']> => ({
  ...added,
  hidden: [...new Set([...(blinding?.hidden ?? []), ...added.hidden])],
});
