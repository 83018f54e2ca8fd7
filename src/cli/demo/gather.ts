import type { Api } from './api.ts';
import type { Cast } from './cast.ts';
import { nearTheCut } from './cut.ts';
import type { CategoryFacts, EditionFacts, Facts, HonoreeFacts, NoticeFacts, ObjectionFacts, Tally } from './facts.ts';
import { type Connection, everyOne, type ListQuestion } from './questions.ts';
import type { Run } from './script/stage.ts';

const page = 'pageInfo { hasNextPage endCursor }';
const paging = '$first: Int!, $after: String';
const paged = 'first: $first, after: $after';
const name = 'name { zh en }';

const edition = `query Edition($id: ID!) { edition(id: $id) { ${name} target quotaTotal status } }`;

const tallies: ListQuestion<{ readonly quotaTallies: Connection<Tally> }, Tally> = {
  document: `query Tallies($editionId: ID!, $level: BureauLevel!, ${paging}) {
    quotaTallies(editionId: $editionId, filter: { level: $level }, ${paged}) {
      nodes { bureau { code ${name} } quota taken submitted slateStatus coverage { category taken } }
      ${page}
    }
  }`,
  at: ({ quotaTallies }) => quotaTallies,
};

const statuses = [
  'DRAFTED',
  'PASSED',
  'RECEIVED',
  'SUBMITTED',
  'WITHDRAWN',
  'LAPSED',
  'REJECTED',
  'DISQUALIFIED',
] as const;

const statusCounts = `query Statuses($editionId: ID!) {
  ${statuses
    .map(
      (status) =>
        `${status}: nominations(filter: { editionId: $editionId, statuses: [${status}] }, first: 1) { totalCount }`,
    )
    .join('\n  ')}
}`;

const categoriesOf = `query Categories($code: ID!) { program(code: $code) { categories { code ${name} target } } }`;

/** Who came before the panel are those the province received, whatever an objection found out later. */
const categoryCounts = `query Category($editionId: ID!, $category: ID!, $code: String!) {
  before: nominations(
    filter: { editionId: $editionId, category: $category, statuses: [SUBMITTED, DISQUALIFIED] }, first: 1
  ) { totalCount }
  selected: scoreboard(editionId: $editionId, filter: { category: $category, places: [SELECTED] }, first: 1) { totalCount }
  alternates: scoreboard(editionId: $editionId, filter: { category: $category, places: [ALTERNATE] }, first: 1) { totalCount }
  recognized: honorees(filter: { editionId: $editionId, category: $code }, first: 1) { totalCount }
  revoked: honorees(filter: { editionId: $editionId, category: $code, status: REVOKED }, first: 1) { totalCount }
}`;

const reviewCounts = `query Reviews($editionId: ID!) {
  scored: reviews(editionId: $editionId, filter: { statuses: [SCORED] }, first: 1) { totalCount }
  recused: reviews(editionId: $editionId, filter: { statuses: [RECUSED] }, first: 1) { totalCount }
}`;

const notices: ListQuestion<{ readonly notices: Connection<NoticeFacts> }, NoticeFacts> = {
  document: `query Notices($editionId: ID!, ${paging}) {
    notices(filter: { editionId: $editionId }, orderBy: { direction: ASC }, ${paged}) {
      nodes { publishedOn periodStart periodEnd days status nominees(first: 1) { totalCount } }
      ${page}
    }
  }`,
  at: (answer) => answer.notices,
};

const objections: ListQuestion<{ readonly objections: Connection<ObjectionFacts> }, ObjectionFacts> = {
  document: `query Objections($editionId: ID!, ${paging}) {
    objections(filter: { editionId: $editionId }, ${paged}) {
      nodes { status inTime anonymous lodgedAt grounds note findings }
      ${page}
    }
  }`,
  at: (answer) => answer.objections,
};

const register: ListQuestion<{ readonly honorees: Connection<HonoreeFacts> }, HonoreeFacts> = {
  document: `query Register($editionId: ID!, ${paging}) {
    honorees(filter: { editionId: $editionId }, ${paged}) {
      nodes {
        certificate name status recognizedOn
        bureau { ${name} }
        category { ${name} }
        revocation { revokedOn ground { ${name} } }
      }
      ${page}
    }
  }`,
  at: ({ honorees }) => honorees,
};

const registerInMarch = `query RegisterInMarch($editionId: ID!) {
  honorees(filter: { editionId: $editionId, status: RECOGNIZED }, asOf: { time: "2024-03-01T12:00:00+08:00" }, first: 1) {
    totalCount
  }
}`;

const publicView = `query PublicView($editionId: ID!) {
  seen: nominations(filter: { editionId: $editionId }, first: 1) { totalCount }
}`;

type Counts = Readonly<Record<string, { readonly totalCount: number }>>;

const numbersOf = (counts: Counts): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).map(([key, { totalCount }]) => [key, totalCount]));

/** Asks the API for everything that the tables and checks are about: as the province where it is not public. */
export const factsOf = async (api: Api, { head }: Cast, { editionId, plan }: Run): Promise<Facts> => {
  const { code } = plan.program;
  const counts = async (document: string, variables: object = {}) =>
    numbersOf(await api.ask<Counts>(head, document, { editionId, ...variables }));
  const about = await api.ask<{ edition: EditionFacts }>(head, edition, { id: editionId });
  const { program } = await api.ask<{ program: { categories: CategoryFacts[] } }>(undefined, categoriesOf, { code });
  const categories: CategoryFacts[] = [];
  for (const category of program.categories) {
    categories.push({
      ...category,
      ...(await counts(categoryCounts, { category: category.code, code: category.code })),
    });
  }
  const reviewed = await counts(reviewCounts);
  const counties = await everyOne(api, head, tallies, { editionId, level: 'COUNTY' });
  const inMarch = await api.ask<{ honorees: { totalCount: number } }>(undefined, registerInMarch, { editionId });
  return {
    edition: about.edition,
    cities: await everyOne(api, head, tallies, { editionId, level: 'CITY' }),
    mostOfOneCounty: Math.max(0, ...counties.map(({ taken }) => taken)),
    statuses: await counts(statusCounts),
    categories,
    reviews: { scored: reviewed.scored ?? 0, recused: reviewed.recused ?? 0 },
    notices: await everyOne(api, undefined, notices, { editionId }),
    objections: await everyOne(api, head, objections, { editionId }),
    register: await everyOne(api, undefined, register, { editionId }),
    stoodInMarch: inMarch.honorees.totalCount,
    nearTheCut: await nearTheCut(api, head, editionId),
    seenByPublic: numbersOf(await api.ask<Counts>(undefined, publicView, { editionId })).seen ?? 0,
  };
};
