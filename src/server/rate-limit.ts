import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Actor } from '../domain/actor.ts';
import { PUBLIC } from './auth.ts';
import { networkOf } from './network.ts';

/** So many points in so many seconds. */
export interface Allowance {
  readonly points: number;
  readonly seconds: number;
}

export interface RateLimits {
  /** Requests of one address (of one network, for IPv6), counted before anything of them is read. */
  readonly requests: Allowance;
  /** Cost of the operations of one token holder. */
  readonly cost: Allowance;
  /** Cost of the operations of one address without a token. */
  readonly publicCost: Allowance;
  /** Uses of what is rationed by name. */
  readonly actions: Readonly<Record<string, Allowance>>;
}

/** Each charge throws RATE_LIMITED (429, with Retry-After) when the allowance is used up. Counts lie in this process. */
export interface RateLimiter {
  chargeRequest(address: string): Promise<void>;
  chargeCost(actor: Actor, address: string, cost: number): Promise<void>;
  chargeAction(action: string, actor: Actor, address: string): Promise<void>;
}

export const createRateLimiter = (limits: RateLimits): RateLimiter => {
  const requests = charger('requests', limits.requests);
  const cost = charger('query cost', limits.cost);
  const publicCost = charger('query cost', limits.publicCost);
  const actions = new Map(
    Object.entries(limits.actions).map(([action, allowance]) => [action, charger(`"${action}"`, allowance)]),
  );
  return {
    chargeRequest: (address) => requests(networkOf(address), 1),
    chargeCost: (actor, address, points) =>
      actor.id === PUBLIC.id ? publicCost(networkOf(address), points) : cost(actor.id, points),
    chargeAction: async (action, actor, address) => {
      const charge = actions.get(action);
      if (!charge) throw new Error(`No allowance is set for the action "${action}".`);
      await charge(actor.id === PUBLIC.id ? `address ${networkOf(address)}` : `actor ${actor.id}`, 1);
    },
  };
};

const charger = (what: string, { points, seconds }: Allowance) => {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return async (caller: string, asked: number): Promise<void> => {
    try {
      await limiter.consume(caller, asked);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw rateLimited(what, { points, seconds }, Math.max(1, Math.ceil(refused.msBeforeNext / 1000)));
    }
  };
};

const rateLimited = (what: string, { points, seconds }: Allowance, retryAfter: number): GraphQLError =>
  new GraphQLError(`Too many ${what} lately: ${points} in ${seconds} s are accepted. Try again in ${retryAfter} s.`, {
    extensions: {
      code: 'RATE_LIMITED',
      retryAfterSeconds: retryAfter,
      http: { status: 429, headers: new HeaderMap([['retry-after', String(retryAfter)]]) },
    },
  });
