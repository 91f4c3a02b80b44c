import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import fastify from "fastify";
import { buildProgram } from "../../src/cli/main";
import { METRICS } from "../../src/serving/metrics/catalog";
import { DEFAULT_POLICY } from "../../src/serving/router/policy";
import { readPolicy } from "../../src/serving/router/policy-file";
import { DEFAULT_LIMITS } from "../../src/serving/security/limits";
import { KUBERNETES_SCHEMAS } from "./deploy-schemas";

const DEPLOY = path.join(__dirname, "..", "..", "deploy");

/** A manifest as the tests below look into it; the schemas have said that it is so. */
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Fields;
}
type Fields = { readonly [name: string]: Fields & readonly Fields[] & string & number };

function read(...names: readonly string[]): string {
  return fs.readFileSync(path.join(DEPLOY, ...names), "utf8");
}

const manifests = fs.readdirSync(path.join(DEPLOY, "kubernetes")).map((file) => parse(read("kubernetes", file)) as Manifest);

function manifestOf(kind: string): Manifest {
  return manifests.find((manifest) => manifest.kind === kind)!;
}

const pod = manifestOf("Deployment").spec["template"]!["spec"]!;
const container = pod["containers"]![0]!;
const podLabels = manifestOf("Deployment").spec["template"]!["metadata"]!["labels"]! as unknown as { readonly [name: string]: string };

function selects(labels: unknown): boolean {
  return Object.entries(labels as { readonly [name: string]: string }).every(([name, value]) => podLabels[name] === value);
}

/** What the schema of its kind has against a manifest; empty for nothing. The framework's own validator judges. */
async function faultOf(manifest: unknown, kind: string): Promise<string> {
  const server = fastify({ ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } } });
  server.post("/", { schema: { body: KUBERNETES_SCHEMAS[kind]! } }, () => "");
  const { statusCode, body } = await server.inject({ method: "POST", url: "/", payload: manifest as object });
  await server.close();
  return statusCode === 200 ? "" : (JSON.parse(body) as { message: string }).message;
}

test("the manifests are what their kinds ask for, field by field, one of each kind", async () => {
  assert.equal(manifests.map(({ kind }) => kind).sort(), Object.keys(KUBERNETES_SCHEMAS).sort());
  for (const manifest of manifests) assert.is(await faultOf(manifest, manifest.kind), "", manifest.kind);
});

test("the schemas refuse slips: an unknown field, a missing one, a number for text, a bad quantity, a bad port", async () => {
  const service = manifestOf("Service");
  const changed = (spec: object) => faultOf({ ...service, spec: { ...service.spec, ...spec } }, "Service");
  assert.match(await changed({ selektor: {} }), /additional properties/);
  assert.match(await faultOf({ ...service, spec: undefined }, "Service"), /required property 'spec'/);
  assert.match(await changed({ selector: { a: 1 } }), /selector/);
  assert.match(await changed({ ports: [{ name: "http", port: 70_000, targetPort: "http", protocol: "TCP" }] }), /port/);
  const deployment = structuredClone(manifestOf("Deployment")) as unknown as { spec: { template: { spec: { containers: { resources: { requests: { cpu: string } } }[] } } } };
  deployment.spec.template.spec.containers[0]!.resources.requests.cpu = "two";
  assert.match(await faultOf(deployment, "Deployment"), /cpu/);
});

test("everything that selects pods selects the deployment's, and the autoscaler scales it", () => {
  const { spec: deployment, metadata } = manifestOf("Deployment");
  const selectors = [
    deployment["selector"]!["matchLabels"], manifestOf("Service").spec["selector"], manifestOf("PodDisruptionBudget").spec["selector"]!["matchLabels"],
    manifestOf("NetworkPolicy").spec["podSelector"]!["matchLabels"],
  ];
  for (const selector of selectors) assert.ok(Object.keys(selector!).length > 0 && selects(selector), JSON.stringify(selector));
  const target = manifestOf("HorizontalPodAutoscaler").spec["scaleTargetRef"]!;
  assert.equal([target["kind"], target["name"]], ["Deployment", metadata.name]);
});

test("the autoscaler goes by 70 % of the processors and by a metric that the service has", () => {
  const [resource, pods] = manifestOf("HorizontalPodAutoscaler").spec["metrics"]! as unknown as readonly [Fields, Fields];
  assert.is(resource["resource"]!["target"]!["averageUtilization"], 70);
  assert.is(pods["pods"]!["metric"]!["name"], METRICS.queueDepth.name);
  assert.ok(manifestOf("HorizontalPodAutoscaler").spec["minReplicas"]! > manifestOf("PodDisruptionBudget").spec["maxUnavailable"]!, "an eviction could take the last instance");
});

test("the pod has no rights that it does not need", () => {
  assert.equal([pod["securityContext"]!["runAsNonRoot"], pod["automountServiceAccountToken"]], [true, false] as unknown[]);
  const { allowPrivilegeEscalation, readOnlyRootFilesystem, capabilities } = container["securityContext"]!;
  assert.equal([allowPrivilegeEscalation, readOnlyRootFilesystem, capabilities!["drop"]], [false, true, ["ALL"]] as unknown[]);
  const writable = (container["volumeMounts"]! as unknown as readonly { readonly name: string; readonly readOnly?: boolean }[]).filter(({ readOnly }) => !readOnly);
  assert.equal(writable.map(({ name }) => name), ["scratch"]);
});

