import { counted, mean, pointsText, standardDeviation } from "../reports/percent";
import type { Range } from "./seeds";

/** Fractions as per cent, mean ± standard deviation over seeds: `99.902 ± 0.003 %`. */
export function percentOver(fractions: readonly number[], digits = 2): string {
  const deviation = standardDeviation(fractions);
  const spread = deviation === null ? "" : ` ± ${(100 * deviation).toFixed(digits)}`;
  return `${(100 * mean(fractions)).toFixed(digits)}${spread} %`;
}

/** A range of fractions in per cent: `99.88 to 99.93 %`. */
export function rangeInPercent({ low, high }: Range, digits = 2): string {
  return `${(100 * low).toFixed(digits)} to ${(100 * high).toFixed(digits)} %`;
}

/** Points with their sign: `+0.41`, `−0.41`, `0.00`. */
export function signedPoints(fraction: number): string {
  const text = pointsText(fraction);
  return /^−?0\.00$/.test(text) ? "0.00" : fraction > 0 ? `+${text}` : text;
}

/** A difference with its interval over seeds, in points: `+1.04 points (+0.72 to +1.35)`. */
export function differenceText(differences: readonly number[], range: Range | null): string {
  const interval = range === null ? "" : ` (95 % interval over ${counted(differences.length, "seed")} ${signedPoints(range.low)} to ` +
    `${signedPoints(range.high)})`;
  return `${signedPoints(mean(differences))} points${interval}`;
}

/** A number with three significant digits, thousands whole and separated. */
export function amount(value: number): string {
  return (Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3))).toLocaleString("en-US", { maximumFractionDigits: 6 });
}
