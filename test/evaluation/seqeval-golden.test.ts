import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EntityScores, PRF, Repair } from "../../src/evaluation";
import { scoreEntities } from "../../src/evaluation";
import { GoldenError, GoldenNumber, goldenFile, readLines, sameDouble, sampleFile } from "./golden";

type Triple = [GoldenNumber, GoldenNumber, GoldenNumber];
interface GoldenSide {
  readonly micro: Triple | GoldenError;
  readonly macro: Triple | GoldenError;
  readonly weighted: Triple | GoldenError;
  readonly perType: { readonly [type: string]: [number, number, number, number] } | GoldenError;
  readonly accuracy: number | GoldenError;
}
interface GoldenCase {
  readonly id: string;
  readonly gold: string[][];
  readonly pred: string[][];
  readonly default: GoldenSide;
  readonly strictIOB2: GoldenSide;
}

const READINGS: readonly (readonly ["default" | "strictIOB2", Repair])[] = [["default", "begin"], ["strictIOB2", "discard"]];

/** The types in the file's order, read from the text: a parsed object moves keys such as "7" to the front. */
function typesInOrder(line: string, side: string): string[] {
  const start = line.indexOf('"perType":{', line.indexOf(`"${side}":{`)) + '"perType":{'.length;
  const rows = line.slice(start, line.indexOf('},"accuracy"', start));
  return [...rows.matchAll(/("(?:[^"\\]|\\.)*"):\[/g)].map((match) => JSON.parse(match[1]!) as string);
}

function differences(scores: EntityScores, golden: GoldenSide, types: readonly string[]): string[] {
  const found: string[] = [];
  const compare = (name: string, ours: PRF, theirs: Triple): void => {
    const values = [ours.precision, ours.recall, ours.f1];
    if (!values.every((value, i) => sameDouble(value, theirs[i]!))) found.push(`${name} ${values} instead of ${theirs}`);
  };
  for (const average of ["micro", "macro", "weighted"] as const) compare(average, scores[average], golden[average] as Triple);
  if (scores.types.join("\n") !== types.join("\n")) found.push(`types ${scores.types} instead of ${types}`);
  for (const type of types) {
    const [precision, recall, f1, support] = (golden.perType as { [type: string]: [number, number, number, number] })[type]!;
    compare(type, scores.perType[type]!, [precision, recall, f1]);
    if (scores.perType[type]!.support !== support) found.push(`${type} support`);
  }
  if (scores.tokenAccuracy !== golden.accuracy) found.push("accuracy");
  return found;
}

function checkSide(line: string, side: "default" | "strictIOB2", repair: Repair): string[] {
  const golden = JSON.parse(line) as GoldenCase;
  const raises = JSON.stringify(golden[side]).includes('{"error":');
  try {
    const scores = scoreEntities(golden.gold, golden.pred, { scheme: "IOB2", repair });
    const found = raises ? ["returned where seqeval raises"] : differences(scores, golden[side], typesInOrder(line, side));
    return found.map((difference) => `${golden.id} ${side}: ${difference}`);
  } catch (error) {
    return raises ? [] : [`${golden.id} ${side}: threw ${String(error)}`];
  }
}

function checkFile(file: string, cases: number): void {
  const lines = readLines(file);
  assert.is(lines.length, cases);
  assert.equal(lines.flatMap((line) => READINGS.flatMap(([side, repair]) => checkSide(line, side, repair))), []);
}

test("the sample of golden cases comes out as from seqeval, to the last bit", () => {
  checkFile(sampleFile("seqeval-sample.jsonl"), 61);
});

const full = goldenFile("seqeval.jsonl");
(full === undefined ? test.skip : test)("all 400 golden cases come out as from seqeval, to the last bit", () => {
  checkFile(full!, 400);
});

test.run();
