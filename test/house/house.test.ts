import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";

const SRC = path.join(__dirname, "..", "..", "src");

/** Rooms from the ground up: a file may import from its own room and from those of earlier lines. */
const FLOORS: readonly (readonly string[])[] = [
  ["errors"],
  ["files", "random"],
  ["terminal", "markdown"],
  ["corpus", "layers"],
  ["encoding", "kernels"],
  ["programs"],
  ["backend"],
  ["models"],
  ["training", "evaluation", "onnx"],
  ["experiments", "figures"],
  ["serving"],
  ["reports"],
  ["notebooks"],
  ["claims"],
  ["numbers"],
  ["interview"],
  ["site"],
  ["cli"],
];

function sources(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? sources(full) : entry.name.endsWith(".ts") ? [full] : [];
  });
}

function roomOf(file: string): string {
  return path.relative(SRC, file).split(path.sep)[0]!.replace(/\.ts$/, "");
}

function floorOf(room: string): number {
  return FLOORS.findIndex((rooms) => rooms.includes(room));
}

function importsOf(file: string): string[] {
  const specifiers = [...fs.readFileSync(file, "utf8").matchAll(/(?:from|import\(|require\()\s*"(\.[^"]+)"/g)].map((match) => match[1]!);
  return specifiers.map((specifier) => path.resolve(path.dirname(file), specifier));
}

const files = sources(SRC);

test("every room has its floor", () => {
  assert.equal([...new Set(files.map(roomOf))].filter((room) => floorOf(room) < 0), []);
});

test("imports run one way: down, or inside a room", () => {
  const wrong = files.flatMap((file) => importsOf(file)
    .filter((target) => roomOf(target) !== roomOf(file) && floorOf(roomOf(target)) >= floorOf(roomOf(file)))
    .map((target) => `${path.relative(SRC, file)} → ${path.relative(SRC, target)}`));
  assert.equal(wrong, []);
});

test("no file is over 300 lines", () => {
  assert.equal(files.filter((file) => fs.readFileSync(file, "utf8").split("\n").length > 300).map((file) => path.relative(SRC, file)), []);
});

test("random numbers come from a seeded generator alone", () => {
  assert.equal(files.filter((file) => /Math\.random\(/.test(fs.readFileSync(file, "utf8"))).map((file) => path.relative(SRC, file)), []);
});

test.run();
