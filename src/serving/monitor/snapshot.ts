import { FEATURES, type Feature } from "../drift/features";
import { METRICS } from "../metrics/catalog";
import type { Changes, Labels, Selector } from "./changes";

/** One feature of one version's last window. */
export interface FeatureState {
  readonly feature: Feature;
  readonly psi: number;
  readonly js: number | null;
  readonly alarm: boolean;
}

/** One version of a model between two scrapes. Times in milliseconds, shares in [0, 1]; null where nothing is known. */
export interface VersionState {
  readonly model: string;
  readonly version: string;
  readonly requestsPerSecond: number | null;
  readonly p50Milliseconds: number | null;
  readonly p95Milliseconds: number | null;
  readonly p99Milliseconds: number | null;
  /** Of its requests. */
  readonly errorShare: number | null;
  readonly modelErrors: number;
  readonly cacheHitShare: number | null;
  readonly queueMilliseconds: number | null;
  readonly batchSize: number | null;
  readonly confidence: number | null;
  readonly unknownShare: number | null;
  readonly drift: readonly FeatureState[];
  readonly f1: { readonly estimate: number; readonly low: number; readonly high: number; readonly floor: number | null } | null;
  readonly alarms: readonly string[];
}

/** The service between two scrapes. */
export interface Snapshot {
  readonly seconds: number | null;
  readonly requestsPerSecond: number | null;
  /** Requests that no model answered, by the first digit of their status. */
  readonly refused: number;
  readonly failed: number;
  readonly queueDepth: number | null;
  readonly versions: readonly VersionState[];
}

const MILLISECONDS = 1000;

function ofVersion(model: string, version: string): Selector {
  return (labels) => labels["model"] === model && labels["version"] === version;
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function inMilliseconds(seconds: number | null): number | null {
  return seconds === null ? null : seconds * MILLISECONDS;
}

function isFailure({ status = "" }: Labels): boolean {
  return status.startsWith("5");
}

function driftOf(changes: Changes, own: Selector): FeatureState[] {
  return FEATURES.flatMap((feature) => {
    const selector: Selector = (labels) => own(labels) && labels["feature"] === feature;
    const psi = changes.gauge(METRICS.driftPsi.name, selector);
    if (psi === null) return [];
    return [{ feature, psi, js: changes.gauge(METRICS.driftJs.name, selector), alarm: changes.gauge(METRICS.driftAlarm.name, selector) === 1 }];
  });
}

function f1Of(changes: Changes, own: Selector): VersionState["f1"] {
  const bound = (name: string) => changes.gauge(METRICS.estimatedF1.name, (labels) => own(labels) && labels["bound"] === name);
  const [estimate, low, high] = [bound("estimate"), bound("low"), bound("high")];
  return estimate === null || low === null || high === null ? null : { estimate, low, high, floor: bound("floor") };
}

function alarmsOf(drift: readonly FeatureState[], f1: VersionState["f1"], breakerOpen: boolean): string[] {
  return [
    ...drift.filter(({ alarm }) => alarm).map(({ feature }) => `drift of ${feature}`),
    ...(f1 && f1.floor !== null && f1.low < f1.floor ? ["estimated F1 below its floor"] : []),
    ...(breakerOpen ? ["breaker open"] : []),
  ];
}

function versionState(changes: Changes, model: string, version: string): VersionState {
  const own = ofVersion(model, version);
  const requests = changes.increase(METRICS.requests.name, own);
  const quantile = (share: number) => inMilliseconds(changes.quantile(METRICS.requestSeconds.name, share, own));
  const hits = changes.increase(METRICS.cacheHits.name, own);
  const [drift, f1] = [driftOf(changes, own), f1Of(changes, own)];
  return {
    model, version,
    requestsPerSecond: changes.rate(METRICS.requests.name, own),
    p50Milliseconds: quantile(0.5), p95Milliseconds: quantile(0.95), p99Milliseconds: quantile(0.99),
    errorShare: shareOf(changes.increase(METRICS.requests.name, (labels) => own(labels) && isFailure(labels)), requests),
    modelErrors: changes.increase(METRICS.errors.name, own),
    cacheHitShare: shareOf(hits, hits + changes.increase(METRICS.cacheMisses.name, own)),
    queueMilliseconds: inMilliseconds(changes.mean(METRICS.queueSeconds.name, own)),
    batchSize: changes.mean(METRICS.batchSize.name, own),
    confidence: changes.mean(METRICS.confidence.name, own),
    unknownShare: shareOf(changes.increase(METRICS.unknownWords.name, own), changes.increase(METRICS.tokens.name, own)),
    drift, f1,
    alarms: alarmsOf(drift, f1, changes.gauge(METRICS.breakerOpen.name, own) === 1),
  };
}

/** Every version that any of the service's metrics names, by model and version. */
function versionsIn(changes: Changes): (readonly [model: string, version: string])[] {
  const metrics = [METRICS.requests, METRICS.tokens, METRICS.routes, METRICS.errors, METRICS.driftPsi, METRICS.breakerOpen];
  const keys = metrics.flatMap(({ name }) => changes.select(name)).flatMap(({ labels: { model, version } }) =>
    model !== undefined && version !== undefined ? [`${model}\n${version}`] : []);
  return [...new Set(keys)].sort().map((key) => key.split("\n") as [string, string]);
}

/** What happened to a service. A scrape of something else gives a snapshot without versions. */
export function snapshotOf(changes: Changes): Snapshot {
  const withoutModel = (first: string): Selector => ({ model, status }) => model === undefined && status?.startsWith(first) === true;
  return {
    seconds: changes.seconds,
    requestsPerSecond: changes.rate(METRICS.requests.name),
    refused: changes.increase(METRICS.requests.name, withoutModel("4")),
    failed: changes.increase(METRICS.requests.name, withoutModel("5")),
    queueDepth: changes.gauge(METRICS.queueDepth.name),
    versions: versionsIn(changes).map(([model, version]) => versionState(changes, model, version)),
  };
}
