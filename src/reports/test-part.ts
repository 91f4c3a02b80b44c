import type { Sentence } from "../corpus/types";
import { DataError } from "../errors";
import type { TagLists } from "../evaluation";
import { sentencesOf } from "../experiments/dataset";
import { readPredictions } from "../experiments/predictions";
import type { TrialRecord } from "../experiments/record";
import type { Study } from "../experiments/study";
import { predictionsFile } from "../experiments/workspace";

/** A system as figures know it, and its records: one a seed, one alone for a floor. */
export interface SystemRecords {
  readonly system: string;
  readonly records: readonly TrialRecord[];
}

/** What a system says of the test part: a list of tags per sentence, once a seed. */
export interface SystemRuns {
  readonly system: string;
  readonly runs: readonly TagLists[];
}

/** The test part with its gold tags, and what the systems say of it. */
export interface TestPart {
  /** The sentences' indices in the corpus. */
  readonly indices: readonly number[];
  readonly sentences: readonly Sentence[];
  readonly systems: readonly SystemRuns[];
}

function predictedTags(study: Study, record: TrialRecord): TagLists {
  const { test } = study.dataset.split;
  const predicted = readPredictions(predictionsFile(study.workspace, record));
  if (predicted.length !== test.length || predicted.some(({ i }, k) => i !== test[k])) {
    throw new DataError(
      `The predictions of record ${record.hash} are not of this test part; delete the record, and the trial runs again.`,
    );
  }
  return predicted.map(({ tags }) => tags);
}

/** Reads the predictions of all records. Throws a DataError for a record of another split. */
export function readTestPart(study: Study, systems: readonly SystemRecords[]): TestPart {
  const { test } = study.dataset.split;
  return {
    indices: test,
    sentences: sentencesOf(study.dataset, test),
    systems: systems.map(({ system, records }) => ({ system, runs: records.map((record) => predictedTags(study, record)) })),
  };
}

export function goldOf({ sentences }: Pick<TestPart, "sentences">): TagLists {
  return sentences.map(({ tags }) => tags);
}

/** Throws a RangeError for a system that the part does not hold. */
export function runsOf({ systems }: TestPart, system: string): readonly TagLists[] {
  const found = systems.find((each) => each.system === system);
  if (found === undefined) throw new RangeError(`There is no system "${system}" among ${systems.map((each) => each.system).join(", ")}.`);
  return found.runs;
}
