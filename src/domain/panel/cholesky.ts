/** Dense symmetric positive definite matrices, row by row, by + - * / and sqrt only. */
export interface Matrix {
  readonly size: number;
  readonly cells: Float64Array;
}

export const zeros = (size: number): Matrix => ({ size, cells: new Float64Array(size * size) });

/* Indices below stay within arrays of known size; `at` reads them without a branch for what cannot be. */
const at = (cells: Float64Array, index: number): number => cells[index] as number;

/** The lower triangle L with L L' = matrix, of which only the lower triangle is read. */
export const cholesky = ({ size, cells }: Matrix): Matrix => {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = at(cells, i * size + j);
      for (let k = 0; k < j; k++) rest -= at(lower, i * size + k) * at(lower, j * size + k);
      if (i !== j) lower[i * size + j] = rest / at(lower, j * size + j);
      else if (rest > 0) lower[i * size + i] = Math.sqrt(rest);
      else throw new RangeError('The matrix is not positive definite.');
    }
  }
  return { size, cells: lower };
};

/** x with L x = right. */
const forward = ({ size, cells }: Matrix, right: Float64Array): Float64Array => {
  const x = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    let rest = at(x, i);
    for (let k = 0; k < i; k++) rest -= at(cells, i * size + k) * at(x, k);
    x[i] = rest / at(cells, i * size + i);
  }
  return x;
};

/** x with L' x = right. */
export const backward = ({ size, cells }: Matrix, right: Float64Array): Float64Array => {
  const x = Float64Array.from(right);
  for (let i = size - 1; i >= 0; i--) {
    const solved = at(x, i) / at(cells, i * size + i);
    x[i] = solved;
    for (let k = 0; k < i; k++) x[k] = at(x, k) - at(cells, i * size + k) * solved;
  }
  return x;
};

/** x with L L' x = right. */
export const solve = (lower: Matrix, right: Float64Array): Float64Array => backward(lower, forward(lower, right));

/** Adds a multiple of the first cells of one row to another. */
const addRow = (to: Float64Array, start: number, from: Float64Array, source: number, count: number, factor: number) => {
  for (let j = 0; j < count; j++) to[start + j] = at(to, start + j) + factor * at(from, source + j);
};

/** The inverse of a lower triangle: each row from those above it. */
const invertTriangle = ({ size, cells }: Matrix): Float64Array => {
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const pivot = at(cells, i * size + i);
    for (let k = 0; k < i; k++) addRow(inverse, i * size, inverse, k * size, k + 1, -at(cells, i * size + k) / pivot);
    inverse[i * size + i] = 1 / pivot;
  }
  return inverse;
};

/** The inverse of L L', both triangles. */
export const invert = (lower: Matrix): Matrix => {
  const { size } = lower;
  const inverse = invertTriangle(lower);
  const product = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    for (let i = 0; i <= k; i++) addRow(product, i * size, inverse, k * size, i + 1, at(inverse, k * size + i));
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) product[j * size + i] = at(product, i * size + j);
  return { size, cells: product };
};
