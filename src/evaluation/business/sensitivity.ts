import { DataError } from "../../errors";
import { businessCase, type BusinessCase } from "./business-case";
import { INPUT_NAMES, withValue, type BusinessInputs, type InputName } from "./inputs";

export interface SweptCase {
  readonly value: number;
  readonly result: BusinessCase;
}

/** The business case along one input, all others as they are. */
export function sweep(inputs: BusinessInputs, name: InputName, values: readonly number[]): SweptCase[] {
  return values.map((value) => ({ value, result: businessCase(withValue(inputs, name, value)) }));
}

export interface InputRange {
  readonly low: number;
  readonly high: number;
}

export type InputRanges = Partial<Readonly<Record<InputName, InputRange>>>;

/** What one input does to an output when it moves from low to high alone. */
export interface TornadoBar extends InputRange {
  readonly input: InputName;
  readonly unit: string;
  readonly base: number;
  readonly source: "assumption" | "measurement";
  readonly atLow: number;
  readonly atHigh: number;
}

export interface Tornado {
  /** The output with every input as given. */
  readonly base: number;
  /** The widest first; equally wide ones in the order of `INPUT_NAMES`. */
  readonly bars: readonly TornadoBar[];
}

/** What a tornado can show. */
export type Output = (result: BusinessCase) => number;

export const returnInPercent: Output = ({ returnOnInvestment }) => (returnOnInvestment === null ? Infinity : 100 * returnOnInvestment);
export const savingPerMonth: Output = ({ monthlySaving }) => monthlySaving;

function checkRange(input: InputName, { low, high }: InputRange): void {
  if (!(low <= high)) throw new DataError(`The range of ${input} runs from ${low} to ${high}; give the lower end first.`);
}

function width({ atLow, atHigh }: TornadoBar): number {
  return Math.abs(atHigh - atLow);
}

/**
 * One-at-a-time sensitivity: each input that has a range goes to its low and its high end while the others stay. It shows no
 * interactions. Throws a DataError for a range that runs backwards.
 */
export function tornado(inputs: BusinessInputs, ranges: InputRanges, output: Output): Tornado {
  const bars = INPUT_NAMES.flatMap((input): TornadoBar[] => {
    const range = ranges[input];
    if (!range) return [];
    checkRange(input, range);
    const [low, high] = sweep(inputs, input, [range.low, range.high]);
    const { unit, source, value } = inputs[input];
    return [{ input, unit, source, base: value, ...range, atLow: output(low!.result), atHigh: output(high!.result) }];
  });
  return { base: output(businessCase(inputs)), bars: bars.sort((a, b) => width(b) - width(a)) };
}
