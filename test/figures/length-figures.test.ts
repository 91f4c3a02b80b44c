import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Figure } from "../../src/figures/figure";
import { cutAgainstPadding } from "../../src/figures/gallery/cut-against-padding";
import { differencesToBase, type DifferenceRow } from "../../src/figures/gallery/differences-to-base";
import { lengthIllusion, type LengthScores } from "../../src/figures/gallery/length-illusion";

interface Annotation {
  readonly text: string;
  readonly y: number;
  readonly yref?: string;
}

function annotationsOf({ spec }: Figure): readonly Annotation[] {
  return spec.layout["annotations"] as readonly Annotation[];
}

function difference(label: string, estimate: number, outcome: DifferenceRow["outcome"], seeds = true): DifferenceRow {
  const around = (half: number) => ({ low: estimate - half, high: estimate + half });
  return { label, estimate, interval: around(0.005), intervalWithSeeds: seeds ? around(0.008) : null, outcome };
}

function differences(...rows: readonly DifferenceRow[]): Figure {
  return differencesToBase({ axis: { title: "Fixed length", unit: "tokens" }, base: "bucketed batches", level: 0.95, rows });
}

test("a difference far from the others stands at the edge as a number and does not stretch the axis", () => {
  const figure = differences(difference("10", -0.3, "worse"), difference("25", -0.02, "worse"), difference("50", 0.001, "not distinguishable"));
  const [low] = (figure.spec.layout.yaxis as unknown as { range: [number, number] }).range;
  assert.ok(low > -10, `${low}`);
  assert.equal(annotationsOf(figure).map(({ text, yref }) => [text, yref]), [["<b>−30.00</b><br>off the scale", "paper"], ["<b>−2.00</b>", undefined], ["<b>0.10</b>", undefined]]);
  assert.equal(figure.spec.data.flatMap((trace) => (trace["name"] === "worse" ? [trace["x"]] : [])), [[1]]);
});

test("where all differences are far, all are drawn", () => {
  const figure = differences(difference("10", -0.3, "worse"), difference("25", -0.2, "worse"));
  assert.ok(annotationsOf(figure).every(({ yref }) => yref === undefined));
});

test("without seeds there is no interval over them, and the caption speaks of none", () => {
  const figure = differences(difference("10", 0.01, "better", false));
  assert.equal(figure.spec.data[0]!["x"], []);
  assert.not.match(JSON.stringify(figure.spec.layout["title"]), /seeds/);
  assert.match(JSON.stringify(differences(difference("10", 0.01, "better")).spec.layout["title"]), /over seeds as well/);
});

test("nothing to compare is said, not drawn", () => {
  assert.match(differences().alt, /nothing could be compared/);
});

function scores(length: number, f1: number): LengthScores {
  return { length, paddedAccuracy: 0.99, allOutsideAccuracy: 0.97, strictF1: [f1], perfectF1: 1 };
}

test("the labels at the lines' ends say their last values and keep apart from each other", () => {
  const labels = annotationsOf(lengthIllusion({ rows: [scores(75, 0.751), scores(10, 0.5)], bucketedF1: 0.752 }));
  assert.equal(labels.map(({ text }) => text.slice(3, 7)), ["100.", "99.0", "97.0", "75.1", "75.2"]);
  const places = labels.map(({ y }) => y).sort((a, b) => a - b);
  places.slice(1).forEach((place, i) => assert.ok(place - places[i]! > 2, `${places}`));
});

test("fixed lengths are joined and labeled, bucketed batches stand alone", () => {
  const point = (label: string, fixed: boolean, paddingShare: number) => ({ label, fixed, paddingShare, entitiesCutShare: 0.1, tokensCutShare: 0.2 });
  const figure = cutAgainstPadding([point("10", true, 0.1), point("50", true, 0.5), point("bucketed", false, 0.03)]);
  assert.equal(figure.spec.data.map((trace) => trace["x"]), [[10, 50], [10, 50], [3]]);
  assert.equal(annotationsOf(figure).map(({ text }) => text), ["<b>10</b>", "<b>50</b>"]);
});

test.run();
