import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { forwardFlops, layerParameters, layerSizes, multipliedWeights, trainingFlops, weightBytesRead } from "../../src/models/arithmetic";
import { buildModel, DEFAULT_MODEL_CONFIGS } from "../../src/models/build";
import { MODEL_NAMES } from "../../src/models/options";

test.before(async () => {
  await startBackend();
});

const SIZES = [{ vocabulary: 3799, tags: 9 }, { vocabulary: 50, tags: 17 }];

test("every layer has the parameters that its formula gives, and no layer with weights is left out", () => {
  for (const sizes of SIZES) {
    for (const name of MODEL_NAMES) {
      const model = buildModel(name, sizes);
      const formulas = layerParameters(name, DEFAULT_MODEL_CONFIGS[name], sizes);
      for (const { layer, parameters } of formulas) assert.is(model.getLayer(layer).countParams(), parameters, `${name} ${layer}`);
      assert.is(formulas.reduce((sum, { parameters }) => sum + parameters, 0), model.countParams(), name);
      model.dispose();
    }
  }
});

test("a formula with its numbers put in gives the number beside it", () => {
  const evaluate = (formula: string): number => {
    const source = formula.replace(/×/g, "*");
    assert.match(source, /^[\d+*() ]+$/);
    return (new Function(`return ${source};`) as () => number)();
  };
  const shown = MODEL_NAMES.flatMap((name) => layerParameters(name, DEFAULT_MODEL_CONFIGS[name], SIZES[0]!));
  assert.ok(shown.length >= 14);
  for (const { formula, parameters } of shown) assert.is(evaluate(formula), parameters, formula);
});

test("the multiplied weights are the parameters less the embedding and the biases", () => {
  for (const name of MODEL_NAMES) {
    const model = buildModel(name, SIZES[0]!);
    const weights = model.trainableWeights.filter(({ name: own }) => /kernel$/.test(own.replace(/_\d+$/, ""))).map(({ shape }) => shape[0]! * shape[1]!);
    assert.is(multipliedWeights(name, DEFAULT_MODEL_CONFIGS[name], 9), weights.reduce((sum, count) => sum + count, 0), name);
    model.dispose();
  }
});

test("attention doubles the width before the dense layer and adds no weights of its own", () => {
  const [without, within] = [false, true].map((attention) => layerSizes("advanced", { ...DEFAULT_MODEL_CONFIGS.advanced, attention }, 9));
  const inputs = (layers: typeof without) => layers!.map((layer) => layer.inputs);
  assert.equal(inputs(within), inputs(without).map((width, i) => (i === 2 ? 2 * width : width)));
});

test("training takes three times the operations of tagging", () => {
  for (const name of MODEL_NAMES) assert.is(trainingFlops(name, DEFAULT_MODEL_CONFIGS[name], 9), 3 * forwardFlops(name, DEFAULT_MODEL_CONFIGS[name], 9));
});

test("a batch shares the reading of weights: the more sentences of one length, the fewer bytes a token", () => {
  const config = DEFAULT_MODEL_CONFIGS.model2;
  const read = (sentences: number) => weightBytesRead("model2", config, 9, { tokens: 20 * sentences, steps: 20 });
  const row = 4 * config.embedding;
  for (const sentences of [1, 2, 32]) assert.ok(Math.abs((read(sentences) - row) * sentences - (read(1) - row)) < 1e-6);
});

test.run();
