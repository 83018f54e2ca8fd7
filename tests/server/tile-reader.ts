import { createHash } from 'node:crypto';

/** A client of a tiled log that shares nothing with the server: it is written from C2SP tlog-tiles alone. */
export interface TileReader {
  checkpoint(): Promise<{ readonly size: number; readonly root: string; readonly note: string }>;
  /** Leaf hashes from the tiles of level 0. */
  leaves(size: number): Promise<readonly Buffer[]>;
  /** Entries from the bundles. */
  entries(size: number): Promise<readonly Buffer[]>;
  /** The hashes of every tile of a level. */
  level(level: number, size: number): Promise<readonly Buffer[]>;
}

const sha256 = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

export const hashOfEntry = (entry: Uint8Array): Buffer => sha256(Buffer.of(0), entry);

/** Root by the stack of perfect subtrees: pairs of one height become one, and what remains is folded from the right. */
export const rootOfLeaves = (leaves: readonly Buffer[]): string => {
  const stack: { hash: Buffer; height: number }[] = [];
  for (const leaf of leaves) {
    let node = { hash: leaf, height: 0 };
    for (let top = stack.at(-1); top?.height === node.height; top = stack.at(-1)) {
      stack.pop();
      node = { hash: sha256(Buffer.of(1), top.hash, node.hash), height: node.height + 1 };
    }
    stack.push(node);
  }
  const [last, ...rest] = stack.reverse().map(({ hash }) => hash);
  const root = rest.reduce((right, left) => sha256(Buffer.of(1), left, right), last ?? sha256());
  return root.toString('base64');
};

const pathOf = (kind: string, index: number, width: number): string => {
  const groups = String(index)
    .padStart(Math.ceil(String(index).length / 3) * 3, '0')
    .replace(/\d{3}(?=\d)/g, 'x$&/');
  return `tile/${kind}/${groups}${width === 256 ? '' : `.p/${width}`}`;
};

export const tileReader = (prefix: string): TileReader => {
  const bytes = async (path: string): Promise<Buffer> => {
    const answer = await fetch(`${prefix}/${path}`);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  const resources = async (kind: string, count: number): Promise<readonly Buffer[]> => {
    const found: Buffer[] = [];
    for (let at = 0; at < count; at += 256) {
      found.push(await bytes(pathOf(kind, at / 256, Math.min(256, count - at))));
    }
    return found;
  };
  const level = async (n: number, size: number): Promise<readonly Buffer[]> => {
    const tiles = await resources(String(n), Math.floor(size / 256 ** n));
    return tiles.flatMap((tile) =>
      Array.from({ length: tile.length / 32 }, (_, i) => tile.subarray(i * 32, i * 32 + 32)),
    );
  };
  return {
    async checkpoint() {
      const note = (await bytes('checkpoint')).toString();
      const [, size, root = ''] = note.split('\n');
      return { size: Number(size), root, note };
    },
    level,
    leaves: (size) => level(0, size),
    async entries(size) {
      return (await resources('entries', size)).flatMap((bundle) => {
        const entries: Buffer[] = [];
        for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at)) {
          entries.push(bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at)));
        }
        return entries;
      });
    },
  };
};
