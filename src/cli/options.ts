import { Command, InvalidArgumentError, Option } from "commander";

/** Flags that mean the same on every verb that takes them. */
export interface CommonOptions {
  readonly corpus?: string;
  readonly split: "reference" | "random" | "sequential";
  readonly profile: "quick" | "full";
  readonly seeds?: number;
  readonly seed: number;
  readonly only?: readonly string[];
  readonly fresh?: boolean;
  readonly offline?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

/** A parser for whole numbers in a range, for commander. */
function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (value > maximum) throw new InvalidArgumentError(`It must be at most ${maximum}.`);
    if (!Number.isInteger(value) || value < minimum) throw new InvalidArgumentError(`It must be a whole number of at least ${minimum}.`);
    return value;
  };
}

const DEFINITIONS: { readonly [name: string]: () => Option } = {
  corpus: () =>
    new Option("--corpus <name>", "embedded (embedded-SENTENCES-SEED for another one), gmb, or the path of a CSV or CoNLL file"),
  split: () =>
    new Option("--split <name>", "how sentences are divided").choices(["reference", "random", "sequential"]).default("reference"),
  profile: () =>
    new Option("--profile <name>", "quick: minutes, under-trained; full: the real experiments").choices(["quick", "full"]).default("quick"),
  seeds: () => new Option("--seeds <count>", "how many seeds: 0 … count − 1").argParser(wholeNumber(1)),
  seed: () => new Option("--seed <number>", "the seed of one run").argParser(wholeNumber(0)).default(0),
  only: () =>
    new Option("--only <numbers>", "notebooks to run, such as 01,06").argParser((text) => text.split(",").map((part) => part.trim())),
  fresh: () => new Option("--fresh", "train again even where a record exists"),
  offline: () => new Option("--offline", "never touch the network"),
  out: () => new Option("--out <folder>", "where results are written"),
  json: () => new Option("--json", "print JSON alone on standard output"),
};

/** Adds the named common flags, in the given order. Throws a RangeError for a name that is not a common flag. */
export function addCommonOptions(command: Command, ...names: string[]): Command {
  for (const name of names) {
    const define = DEFINITIONS[name];
    if (!define) throw new RangeError(`${name} is not a common flag.`);
    command.addOption(define());
  }
  return command;
}

export { wholeNumber };
