import * as fs from "node:fs";
import * as path from "node:path";

const ROOT = path.join(__dirname, "..", "..");
const SAMPLES = path.join(__dirname, "golden");

/** The folder of the full golden files: NER_GOLDEN, else `../shared/golden` beside the repository. */
export function goldenFile(name: string): string | undefined {
  const file = path.join(process.env.NER_GOLDEN ?? path.join(ROOT, "..", "shared", "golden"), name);
  return fs.existsSync(file) ? file : undefined;
}

export function sampleFile(name: string): string {
  return path.join(SAMPLES, name);
}

export function readLines(file: string): string[] {
  return fs.readFileSync(file, "utf8").split("\n").filter((line) => line !== "");
}

export type GoldenNumber = number | "nan";
export interface GoldenError { readonly error: string }

export function sameDouble(ours: number, golden: GoldenNumber): boolean {
  return golden === "nan" ? Number.isNaN(ours) : Object.is(ours, golden);
}
