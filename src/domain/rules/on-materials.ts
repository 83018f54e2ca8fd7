import type { Form } from '../nomination/nomination.ts';
import type { CheckOf } from '../program/check.ts';
import { meets } from '../program/condition.ts';
import type { MaterialDefinition } from '../program/definition.ts';
import type { Dossier } from './dossier.ts';
import { failing, holding, type Verdict } from './verdict.ts';

/** Whether a material is required of the nominee whose form this is. */
export const isRequired = ({ required, requiredWhen }: MaterialDefinition, form: Form): boolean =>
  required || (requiredWhen !== undefined && meets(form, requiredWhen));

export const materialsThere = (
  { materials: codes }: CheckOf<'MATERIALS_THERE'>,
  { program, materials, form }: Dossier,
): Verdict => {
  const asked = program.materials.filter((item) => codes.includes(item.code));
  const has = (code: string) => materials.some((item) => item.material === code);
  const evidence = Object.fromEntries(
    asked.map(({ code }) => [code, materials.filter((item) => item.material === code).map(({ sha256 }) => sha256)]),
  );
  const missing = asked.filter((item) => isRequired(item, form) && !has(item.code));
  if (missing.length === 0) return holding(evidence);
  const names = {
    zh: missing.map(({ name }) => name.zh).join('、'),
    en: missing.map(({ name }) => name.en).join('; '),
  };
  return failing(
    evidence,
    `缺少材料：${names.zh}`,
    `missing material: ${names.en}`,
    `上传并附上：${names.zh}（attachMaterial）`,
    `upload and attach (attachMaterial): ${names.en}`,
  );
};

export const materialWords = ({ material, from, to }: CheckOf<'MATERIAL_WORDS'>, dossier: Dossier): Verdict => {
  const found = dossier.materials.findLast((item) => item.material === material);
  if (!found) return materialsThere({ kind: 'MATERIALS_THERE', materials: [material] }, dossier);
  const evidence = { material, words: found.words ?? null };
  if (found.words !== undefined && found.words >= from && found.words <= to) return holding(evidence);
  return holding(evidence, {
    zh: found.words === undefined ? `未注明字数，应在${from}至${to}字` : `共${found.words}字，应在${from}至${to}字`,
    en:
      found.words === undefined
        ? `its number of words is not stated; it should be ${from} to ${to}`
        : `it has ${found.words} words; it should have ${from} to ${to}`,
  });
};
