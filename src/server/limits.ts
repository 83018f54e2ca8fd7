import { GraphQLError } from 'graphql';
import type { RateLimits } from './rate-limit.ts';

/** What one caller may ask of the server. */
export interface Limits {
  /** Of a request, in bytes. */
  readonly bodyBytes: number;
  /** Of an uploaded file, in bytes. */
  readonly fileBytes: number;
  /** Of a query's text: names, braces, values. */
  readonly tokens: number;
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  /** One a field; a field that takes `first` costs as many times what is below it. */
  readonly cost: number;
  /** Selections with every fragment opened, counted while validating. */
  readonly recursiveSelections: number;
  /** To send the headers, to send the whole request, and to carry the operation out. */
  readonly headersMs: number;
  readonly requestMs: number;
  readonly operationMs: number;
  /** To send a whole file. */
  readonly uploadMs: number;
  /** Undefined: none. */
  readonly rate: RateLimits | undefined;
}

export const LIMITS: Limits = {
  bodyBytes: 100 * 1024,
  fileBytes: 20 * 1024 * 1024,
  tokens: 1_000,
  depth: 10,
  aliases: 15,
  rootFields: 10,
  cost: 1_000,
  recursiveSelections: 10_000,
  headersMs: 10_000,
  requestMs: 30_000,
  operationMs: 10_000,
  // 20 MiB at 0.3 Mbit/s.
  uploadMs: 600_000,
  rate: {
    requests: { points: 6_000, seconds: 60 },
    cost: { points: 120_000, seconds: 60 },
    publicCost: { points: 30_000, seconds: 60 },
    actions: { object: { points: 5, seconds: 3_600 } },
  },
};

const advice = {
  tokens: 'Split the query, or move values into variables.',
  depth: 'Ask for what lies deeper in a query of its own.',
  aliases: 'Split the query.',
  'root fields': 'Split the query.',
  cost: 'Ask for fewer items with `first`, or for fewer fields.',
} as const;

export const limitExceeded = (limit: keyof typeof advice, asked: number | 'more', accepted: number): GraphQLError => {
  const has = asked === 'more' ? 'more' : asked;
  return new GraphQLError(`The query's limit of ${limit} is ${accepted}; it has ${has}. ${advice[limit]}`, {
    extensions: { code: 'LIMIT_EXCEEDED', limit, asked, accepted, http: { status: 400 } },
  });
};
