import type { Api } from './api.ts';
import type { Member } from './cast.ts';

export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A query of one connection, which takes `$first` and `$after`; `at` finds the connection in the answer. */
export interface ListQuestion<Answer, Node> {
  readonly document: string;
  readonly at: (answer: Answer) => Connection<Node>;
}

const page = 'pageInfo { hasNextPage endCursor }';

/** All of a list, page by page. */
export const everyOne = async <Answer, Node>(
  api: Api,
  member: Member | undefined,
  { document, at }: ListQuestion<Answer, Node>,
  variables: object,
  first = 25,
): Promise<readonly Node[]> => {
  const nodes: Node[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const answer: Connection<Node> = at(await api.ask<Answer>(member, document, { ...variables, first, after }));
    nodes.push(...answer.nodes);
    ({ hasNextPage: more, endCursor: after } = answer.pageInfo);
  }
  return nodes;
};

export interface NominationOnBoard {
  readonly id: string;
}

/** Nominations before the panel. */
export const submittedNominations: ListQuestion<
  { readonly nominations: Connection<NominationOnBoard> },
  NominationOnBoard
> = {
  document: `query Submitted($editionId: ID!, $first: Int!, $after: String) {
    nominations(filter: { editionId: $editionId, statuses: [SUBMITTED] }, first: $first, after: $after) {
      nodes { id }
      ${page}
    }
  }`,
  at: ({ nominations }) => nominations,
};

export interface NomineeOnNotice {
  readonly nominationId: string;
  readonly serial: number;
}

/** Who is on a notice, as anybody may read it. */
export const nomineesOfNotice: ListQuestion<
  { readonly notice: { readonly nominees: Connection<NomineeOnNotice> } },
  NomineeOnNotice
> = {
  document: `query Notice($noticeId: ID!, $first: Int!, $after: String) {
    notice(id: $noticeId) { nominees(first: $first, after: $after) { nodes { nominationId serial } ${page} } }
  }`,
  at: ({ notice }) => notice.nominees,
};

/** The alternates of an edition, best first. */
export const firstAlternate = `query FirstAlternate($editionId: ID!) {
  scoreboard(editionId: $editionId, filter: { places: [ALTERNATE] }, first: 1) { nodes { nomination { id } } }
}`;

/** The first of an edition's honorees from a city and its counties, as anybody may look it up. */
export const firstHonoreeOf = `query FirstHonoree($editionId: ID!, $within: ID!) {
  honorees(filter: { editionId: $editionId, within: $within }, first: 1) { nodes { certificate } }
}`;

const everythingOf = `query Dossier($id: ID!) {
  nomination(id: $id) {
    status
    eligibility { ruleId outcome waivedBy warning }
    checklist { material { code } required missing reason files { sha256 path } }
    supplement { dueOn }
    alsoNominatedIn { edition { programCode } }
  }
}`;

export interface Dossier {
  readonly status: string;
  /** Null of who is out of the running. */
  readonly eligibility: readonly Finding[] | null;
  readonly checklist: readonly {
    readonly material: { readonly code: string };
    readonly required: boolean;
    readonly missing: boolean;
    readonly reason: string;
    readonly files: readonly { readonly sha256: string; readonly path: string }[];
  }[];
  readonly supplement: { readonly dueOn: string } | null;
  readonly alsoNominatedIn: readonly { readonly edition: { readonly programCode: string } }[];
}

interface Finding {
  readonly ruleId: string;
  readonly outcome: string;
  readonly waivedBy: string | null;
  readonly warning: string | null;
}

/** What is gathered of a nomination, and how the rules stand. */
export const dossierOf = async (api: Api, member: Member, id: string): Promise<Dossier> =>
  (await api.ask<{ readonly nomination: Dossier }>(member, everythingOf, { id })).nomination;

/** How a rule stands for a nomination: the outcome, and what waives it where it is waived. */
export const standingOf = async (api: Api, member: Member, id: string, ruleId: string): Promise<string> => {
  const { eligibility } = await dossierOf(api, member, id);
  const finding = eligibility?.find((item) => item.ruleId === ruleId);
  return finding ? [finding.outcome, finding.waivedBy].filter(Boolean).join(' ') : 'not assessed';
};

const tallyOf = `query Seats($editionId: ID!, $bureau: ID!) { slate(editionId: $editionId, bureau: $bureau) { tally { taken } } }`;

/** How many seats a bureau has taken. */
export const seatsTakenBy = async (api: Api, member: Member, editionId: string, bureau: string): Promise<number> => {
  interface Answer {
    readonly slate: { readonly tally: { readonly taken: number } };
  }
  return (await api.ask<Answer>(member, tallyOf, { editionId, bureau })).slate.tally.taken;
};

interface Step {
  readonly type: string;
  readonly at: string;
  readonly actor: { readonly name: string; readonly id: string };
  readonly reason: string | null;
}

const stepsOf: ListQuestion<{ readonly nomination: { readonly history: Connection<Step> } }, Step> = {
  document: `query History($id: ID!, $first: Int!, $after: String) {
    nomination(id: $id) { history(first: $first, after: $after) { nodes { type at reason actor { id name } } ${page} } }
  }`,
  at: ({ nomination }) => nomination.history,
};

/** Everything that happened to a nomination, first to last. */
export const historyOf = (api: Api, member: Member, id: string): Promise<readonly Step[]> =>
  everyOne(api, member, stepsOf, { id });

const everything = 'query Everything($filter: TimelineFilter) { timeline(filter: $filter, first: 1) { totalCount } }';

/** How many events the log holds, all of them or those of a type. */
export const eventCount = async (api: Api, member: Member, type?: string): Promise<number> => {
  const filter = type === undefined ? null : { types: [type] };
  const { timeline } = await api.ask<{ timeline: { totalCount: number } }>(member, everything, { filter });
  return timeline.totalCount;
};
