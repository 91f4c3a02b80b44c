import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Command } from "commander";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { register } from "../../src/cli/verbs/serve";

/** What of the image and the manifests can be carried out without a container engine or a cluster. */
const ROOT = path.join(__dirname, "..", "..");
const INSTRUCTIONS = read("deploy/Containerfile").replace(/\\\n\s*/g, "").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
const DRAINING = read("src/serving/http/draining.ts");

function read(name: string): string {
  return fs.readFileSync(path.join(ROOT, name), "utf8");
}

interface Pod {
  readonly terminationGracePeriodSeconds: number;
  readonly containers: readonly [{
    readonly args: readonly string[];
    readonly resources: { readonly requests: { readonly cpu: string } };
    readonly volumeMounts: readonly { readonly mountPath: string; readonly readOnly?: boolean }[];
  }];
  readonly volumes: readonly { readonly secret?: { readonly defaultMode: number } }[];
}

const POD = (parse(read("deploy/kubernetes/deployment.yaml")) as { spec: { template: { spec: Pod } } }).spec.template.spec;
const [CONTAINER] = POD.containers;
const FLAGS = new Map(CONTAINER.args.map((argument) => argument.split("=", 2) as [string, string]));

test("the values of a pod's flags are ones that serve takes", () => {
  const program = new Command();
  register(program);
  const options = program.commands.find((command) => command.name() === "serve")!.options;
  for (const [flag, value] of FLAGS) {
    const option = options.find(({ long }) => long === flag)!;
    assert.not.throws(() => option.parseArg?.(value, undefined as never), flag);
  }
});

test("what a flag names lies in a volume that the pod can only read", () => {
  for (const flag of ["--registry", "--keys", "--policy"]) {
    const file = FLAGS.get(flag)!;
    const mount = CONTAINER.volumeMounts.find(({ mountPath }) => file === mountPath || path.dirname(file) === mountPath);
    assert.is(mount?.readOnly, true, flag);
  }
});

test("the service takes the mode that the keys have in a pod: others must not write them", () => {
  const { defaultMode } = POD.volumes.find(({ secret }) => secret)!.secret!;
  assert.is(defaultMode, 0o440);
});

test("a pod asks for a core for each of its threads, and gets the time that draining may take", () => {
  assert.is(Number(CONTAINER.resources.requests.cpu), 1 + Number(FLAGS.get("--workers")));
  const limit = Number(/LIMIT = ([\d_]+)/.exec(DRAINING)![1]!.replace(/_/g, ""));
  assert.ok(limit >= 1000 && 1000 * POD.terminationGracePeriodSeconds > Number(FLAGS.get("--drain-delay")) + limit, String(limit));
});

test("when the image compiles the kernels, it has already copied their sources", () => {
  const compiles = INSTRUCTIONS.findIndex((line) => line.startsWith("RUN ") && line.includes("build:addon"));
  const copies = INSTRUCTIONS.findIndex((line) => /^COPY src /.test(line));
  const installs = INSTRUCTIONS.findIndex((line) => line.includes("npm ci"));
  assert.ok(installs >= 0 && installs < compiles && copies >= 0 && copies < compiles, INSTRUCTIONS.join("\n"));
});

/** The files that the image copies, side by side in a folder of their own; node_modules are those of here. */
function imageFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-image-"));
  const copied = INSTRUCTIONS.flatMap((line) => /^COPY (?!--)(.+) \S+$/.exec(line)?.[1]!.split(" ") ?? []);
  for (const name of copied) fs.cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

test("the files of the image are enough to start the command", () => {
  const folder = imageFolder();
  const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/nerbook.js", "serve", "--help"], { cwd: folder, encoding: "utf8", timeout: 60_000 });
  fs.rmSync(folder, { recursive: true, force: true });
  assert.is(status, 0, stderr);
  assert.match(stdout, /--registry <folder>/);
});

const CHECK = (JSON.parse(/CMD (\[.*\])$/.exec(INSTRUCTIONS.find((line) => line.startsWith("HEALTHCHECK "))!)![1]!) as string[]).slice(1);

test("the image's health check says yes where the service answers, and no where nobody does", () => {
  assert.ok(CHECK[1]!.includes("http://127.0.0.1:8080/healthz"));
  const dead = CHECK.map((argument) => argument.replace(":8080", ":1"));
  assert.is(spawnSync(process.execPath, dead, { timeout: 20_000 }).status, 1);
  const alive = `const server = require("node:http").createServer((_, response) => response.end()).listen(0, "127.0.0.1", () => {
    const check = ${JSON.stringify(CHECK[1])}.replace(":8080", ":" + server.address().port);
    require("node:child_process").spawn(process.execPath, ["-e", check]).on("exit", (code) => process.exit(code));
  });`;
  assert.is(spawnSync(process.execPath, ["-e", alive], { timeout: 20_000 }).status, 0);
});

test.run();
