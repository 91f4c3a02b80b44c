import { fitPowerLaw, studentQuantile, type Measurement, type PowerLaw } from "./power-law";

function placesOf(points: readonly Measurement[]): number[] {
  return [...new Set(points.map(({ x }) => x))];
}

/**
 * The power law through points with the jackknife's standard error and 95 % interval of its exponent (Tukey 1958) in place of the
 * line's own: one x at a time is left out, and Student's t has as many degrees of freedom as a line leaves. It does not take the
 * departures from the line for even noise, so that one odd size shows in it. Both are null for fewer than three different x.
 * Throws a DataError where `fitPowerLaw` does.
 */
export function fitWithJackknife(points: readonly Measurement[]): PowerLaw {
  const law = fitPowerLaw(points);
  const places = placesOf(points);
  if (places.length < 3) return { ...law, standardError: null, interval: null };
  const exponents = places.map((left) => fitPowerLaw(points.filter(({ x }) => x !== left)).exponent);
  const center = exponents.reduce((sum, exponent) => sum + exponent, 0) / places.length;
  const squares = exponents.reduce((sum, exponent) => sum + (exponent - center) ** 2, 0);
  const standardError = Math.sqrt(((places.length - 1) / places.length) * squares);
  const half = studentQuantile(places.length - 2) * standardError;
  return { ...law, standardError, interval: { low: law.exponent - half, high: law.exponent + half } };
}
