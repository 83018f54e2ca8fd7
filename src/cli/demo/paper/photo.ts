import type { Chance } from '../chance.ts';
import type { Person } from '../people.ts';
import { type Color, pngOf } from './png.ts';

/** What is drawn is 105 by 147 wide: two inches, 35 by 49 mm. */
const [width, height] = [105, 147];
/** So many of that make one point of the picture. */
const coarseness = 1.5;

const white: Color = [255, 255, 255];
const skins = [
  [240, 205, 175],
  [230, 190, 155],
  [215, 172, 135],
] as const satisfies readonly Color[];
const hairs = [
  [25, 22, 22],
  [45, 35, 30],
  [70, 60, 55],
] as const satisfies readonly Color[];
const clothes = [
  [30, 45, 85],
  [60, 65, 70],
  [120, 40, 45],
  [50, 90, 70],
  [90, 70, 120],
] as const satisfies readonly Color[];

const within = (x: number, y: number, [cx, cy, rx, ry]: readonly [number, number, number, number]): boolean =>
  ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1;

/** A drawn portrait of somebody who does not exist: bareheaded, on white, in color. */
export const photoOf = (draw: Chance, { sex }: Person, comment: string): Buffer => {
  const colors = [white, draw.pick(skins), draw.pick(hairs), draw.pick(clothes), [30, 30, 30] as const];
  const [background, skin, hair, cloth, dark] = [0, 1, 2, 3, 4];
  const middle = width / 2 + draw.between(-2, 2);
  const eyes = draw.between(56, 60);
  const face = draw.between(23, 27);
  const long = sex === 'FEMALE' && draw.between(1, 3) > 1 ? draw.between(22, 34) : 0;
  const at = (x: number, y: number): number => {
    const isEye = [-10, 10].some((aside) => within(x, y, [middle + aside, eyes, 3, 2]));
    if (isEye || within(x, y, [middle, eyes + 20, 7, 1.5])) return dark;
    if (within(x, y, [middle, eyes + 4, face, 31]) && y > eyes - 15) return skin;
    if (within(x, y, [middle, height + 8, 50, 54])) return cloth;
    if (Math.abs(x - middle) < 10 && y > eyes + 20) return skin;
    return within(x, y, [middle, eyes - 4, face + 4, 31 + long]) && (y < eyes || long > 0) ? hair : background;
  };
  return pngOf({
    width: width / coarseness,
    height: height / coarseness,
    colors,
    at: (x, y) => at(x * coarseness, y * coarseness),
    comment,
  });
};
