import { DEFAULT_MODEL_CONFIGS } from "../../models/build";
import { forwardFlops, layerParameters, multipliedWeights, trainingFlops } from "../../models/arithmetic";
import { MODEL_TITLES, type ModelName } from "../../models/options";
import { fileOrigin, slug, type AddressedNumber, type Family } from "../number";
import { as, column, counted, countedAs, short, tableNumbers, type Column, type TableNumbers } from "../table-numbers";
import { agreementNumbers } from "./agreement";
import { pairNumbers, systemKey } from "./pairs";
import { whole } from "../texts";

const MODELS: readonly ModelName[] = ["baseline", "baseline-per-token", "model2", "advanced"];
const ORIGINAL = { vocabulary: 3799, tags: 9 } as const;
/** Of GMB, as the headline has them. */
const TAGS = 17;
const FROM = [fileOrigin("src/models/arithmetic.ts")];

function arithmetic<N extends ModelName>(model: N): AddressedNumber[] {
  const config = DEFAULT_MODEL_CONFIGS[model];
  const number = (end: string, what: string, metric: string, value: number): AddressedNumber =>
    ({ key: `${model}-${end}`, what: `${what}: ${MODEL_TITLES[model]}`, metric, text: whole(value), from: FROM });
  return [
    number("flops", "Floating-point operations a token while tagging, by formula", "forwardFlops", forwardFlops(model, config, TAGS)),
    number("training-flops", "Floating-point operations a token in training, by formula", "trainingFlops", trainingFlops(model, config, TAGS)),
    number("multiplied-weights", "Weights that every token is multiplied with", "multipliedWeights", multipliedWeights(model, config, TAGS)),
    ...layerParameters(model, config, ORIGINAL).map(({ layer, formula, parameters }) => {
      const what = `Parameters of the layer ${layer} at the original's vocabulary and tags, ${formula}`;
      return number(`layer-${slug(layer)}`, what, "layerParameters", parameters);
    }),
  ];
}

const FITS: readonly Column[] = [
  column("exponent", "exponent", "Exponent of the error's power law", as("")),
  column("95 % interval", "exponent-interval", "Its 95 % interval, by the jackknife over sizes", as("")),
  column(
    "largest size foretold from the others, F1 %", "foretold", "Strict F1 at the largest size, foretold by the law of the smaller ones", as("%"),
  ),
  column("doubling multiplies the error by", "doubling", "What doubling the data multiplies the error by", as("")),
  column("extrapolated: twice the data would bring (points)", "twice", "What twice the data would bring, extrapolated", as("points")),
  column("extrapolated, 95 % interval", "twice-interval", "Its 95 % interval", as("points")),
];

const BYTES: TableNumbers = {
  notebook: "11", caption: /^Bytes a token while tagging/,
  row: ({ model, batch }) => ({ key: `bytes-${systemKey(model!)}-${batch!.startsWith("one ") ? "alone" : "batch"}`, about: `${model!}, ${batch!}` }),
  columns: [
    column("weights read, program", "weights", "Bytes of weights that a token reads while tagging", countedAs("bytes")),
    column("activations written, program", "activations", "Bytes of activations that a token writes while tagging", countedAs("bytes")),
    column("FLOPs a byte", "intensity", "Floating-point operations for each byte while tagging", as("")),
  ],
};

const BASE: readonly Column[] = [
  column("minus base (points)", "minus-base", "Strict F1 on the test part minus that of the base", as("points")),
  column("95 % interval", "minus-base-interval", "Its 95 % interval", as("points")),
  column("with seeds", "minus-base-interval-with-seeds", "Its 95 % interval, seeds drawn too", as("points")),
  column("p (Holm)", "minus-base-p", "Adjusted p", as("")),
  column("the value is", "minus-base-verdict", "What the value is", as("")),
];

function grid(id: string, caption: string, value: string, on = ""): TableNumbers {
  return { notebook: "10", caption: new RegExp(`^${caption}$`),
  row: (cells) => ({ key: `${id}-${slug(cells[value]!)}`, about: `${value} ${cells[value]!}${on}` }), columns: BASE };
}

const TABLES: readonly TableNumbers[] = [
  grid("embedding", "Embedding dimension", "embedding dimension"),
  ...["Units", "Input dropout", "Output dropout", "Recurrent dropout", "Weight decay"].map((title) => grid(slug(title), title, title.toLowerCase())),
  grid("embedding-full", "Embedding dimension, whole training part", "embedding dimension", ", whole training part"), BYTES,
  {
    notebook: "10", caption: /^Chosen minus base/, row: ({ grid: of }) => ({ key: `chosen-${slug(of!)}`, about: of! }),
    columns: [
      column("chosen", "value", "Value chosen on validation", as("")), column("gain on test (points)", "gain", "Gain on the test part", as("points")),
      column("95 % interval", "gain-interval", "Its 95 % interval", as("points")), column("the choice is", "verdict", "What the choice is", as("")),
    ],
  },
  {
    notebook: "10", caption: /^Effects beside the noise of seeds/, row: ({ grid: of }) => ({ key: `effect-${slug(of!)}`, about: of! }),
    columns: [
      column("best minus worst value (points)", "range", "Best minus worst value", as("points")),
      column("seeds alone, standard deviation (points)", "seeds", "Standard deviation over seeds alone", as("points")),
    ],
  },
  { notebook: "10", caption: /^error = scale/,
  row: ({ system }) => ({ key: `learning-curve-${slug(system!.replace("Model 2", "model2"))}`, about: system! }), columns: FITS },
  {
    notebook: "10", caption: /^Strict F1 on the test part, by training sentences/,
    row: ({ "training sentences": sentences }) =>
      ({ key: `learning-curve-${slug(sentences!.replace(",", ""))}`, about: `${sentences!} training sentences` }),
    columns: [
      column("Look-up table F1 %", "look-up-f1", "Strict F1 of the Look-up table", as("%")),
      column("Model 2 F1 %", "model2-f1", "Strict F1 of Model 2", as("%")),
      column("tokens unknown to the models %", "unknown", "Test tokens unknown to the models", as("%")),
    ],
  },
  {
    notebook: "11", caption: /^The budget, and what was used of it/,
    row: ({ model }) => ({ key: `search-budget-${slug(model!.replace("Model 2", "model2").replace(/[()]/g, ""))}`, about: model! }),
    columns: [
      column("configurations", "configurations", "Configurations looked at", counted),
      column("epochs run", "epochs", "Epochs run", counted),
      column("training sentences", "sentences", "Training sentences of the search", counted),
      column("CPU s", "cpu-seconds", "Processor seconds of the search", short("s")),
    ],
  },
  {
    notebook: "11", caption: /^Model 2: slopes in log–log space/,
    row: (cells) => ({ key: `slope-${slug(cells["what grows"]!)}-${slug(cells["with"]!)}`, about: `${cells["what grows"]!} with ${cells["with"]!}` }),
    columns: [
      column("slope ± standard error", "", "Slope in log–log space", as("")),
      column("95 % interval", "interval", "95 % interval of the slope in log–log space", as("")),
    ],
  },
];

/** What models cost by formula, what their settings bring, and how scores grow with data. */
export const complexity: Family = {
  title: "Arithmetic, settings and tuning",
  numbers: (sources) => [
    ...MODELS.flatMap((model) => arithmetic(model)), ...TABLES.flatMap((table) => tableNumbers(sources, table)),
    ...pairNumbers(sources, "11", /^Strict F1 of the first minus the second/, "tuning-"),
    ...agreementNumbers(sources.book),
  ],
};
