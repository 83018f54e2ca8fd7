import { randomUUID } from 'node:crypto';
import { getNamedType, isInterfaceType, isLeafType, isObjectType, isRequiredArgument, isUnionType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSchema } from '../../schema/schema.ts';
import { type BlindedPanel, blindedPanel, hiddenTexts } from '../support/blinded.ts';
import type { Answer, Caller } from '../support/caller.ts';
import { type AskedWith, queriesForEverything } from '../support/everything.ts';
import { bureaus } from '../support/people.ts';
import { textsIn } from '../support/selection.ts';

/** An expert who scores blind asks for every field that the schema leads to, of everything whose id can be guessed. */
let given: BlindedPanel;
beforeAll(async () => {
  given = await blindedPanel();
});
afterAll(() => given.api.close());

/** Of an answer to a query for everything, what is about nominations and not about the edition, which is public. */
const besideEditions = (value: Answer): Answer => {
  if (Array.isArray(value)) return value.map(besideEditions);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (key.endsWith('_edition') ? [] : [[key, besideEditions(inner)]])),
  );
};

describe('everything that the schema leads to', () => {
  const schema = createSchema();
  const publicRoots = /^query Everything \{ (edition|editions|program|programs)\b/;

  /** Root fields that have to be asked with an edition only. */
  const ofEditions = (): readonly string[] =>
    Object.values(schema.getQueryType()?.getFields() ?? {})
      .filter(({ args }) => args.filter(isRequiredArgument).every(({ name }) => name === 'editionId'))
      .filter(({ args }) => args.some(({ name }) => name === 'editionId'))
      .map(({ name }) => name);

  const askedWith = async (): Promise<AskedWith> => {
    const { editionId, nominations, officer, approver } = given;
    const { slate, reviews } = await officer.ask(
      `{ slate(editionId: "${editionId}", bureau: "${bureaus.city}") { id }
        reviews(editionId: "${editionId}") { nodes { id expert { id } } } }`,
    );
    const { timeline } = await approver.ask('{ timeline(direction: DESC, first: 40) { nodes { id } } }');
    const entries: string[] = timeline.nodes.map(({ id }: Answer) => id);
    const ids = [
      ...nominations,
      slate.id,
      ...reviews.nodes.flatMap(({ id, expert }: Answer) => [id, expert.id]),
      ...entries.slice(0, 3),
    ];
    const inEdition = [`(editionId: "${editionId}")`];
    const of = (id: string) => `of: { nomination: "${id}" }`;
    return {
      ...Object.fromEntries(ofEditions().map((name) => [name, inEdition])),
      changes: nominations.map((id) => `(${of(id)}, from: { time: "2023-01-01T00:00:00Z" }, first: 100)`),
      consistencyProof: [],
      checkPlan: [`(editionId: "${editionId}", plan: { pairs: [] })`],
      proposePlan: [`(editionId: "${editionId}")`],
      panelConflicts: [`(editionId: "${editionId}")`],
      shortPanels: [`(editionId: "${editionId}")`],
      counterfactual: [`(editionId: "${editionId}", without: { expert: "zheng" })`],
      decisionTrace: nominations.map((id) => `(nominationId: "${id}")`),
      edition: [`(id: "${editionId}")`],
      eventProof: entries.map((id) => `(id: "${id}")`),
      history: nominations.flatMap((id) =>
        ['PUBLIC', 'NOMINEE', 'AUDITOR'].map((as) => `(${of(id)}, audience: ${as})`),
      ),
      honoree: ['(certificate: "HN-FS-2023-001")'],
      node: ids.map((id) => `(id: "${id}")`),
      nodes: [`(ids: ${JSON.stringify(nominations)})`],
      nomination: nominations.flatMap((id) => [
        `(id: "${id}")`,
        `(id: "${id}", asOf: { time: "2024-01-08T02:00:00Z" })`,
      ]),
      nominations: ['', '(filter: { search: "周" })', '(orderBy: { field: BUREAU, direction: ASC })'],
      notice: [`(id: "${randomUUID()}")`],
      objection: [`(id: "${randomUUID()}")`],
      program: ['(code: "FLEX_STAR")'],
      scoreboard: [...inEdition, `(editionId: "${editionId}", orderBy: { field: MEAN, direction: DESC })`],
      slate: [`(editionId: "${editionId}", bureau: "${bureaus.city}")`],
      visibilityAt: nominations.map(
        (id) => `(actor: { id: "wu", roles: [EXPERT] }, at: { time: "2024-01-08T02:00:00Z" }, nominationId: "${id}")`,
      ),
    };
  };

  /** Every field on every way from an assigned nomination, also where another way leads to the same type. */
  const everyWay = (): readonly string[] => {
    const selectionOf = (name: string, depth: number): string => {
      const type = schema.getType(name);
      if (isInterfaceType(type) || isUnionType(type)) {
        const parts = schema.getPossibleTypes(type).map((one) => `... on ${one.name} ${selectionOf(one.name, depth)}`);
        return `{ __typename ${parts.join(' ')} }`;
      }
      if (!isObjectType(type)) return '';
      const fields = Object.values(type.getFields()).flatMap((field) => {
        const target = getNamedType(field.type);
        const alias = `${name}_${field.name}: ${field.name}`;
        if (field.args.some(isRequiredArgument) || target.name === 'Edition') return [];
        if (isLeafType(target)) return [alias];
        return depth === 0 ? [] : [`${alias} ${selectionOf(target.name, depth - 1)}`];
      });
      return `{ __typename ${fields.join(' ')} }`;
    };
    const selection = selectionOf('Nomination', 3);
    return given.mine.map((id) => `query EveryWay { nomination(id: "${id}") ${selection} }`);
  };

  const everythingTo = async (by: Caller): Promise<readonly { query: string; told: string; elsewhere: string }[]> => {
    const all = [];
    for (const query of [...queriesForEverything(schema, await askedWith()), ...everyWay()]) {
      const { data, errors } = await by.answer(query);
      const elsewhere = publicRoots.test(query) ? '' : textsIn(besideEditions(data)).join('\n');
      all.push({ query: query.slice(0, 160), told: textsIn([data, errors]).join('\n'), elsewhere });
    }
    return all;
  };

  test('tells an expert nothing of what is hidden, of nobody', async () => {
    const { texts, places } = await hiddenTexts(given);
    expect(texts.length).toBeGreaterThan(40);
    const found: string[] = [];
    for (const { query, told, elsewhere } of await everythingTo(given.wu)) {
      found.push(...texts.filter((text) => told.includes(text)).map((text) => `${text} in ${query}`));
      found.push(...places.filter((text) => elsewhere.includes(text)).map((text) => `${text} in ${query}`));
      if (!query.includes(given.notMine) && elsewhere.includes(given.notMine)) found.push(`notMine in ${query}`);
    }
    expect(found).toEqual([]);
  });

  test('the same queries find all of it for who may see it', async () => {
    const { texts, places } = await hiddenTexts(given);
    const all = await everythingTo(given.approver);
    const files = texts.filter((text) => !all.some(({ told }) => told.includes(text)));
    expect(files).toEqual([]);
    expect(places.filter((text) => !all.some(({ elsewhere }) => elsewhere.includes(text)))).toEqual([]);
  });
});
