import * as path from "node:path";
import { startBackend } from "../../backend/choose";
import { auditClaim, CLAIMS, publishedEvidence, type ClaimVerdict } from "../../claims";
import { countEntities, countTokens, type Sentence } from "../../corpus";
import { allOutside, lookupTags, trainLookupTable } from "../../evaluation";
import { sentencesOf, trainingSentences } from "../../experiments/dataset";
import { profileConfig, profileNamed } from "../../experiments/profiles";
import { openStudy, trainSeeds, type Study } from "../../experiments/study";
import { PROJECT_ROOT } from "../../experiments/workspace";
import { loadBundle } from "../../models/bundle";
import { openTagger, type Tagger, type TaggedText } from "../../models/tagger";
import { splitTokens, tokenize } from "../../models/tokenize";
import type { NumberCatalog } from "../practice/number-facts";
import { openNumberCatalog } from "../practice/number-catalog";
import { measure, type DemoScores } from "./measure";
import { DEMO_SENTENCE } from "./script";

/** All that the demo shows, computed. */
export interface DemoMaterial {
  readonly corpus: { readonly name: string; readonly sentences: number; readonly tokens: number; readonly entities: number; readonly testSentences: number };
  readonly training: { readonly sentences: number; readonly epochs: number };
  readonly tagged: TaggedText;
  /** All-O, the look-up table, and the model. */
  readonly scores: readonly DemoScores[];
  readonly claim: ClaimVerdict;
  readonly numbers: NumberCatalog;
  /** Where the record of the model at hand lies. */
  readonly record: string;
}

const CLAIM = "model2-f1";

function claimVerdict(): ClaimVerdict {
  return auditClaim(CLAIMS.find(({ id }) => id === CLAIM)!, publishedEvidence());
}

function tagAll(tagger: Tagger, sentences: readonly Sentence[]): string[][] {
  const texts = sentences.map(({ words }) => words.join(" "));
  return tagger.tag(texts.map((text) => ({ text, tokens: splitTokens(text) }))).map(({ tags }) => [...tags]);
}

function scoreAll({ dataset }: Study, limit: number | null, tagger: Tagger): DemoScores[] {
  const test = sentencesOf(dataset, dataset.split.test);
  const table = trainLookupTable(trainingSentences(dataset, limit));
  const gold = test.map(({ tags }) => tags);
  return [
    measure("all O", gold, allOutside(test)),
    measure("look-up table", gold, test.map(({ words }) => lookupTags(table, words))),
    measure("Model 2", gold, tagAll(tagger, test)),
  ];
}

/** From the project's root where it lies below it. */
function shortPath(file: string): string {
  return file.startsWith(`${PROJECT_ROOT}${path.sep}`) ? path.relative(PROJECT_ROOT, file) : file;
}

function corpusFacts({ dataset: { corpus, split } }: Study): DemoMaterial["corpus"] {
  const entities = Object.values(countEntities(corpus.sentences)).reduce((sum, count) => sum + count, 0);
  return { name: corpus.name, sentences: corpus.sentences.length, tokens: countTokens(corpus.sentences), entities, testSentences: split.test.length };
}

/** Loads the embedded corpus, trains Model 2 on it where that was not done before, tags and scores. Throws an InterruptedError on Ctrl-C. */
export async function prepareDemo(): Promise<DemoMaterial> {
  const study = await openStudy({ corpus: "embedded", split: "reference", profile: "quick", offline: true });
  const config = profileConfig("model2", profileNamed("quick"));
  const [record] = await trainSeeds({ ...study, seeds: [0] }, config, true);
  await startBackend();
  const tagger = openTagger(await loadBundle(path.join(study.workspace.models, record!.hash)));
  try {
    return {
      corpus: corpusFacts(study),
      training: { sentences: record!.metrics.trainingSentences, epochs: record!.metrics.epochs },
      tagged: tagger.tag([{ text: DEMO_SENTENCE, tokens: tokenize(DEMO_SENTENCE) }])[0]!,
      scores: scoreAll(study, config.trainingSentences, tagger),
      claim: claimVerdict(),
      numbers: openNumberCatalog(),
      record: shortPath(path.join(study.workspace.results, `${record!.hash}.json`)),
    };
  } finally {
    tagger.close();
  }
}
