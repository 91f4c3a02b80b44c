import { test } from "uvu";
import * as assert from "uvu/assert";
import { UsageError } from "../../src/errors";
import { declaredParameters, injectParameters, parameterNames } from "../../src/notebooks/parameters";
import { parsePercent } from "../../src/notebooks/percent";

const CELLS = parsePercent(`// %% tags=["parameters"]
let CORPUS: string = "embedded";
let PROFILE: "quick" | "full" = "quick";
let SEEDS = 1, EPOCHS: number[] = [1];
const FIXED = 2;

// %%
CORPUS
`);

test("parameters are what the tagged cell declares with let, with the types it writes", () => {
  assert.equal(declaredParameters(CELLS[0]!.source), [
    { name: "CORPUS", type: "string" },
    { name: "PROFILE", type: "\"quick\" | \"full\"" },
    { name: "SEEDS", type: "" },
    { name: "EPOCHS", type: "number[]" },
  ]);
  assert.equal(parameterNames(CELLS), ["CORPUS", "PROFILE", "SEEDS", "EPOCHS"]);
});

test("values go into a tagged cell right behind the parameters, with the declared types", () => {
  const cells = injectParameters(CELLS, { CORPUS: "a \"b\"\n", PROFILE: "full", EPOCHS: [1, 2] }, "n.ts");
  assert.equal(cells[1], {
    kind: "code",
    tags: ["injected-parameters"],
    source: "// Set by the run that these outputs are of. Delete this cell to work on the values above.\nlet CORPUS: string = \"a \\\"b\\\"\\n\";\nlet PROFILE: \"quick\" | \"full\" = \"full\";\nlet EPOCHS: number[] = [1,2];",
  });
  assert.equal([cells[0], cells[2]], CELLS);
});

test("no values change nothing", () => {
  assert.equal(injectParameters(CELLS, {}, "n.ts"), CELLS);
});

test("a name that is not declared, or declared const, is wrong usage and the message lists the others", () => {
  const attempt = (name: string) => () => injectParameters(CELLS, { [name]: 1 }, "n.ts");
  for (const name of ["SEED", "FIXED"]) {
    const says = `no parameter ${name}; its parameters: CORPUS, PROFILE`;
    assert.throws(attempt(name), (error: unknown) => error instanceof UsageError && error.message.includes(says));
  }
  assert.throws(() => injectParameters([CELLS[1]!], { CORPUS: "x" }, "n.ts"), /no parameter CORPUS; its parameters: none/);
});

test.run();
