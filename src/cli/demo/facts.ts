import type { NearTheCut } from './cut.ts';

/** What became of one program, as the API tells it. */
export interface Facts {
  readonly edition: EditionFacts;
  readonly cities: readonly Tally[];
  /** The most seats that any county took; 0 where counties do not nominate. */
  readonly mostOfOneCounty: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly categories: readonly CategoryFacts[];
  readonly reviews: { readonly scored: number; readonly recused: number };
  readonly notices: readonly NoticeFacts[];
  readonly objections: readonly ObjectionFacts[];
  readonly register: readonly HonoreeFacts[];
  /** How many honors stood on 1 March 2024. */
  readonly stoodInMarch: number;
  /** By rank. */
  readonly nearTheCut: readonly NearTheCut[];
  /** Nominations that someone without a token can list. */
  readonly seenByPublic: number;
}

interface Name {
  readonly zh: string;
  readonly en: string;
}

export interface EditionFacts {
  readonly name: Name;
  readonly target: number;
  readonly quotaTotal: number;
  readonly status: string;
}

export interface Tally {
  readonly bureau: { readonly code: string; readonly name: Name };
  readonly quota: number;
  readonly taken: number;
  readonly submitted: number;
  readonly slateStatus: string;
  readonly coverage: readonly { readonly category: string; readonly taken: number }[];
}

export interface CategoryFacts {
  readonly code: string;
  readonly name: Name;
  readonly target: number | null;
  readonly before: number;
  readonly selected: number;
  readonly alternates: number;
  readonly recognized: number;
  readonly revoked: number;
}

export interface NoticeFacts {
  readonly publishedOn: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly days: readonly string[];
  readonly status: string;
  readonly nominees: { readonly totalCount: number };
}

export interface ObjectionFacts {
  readonly status: string;
  readonly inTime: boolean;
  readonly anonymous: boolean;
  readonly lodgedAt: string;
  readonly grounds: string | null;
  readonly note: string | null;
  readonly findings: string | null;
}

export interface HonoreeFacts {
  readonly certificate: string;
  readonly name: string | null;
  readonly status: string;
  readonly recognizedOn: string;
  readonly bureau: { readonly name: Name };
  readonly category: { readonly name: Name };
  readonly revocation: { readonly revokedOn: string; readonly ground: { readonly name: Name } } | null;
}
