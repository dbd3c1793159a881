/**
 * The same direction with length 1, so that an inner product is a cosine.
 * @throws RangeError if there is no direction: all zeros, or a value that is not finite
 */
export function unitVector(values: ArrayLike<number>): Float32Array {
  let squares = 0;
  for (let at = 0; at < values.length; at++) squares += values[at]! ** 2;
  const length = Math.sqrt(squares);
  if (!(length > 0 && Number.isFinite(length))) throw new RangeError(`a vector of length ${length} has no direction`);
  return Float32Array.from(values, (value) => value / length);
}
