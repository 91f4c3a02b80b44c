import type { Study } from "../experiments/study";
import { count, counted, listed, mean, percentText, pointsText } from "../reports/percent";
import { verdictCounts, type ClaimVerdict } from "./audit";
import type { Verdict } from "./claim";
import type { Evidence } from "./evidence";
import { stepsOf, type Rung } from "./ladder";
import { reportedAccuracy, strictF1, wordsRight } from "./measures";
import { positionCounts } from "./tables";
import { percentOver, signedPoints } from "./texts";

/** What must be said where the corpus or the profile is not that of the claims. */
export function scopeText(study: Study, { isAboutClaims }: Evidence): string {
  if (isAboutClaims) return "This run is about the corpus, the split and the profile of the claims: each gets its verdict.";
  const { dataset, profile } = study;
  return [
    `The claims are about GMB in the full profile. On this corpus (${dataset.corpus.name}, ${profile.name} profile, ${dataset.split.name} split)`,
    "the same protocols give what follows; claims that rest on records get no verdict here.",
  ].join(" ");
}

function paddingFinding(evidence: Evidence): string[] {
  const records = evidence.records("legacy", "model2");
  const counts = positionCounts(evidence);
  if (counts === null) return [];
  const { positions, words, wrongPadding } = counts;
  const accuracy = `Trained and scored as it was, Model 2 has an accuracy of ${percentOver(records.map(reportedAccuracy), 3)}.`;
  const padding = `${count(positions - words)} of its ${count(positions)} positions are padding, ${count(wrongPadding)} of them wrong`;
  return [`${accuracy} With the first seed ${padding}; of the first words it gets ${percentOver(records.map(wordsRight))} right.`];
}

function floorFinding(evidence: Evidence): string[] {
  const trained = evidence.records("legacy", "model2");
  const floors = (["all-O", "look-up"] as const).map((floor) => trained.flatMap((record) => evidence.floor(floor, record) ?? []));
  if (floors.some((records) => records.length === 0)) return [];
  const [allO, lookUp] = floors.map((records) => percentOver(records.map(({ metrics }) => metrics.test.padded75), 3));
  return [`Counted the same way, tagging everything O has ${allO} and a table of each word's most frequent tag ${lookUp}.`];
}

function swapFinding(evidence: Evidence): string[] {
  const scores = (["legacy", "legacy-swapped"] as const).map((experiment) =>
    (["model2", "baseline"] as const).map((arm) => evidence.records(experiment, arm)));
  if (scores.flat().some((records) => records.length === 0)) return [];
  const leads = scores.map(([model2, baseline]) => mean(model2!.map(reportedAccuracy)) - mean(baseline!.map(reportedAccuracy))) as [number, number];
  const turned = leads[0] > 0 && leads[1] < 0 ? ": the ranking was the padding" : "";
  const padded = scores[1]![1]!;
  const [then, swapped] = leads.map((lead) => `${pointsText(Math.abs(lead))} points ${lead < 0 ? "below" : "above"}`);
  return [[
    `As then, Model 2 reports an accuracy ${then} the Baseline's; with their paddings swapped, ${swapped} it${turned}.`,
    `The padded Baseline reports ${percentOver(padded.map(reportedAccuracy))} while it has ${percentOver(padded.map(wordsRight))} of the first words right.`,
  ].join(" ")];
}

function ladderFinding(rungs: readonly Rung[] | null): string[] {
  if (rungs === null) return [];
  const steps = stepsOf(rungs).slice(1) as number[];
  const titled = steps.map((step, i) => ({ step, title: rungs[i + 1]!.title }));
  const [largest] = [...titled].sort((a, b) => a.step - b.step);
  const rises = titled.filter(({ step }) => step > 0).map(({ title, step }) => `"${title}" (${signedPoints(step)})`);
  const [first, last] = [rungs[0]!, rungs[rungs.length - 1]!];
  const deepest = largest && largest.step < 0 ? `The largest fall is "${largest.title}" (${signedPoints(largest.step)} points)` : "No step falls";
  const up = rises.length > 0 ? `; ${listed(rises)} ${rises.length === 1 ? "rises" : "rise"}` : "";
  return [
    `One change a rung, ${percentText(mean(first.level))} becomes ${percentText(mean(last.level))}. ${deepest}${up}.`,
  ];
}

const HEADLINE = [
  { arm: "baseline", title: "the Baseline as built" }, { arm: "baseline-per-token", title: "the Baseline per token" },
  { arm: "model2", title: "Model 2" }, { arm: "advanced", title: "the Advanced model" },
] as const;

/** What the models do where whole sentences are tagged and entities are scored. */
function headlineFinding(evidence: Evidence): string[] {
  const scores = HEADLINE.flatMap(({ arm, title }) => {
    const records = evidence.records("headline", arm);
    return records.length === 0 ? [] : [`${title} ${percentOver(records.map(strictF1))}`];
  });
  return scores.length === 0 ? [] : [`On whole sentences, strict entity F1 on the test part is: ${listed(scores)}.`];
}

function named(audited: readonly ClaimVerdict[], verdict: Verdict): string {
  return listed(audited.filter((each) => each.verdict === verdict).map(({ id }) => id));
}

function verdictFinding(audited: readonly ClaimVerdict[]): string[] {
  const counts = verdictCounts(audited).map(({ verdict, claims }) => `${claims} ${verdict}`);
  const missed = named(audited, "not reproduced");
  const artefacts = named(audited, "artefact");
  return [
    [
      `Of ${counted(audited.length, "claim")}: ${listed(counts)}.`,
      artefacts ? `Artefacts of their protocol: ${artefacts}.` : "",
      missed ? `Not reproduced: ${missed}.` : "",
    ].filter(Boolean).join(" "),
  ];
}

/** What the audit found, from the records alone; what has no record is not spoken of. */
export function auditFindings(evidence: Evidence, rungs: readonly Rung[] | null, audited: readonly ClaimVerdict[]): string[] {
  return [
    ...paddingFinding(evidence), ...floorFinding(evidence), ...swapFinding(evidence), ...ladderFinding(rungs), ...headlineFinding(evidence),
    ...verdictFinding(audited),
  ];
}
