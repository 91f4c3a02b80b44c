/** The standard normal distribution: its probabilities and its quantiles, both to about 1e−15. */

/** Beyond this many standard deviations a double holds no more of the tail than 0 or 1. */
const FARTHEST = 8.3;

/**
 * The probability of a value up to z. Source: Marsaglia, "Evaluating the normal distribution" (Journal of Statistical
 * Software, 2004): Φ(z) = ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …).
 */
export function normalProbability(z: number): number {
  if (z < -FARTHEST) return 0;
  if (z > FARTHEST) return 1;
  let sum = z;
  let term = z;
  for (let i = 3; sum + term !== sum; i += 2) {
    term *= (z * z) / i;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** The rational approximations of AS 241, highest power first. */
const CENTER = {
  numerator: [
    2.5090809287301226727e3, 3.343057558358812810e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
    1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.387132872796366608,
  ],
  denominator: [
    5.226495278852854561e3, 2.8729085735721942674e4, 3.930789580009271061e4, 2.1213794301586595867e4,
    5.3941960214247511077e3, 6.871870074920579083e2, 4.2313330701600911252e1, 1,
  ],
} as const;
const SHOULDER = {
  numerator: [
    7.7454501427834140764e-4, 2.27238449892691845833e-2, 2.4178072517745061177e-1, 1.27045825245236838258,
    3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
  ],
  denominator: [
    1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2, 1.4810397642748007459e-1,
    6.8976733498510000455e-1, 1.6763848301838038494, 2.05319162663775882187, 1,
  ],
} as const;
const TAIL = {
  numerator: [
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.2426609473880784386e-3, 2.6532189526576123093e-2,
    2.9656057182850489123e-1, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
  ],
  denominator: [
    2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
    1.48753612908506148525e-2, 1.3692988092273580531e-1, 5.9983220655588793769e-1, 1,
  ],
} as const;

interface Rational {
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}

function evaluate({ numerator, denominator }: Rational, x: number): number {
  return polynomial(numerator, x) / polynomial(denominator, x);
}

/**
 * The z up to which the standard normal distribution has the probability p: ∓∞ at 0 and 1, NaN outside [0, 1].
 * Source: Wichura, "Algorithm AS 241: the percentage points of the normal distribution" (Applied Statistics, 1988).
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * evaluate(CENTER, 0.180625 - q * q);
  if (p === 0 || p === 1) return Math.sign(q) * Infinity;
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
  return Math.sign(q) * (r <= 5 ? evaluate(SHOULDER, r - 1.6) : evaluate(TAIL, r - 5));
}
