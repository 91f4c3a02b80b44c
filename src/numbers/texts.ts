import { amount } from "../claims/texts";
import { count, mean } from "../reports/percent";

/** A number of three significant digits with its unit: `13.1 ms`; no unit stands for a bare count or ratio. */
export function withUnit(value: number, unit: string): string {
  const text = amount(value).replace("-", "−");
  return unit === "" ? text : `${text} ${unit}`;
}

/** The mean of values with its unit. */
export function meanWithUnit(values: readonly number[], unit: string): string {
  return withUnit(mean(values), unit);
}

/** A count with its separators: `47,959`. */
export function whole(value: number): string {
  return count(value).replace("-", "−");
}

/** A number with so many decimals, such as a mean of epochs. */
export function fixed(value: number, digits: number): string {
  return value.toFixed(digits).replace("-", "−");
}
