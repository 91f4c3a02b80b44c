import { bootstrapIntervals, countSentences, scoreEntities } from "../../evaluation";
import { stableJson } from "../../files/stable-json";
import { createGenerator, deriveSeed } from "../../random/generator";
import type { Contender, GateInput, GateResult } from "./gates-types";
import { percentText, rangeText, shortHash } from "./gates-words";
import type { DataFingerprint } from "./manifest";

const EQUAL = 1e-9;

function unknown(gate: string, limit: number | null, sentence: string): GateResult {
  return { gate, passed: false, measured: null, limit, sentence };
}

/** The record's score must be what its own predictions give: nothing here rests on a number that cannot be made again. */
export function evidenceGate({ candidate, judged }: GateInput): GateResult {
  const { predicted, recorded, version } = candidate;
  const gate = "evidence";
  if (recorded === null) return unknown(gate, null, `The version ${version} has no record: nothing is known of how good it is.`);
  if (predicted === null || judged === null) {
    return unknown(gate, recorded.test, `The predictions that the record of ${version} was made from cannot be scored again, as their sentences are not at hand.`);
  }
  const { f1 } = scoreEntities(judged.test.map(({ tags }) => tags), predicted, { scheme: "IOB2", repair: "discard" }).micro;
  const passed = Math.abs(f1 - recorded.test) <= EQUAL;
  const sentence = passed ? `Its predictions score what its record says: strict F1 ${percentText(f1)}.`
    : `Its predictions score a strict F1 of ${percentText(f1)}, and its record says ${percentText(recorded.test)}.`;
  return { gate, passed, measured: f1, limit: recorded.test, sentence };
}

/** Corpora count by their bytes, not by their names. */
export function sameData(a: DataFingerprint | null, b: DataFingerprint | null): boolean {
  const content = (data: DataFingerprint) => stableJson({ sha256: data.corpus.sha256, split: data.split, drawing: data.drawing ?? null });
  return a !== null && b !== null && content(a) === content(b);
}

function dataText(data: DataFingerprint | null): string {
  if (data === null) return "data that nobody named";
  return `${data.corpus.name} (sha256 ${shortHash(data.corpus.sha256)}…), ${data.split} split${data.drawing ? ", drawn in its own way" : ""}`;
}

/** Scores on different sentences are not compared. */
export function dataGate({ candidate, rival, judged }: GateInput): GateResult {
  const result = (passed: boolean, sentence: string): GateResult => ({ gate: "data", passed, measured: null, limit: null, sentence });
  const { data } = candidate;
  if (judged === null || !sameData(data, judged.data)) {
    return result(false, `It was scored on ${dataText(data)}; at hand is ${judged === null ? "none of it" : dataText(judged.data)}, so it is compared with nothing.`);
  }
  if (rival !== null && !sameData(data, rival.data)) {
    return result(false, `It was scored on ${dataText(data)} and the active version ${rival.version} on ${dataText(rival.data)}: the two are not compared.`);
  }
  return result(true, `${rival === null ? "It was" : "Both versions were"} scored on ${dataText(data)}.`);
}

/** Even the first version of a slot must be better than one that finds nothing. */
export function minimumGate({ candidate, judged, limits }: GateInput): GateResult {
  const { minimumF1, resamples, level } = limits;
  const gate = "minimum F1";
  if (candidate.predicted === null || judged === null || judged.test.length < 2) return unknown(gate, minimumF1, "There is no score to judge.");
  const counts = countSentences(judged.test.map(({ tags }) => tags), candidate.predicted, "discard");
  const generator = createGenerator(deriveSeed(0, "gates", gate));
  const { systems } = bootstrapIntervals([{ name: candidate.version, runs: [counts] }], { generator, resamples, level });
  const { estimate, interval } = systems[0]!.f1;
  const passed = interval.low > minimumF1;
  const sentence = `Strict F1 is ${percentText(estimate)} (${rangeText(interval, level)}); the low end must be above ${percentText(minimumF1)}.`;
  return { gate, passed, measured: interval.low, limit: minimumF1, sentence };
}

export function latencyGate({ slot, candidate: { latency, version }, limits }: GateInput): GateResult {
  const limit = limits.latencyP95Milliseconds[slot];
  if (latency === null) return unknown("latency", limit, `Nothing is known of how fast ${version} is.`);
  const { p95Milliseconds: measured, source } = latency;
  const origin = source === "record" ? "as its record has it" : "measured here";
  const sentence = `The 95th percentile for one sentence alone is ${Number(measured.toPrecision(3))} ms (${origin}); the slot ${slot} allows ${limit} ms.`;
  return { gate: "latency", passed: measured <= limit, measured, limit, sentence };
}

/** Drift is measured against the validation part of what the model was trained on, or means nothing. */
export function driftGate({ candidate, judged, reference, limits }: GateInput): GateResult {
  const gate = "drift reference";
  const tolerance = limits.referenceTolerance;
  if (reference === null) return unknown(gate, tolerance, "It has no drift reference, so nobody would see its traffic drift.");
  const { recorded } = candidate;
  if (recorded === null || judged === null) return unknown(gate, tolerance, "Whether its drift reference is of the same corpus cannot be told without its record and corpus.");
  const difference = Math.abs(reference.f1 - recorded.validation);
  const sameSize = reference.sentences === judged.validationSentences;
  const passed = sameSize && difference <= tolerance;
  const found = `${reference.sentences} sentences with a strict F1 of ${percentText(reference.f1)}`;
  const expected = `${judged.validationSentences} with ${percentText(recorded.validation)}`;
  const sentence = passed ? `Its drift reference is the validation part of the same corpus: ${found}, recorded as ${expected}.`
    : `Its drift reference is of another corpus or model: ${found}, and the record's validation part has ${expected}.`;
  return { gate, passed, measured: difference, limit: tolerance, sentence };
}

/** Why two versions cannot be compared; undefined when they can. */
export function obstacle({ candidate, rival, judged }: GateInput): string | undefined {
  const lacks = (contender: Contender) => contender.predicted === null;
  if (judged === null || !sameData(candidate.data, judged.data)) return "the sentences to compare on are not at hand";
  if (rival !== null && !sameData(candidate.data, rival.data)) return "the two were scored on different data";
  if (lacks(candidate)) return `the version ${candidate.version} has no predictions`;
  if (rival !== null && lacks(rival)) return `the active version ${rival.version} has no predictions`;
  return judged.test.length < 2 ? "one sentence tells nothing" : undefined;
}
