import { SEED_INPUTS } from "../evaluation";
import type { LoadTest } from "../reports/load-record";
import {
  CLAIMED_LOAD, errorsOfStep, heldStep, isHeld, judgedStep, MIX_SCENARIO, MODEL2_SCENARIO, stepsOfScenario,
} from "../reports/load-report";
import { count, counted } from "../reports/percent";
import type { Slot } from "../serving/slots";
import { amount } from "./texts";

/** What the load test says of a claim: for a table, and for its cause. */
export interface Served {
  readonly measured: string;
  readonly told: string;
}

/** On what, and from what, the service was loaded. */
export function loadedText({ machine, corpus }: LoadTest): string {
  return `the service over HTTP (${machine}, load generator included; sentences of ${corpus}, cache off)`;
}

/** The p95 of a slot: Model 2's with all requests, the others' at their shares. Null where it was not under load. */
export function servedLatency(load: LoadTest | null, slot: Slot, claimed: number): Served | null {
  const step = load && judgedStep(load, slot === "model2" ? MODEL2_SCENARIO : MIX_SCENARIO);
  const p95 = (slot === "model2" ? step?.latency : step?.slots[slot]?.latency)?.p95;
  if (!load || !step || p95 === undefined) return null;
  const share = slot === "model2" ? "all of them Model 2's" : "at its share of the 90/8/2 mix";
  const errors = errorsOfStep(step);
  const failed = errors > 0 ? `, with ${counted(errors, "error")}` : "";
  const found = `p95 ${amount(p95)} ms at ${count(step.rate)} requests/s, ${share}${failed}`;
  return {
    measured: `p95 ${amount(p95)} ms here`,
    told: `Here, ${loadedText(load)}: ${found}; ${p95 <= claimed ? "within" : "above"} the claimed ${claimed} ms.`,
  };
}

/** The rate that Model 2 holds within the claimed latency, and what became of the claimed rate and peak. */
export function servedRate(load: LoadTest | null): Served | null {
  const steps = load ? stepsOfScenario(load, MODEL2_SCENARIO) : [];
  if (!load || steps.length === 0) return null;
  const { rate, peak, p95 } = CLAIMED_LOAD;
  const held = heldStep(steps);
  const asked = steps.find((step) => step.rate === rate);
  const atClaim = asked
    ? `at ${count(rate)}/s p95 is ${amount(asked.latency.p95)} ms, ${isHeld(asked, p95) ? "as claimed" : "not as claimed"}`
    : `the load ended at ${count(steps.at(-1)!.rate)}/s, before the claimed rate`;
  const most = Math.max(...steps.map(({ achieved }) => achieved));
  const atPeak = most >= peak ? "the claimed peak and more" : "not the claimed peak";
  return {
    measured: held ? `${count(held.rate)}/s within ${p95} ms here` : `no rate within ${p95} ms here`,
    told: `Here, ${loadedText(load)}: ${atClaim}; the most that was answered is ${count(most)}/s, ${atPeak}.`,
  };
}

const SECONDS_A_DAY = 86_400;

/** What the held rate would come to in a day, as a sentence to append; empty where nothing was held. */
export function capacityHere(load: LoadTest | null): string {
  const held = load ? heldStep(stepsOfScenario(load, MODEL2_SCENARIO)) : undefined;
  if (!load || !held) return "";
  const sentences = SEED_INPUTS.sentencesPerDocument.value;
  const documents = (held.rate * SECONDS_A_DAY) / sentences;
  const day = `${count(documents)} documents of ${sentences} sentences a day, were they spread evenly`;
  return ` Here one instance holds ${count(held.rate)} sentences/s (${load.machine}): ${day}.`;
}

/** How requests were shared out under load, as a sentence; empty where the mix was not tried. */
export function sharesHere(load: LoadTest | null): string {
  const step = load && judgedStep(load, MIX_SCENARIO);
  if (!step) return "";
  const all = Object.values(step.slots).reduce((sum, { requests }) => sum + requests, 0);
  if (all === 0) return "";
  const shares = (["model2", "baseline", "advanced"] as const).map((slot) => amount((100 * (step.slots[slot]?.requests ?? 0)) / all));
  return ` Of ${count(all)} requests under load the router here sent ${shares.join(" / ")} % to them.`;
}
