import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";

const ROOT = path.join(__dirname, "..", "..", "..");

function read(file: string): string {
  return fs.readFileSync(path.join(ROOT, file), "utf8");
}

const page = read("deploy/THREAT-MODEL.md");
const rows = page.split("\n").filter((line) => line.startsWith("|")).map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));

/** Test files, each with the names that the page quotes after it. */
function quotedTests(): { readonly file: string; readonly names: readonly string[] }[] {
  return page.split(/`(?=test\/)/).slice(1).map((part) => {
    const [file, rest] = [part.slice(0, part.indexOf("`")), part.slice(part.indexOf("`") + 1)];
    const [, quoted] = /^((?:,? ?"[^"]+")+)/.exec(rest) ?? [];
    return { file, names: [...(quoted ?? "").matchAll(/"([^"]+)"/g)].map(([, name]) => name!) };
  });
}

test("each risk of the OWASP API Security Top 10 has an answer", () => {
  const answered = rows.filter(([risk]) => /^API\d+ /.test(risk ?? ""));
  assert.equal(answered.map(([risk]) => risk!.split(" ")[0]), Array.from({ length: 10 }, (_, i) => `API${i + 1}`));
  assert.ok(answered.every(([, answer]) => answer!.length > 60));
});

test("each kind of threat of STRIDE is there, with what is done and what is not", () => {
  const kinds = ["spoofing", "tampering", "repudiation", "information disclosure", "denial of service", "elevation of privilege"];
  for (const kind of kinds) {
    const found = rows.filter(([first]) => first === kind);
    assert.ok(found.length > 0, kind);
    assert.ok(found.every((row) => row.length === 4 && row.every((cell) => cell !== "")), kind);
  }
});

test("every test that the threat model names exists by that name", () => {
  const quoted = quotedTests();
  assert.ok(quoted.length >= 8, `only ${quoted.length} tests were found`);
  const missing = quoted.flatMap(({ file, names }) => {
    const source = read(file);
    return names.length === 0 ? [`${file}: no name`] : names.filter((name) => !source.includes(`test("${name}"`)).map((name) => `${file}: ${name}`);
  });
  assert.equal(missing, []);
});

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Workflow {
  readonly permissions: { readonly [scope: string]: string };
  readonly jobs: { readonly [job: string]: { readonly permissions?: unknown; readonly steps: readonly Step[] } };
}

const workflowText = read(".github/workflows/ci.yml");
const workflow = parse(workflowText) as Workflow;
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

test("the workflow may only read, knows no secret, and pins its actions", () => {
  assert.equal(workflow.permissions, { contents: "read" });
  assert.ok(Object.values(workflow.jobs).every((job) => job.permissions === undefined));
  assert.not.match(workflowText, /secrets\.|pull_request_target/);
  const actions = steps.flatMap(({ uses }) => uses ?? []);
  assert.ok(actions.length > 0 && actions.every((action) => /^actions\/[a-z-]+@(v\d+|[0-9a-f]{40})$/.test(action)), actions.join());
});

test("the workflow runs the README's test command, an audit, and the gates as a dry run", () => {
  const commands = steps.flatMap(({ run }) => run ?? []);
  assert.ok(read("README.md").includes("npm ci && npm test"));
  for (const wanted of [/^npm ci$/, /^npm test$/, /^npm audit --omit=dev/, /nerbook promote .*--dry-run$/]) {
    assert.ok(commands.some((command) => wanted.test(command)), String(wanted));
  }
});

test("what the workflow puts into a shell is no text of whoever opened the pull request", () => {
  for (const { run = "" } of steps) assert.not.match(run, /\$\{\{/);
});

test.run();
