import { holdsOversight, oversightRoleFor } from '../../src/app/permissions.ts';
import type { AccessSubject, OversightRole } from '../../src/domain/access/access.ts';
import type { Stating } from '../../src/domain/access/statement.ts';
import type { Actor } from '../../src/domain/actor.ts';

/** Why somebody asks, in their own words. */
export type Statement = Readonly<Partial<Record<Stating, string>>>;

/** Whose data something is; `record` names what belongs to no single person. */
export type Concerned = Omit<AccessSubject, 'what'>;

/** What is about to be shown to one reader in one answer. */
export interface Disclosed {
  add(concerned: Concerned, what: string): void;
  /** As GraphQL knows the operation; undefined for one without a name. */
  operation: string | undefined;
  /** In the order it was first shown. */
  all(): readonly { readonly concerned: Concerned; readonly what: readonly string[] }[];
}

/** What a request of who watches over others may be shown of personal data. */
export interface Oversight {
  /** Undefined: nothing was stated, and nothing is shown. */
  readonly stated: (Statement & { readonly role: OversightRole }) | undefined;
  readonly disclosed: Disclosed;
}

/** Undefined for who holds no role of oversight: nothing here concerns them. */
export const oversightOf = (actor: Actor, statement: Statement): Oversight | undefined => {
  if (!holdsOversight(actor)) return undefined;
  const role = oversightRoleFor(actor, Object.keys(statement) as Stating[]);
  return { stated: role && { ...statement, role }, disclosed: nothingYet() };
};

const nothingYet = (): Disclosed => {
  const entries = new Map<string, { concerned: Concerned; what: Set<string> }>();
  return {
    operation: undefined,
    add(concerned, what) {
      const key = JSON.stringify(concerned);
      const entry = entries.get(key) ?? { concerned, what: new Set() };
      entries.set(key, entry);
      entry.what.add(what);
    },
    all: () => [...entries.values()].map(({ concerned, what }) => ({ concerned, what: [...what] })),
  };
};
