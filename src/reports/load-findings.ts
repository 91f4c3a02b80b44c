import { LOAD_COMMAND, type LoadStep, type LoadTest } from "./load-record";
import {
  cachePairs, CLAIMED_LOAD, errorsOfStep, heldStep, MODEL2_SCENARIO, scenariosOf, serverMillisecondsARequest, stepsOfScenario,
} from "./load-report";
import { count, counted, percentText } from "./percent";

function milliseconds(value: number): string {
  return `${Number(value.toPrecision(3))} ms`;
}

function faultOf(step: LoadStep): string {
  const errors = errorsOfStep(step);
  if (errors > 0) return `${counted(errors, "error")}`;
  return step.latency.p95 > CLAIMED_LOAD.p95 ? `a p95 of ${milliseconds(step.latency.p95)}` : `${count(step.achieved)} answers a second`;
}

/** What Model 2 alone holds within the claimed latency; undefined where it was not under load. */
function rateSentence(test: LoadTest): string[] {
  const steps = stepsOfScenario(test, MODEL2_SCENARIO);
  if (steps.length === 0) return [];
  const held = heldStep(steps);
  const lost = steps.find(({ rate }) => rate > (held?.rate ?? 0));
  const beyond = lost ? `at ${count(lost.rate)} it has ${faultOf(lost)}` : "no higher rate was tried";
  if (!held) return [`Model 2 alone, cache off, one instance, holds no tried rate within ${CLAIMED_LOAD.p95} ms: ${beyond}.`];
  const found = `${count(held.rate)} requests/s with a p95 of ${milliseconds(held.latency.p95)} and no error`;
  return [`Model 2 alone, cache off, one instance, holds ${found}; ${beyond}.`];
}

function targetSentence({ targets }: LoadTest): string[] {
  if (targets.length === 0) return [];
  const told = targets.map(({ title, rate, p95, measured, verdict, why }) => {
    const asked = `p95 ≤ ${p95} ms at ${count(rate)}/s`;
    const found = measured === null ? "" : ` with ${milliseconds(measured)}`;
    const reason = verdict === "missed" && why ? `: ${why}` : "";
    return `${title} (${asked}) ${verdict === "met" ? "met" : "MISSED"}${found}${reason}`;
  });
  return [`Targets: ${told.join("; ")}.`];
}

/** Whether anything came near the claimed peak. */
function peakSentence(test: LoadTest): string {
  const best = test.steps.reduce((a, b) => (b.achieved > a.achieved ? b : a));
  const what = `the most that was answered is ${count(best.achieved)} a second (${best.scenario})`;
  return best.achieved >= CLAIMED_LOAD.peak
    ? `The claimed peak of ${count(CLAIMED_LOAD.peak)} requests/s was reached: ${what}.`
    : `The claimed peak of ${count(CLAIMED_LOAD.peak)} requests/s was not reached on this machine: ${what}.`;
}

function cacheSentence(test: LoadTest): string[] {
  const pairs = cachePairs(test).filter(({ withIt }) => withIt.instances === 1);
  const pair = pairs.find(({ withIt }) => withIt.rate === CLAIMED_LOAD.rate) ?? pairs.at(-1);
  if (!pair) return [];
  const { without, withIt } = pair;
  const [before, after] = [serverMillisecondsARequest(without), serverMillisecondsARequest(withIt)];
  const cost = before === null || after === null ? "" : `, processor time a request from ${milliseconds(before)} to ${milliseconds(after)}`;
  const hits = withIt.cacheHitShare === null ? "" : ` (${percentText(withIt.cacheHitShare)} of the answers come from it)`;
  return [
    `With the cache and sentences that repeat by Zipf's law${hits}, p95 at ${count(withIt.rate)} requests/s goes from ` +
      `${milliseconds(without.latency.p95)} to ${milliseconds(withIt.latency.p95)}${cost}. The share of hits is an assumption about users, not a measurement.`,
  ];
}

function instancesSentence(test: LoadTest): string[] {
  const several = scenariosOf(test).map((scenario) => stepsOfScenario(test, scenario)).filter(([first]) => first!.instances > 1 && !first!.cache);
  const one = heldStep(stepsOfScenario(test, MODEL2_SCENARIO));
  const [steps] = several;
  if (!steps || !one) return [];
  const held = heldStep(steps);
  const rate = held ? `${count(held.rate)} requests/s` : "no tried rate";
  return [
    `${counted(steps[0]!.instances, "instance")} behind nginx on the same cores hold ${rate} within ${CLAIMED_LOAD.p95} ms, ` +
      `one alone ${count(one.rate)}: on one machine instances share what there is.`,
  ];
}

function littleSentence({ steps }: LoadTest): string[] {
  const ratios = steps.flatMap(({ little }) => (little && little.computed >= 1 ? [little.sampled / little.computed] : []));
  if (ratios.length === 0) return [];
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2));
  const range = low === high ? low : `${low} to ${high}`;
  return [
    `Little's law: requests in flight as counted are ${range} times rate × mean latency over ${counted(ratios.length, "step")} with at least one in flight. ` +
      `The claim, ${count(CLAIMED_LOAD.rate)}/s at ${CLAIMED_LOAD.p95} ms, means ${count((CLAIMED_LOAD.rate * CLAIMED_LOAD.p95) / 1000)} in flight.`,
  ];
}

/** What the load test says, computed; one sentence where there is none. */
export function loadFindings(test: LoadTest | null): string[] {
  if (test === null) return [`What the service holds over HTTP is not measured on this machine; \`${LOAD_COMMAND}\` does that.`];
  return [
    ...rateSentence(test), ...targetSentence(test), peakSentence(test), ...cacheSentence(test), ...instancesSentence(test), ...littleSentence(test),
  ];
}
