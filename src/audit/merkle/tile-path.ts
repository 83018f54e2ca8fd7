import { TILE_WIDTH } from './tiles.ts';

/** Which tile, or which bundle of entries where `level` is 'entries'. `width` is 256 for a full one. */
export interface TileName {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
}

/** `tile/0/x001/x234/067`, with `.p/<width>` at the end for a partial tile (C2SP tlog-tiles, "Merkle Tree"). */
export const tilePath = ({ level, index, width }: TileName): string =>
  `tile/${level}/${indexPath(index)}${width === TILE_WIDTH ? '' : `.p/${width}`}`;

const indexPath = (index: number): string => {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
};

const form = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

const HIGHEST_LEVEL = 63;

/** The tile of a path; undefined for whatever is not exactly the path of one. */
export const parseTilePath = (path: string): TileName | undefined => {
  const [, level, groups, partial] = form.exec(path) ?? [];
  if (level === undefined || groups === undefined) return undefined;
  const name: TileName = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replace(/\D/g, '')),
    width: partial === undefined ? TILE_WIDTH : Number(partial),
  };
  const exists =
    Number.isSafeInteger(name.index) &&
    (name.level === 'entries' || name.level <= HIGHEST_LEVEL) &&
    name.width <= TILE_WIDTH;
  // Numbers have one spelling: no group of zeros in front, no partial tile of full width.
  return exists && tilePath(name) === path ? name : undefined;
};
