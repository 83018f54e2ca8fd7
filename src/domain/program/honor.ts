import type { CheckOf } from './check.ts';
import type { Definition, Rule } from './definition.ts';
import { type CodeList, codeListOf, type FieldOf } from './form-field.ts';
import { at, type Inconsistency, unknownName } from './inconsistency.ts';

type Parts = Pick<Definition, 'form' | 'codeLists'>;

export interface HonorLists {
  readonly levels: CodeList;
  readonly topics: CodeList;
}

/** The code lists of the form's field that lists honors: the records that have a `level` and a `topic`. */
export const honorListsOf = ({ form, codeLists }: Parts): HonorLists | undefined => {
  const found = form.flatMap((field) => {
    if (field.type !== 'RECORDS') return [];
    const listOf = (key: string) => field.fields.find((item): item is FieldOf<'CODE'> => isCode(item, key))?.list;
    const [levels, topics] = ['level', 'topic'].map((key) => codeListOf({ codeLists }, listOf(key) ?? ''));
    return levels && topics ? [{ levels, topics }] : [];
  });
  return found[0];
};

const isCode = ({ type, key }: { readonly type: string; readonly key: string }, wanted: string): boolean =>
  type === 'CODE' && key === wanted;

/** What a rule asks of honors held before: none, or one check; more where it has several. */
export const honorChecksOf = ({ check }: Rule): readonly CheckOf<'NO_HONOR'>[] =>
  (check?.kind === 'ALL' ? check.of : check ? [check] : []).filter((part) => part.kind === 'NO_HONOR');

/** What a recognition counts as is said in codes of the form's lists. */
export const honorInconsistencies = (definition: Definition): readonly Inconsistency[] => {
  const { honor } = definition;
  if (!honor) return [];
  const lists = honorListsOf(definition);
  if (!lists) return [at(['honor'], 'the form has no records with a level and a topic; expected a field of honors')];
  const codes = (list: CodeList) => list.map(({ code }) => code);
  return [
    ...unknownName(['honor', 'level'], 'level', honor.level, codes(lists.levels)),
    ...unknownName(['honor', 'topic'], 'topic', honor.topic, codes(lists.topics)),
  ];
};
