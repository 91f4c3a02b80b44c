"use strict";
// Compiles the kernels into build/kernels.node. As npm's install script it never fails: without an addon the WebAssembly
// kernels serve. With --report it ends with code 1 where nothing was built.
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { NATIVE, BUILD, FILE, OUTCOME, sourcesHash } = require("./index.js");

const COMPILE = ["-std=gnu11", "-O3", "-fPIC", "-pthread", "-fvisibility=hidden", "-fno-math-errno", "-ffp-contract=fast"];
const LINK = {
  darwin: ["-bundle", "-undefined", "dynamic_lookup", "-pthread"],
  // Threads may still run when a worker of Node lets go of the addon, so its code must stay mapped.
  others: ["-shared", "-pthread", "-Wl,-z,nodelete"],
};

/** One build of the kernels for each; `binding.c` asks the processor in this order. The flags name just what it asks for. */
const X64 = [
  { id: "avx512", name: "AVX-512", flags: ["-mavx512f", "-mavx512bw", "-mavx512dq", "-mavx512vl", "-mavx2", "-mfma"] },
  { id: "avx2", name: "AVX2", flags: ["-mavx2", "-mfma"] },
  { id: "sse4", name: "SSE4.2", flags: ["-msse4.2"] },
];
const BASELINE = `the baseline of ${process.arch}`;
const ELSEWHERE = [{ id: "baseline", name: BASELINE, flags: [] }];
const VARIANTS = process.arch === "x64" ? X64 : ELSEWHERE;

/** Why there is no addon, as the end of a sentence that begins "it was not built here: ". */
class NotBuilt extends Error {}

function firstLine(text) {
  return text.split("\n").find((line) => /error/i.test(line)) ?? text.split("\n")[0] ?? "";
}

/** $CC may hold flags of its own, as it does for make. */
function compilers() {
  const own = (process.env.CC ?? "").split(/\s+/).filter((word) => word !== "");
  return [...(own.length > 0 ? [own] : []), ["cc"], ["gcc"], ["clang"]];
}

function findCompiler() {
  const works = ([program, ...flags]) => spawnSync(program, [...flags, "--version"], { encoding: "utf8" }).status === 0;
  const found = compilers().find(works);
  if (found === undefined) throw new NotBuilt("no C compiler was found (cc, gcc, clang, or what CC names)");
  return found;
}

function headers() {
  try {
    return require("node-api-headers").include_dir;
  } catch {
    throw new NotBuilt("the package node-api-headers is not installed");
  }
}

/** The compiler's complaint, or undefined. */
function complaint([program, ...flags], given) {
  const { status, stderr, error } = spawnSync(program, [...flags, ...given], { encoding: "utf8" });
  return status === 0 ? undefined : firstLine(error?.message ?? stderr);
}

function compileVariant(compiler, folder, { id, flags }) {
  const target = path.join(folder, `${id}.o`);
  const source = path.join(NATIVE, "kernels.c");
  return complaint(compiler, [...COMPILE, ...flags, `-Dnerbook_run=nerbook_run_${id}`, "-c", source, "-o", target]);
}

/** The variants that this compiler can make; an old one may not know the newest instruction sets. */
function compileVariants(compiler, folder) {
  const complaints = VARIANTS.map((variant) => compileVariant(compiler, folder, variant));
  const made = VARIANTS.filter((_, i) => complaints[i] === undefined);
  if (made.length === 0) throw new NotBuilt(`${compiler[0]} could not compile the kernels: ${complaints[0]}`);
  return made;
}

function link(compiler, folder, made) {
  const target = path.join(folder, "kernels.node");
  const texts = [`-DSOURCES="${sourcesHash()}"`, `-DBASELINE="${BASELINE}"`];
  const defined = [...made.map(({ id }) => `-DHAS_${id.toUpperCase()}`), ...texts];
  const objects = made.map(({ id }) => path.join(folder, `${id}.o`));
  const flags = [...COMPILE, `-I${headers()}`, ...defined, ...(LINK[process.platform] ?? LINK.others)];
  const found = complaint(compiler, [...flags, path.join(__dirname, "binding.c"), ...objects, "-o", target]);
  if (found !== undefined) throw new NotBuilt(`${compiler[0]} could not link the addon: ${found}`);
  return target;
}

/** Under its name only when it is whole: another process may be loading the one before. */
function putInPlace(file, target) {
  const beside = `${target}.${process.pid}`;
  fs.mkdirSync(BUILD, { recursive: true });
  try {
    fs.copyFileSync(file, beside);
    fs.renameSync(beside, target);
  } finally {
    fs.rmSync(beside, { force: true });
  }
}

function compileInto(folder) {
  const compiler = findCompiler();
  const made = compileVariants(compiler, folder);
  putInPlace(link(compiler, folder, made), FILE);
  return { built: true, compiler: compiler.join(" "), instructionSets: made.map(({ name }) => name) };
}

function build() {
  if (process.platform === "win32") throw new NotBuilt("on Windows the WebAssembly kernels are the fast ones");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kernels-addon-"));
  try {
    return compileInto(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes down what came of it, for who asks later why there is no addon; a folder that takes no file takes no note either. */
function note(outcome) {
  try {
    fs.mkdirSync(BUILD, { recursive: true });
    fs.writeFileSync(OUTCOME, `${JSON.stringify(outcome)}\n`);
  } catch {}
  return outcome;
}

/** What an earlier build left would be of other sources. */
function removeBuilt() {
  try {
    fs.rmSync(FILE, { force: true });
  } catch {}
}

function attempt() {
  try {
    return note(build());
  } catch (error) {
    removeBuilt();
    return note({ built: false, why: error instanceof NotBuilt ? error.message : `an error came up (${error.message})` });
  }
}

function main() {
  if (process.env.NER_ADDON === "skip") return console.log("The native kernels are not built: NER_ADDON is set to skip.");
  const { built, why, compiler, instructionSets } = attempt();
  if (built) return console.log(`The native kernels are built with ${compiler} for ${instructionSets.join(", ")}.`);
  console.log(`The native kernels are not built: ${why}. The WebAssembly kernels serve.`);
  if (process.argv.includes("--report")) process.exitCode = 1;
}

main();
