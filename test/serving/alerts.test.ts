import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Registry } from "prom-client";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { INFERENCE_DEFAULTS } from "../../src/serving/inference/settings";
import { METRICS, seriesNames } from "../../src/serving/metrics/catalog";
import { ServingMetrics } from "../../src/serving/metrics/serving-metrics";

const FOLDER = path.join(__dirname, "..", "..", "deploy", "monitoring");
const HAS_PROMTOOL = spawnSync("promtool", ["--version"]).status === 0;

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly action: string };
}

interface Target {
  readonly refId: string;
  readonly expr: string;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: Place;
  readonly targets?: readonly Target[];
}

interface Dashboard {
  readonly title: string;
  readonly uid: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] };
  readonly panels: readonly Panel[];
}

function read(name: string): string {
  return fs.readFileSync(path.join(FOLDER, name), "utf8");
}

const RULES = (parse(read("alerts.yml")) as { groups: { rules: Rule[] }[] }).groups.flatMap(({ rules }) => rules);
const DASHBOARD = JSON.parse(read("grafana-dashboard.json")) as Dashboard;

/** Every series that a scrape of the service holds, and `up`, which Prometheus makes itself. */
function knownSeries(): Set<string> {
  const registry = new Registry();
  new ServingMetrics(registry, { processMetrics: true });
  const own = registry.getMetricsAsArray().map(({ name }) => name).filter((name) => !name.startsWith("nerbook_"));
  return new Set([...Object.values(METRICS).flatMap(seriesNames), ...own, "up"]);
}

function namesIn(query: string): string[] {
  const withoutText = query.replace(/"[^"]*"/g, '""').replace(/\{[^}]*\}/g, "");
  return withoutText.match(/\b(?:(?:nerbook|process|nodejs)_[a-z0-9_]+|up)\b/g) ?? [];
}

/** Labels that a query selects, groups or joins by, of the service's own metrics. */
function selectedLabels(query: string): (readonly [name: string, label: string])[] {
  return [...query.matchAll(/(nerbook_[a-z0-9_]+)\{([^}]*)\}/g)].flatMap(([, name, inner]) =>
    [...inner!.matchAll(/([a-z_]+)\s*(?:=~|!=|=)/g)].map(([, label]) => [name!, label!] as const));
}

function labelsOf(series: string): readonly string[] {
  const found = Object.values(METRICS).find((metric) => seriesNames(metric).includes(series))!;
  return [...found.labels, "le", "instance", "job"];
}

const QUERIES = [
  ...RULES.map(({ alert, expr }) => [alert, expr] as const),
  ...DASHBOARD.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
  ...DASHBOARD.templating.list.flatMap(({ name, definition }) => (definition ? [[name, definition] as const] : [])),
];

test("every query of the alert rules and the dashboard asks for series that exist, and selects by labels that they have", () => {
  const known = knownSeries();
  for (const [where, query] of QUERIES) {
    const names = namesIn(query);
    assert.ok(names.length > 0, where);
    assert.equal(names.filter((name) => !known.has(name)), [], where);
    for (const [name, label] of selectedLabels(query)) assert.ok(labelsOf(name).includes(label), `${where}: ${name}{${label}}`);
  }
});

test("every metric of the service is shown on the dashboard", () => {
  const shown = new Set(QUERIES.flatMap(([, query]) => namesIn(query)));
  const missing = Object.values(METRICS).filter((metric) => !seriesNames(metric).some((name) => shown.has(name))).map(({ name }) => name);
  assert.equal(missing, []);
});

test("every alert says how grave it is, what is the matter and what to do", () => {
  for (const { alert, labels, annotations } of RULES) {
    assert.ok(["warning", "critical"].includes(labels.severity), alert);
    assert.ok(annotations.summary.endsWith(".") || annotations.summary.endsWith(")."), alert);
    assert.ok(annotations.action.endsWith("."), alert);
  }
  assert.equal(RULES.map(({ alert }) => alert), [
    "NerbookSlow", "NerbookErrors", "NerbookBreakerOpen", "NerbookQueueNearlyFull", "NerbookGone", "NerbookDrift", "NerbookEstimatedF1Low",
  ]);
});

test("the queue's limit is 80 % of what may wait by default", () => {
  const limit = Number(/> (\d+)/.exec(RULES.find(({ alert }) => alert === "NerbookQueueNearlyFull")!.expr)![1]);
  assert.is(limit, Math.round(0.8 * INFERENCE_DEFAULTS.maximumQueue));
});

test("the example configuration scrapes the job that the rules look for, by the rules of this folder", () => {
  const config = parse(read("prometheus.yml")) as { rule_files: string[]; scrape_configs: { job_name: string; metrics_path: string }[] };
  assert.ok(config.rule_files.every((file) => fs.existsSync(path.join(FOLDER, file))));
  assert.equal(config.scrape_configs.map(({ job_name, metrics_path }) => [job_name, metrics_path]), [["nerbook", "/metrics"]]);
  assert.match(RULES.find(({ alert }) => alert === "NerbookGone")!.expr, /job="nerbook"/);
});

function overlap(a: Place, b: Place): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

test("the dashboard's panels have ids, titles and places of their own within 24 columns, and queries with letters of their own", () => {
  const { panels, uid, title, schemaVersion } = DASHBOARD;
  assert.ok(uid !== "" && title !== "" && schemaVersion >= 30);
  assert.is(new Set(panels.map(({ id }) => id)).size, panels.length);
  for (const [i, panel] of panels.entries()) {
    assert.ok(panel.title !== "" && panel.gridPos.x + panel.gridPos.w <= 24, panel.title);
    assert.ok(panel.type === "row" ? panel.targets === undefined : panel.targets!.length > 0, panel.title);
    assert.is(new Set((panel.targets ?? []).map(({ refId }) => refId)).size, (panel.targets ?? []).length);
    assert.ok(panels.slice(0, i).every((other) => !overlap(other.gridPos, panel.gridPos)), panel.title);
  }
});

function promtool(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("promtool", args, { cwd: FOLDER, encoding: "utf8" });
  return status === 0 ? "" : `${stdout}${stderr}`;
}

const withPromtool = HAS_PROMTOOL ? test : test.skip;
if (!HAS_PROMTOOL) process.stderr.write("test/serving/alerts.test.ts: promtool is not installed (Debian: prometheus), so the alert rules were not tried.\n");

withPromtool("the alert rules raise what they should and nothing else (promtool)", () => {
  assert.is(promtool("test", "rules", "alerts.test.yml"), "");
  assert.is(promtool("check", "config", "prometheus.yml"), "");
});

withPromtool("every query of the dashboard is valid PromQL (promtool)", () => {
  const queries = DASHBOARD.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr.replaceAll("$model", ".*").replaceAll("$version", ".*")));
  const rules = { groups: [{ name: "dashboard", rules: queries.map((expr, i) => ({ record: `dashboard:query:${i}`, expr })) }] };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "dashboard-"));
  const file = path.join(folder, "queries.yml");
  fs.writeFileSync(file, JSON.stringify(rules));
  assert.is(promtool("check", "rules", file), "");
  fs.rmSync(folder, { recursive: true });
});

test.run();
