import { test } from "uvu";
import * as assert from "uvu/assert";
import { errorTaxonomy } from "../../src/figures/gallery/error-taxonomy";
import { scoresBySlice } from "../../src/figures/gallery/scores-by-slice";
import { typeConfusion } from "../../src/figures/gallery/type-confusion";

test("errors are stacked kind by kind, and each bar carries its sum", () => {
  const { spec, alt } = errorTaxonomy([{ system: "model2", errors: { missed: 3, merged: 1 } }, { system: "advanced", errors: {} }]);
  assert.equal(spec.data.map((trace) => (trace["x"] as number[])[0]), [3, 0, 0, 0, 0, 0, 1]);
  assert.equal((spec.layout["annotations"] as { text: string }[]).map(({ text }) => text), ["<b>4</b>", "<b>0</b>"]);
  assert.match(alt, /Model 2 4 \(missed 3, merged 1\); Advanced 0 \(none\)\.$/);
});

test("types are ordered by their gold mentions, what is missed and spurious comes last, and O against O is a gap", () => {
  const { spec, alt } = typeConfusion({ labels: ["art", "geo", "O"], counts: [[1, 1, 0], [2, 5, 1], [0, 3, 0]] });
  const [heatmap] = spec.data;
  assert.equal(heatmap!["y"], ["geo · 8", "art · 2", "spurious · 3"]);
  assert.equal(heatmap!["x"], ["geo", "art", "missed"]);
  assert.equal(heatmap!["z"], [[62.5, 25, 12.5], [50, 50, 0], [100, 0, null]]);
  assert.match(alt, /over 10 gold mentions: most often geo as art 2, art as geo 1; missed: 1, spurious: 3\./);
});

test("a slice without a gold mention is a gap, not a zero", () => {
  const row = (slice: string, support: number, f1: number): Parameters<typeof scoresBySlice>[0]["rows"][number] =>
    ({ rule: "string", slice, support, scores: [{ system: "model2", f1 }] });
  const { spec } = scoresBySlice({ rows: [row("seen", 4, 0.5), row("unseen", 0, 0)] });
  assert.equal(spec.data[1]!["x"], [50, null]);
  assert.equal((spec.layout.yaxis as unknown as { ticktext: string[] }).ticktext, ["seen · 4", "unseen · 0"]);
});

test.run();
