import { ablations } from "./ablations";
import { audit } from "./audit";
import type { Experiment } from "./experiment";
import { headline, randomSplit } from "./headline";
import { searches } from "./search-space";
import { transfer } from "./transfer";

/** Every experiment whose trials are known beforehand; those of a search's winners follow from its records. */
export const EXPERIMENTS: readonly Experiment[] = [headline, randomSplit, ...ablations, ...searches, ...audit, transfer];

/** Throws a RangeError for an experiment that does not exist. */
export function experimentNamed(id: string): Experiment {
  const found = EXPERIMENTS.find((experiment) => experiment.id === id);
  if (!found) throw new RangeError(`There is no experiment "${id}" among ${EXPERIMENTS.map((each) => each.id).join(", ")}.`);
  return found;
}
