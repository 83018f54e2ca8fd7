/** Stands here while imports move to node.ts, which has `Node`, `globalIdOf` and `parseGlobalId`: import from there. */
export { Node } from './node.ts';
