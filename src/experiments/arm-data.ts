import { legacyCorpus } from "../corpus/legacy";
import { UsageError } from "../errors";
import { prepareDataset, type Dataset } from "./dataset";
import type { Arm, DataName } from "./manifest/experiment";
import type { Study } from "./study";

/** The original's shares: 60/20/20 at random. */
const ORIGINAL_PERCENTS = [60, 80] as const;

/** What each dataset is made of; only those drawn anew for each trial look at the seed. */
const MAKERS: { readonly [name in DataName]: (study: Study, seed: number) => Dataset } = {
  study: ({ dataset }) => dataset,
  random: ({ dataset }) => prepareDataset(dataset.corpus, "random"),
  legacy: ({ dataset }, seed) => prepareDataset(legacyCorpus(dataset.corpus), "random", { seed, percents: ORIGINAL_PERCENTS }),
  whole: ({ dataset }, seed) => prepareDataset(dataset.corpus, "random", { seed, percents: ORIGINAL_PERCENTS }),
  distinct: ({ dataset }, seed) =>
    prepareDataset(dataset.corpus, "random", { seed, percents: ORIGINAL_PERCENTS, keepDuplicatesTogether: true }),
  redrawn: ({ dataset }, seed) => prepareDataset(dataset.corpus, "random", { seed }),
  other: ({ other }) => {
    if (!other) throw new UsageError("This experiment needs a second corpus; name one with --other or NER_OTHER_CORPUS.");
    return other;
  },
};

const made = new WeakMap<Study, Map<string, Dataset>>();

/** The dataset of an arm's trial, made once. Throws a UsageError where the study has no second corpus and the arm needs it. */
export function datasetOf(study: Study, { data }: Pick<Arm, "data">, seed: number): Dataset {
  const known = made.get(study) ?? new Map<string, Dataset>();
  made.set(study, known);
  const name = `${data} ${seed}`;
  const dataset = known.get(name) ?? MAKERS[data](study, seed);
  known.set(name, dataset);
  return dataset;
}
