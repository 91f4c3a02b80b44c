import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadAddon } from "../../src/kernels/addon/machine";
import { chooseKernels, KERNEL_CHOICES, type ChosenKernels } from "../../src/kernels/choose";

function withEnvironment<T>(variables: { readonly [name: string]: string }, act: () => T): T {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return act();
  } finally {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

const asked = (NER_KERNELS: string, tensorflow = false): ChosenKernels => withEnvironment({ NER_KERNELS }, () => chooseKernels(tensorflow));

test("NER_KERNELS forces a path, and the reason says so", () => {
  for (const name of ["typescript", "wasm"]) {
    assert.is(asked(name).name, name);
    assert.match(asked(name).reason, new RegExp(`^${name}.* as NER_KERNELS asks$`));
  }
  assert.is(asked("tensorflow", true).name, "tensorflow");
});

test("kernels that were asked for and cannot be had are an error that says what to do", () => {
  assert.throws(() => asked("tensorflow", false), /needs native TensorFlow as the tfjs backend; set NER_BACKEND=node/);
  const addon = loadAddon();
  if (addon.loaded) assert.is(asked("addon").name, "addon");
  else assert.throws(() => asked("addon"), /NER_KERNELS is "addon", but .*; see environment\.md/);
});

test("an unknown name is an error that lists the known ones", () => {
  assert.throws(() => asked("cuda"), new RegExp(`NER_KERNELS is "cuda"; it must be one of ${KERNEL_CHOICES.join(", ")}`));
});

test("nothing asked for, the addon serves where it was built, else WebAssembly, and it is said why", () => {
  const { name, reason } = asked("");
  assert.is(name, loadAddon().loaded ? "addon" : "wasm");
  if (name === "wasm") assert.match(reason, /; no native addon, since /);
});

test("NER_THREADS sets the number of threads; what is no such number is refused", () => {
  const threads = (NER_THREADS: string) => withEnvironment({ NER_THREADS, NER_KERNELS: "wasm" }, () => chooseKernels(false).threads);
  assert.is(threads("3"), 3);
  for (const wrong of ["0", "17", "1.5", "two"]) assert.throws(() => threads(wrong), new RegExp(`NER_THREADS is "${wrong}"; .* from 1 to 16`));
});

test.run();
