import { CORPUS_RECORD, type CorpusRecord } from "../../reports/corpus-record";
import { percentText } from "../../reports/percent";
import { resultOrigin, slug, whereKnown, type AddressedNumber, type Family } from "../number";
import { column, counted, tableNumbers, type TableNumbers } from "../table-numbers";
import type { Sources } from "../sources";
import { fixed, whole } from "../texts";

const FROM = [resultOrigin(CORPUS_RECORD)];

function number(key: string, what: string, metric: string, text: string): AddressedNumber {
  return { key, what, metric, text, from: FROM };
}

function share(key: string, what: string, metric: string, fraction: number): AddressedNumber {
  return number(key, what, metric, percentText(fraction));
}

function sum(counts: { readonly [name: string]: number }): number {
  return Object.values(counts).reduce((total, each) => total + each, 0);
}

function factNumbers({ facts }: CorpusRecord): AddressedNumber[] {
  const { sentences, tokens, wordTypes, tags, entities, duplicates, violations } = facts;
  return [
    number("corpus-sentences", "Sentences of the corpus", "facts.sentences", whole(sentences)),
    number("corpus-tokens", "Tokens of the corpus", "facts.tokens", whole(tokens)),
    number("corpus-word-types", "Different words, upper and lower case apart", "facts.wordTypes", whole(wordTypes)),
    number("corpus-tags", "Tags, O among them", "facts.tags", whole(Object.keys(tags).length)),
    number("corpus-types", "Entity types", "facts.entities", whole(Object.keys(entities).length)),
    number("corpus-entities", "Entities of the corpus", "facts.entities", whole(sum(entities))),
    share("corpus-o-share", "Share of O among all tokens", "facts.tags.O / facts.tokens", (tags["O"] ?? 0) / tokens),
    number("corpus-duplicates", "Sentences that repeat an earlier one", "facts.duplicates", whole(duplicates)),
    number("corpus-violations", "Gold I- tags that continue nothing", "facts.violations", whole(violations)),
    ...Object.entries(entities).map(([type, amount]) =>
      number(`corpus-entities-${slug(type)}`, `Entities of type ${type} in the corpus`, `facts.entities.${type}`, whole(amount))),
  ];
}

function lengthNumbers({ facts: { lengths }, longer, paddingShare75 }: CorpusRecord): AddressedNumber[] {
  const names = ["min", "median", "p90", "p95", "p99", "max"] as const;
  return [
    ...names.map((name) => number(`corpus-length-${name}`, `Sentence length in tokens, ${name}`, `facts.lengths.${name}`, whole(lengths[name]))),
    number("corpus-length-mean", "Sentence length in tokens, mean", "facts.lengths.mean", fixed(lengths.mean, 1)),
    ...Object.entries(longer).map(([length, amount]) =>
      number(`corpus-over-${length}`, `Sentences longer than ${length} tokens`, `longer.${length}`, whole(amount))),
    share("corpus-padding-share", "Padding among all positions at length 75", "paddingShare75", paddingShare75),
  ];
}

const PARTS = { train: "training", validation: "validation", test: "test" } as const;

function partNumbers({ facts: { splits, sentences } }: CorpusRecord): AddressedNumber[] {
  return Object.entries(PARTS).flatMap(([part, name]) => {
    const own = splits[part as keyof typeof PARTS];
    const [field, percent] = [`facts.splits.${part}`, `${fixed((100 * own.sentences) / sentences, 1)} %`];
    return [
      number(`split-${name}-sentences`, `Sentences of the ${name} part`, `${field}.sentences`, whole(own.sentences)),
      number(`split-${name}-share`, `Share of the ${name} part`, `${field}.sentences / facts.sentences`, percent),
      number(`split-${name}-tokens`, `Tokens of the ${name} part`, `${field}.tokens`, whole(own.tokens)),
      number(`split-${name}-entities`, `Entities of the ${name} part`, `${field}.entities`, whole(sum(own.entities))),
    ];
  });
}

/** What the vocabulary does not hold, and what one tag for a whole sentence could reach. */
function limitNumbers({ unknownWords, unknownEntityShare, oneTagAccuracy }: CorpusRecord): AddressedNumber[] {
  const { unknown, unseen, unknownInEntities } = unknownWords;
  const entityShare = (part: "train" | "test") => {
    const what = `Share of entities' tokens among the ${PARTS[part]} tokens that the vocabulary does not hold`;
    return share(`${part}-unk-entity-share`, what, `unknownEntityShare.${part}`, unknownEntityShare[part]);
  };
  return [
    share("test-unknown-token-share", "Test tokens that the vocabulary does not hold", "unknownWords.unknown", unknown),
    share("test-unseen-token-share", "Test tokens that training never held", "unknownWords.unseen", unseen),
    entityShare("train"),
    entityShare("test"),
    share("pooled-ceiling-token-accuracy", "Best token accuracy of one tag a sentence on the test part", "oneTagAccuracy", oneTagAccuracy),
    ...whereKnown(unknownInEntities, (known) => share(
      "test-unknown-entity-token-share", "Tokens of test entities that the vocabulary does not hold", "unknownWords.unknownInEntities", known,
    )),
  ];
}

function detailNumbers(record: CorpusRecord): AddressedNumber[] {
  const { withoutEntity, adjacentEntities, entityStrings, ambiguousStrings, multiWordEntities, facts, unicode } = record;
  const [empty, ambiguous] = [withoutEntity / facts.sentences, ambiguousStrings / entityStrings];
  return [
    number("corpus-without-entity", "Sentences without any entity", "withoutEntity", whole(withoutEntity)),
    share("corpus-without-entity-share", "Share of sentences without any entity", "withoutEntity / facts.sentences", empty),
    number("corpus-adjacent-entities", "Entities that follow one of their own type at once", "adjacentEntities", whole(adjacentEntities)),
    number("corpus-entity-strings", "Different entity strings", "entityStrings", whole(entityStrings)),
    number("corpus-ambiguous-strings", "Entity strings with more than one type", "ambiguousStrings", whole(ambiguousStrings)),
    share("corpus-ambiguous-share", "Share of entity strings with more than one type", "ambiguousStrings / entityStrings", ambiguous),
    share("corpus-multi-word-share", "Share of entities of several words", "multiWordEntities / entities", multiWordEntities / sum(facts.entities)),
    number("corpus-none-words", "Tokens that are the word None", "unicode.none", whole(unicode.none)),
    number("corpus-non-ascii-types", "Word types with letters outside ASCII", "unicode.nonAsciiTypes", whole(unicode.nonAsciiTypes)),
  ];
}

const TRAPS: TableNumbers = {
  notebook: "01", caption: /^Traps and how often/,
  row: ({ trap }) => (/^equal sentences/.test(trap!) ? { key: "corpus-conflicting-duplicates", about: trap! } : null),
  columns: [column("here", "", "Traps of the corpus", counted)],
};

/** The corpus and its parts; of another corpus than the manifest's there are no numbers. */
export const corpus: Family = {
  title: "The corpus",
  numbers: (sources: Sources) => {
    const record = sources.json(CORPUS_RECORD) as CorpusRecord | null;
    if (record === null || record.facts.sha256 !== sources.book.manifest.corpus.sha256) return [];
    const subjects = [factNumbers, lengthNumbers, partNumbers, limitNumbers, detailNumbers];
    return [...subjects.flatMap((numbersOf) => numbersOf(record)), ...tableNumbers(sources, TRAPS)];
  },
};
