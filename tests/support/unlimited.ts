/** Limits of a server that are out of the way of questions about everything. */
export const unlimited = {
  tokens: 1_000_000,
  depth: 100,
  aliases: 100_000,
  rootFields: 100,
  cost: 100_000_000,
  recursiveSelections: 100_000_000,
  rate: undefined,
};
