import type { Actor } from '../src/domain/actor.ts';
import type { Language } from '../src/domain/refusal.ts';
import type { Oversight } from './disclosure/oversight.ts';

/** What is known of a request before any resolver runs. */
export interface RequestContext {
  readonly actor: Actor;
  readonly language: Language;
  /** Of who holds a role of oversight: why they ask, and what they are shown for it. */
  readonly oversight?: Oversight | undefined;
  /** Also the answer's `X-Request-Id`. */
  readonly requestId: string;
  /** Aborts when the operation's time is up; pass it to whatever waits. */
  readonly deadline: AbortSignal;
  /** One more use of something rationed for this caller, such as lodging an objection. @throws {GraphQLError} RATE_LIMITED */
  readonly charge: (action: string) => Promise<void>;
}

/** The language of refusals: the first of zh and en by the quality values of Accept-Language (RFC 9110, 12.5.4), else en. */
export const languageOf = (acceptLanguage: string | undefined): Language => {
  if (!acceptLanguage) return 'en';
  const wanted = acceptLanguage
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { tag: range.trim().split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => (tag === 'zh' || tag === 'en') && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted[0]?.tag === 'zh' ? 'zh' : 'en';
};
