import { test } from "uvu";
import * as assert from "uvu/assert";
import { placeLabels, placeLabelsTogether } from "../../src/figures/label-placement";
import { textWidth } from "../../src/figures/renderer/fonts";
import { pathBox } from "../../src/figures/renderer/path-box";
import { parseTransform, transformBox, unionBox } from "../../src/figures/renderer/transform";

const UNIT = { x: 0, y: 0, width: 1, height: 2 };

function rounded(box: { x: number; y: number; width: number; height: number }): number[] {
  return [box.x, box.y, box.width, box.height].map((value) => Math.round(value * 1e9) / 1e9 + 0);
}

test("transforms apply from right to left, as SVG says", () => {
  assert.equal(rounded(transformBox(UNIT, parseTransform("translate(10,20) scale(3)"))), [10, 20, 3, 6]);
  assert.equal(rounded(transformBox(UNIT, parseTransform("scale(3) translate(10 20)"))), [30, 60, 3, 6]);
});

test("a rotation turns about the point it names", () => {
  assert.equal(rounded(transformBox(UNIT, parseTransform("rotate(90)"))), [-2, 0, 2, 1]);
  assert.equal(rounded(transformBox(UNIT, parseTransform("rotate(-90,1,1)"))), [0, 1, 2, 1]);
});

test("an absent transform changes nothing", () => {
  assert.equal(transformBox(UNIT, parseTransform(null)), UNIT);
});

test("a path's box holds its corners, also those of horizontal and vertical strokes", () => {
  assert.equal(pathBox("M1,2H5V-3Z"), { x: 1, y: -3, width: 4, height: 5 });
  assert.equal(pathBox("M0,0L10.5,-.5"), { x: 0, y: -0.5, width: 10.5, height: 0.5 });
});

test("a path's box holds the control points of curves and the ends of arcs", () => {
  assert.equal(pathBox("M0,0C1,8,2,-8,3,0"), { x: 0, y: -8, width: 3, height: 16 });
  assert.equal(pathBox("M6,0A6,6 0 1,1 0,-6"), { x: 0, y: -6, width: 6, height: 6 });
});

test("an empty path and a union of nothing have no box", () => {
  assert.is(pathBox(""), null);
  assert.is(unionBox([null]), null);
});

test("text is as wide as its font says: proportional to the size, wider in bold, nothing for nothing", () => {
  // Open Sans: "n" advances 1257 of 2048 units (an em).
  assert.ok(Math.abs(textWidth("n", 2048) - 1257) < 2);
  assert.ok(Math.abs(textWidth("F1 score", 20) - 2 * textWidth("F1 score", 10)) < 1e-9);
  assert.ok(textWidth("F1 score", 14, "bold") > textWidth("F1 score", 14));
  assert.is(textWidth("", 14), 0);
});

test("a label stands to the right of its point, unless another point is there or the plot ends", () => {
  const label = { y: 50, radius: 5, width: 60, height: 20 };
  assert.equal(placeLabels([{ ...label, x: 100 }], 400, 100), ["right"]);
  assert.equal(placeLabels([{ ...label, x: 100 }, { ...label, x: 130 }], 400, 100), ["left", "right"]);
  assert.equal(placeLabels([{ ...label, x: 395 }], 400, 100), ["left"]);
});

test("labels placed together leave a place to the one that has no other", () => {
  const label = { y: 50, radius: 5, width: 60, height: 16 };
  // The second has the plot's edge on its right, obstacles above and below: only its left is free, where the first would go by itself.
  const second = { ...label, x: 195 };
  const walls = [30, 70].map((y) => ({ x: 195, y, radius: 10, width: 0, height: 0 }));
  const requests = [{ ...label, x: 90 }, second, ...walls];
  assert.equal(placeLabels(requests, 200, 100).slice(0, 2), ["right", "left"], "one by one the second covers the first");
  assert.equal(placeLabelsTogether(requests, 2, 200, 100), ["left", "left"]);
});

test.run();
