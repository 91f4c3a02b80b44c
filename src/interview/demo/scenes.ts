import { count, percentText } from "../../reports/percent";
import { formatTable } from "../../terminal/table";
import { wrap } from "../../terminal/wrap";
import type { TaggedText } from "../../models/tagger";
import { CLAIMED_LENGTH, type DemoScores } from "./measure";
import type { DemoMaterial } from "./prepare";
import type { DemoStep } from "./script";

type Ruler = Exclude<keyof DemoScores, "system">;

const RULERS: { readonly [ruler in Ruler]: string } = {
  firstWordsPadded: `first words, padding to ${CLAIMED_LENGTH} counted`,
  firstWords: "first words alone",
  wordsPadded: `every word, padding to ${CLAIMED_LENGTH} counted`,
  words: "every word",
  entities: "entities, strict F1",
};

/** Numbers of the published run, in the order of the fall, as their addresses on the page of numbers. */
const PUBLISHED = ["legacy-model2-padded", "legacy-model2-words", "look-up-strict-f1", "model2-strict-f1"];

function scoreTable({ scores }: DemoMaterial, rulers: readonly Ruler[]): string {
  const rows = rulers.map((ruler) => [RULERS[ruler], ...scores.map((each) => percentText(each[ruler]))]);
  return formatTable(["right answers", ...scores.map(({ system }) => system)], rows);
}

/** Tokens over their tags, in as many rows as the width asks for. */
export function tagRows({ tokens, tags }: Pick<TaggedText, "tokens" | "tags">, width: number): string {
  const rows: [string, string][] = [["", ""]];
  tokens.forEach((token, i) => {
    const tag = tags[i]!;
    const cells = Math.max(token.length, tag.length) + 2;
    const [upper] = rows.at(-1)!;
    if (upper !== "" && upper.length + cells > width) rows.push(["", ""]);
    const row = rows.at(-1)!;
    rows[rows.length - 1] = [row[0] + token.padEnd(cells), row[1] + tag.padEnd(cells)];
  });
  return rows.map(([upper, lower]) => `${upper.trimEnd()}\n${lower.trimEnd()}`).join("\n");
}

function claimScene({ corpus, training, claim }: DemoMaterial, width: number): string {
  const { name, sentences, tokens, entities, testSentences } = corpus;
  return [
    `Claimed: "${claim.claimed}"`,
    ...wrap(`Corpus ${name}: ${count(sentences)} sentences, ${count(tokens)} words, ${count(entities)} entities.`, width),
    ...wrap(`Model 2 saw ${count(training.sentences)} of them, ${training.epochs} epochs; scored on ${count(testSentences)} others.`, width),
  ].join("\n");
}

function sentenceScene({ tagged }: DemoMaterial, width: number): string {
  const found = tagged.entities.map(({ text, type }) => `${text} (${type})`).join(", ");
  const pads = CLAIMED_LENGTH - 1;
  return [
    tagRows(tagged, width),
    "",
    ...wrap(`Found: ${found === "" ? "nothing" : found}.`, width),
    ...wrap(`What the claim kept: "${tagged.tokens[0]}" and ${pads} pads. Right without looking: ${percentText(pads / CLAIMED_LENGTH)}.`, width),
  ].join("\n");
}

function floorsScene(material: DemoMaterial, width: number): string {
  const [, table, model] = material.scores as [DemoScores, DemoScores, DemoScores];
  const gain = 100 * (model.entities - table.entities);
  const words =
    `Model 2 is ${Math.abs(gain).toFixed(1)} points of strict F1 ${gain >= 0 ? "above" : "below"} the look-up table, ` +
    "after a short training on generated text: no claim, a demonstration.";
  return [scoreTable(material, ["entities"]), "", ...wrap(words, width)].join("\n");
}

function publishedScene({ numbers, claim, record }: DemoMaterial, width: number): string {
  const lines = PUBLISHED.flatMap((key) => {
    const known = numbers.get(key);
    return known ? [`${known.text}: ${known.what}`, `  ${known.files[0] ?? ""}${known.files.length > 1 ? ` and ${known.files.length - 1} more` : ""}`] : [];
  });
  return [
    ...wrap(`Verdict on "${claim.claimed}": ${claim.verdict}. ${claim.cause}`, width),
    "",
    ...lines.flatMap((line) => wrap(line, width - 2).map((each, i) => (line.startsWith("  ") || i > 0 ? `  ${each}` : each))),
    "",
    ...wrap(`Every number with its records: results/numbers.md; every claim: npx nerbook claims. The live model's record: ${record}`, width),
  ].join("\n");
}

const SCENES: { readonly [id in DemoStep["id"]]: (material: DemoMaterial, width: number) => string } = {
  claim: claimScene,
  sentence: sentenceScene,
  padded: (material) => scoreTable(material, ["firstWordsPadded"]),
  words: (material) => scoreTable(material, ["firstWordsPadded", "firstWords"]),
  entities: (material) => scoreTable(material, ["wordsPadded", "words", "entities"]),
  floors: floorsScene,
  published: publishedScene,
};

/** What a step shows, in lines of at most `width` characters. */
export function sceneText(id: DemoStep["id"], material: DemoMaterial, width: number): string {
  return SCENES[id](material, width);
}
