import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { sha256 } from "../../files/hash";
import { instructionsHeader } from "../native/header";

const NATIVE = path.join(__dirname, "..", "native");
const SOURCES = [
  "vector.h", "instructions.h", "machine.h", "tile.h", "pack.h", "multiply.h",
  "rows.h", "dropout.h", "loss.h", "adam.h", "lstm.h", "kernels.c",
];

const CLANG = "clang-16";
const LINKER = "wasm-ld-16";

/** Two binaries of the same sources: the second has relaxed SIMD's fused multiply-add (see machine.ts, which chooses). */
export const BINARIES = { plain: "kernels.wasm", relaxed: "kernels-relaxed.wasm" } as const;
export type BinaryName = keyof typeof BINARIES;

const ADDED_FLAGS: { readonly [name in BinaryName]: readonly string[] } = { plain: [], relaxed: ["-mrelaxed-simd"] };
const COMPILE = [
  "--target=wasm32",
  "-O3",
  "-std=gnu11",
  "-msimd128",
  "-matomics",
  "-mbulk-memory",
  "-mmutable-globals",
  "-ffreestanding",
  // Memory starts at address 0, so a pointer to its first word is none to be optimized away.
  "-fno-delete-null-pointer-checks",
  "-fno-math-errno",
  "-ffp-contract=off",
  "-fvisibility=hidden",
];
/** The stack lies first, so that every worker can be given a stack of its own within the reserved memory. */
const LINK = [
  "--no-entry",
  "--import-memory",
  "--shared-memory",
  "--max-memory=4294967296",
  "--export=nerbook_run",
  "--export=__stack_pointer",
  "--stack-first",
  "-z",
  "stack-size=65536",
  "--strip-all",
];

/** What `kernels.json` says of the committed binaries. */
export interface BinaryDescription {
  /** Of all C sources, in the order of the build. */
  readonly sources: string;
  /** The hash of the plain binary, then of the one with relaxed SIMD. */
  readonly binary: string;
  readonly relaxed: string;
  readonly compiler: string;
  readonly command: string;
}

/** sha256 over the C sources: a binary made of others is stale. */
export function sourcesHash(): string {
  return sha256(SOURCES.map((file) => `${file}\n${fs.readFileSync(path.join(NATIVE, file), "utf8")}`).join(""));
}

/** The compiler's own name for its version, or undefined where it is not installed. */
export function compilerVersion(): string | undefined {
  try {
    return execFileSync(CLANG, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).split("\n")[0]!;
  } catch {
    return undefined;
  }
}

function compile(target: string, name: BinaryName): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kernels-"));
  try {
    const object = path.join(folder, "kernels.o");
    const flags = [...COMPILE, ...ADDED_FLAGS[name], "-c", "kernels.c", "-o", object];
    execFileSync(CLANG, flags, { cwd: NATIVE, stdio: ["ignore", "ignore", "inherit"] });
    execFileSync(LINKER, [...LINK, object, "-o", target], { stdio: ["ignore", "ignore", "inherit"] });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Compiles the plain binary into `target` and the other one beside it. Throws where clang or wasm-ld is missing. */
export function buildWasm(target: string): BinaryDescription {
  const relaxed = path.join(path.dirname(target), BINARIES.relaxed);
  compile(target, "plain");
  compile(relaxed, "relaxed");
  const flags = [...COMPILE, `[${ADDED_FLAGS.relaxed.join(" ")}]`].join(" ");
  return {
    sources: sourcesHash(),
    binary: sha256(fs.readFileSync(target)),
    relaxed: sha256(fs.readFileSync(relaxed)),
    compiler: compilerVersion() ?? "unknown",
    command: `${CLANG} ${flags} -c kernels.c && ${LINKER} ${LINK.join(" ")}`,
  };
}

if (require.main === module) {
  fs.writeFileSync(path.join(NATIVE, "instructions.h"), instructionsHeader());
  const description = buildWasm(path.join(__dirname, BINARIES.plain));
  fs.writeFileSync(path.join(__dirname, "kernels.json"), `${JSON.stringify(description, null, 2)}\n`);
  process.stderr.write(`${description.compiler}: plain ${description.binary.slice(0, 16)}, relaxed ${description.relaxed.slice(0, 16)}\n`);
}