test("ports and probes are those of the service", () => {
  const named = container["ports"]![0]!;
  assert.is(manifestOf("Service").spec["ports"]![0]!["targetPort"], named["name"]);
  assert.equal(manifestOf("NetworkPolicy").spec["ingress"]![0]!["ports"], [{ protocol: "TCP", port: named["containerPort"] }]);
  const routes = fs.readFileSync(path.join(DEPLOY, "..", "src", "serving", "http", "routes", "health.ts"), "utf8");
  for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"]) assert.ok(routes.includes(`"${container[probe]!["httpGet"]!["path"]!}"`), probe);
  assert.is(container["readinessProbe"]!["httpGet"]!["path"], "/readyz");
});

/** The value of a flag among arguments, either way of writing it. */
function flag(args: readonly string[], name: string): string | undefined {
  const joined = args.find((arg) => arg.startsWith(`${name}=`));
  return joined?.slice(name.length + 1) ?? args[args.indexOf(name) + 1];
}

/** The flags of `nerbook serve` that arguments name and that there are not. */
function unknownFlags(args: readonly string[]): string[] {
  const command = buildProgram().commands.find((each) => each.name() === "serve")!;
  const named = args.filter((arg) => arg.startsWith("--")).map((arg) => arg.split("=")[0]!);
  return named.filter((name) => !command.options.some(({ long }) => long === name));
}

const containerfile = read("Containerfile");
const admitted = fs.readFileSync(path.join(DEPLOY, "..", ".dockerignore"), "utf8").split("\n").filter((line) => line.startsWith("!")).map((line) => line.slice(1));

/** The JSON list that a line of the Containerfile gives. */
function listOf(instruction: string): string[] {
  return JSON.parse(new RegExp(`^${instruction} (\\[.*\\])$`, "m").exec(containerfile)![1]!) as string[];
}

test("container and pod start the service with flags that it has", () => {
  const args = container["args"]! as unknown as readonly string[];
  assert.equal(unknownFlags(args), []);
  assert.equal(unknownFlags(listOf("CMD")), []);
  assert.is(flag(args, "--port"), String(container["ports"]![0]!["containerPort"]));
  assert.not.ok([...args, ...listOf("CMD")].includes("--no-auth"));
  assert.equal(listOf("ENTRYPOINT"), ["node", "bin/nerbook.js", "serve"]);
});

test("everything that the pod mounts is there: the claim, and the policy as the router reads it", () => {
  const volumes = pod["volumes"]! as unknown as readonly { readonly persistentVolumeClaim?: { readonly claimName: string }; readonly configMap?: { readonly name: string } }[];
  assert.ok(volumes.some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === manifestOf("PersistentVolumeClaim").metadata.name));
  assert.ok(volumes.some(({ configMap }) => configMap?.name === manifestOf("ConfigMap").metadata.name));
  const { data } = manifestOf("ConfigMap") as unknown as { readonly data: { readonly [file: string]: string } };
  const [[name, text]] = Object.entries(data) as [[string, string]];
  assert.is(path.basename(flag(container["args"]! as unknown as readonly string[], "--policy")!), name);
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-policy-")), name);
  fs.writeFileSync(file, text);
  assert.equal(readPolicy(file).shares, DEFAULT_POLICY.shares);
});

test("a pod that is asked to end has the time to drain", () => {
  const delay = Number(flag(container["args"]! as unknown as readonly string[], "--drain-delay"));
  const quiet = 10_000;
  assert.ok(1000 * Number(pod["terminationGracePeriodSeconds"]) > delay + quiet + DEFAULT_LIMITS.deadlineMilliseconds);
});

test("the image is built in two stages from files that are there, installs what is locked, and does not run as root", () => {
  assert.is((containerfile.match(/^FROM /gm) ?? []).length, 2);
  assert.match(containerfile, /npm ci --omit=dev --ignore-scripts/);
  const last = containerfile.slice(containerfile.lastIndexOf("\nFROM "));
  assert.match(last, /^USER [1-9]\d*:[1-9]\d*$/m);
  assert.match(last, /^HEALTHCHECK .*\n +CMD \["node"/m);
  const copied = [...containerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources]) => sources!.split(" "));
  assert.ok(copied.length >= 6);
  for (const source of copied) {
    assert.ok(fs.existsSync(path.join(DEPLOY, "..", source)), source);
    assert.ok(admitted.includes(source), `the builder does not see ${source}`);
  }
});

test("the image holds the transpiled sources, made once all of them are there, and where an instance can read them", () => {
  const [build, last] = containerfile.split(/^FROM /m).slice(1) as [string, string];
  const filled = build.indexOf("\nRUN node bin/nerbook.js serve --help");
  assert.ok(filled > build.lastIndexOf("\nCOPY "), "a source that is copied later is transpiled at every start");
  assert.match(last, /^COPY --from=build \/app \/app$/m);
});

test("what serves is among the dependencies that the image installs", () => {
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(DEPLOY, "..", "package.json"), "utf8")) as { readonly dependencies: { readonly [name: string]: string } };
  for (const name of ["fastify", "ts-node", "typescript", "commander", "@tensorflow/tfjs"]) assert.ok(dependencies[name] !== undefined, name);
});

test("nginx asks again only what changes nothing, passes no orders on and writes no requests down", () => {
  const configuration = read("nginx", "nginx.conf");
  const locations = [...configuration.matchAll(/location (=? ?\S+) \{([^}]*)\}/g)].map(([, route, body]) => ({ route: route!, body: body! }));
  const again = locations.filter(({ body }) => body.includes("non_idempotent")).map(({ route }) => route);
  assert.equal(again, ["= /v1/predict", "= /v1/predict/batch"]);
  assert.match(locations.find(({ route }) => route === "/v1/operate")!.body, /return 404/);
  assert.match(configuration, /^ *access_log off;$/m);
  assert.not.match(configuration, /log_format|\$request_body/);
});

test.run();
