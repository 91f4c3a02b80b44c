import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadAddon, openAddonMachine } from "../../src/kernels/addon/machine";
import { OPERATIONS } from "../../src/kernels/instructions";
import type { Machine } from "../../src/kernels/machine";
import { openTypescriptMachine } from "../../src/kernels/typescript/machine";
import { openWasmMachine } from "../../src/kernels/wasm/machine";
import { createGenerator, deriveSeed } from "../../src/random/generator";
import { bilstmCase } from "./bilstm-case";
import { damage, execute, type Case, type Kind, type Output } from "./case";
import { networkCase } from "./network-case";
import * as programs from "./programs";

interface Implementation {
  readonly name: string;
  readonly open: (threads: number) => Machine;
}

const WASM = (["plain", "relaxed"] as const).map((binary): Implementation => ({
  name: `wasm, ${binary} SIMD`,
  open: (threads) => openWasmMachine({ threads, binary }),
}));
const addon = loadAddon();
/** The addon once for each instruction set that it can use here. */
const ADDONS: readonly Implementation[] = (addon.loaded ? addon.instructionSets : []).map((instructionSet) => {
  return { name: `addon (${instructionSet})`, open: (threads) => openAddonMachine({ threads, instructionSet }) };
});
const IMPLEMENTATIONS: readonly Implementation[] = [...WASM, ...ADDONS];

/** Judged like an implementation, it shows that rounding alone stays within the tolerances on every case. */
const DOUBLE: Implementation = { name: "the oracle in double precision", open: () => openTypescriptMachine({ precision: "double" }) };

interface Family {
  readonly make: programs.CaseMaker;
  readonly cases: number;
}

const FAMILIES: { readonly [name: string]: Family } = {
  products: { make: programs.multiplyCase, cases: 200 },
  "large products": { make: programs.largeMultiplyCase, cases: 4 },
  "weight gradients": { make: programs.weightGradientCase, cases: 100 },
  "large weight gradients": { make: programs.largeWeightGradientCase, cases: 4 },
  rows: { make: programs.rowsCase, cases: 60 },
  dropout: { make: programs.dropoutCase, cases: 60 },
  losses: { make: programs.lossCase, cases: 100 },
  rectifiers: { make: programs.rectifierCase, cases: 40 },
  scaling: { make: programs.scaleCase, cases: 40 },
  pooling: { make: programs.poolingCase, cases: 60 },
  adam: { make: programs.adamCase, cases: 60 },
  "adam on rows": { make: programs.adamRowsCase, cases: 60 },
  BiLSTMs: { make: (generator) => bilstmCase(generator), cases: 200 },
  networks: { make: networkCase, cases: 60 },
};

function casesOf(name: string, share = 1): readonly Case[] {
  const { make, cases } = FAMILIES[name]!;
  const generator = createGenerator(deriveSeed(20, name));
  return Array.from({ length: Math.ceil(cases * share) }, () => make(generator));
}

/**
 * How far a value may be from the oracle's. Going forward 1e-5, absolute and relative; gradients 1e-4 relative, absolutely
 * 1e-6. Where a sum's parts are larger than one, absolute tolerances grow with them.
 */
const TOLERANCES: { readonly [K in Kind]: { readonly relative: number; readonly absolute: number } } = {
  forward: { relative: 1e-5, absolute: 1e-5 },
  gradient: { relative: 1e-4, absolute: 1e-6 },
  integers: { relative: 0, absolute: 0 },
};

function disagreement(actual: readonly number[], expected: readonly number[], { name, kind, unit }: Output): string | undefined {
  const { relative, absolute } = TOLERANCES[kind];
  const far = (value: number, i: number) => !(Math.abs(actual[i]! - value) <= absolute * unit + relative * Math.abs(value));
  const at = expected.findIndex((value, i) => !Number.isFinite(value) || far(value, i));
  return at < 0 ? undefined : `${name}[${at}] is ${actual[at]}, the oracle has ${expected[at]}`;
}

function checkAgreement(machine: Machine, oracle: Machine, example: Case): void {
  const expected = execute(oracle, example);
  const actual = execute(machine, example);
  example.outputs.forEach((output, k) => {
    const found = disagreement(actual[k]!, expected[k]!, output);
    assert.is(found, undefined, `${example.name}: ${found}`);
  });
  for (const used of [oracle, machine]) {
    const found = damage(used, example);
    assert.is(found, undefined, `${example.name}, ${used.name}: ${found}`);
  }
}

for (const { name, open } of [DOUBLE, ...IMPLEMENTATIONS]) {
  for (const family of Object.keys(FAMILIES)) {
    test(`${name} and the oracle agree on ${family}`, () => {
      const [machine, oracle] = [open(1), openTypescriptMachine()];
      for (const example of casesOf(family)) checkAgreement(machine, oracle, example);
      machine.close();
    });
  }
}

/** The bits of all outputs. */
function bitsAfter(machine: Machine, example: Case): readonly Int32Array[] {
  execute(machine, example);
  return example.outputs.map(({ word, count }) => machine.integers.slice(word, word + count));
}

function checkBits(machines: readonly Machine[], example: Case): void {
  const [alone, ...others] = machines.map((machine) => bitsAfter(machine, example));
  others.forEach((bits, i) =>
    alone!.forEach((expected, k) => {
      const at = expected.findIndex((word, j) => bits[k]![j] !== word);
      assert.is(at, -1, `${example.name}: ${example.outputs[k]!.name}[${at}] on ${i + 2} threads`);
    }),
  );
}

for (const { name, open } of IMPLEMENTATIONS) {
  test(`${name} gives the same bits on one, two and three threads`, () => {
    const machines = [1, 2, 3].map(open);
    for (const family of Object.keys(FAMILIES)) for (const example of casesOf(family, 0.25)) checkBits(machines, example);
    machines.forEach((machine) => machine.close());
  });
}

if (!addon.loaded) test.skip(`the addon and the oracle agree: ${addon.why}`, () => {});

test("every operation is in some case", () => {
  const instructions = Object.keys(FAMILIES).flatMap((family) => casesOf(family).flatMap((example) => example.instructions));
  const used = new Set(instructions.map((instruction) => instruction.operation));
  assert.equal(OPERATIONS.filter((operation) => operation !== "end" && !used.has(operation)), []);
});

test.run();
