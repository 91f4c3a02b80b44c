import * as fs from "node:fs";
import * as path from "node:path";
import type { Command } from "commander";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildProgram } from "../../src/cli/main";
import { anchorsOf, codeOf, linksOf, variablesReadIn, type Link } from "./markdown";

const ROOT = path.join(__dirname, "..", "..");
/** Flags of npm that the pages speak of. */
const NPM_FLAGS = ["--omit", "--ignore-scripts"];
const OUTSIDE = /^[a-z]+:/;
const UNTRACKED = new Set(["node_modules", "runs", "coverage"]);

interface LockedPackage {
  readonly version?: string;
  readonly link?: boolean;
  readonly resolved?: string;
}

function read(file: string): string {
  return fs.readFileSync(path.join(ROOT, file), "utf8");
}

function filesBelow(folder: string, wanted: RegExp): string[] {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return UNTRACKED.has(entry.name) || entry.name.startsWith(".") ? [] : filesBelow(file, wanted);
    return wanted.test(entry.name) ? [file] : [];
  });
}

const pages = filesBelow(".", /\.md$/);

/** The verb that words such as `notebook run 03` name, or a sentence that says what there is not. */
function verbOf(program: Command, words: readonly string[]): Command | string {
  const [first, ...rest] = words;
  const verb = program.commands.find((command) => command.name() === first);
  if (!verb) return `there is no verb ${first}`;
  if (verb.commands.length === 0) return verb;
  return verbOf(verb, rest);
}

function faultsOf(program: Command, words: readonly string[]): string[] {
  const verb = verbOf(program, words.filter((word) => !word.startsWith("-")));
  if (typeof verb === "string") return [verb];
  const known = ["--help", ...verb.options.map((option) => option.long)];
  const flags = words.filter((word) => word.startsWith("--") && word.length > 2).map((word) => word.split("=")[0]!);
  return flags.filter((flag) => !known.includes(flag)).map((flag) => `${verb.name()} has no ${flag}`);
}

const SHOWN_COMMAND = /^(?:(?:npx )?nerbook (.+)|npm run (reproduce|notebook)(?: -- (.+))?)$/;

/** `nerbook VERB …` and `npm run reproduce -- …` in code, as the words that nerbook gets. */
function commandsOf(page: string): string[][] {
  return codeOf(read(page)).flatMap((code) => {
    const [, called, script, flags] = SHOWN_COMMAND.exec(code.replace(/[[\]]/g, "")) ?? [];
    const line = called ?? (script && [script, flags].join(" "));
    return line ? [line.split(/\s+/).filter((word) => word !== "")] : [];
  });
}

function flagsOf(command: Command): string[] {
  return [...command.options.map((option) => option.long!), ...command.commands.flatMap(flagsOf)];
}

function broken(page: string, { target }: Link): boolean {
  const [file, anchor] = target.split("#") as [string, string?];
  const full = file === "" ? path.join(ROOT, page) : path.resolve(ROOT, path.dirname(page), file);
  if (!fs.existsSync(full)) return true;
  return anchor !== undefined && !anchorsOf(fs.readFileSync(full, "utf8")).includes(anchor);
}

test("every command and flag that the pages show exists", () => {
  const program = buildProgram();
  const shown = pages.flatMap((page) => commandsOf(page).map((words) => ({ page, words })));
  assert.ok(shown.length > 20, `only ${shown.length} commands were found`);
  const named = shown.filter(({ words }) => words[0] !== "VERB" && words[0] !== "--help");
  assert.equal(named.flatMap(({ page, words }) => faultsOf(program, words).map((fault) => `${page}: ${fault}`)), []);
});

test("every flag that the pages name alone is one of a verb's", () => {
  const known = new Set([...flagsOf(buildProgram()), ...NPM_FLAGS]);
  const named = pages.flatMap((page) => codeOf(read(page)).filter((code) => code.startsWith("--")).map((code) => ({ page, code })));
  assert.ok(named.length > 10, `only ${named.length} flags were found`);
  assert.equal(named.filter(({ code }) => !known.has(code.split(/[ =]/)[0]!)).map(({ page, code }) => `${page}: ${code}`), []);
});

test("the README shows every verb", () => {
  const shown = new Set(commandsOf("README.md").map(([verb]) => verb));
  assert.equal(buildProgram().commands.map((command) => command.name()).filter((name) => !shown.has(name)), []);
});

test("the README gives the two commands as they are", () => {
  const code = codeOf(read("README.md"));
  assert.ok(code.includes("npm ci && npm run reproduce"));
  assert.ok(code.includes("npm ci && npm test"));
});

test("every relative link and anchor leads somewhere", () => {
  const all = pages.flatMap((page) => linksOf(read(page)).map((link) => ({ page, ...link })));
  const links = all.filter(({ target }) => !OUTSIDE.test(target));
  assert.ok(links.length > 30, `only ${links.length} links were found`);
  assert.equal(links.filter((link) => broken(link.page, link)).map(({ page, target }) => `${page}: ${target}`), []);
});

test("every picture says in words what it shows", () => {
  const pictures = pages.flatMap((page) => linksOf(read(page)).filter((link) => link.picture));
  assert.equal(pictures.filter(({ text }) => text.length < 20).map(({ target }) => target), []);
});

test("every environment variable that the program reads is in environment.md", () => {
  const sources = [...filesBelow("src", /\.ts$/), ...filesBelow("bin", /\.js$/)];
  const variables = [...new Set(sources.flatMap((file) => variablesReadIn(read(file))))].sort();
  for (const known of ["NER_BACKEND", "NER_CORPUS", "NER_OUT", "NO_COLOR", "JUPYTER_DATA_DIR"]) assert.ok(variables.includes(known), known);
  const code = new Set(codeOf(read("environment.md")));
  assert.equal(variables.filter((variable) => !code.has(variable)), []);
});

test("every direct dependency is in the notices with the version that is locked", () => {
  const manifest = JSON.parse(read("package.json")) as { readonly [part: string]: { readonly [name: string]: string } };
  const lock = JSON.parse(read("package-lock.json")) as { readonly packages: { readonly [place: string]: LockedPackage | undefined } };
  const versionOf = (name: string): string | undefined => {
    const entry = lock.packages[`node_modules/${name}`];
    return entry?.link ? lock.packages[entry.resolved!]?.version : entry?.version;
  };
  const names = ["dependencies", "devDependencies", "optionalDependencies"].flatMap((part) => Object.keys(manifest[part] ?? {})).sort();
  const rows = [...read("THIRD-PARTY-NOTICES.md").matchAll(/^\| (\S+) \| (\d\S*) \|/gm)];
  assert.equal(rows.map(([, name, version]) => `${name} ${version}`).sort(), names.map((name) => `${name} ${versionOf(name)}`).sort());
});

test("the citation has the version of the package", () => {
  const { version } = JSON.parse(read("package.json")) as { version: string };
  assert.ok(read("CITATION.cff").includes(`\nversion: "${version}"\n`));
});

test.run();
