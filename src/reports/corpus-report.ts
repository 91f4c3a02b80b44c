import {
  conflictingDuplicates,
  corpusFacts,
  countAmbiguousStrings,
  countItems,
  countLonger,
  countTokens,
  countWithoutEntity,
  entityStrings,
  PART_NAMES,
  type Corpus,
  type CorpusFacts,
  type PartName,
  type Sentence,
} from "../corpus";
import { countWords } from "../encoding";
import { sentencesOf, type Dataset } from "../experiments/dataset";
import { count, counted, percentText } from "./percent";

type Row = { readonly [column: string]: string | number | null };

/** The corpus in one table. */
export function corpusRows(facts: CorpusFacts): Row[] {
  const { lengths } = facts;
  const entities = Object.values(facts.entities).reduce((sum, n) => sum + n, 0);
  return [
    { fact: "sentences", value: facts.sentences },
    { fact: "tokens", value: facts.tokens },
    { fact: "word types", value: facts.wordTypes },
    { fact: "tags", value: Object.keys(facts.tags).length },
    { fact: "entities", value: entities },
    { fact: "shortest, median, longest sentence (tokens)", value: `${lengths.min}, ${lengths.median}, ${lengths.max}` },
    { fact: "90, 95, 99 % of sentences are no longer than", value: `${lengths.p90}, ${lengths.p95}, ${lengths.p99}` },
    { fact: "sentences that repeat an earlier one", value: facts.duplicates },
    { fact: "I- tags that continue nothing", value: facts.violations },
  ];
}

export function partRows(dataset: Dataset): Row[] {
  return PART_NAMES.map((part) => {
    const sentences = sentencesOf(dataset, dataset.split[part]);
    return { part, sentences: sentences.length, tokens: countTokens(sentences), ...entityCounts(sentences) };
  });
}

function entityTypesOf(sentences: readonly Sentence[]): string[] {
  return sentences.flatMap(({ tags }) => tags.filter((tag) => tag.startsWith("B-")).map((tag) => tag.slice(2)));
}

function entityCounts(sentences: readonly Sentence[]): { readonly [type: string]: number } {
  return countItems(entityTypesOf(sentences));
}

/** Entities per part and type, as the figure takes them. */
export function entityTypeCounts(dataset: Dataset): { part: PartName; type: string; count: number }[] {
  return PART_NAMES.flatMap((part) =>
    Object.entries(entityCounts(sentencesOf(dataset, dataset.split[part]))).map(([type, amount]) => ({ part, type, count: amount })),
  );
}

export function lengthHistogram(corpus: Corpus): { length: number; count: number }[] {
  const counts = countItems(corpus.sentences.map(({ words }) => String(words.length)));
  return Object.entries(counts)
    .map(([length, amount]) => ({ length: Number(length), count: amount }))
    .sort((a, b) => a.length - b.length);
}

/** Words by falling count. */
export function wordCounts(corpus: Corpus): { word: string; count: number }[] {
  return [...countWords(corpus.sentences)].map(([word, amount]) => ({ word, count: amount })).sort((a, b) => b.count - a.count);
}

function histogramOf(numbers: readonly number[]): { labels: number; count: number }[] {
  return Object.entries(countItems(numbers.map(String)))
    .map(([labels, amount]) => ({ labels: Number(labels), count: amount }))
    .sort((a, b) => a.labels - b.labels);
}

/** How many different tags a word, and how many types an entity string, carries. */
export function ambiguityCounts(corpus: Corpus): {
  words: { labels: number; count: number }[];
  entityStrings: { labels: number; count: number }[];
} {
  const tagsOfWord = new Map<string, Set<string>>();
  for (const { words, tags } of corpus.sentences) {
    words.forEach((word, i) => {
      const tagsSeen = tagsOfWord.get(word) ?? new Set<string>();
      tagsOfWord.set(word, tagsSeen.add(tags[i]!));
    });
  }
  return {
    words: histogramOf([...tagsOfWord.values()].map((tags) => tags.size)),
    entityStrings: histogramOf([...entityStrings(corpus.sentences).values()].map((types) => types.size)),
  };
}

/** Traps of reading such a corpus, each with what this one holds of it. */
export function trapRows(corpus: Corpus, facts: CorpusFacts): Row[] {
  const words = countWords(corpus.sentences);
  const nonAscii = [...words.keys()].filter((word) => /[^\x00-\x7f]/.test(word));
  const conflicting = conflictingDuplicates(corpus.sentences).reduce((sum, group) => sum + group.length, 0);
  return [
    { trap: "word types with letters outside ASCII: read in the wrong encoding, they break", here: nonAscii.length },
    { trap: "the word None: a careless reader takes it for a missing value", here: words.get("None") ?? 0 },
    {
      trap: "tokens that hold white space: splitting again would break them",
      here: [...words].filter(([word]) => /\s/.test(word)).reduce((sum, [, n]) => sum + n, 0),
    },
    { trap: "sentences without any entity: they count in the score all the same", here: countWithoutEntity(corpus.sentences) },
    { trap: "equal sentences whose tags differ: no model can get them all right", here: conflicting },
    { trap: "entity strings with more than one type: context must decide", here: countAmbiguousStrings(corpus.sentences) },
    { trap: "I- tags that continue nothing: scorers read them differently", here: facts.violations },
  ];
}

/** What the exploration found, as sentences that another corpus would write differently. */
export function corpusFindings(corpus: Corpus): string[] {
  const facts = corpusFacts(corpus);
  const outside = facts.tags["O"] ?? 0;
  const types = Object.entries(facts.entities).sort((a, b) => b[1] - a[1]);
  const [frequent, rare] = [types[0], types[types.length - 1]];
  const long = countLonger(corpus.sentences, 75);
  const strings = entityStrings(corpus.sentences).size;
  const ambiguous = countAmbiguousStrings(corpus.sentences);
  return [
    `${percentText(outside / facts.tokens)} of all tokens are O: a tagger that finds nothing has that token accuracy, which is what ` +
      "every token accuracy must be read against.",
    ...(frequent && rare && frequent[1] >= 2 * rare[1]
      ? [
          `Types are far from even: ${frequent[0]} has ${counted(frequent[1], "entity", "entities")}, ${rare[0]} has ${count(rare[1])}; ` +
            "scores of rare types rest on few cases.",
        ]
      : []),
    `Half of the sentences have at most ${counted(facts.lengths.median, "token")}, 99 % at most ${facts.lengths.p99}; ` +
      `${counted(long, "sentence is", "sentences are")} longer than 75, the length the original padded everything to.`,
    ...(strings === 0
      ? ["The corpus holds no entity."]
      : [
          `Of ${counted(strings, "entity string")}, ${count(ambiguous)} ${ambiguous === 1 ? "carries" : "carry"} more than one type ` +
            `(${percentText(ambiguous / strings)}): there a table of words must guess, and context can decide.`,
        ]),
    facts.violations === 0
      ? "The gold tags break no IOB2 rule, so every scorer reads them alike; what differs between scorers is how they read a model's stray I- tags."
      : `The gold tags hold ${counted(facts.violations, "stray I- tag")}: the reading of the gold itself must be named with every score.`,
  ];
}
