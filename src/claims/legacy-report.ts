import { countDuplicates, legacyCorpus } from "../corpus";
import type { Corpus } from "../corpus/types";
import { buildTagSet, buildVocabulary } from "../encoding";
import { experimentNamed } from "../experiments/manifest/catalog";
import { plannedTrials } from "../experiments/planned";
import { runFloor } from "../experiments/run-floor";
import type { Study } from "../experiments/study";
import { FLOOR_NAMES } from "../experiments/trial";
import { PUBLISHED } from "./origin";

type Row = { readonly [column: string]: string | number | null };

interface Reading {
  readonly [fact: string]: number;
}

/** What a reading of a corpus holds; lengths in words. */
function factsOf({ sentences }: Corpus): Reading {
  const lengths = sentences.map(({ words }) => words.length);
  return {
    sentences: sentences.length,
    "of one word": lengths.filter((length) => length === 1).length,
    "without a word": lengths.filter((length) => length === 0).length,
    words: lengths.reduce((sum, length) => sum + length, 0),
    "longest sentence": lengths.reduce((most, length) => Math.max(most, length), 0),
    "vocabulary (PAD and UNK among it)": buildVocabulary(sentences, { minimumCount: 1, maximumSize: null }).size,
    "tags (O among them)": buildTagSet(sentences).size,
    "different sentences": sentences.length - countDuplicates(sentences),
  };
}

/** What the original's records say of the same facts. */
const CLAIMED: Reading = {
  sentences: PUBLISHED.reading.sentences,
  "longest sentence": PUBLISHED.reading.longest,
  "vocabulary (PAD and UNK among it)": PUBLISHED.reading.vocabulary,
  "tags (O among them)": PUBLISHED.reading.tags,
};

/** The corpus read as the original read it, beside its record and beside the whole corpus; run, not told. */
export function readingRows(corpus: Corpus): Row[] {
  const [then, whole] = [factsOf(legacyCorpus(corpus)), factsOf(corpus)];
  return Object.keys(then).map((fact) => ({
    fact, "its record": CLAIMED[fact] ?? null, "read as then": then[fact]!, "the corpus": whole[fact]!,
  }));
}

/** Three rows of a file and what grouping by their first column keeps of them; the sentence is made up. */
export function groupingRows(): Row[] {
  const words = ["Thousands", "marched", "through", "London"];
  const tags = ["O", "O", "O", "B-geo"];
  const corpus: Corpus = { name: "made-up", path: "made up", sha256: "", encoding: "utf-8", sentences: [{ words, tags }] };
  const kept = legacyCorpus(corpus).sentences[0]!.words;
  return words.map((word, t) => ({
    "Sentence #": t === 0 ? "Sentence: 1" : "(empty)", word, tag: tags[t]!, "filled forward": "kept", "grouped as then": t < kept.length ? "kept" : "lost",
  }));
}

/** Scores both floors on the data of every seed of the one-token experiment. What has its record is not scored again. */
export function scoreLegacyFloors(study: Study): void {
  const trials = plannedTrials(study, experimentNamed("legacy")).filter(({ arm }) => arm.id === "model2");
  for (const { dataset, config } of trials) {
    for (const floor of FLOOR_NAMES) runFloor(dataset, floor, config.trainingSentences, study.workspace);
  }
}
