import { Stopped, type Clock, type Dialog, type StopReason } from "../terminal/dialog";
import { prose, ruler } from "../terminal/card-text";
import { isQuit } from "../terminal/replies";
import type { DemoMaterial } from "./prepare";
import { sceneText } from "./scenes";
import { DEMO_SCRIPT, type DemoStep } from "./script";

export interface Performance {
  readonly dialog: Dialog;
  readonly clock: Clock;
  /** Null shows all steps at once, without waiting. */
  readonly seconds: number | null;
  readonly material: DemoMaterial;
}

export type PerformanceEnd = "done" | "quit" | StopReason;

/** Seconds as a stopwatch shows them: `1:05`. */
export function stopwatch(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** When each step should be over, in seconds from the start. */
export function stepEnds(script: readonly Pick<DemoStep, "share">[], seconds: number): number[] {
  const total = script.reduce((sum, { share }) => sum + share, 0);
  let used = 0;
  return script.map(({ share }) => ((used += share) / total) * seconds);
}

function showStep({ dialog, material }: Performance, { id, title, spoken }: DemoStep, number: number, until: string): void {
  dialog.say(`\n${ruler(dialog, `${number} of ${DEMO_SCRIPT.length} · ${title}`, until)}\n`);
  dialog.say(`${dialog.paint.cyan(prose(dialog, `“${spoken}”`))}\n`);
  dialog.say(sceneText(id, material, dialog.width));
}

/** Plays the script: at a speaker's pace each step waits for Enter beside a stopwatch; q ends it. */
export async function perform(performance: Performance): Promise<PerformanceEnd> {
  const { dialog, clock, seconds } = performance;
  const begun = clock().getTime();
  const elapsed = () => (clock().getTime() - begun) / 1000;
  const ends = stepEnds(DEMO_SCRIPT, seconds ?? 0);
  try {
    for (const [i, step] of DEMO_SCRIPT.entries()) {
      showStep(performance, step, i + 1, seconds === null ? "" : `to ${stopwatch(ends[i]!)}`);
      const isLast = i === DEMO_SCRIPT.length - 1;
      if (seconds === null) continue;
      const prompt = () => `[${stopwatch(elapsed())} of ${stopwatch(seconds)}] Enter ${isLast ? "to end" : "goes on"}, q ends > `;
      dialog.say("");
      if (isQuit(await dialog.ask(prompt))) return "quit";
    }
    return "done";
  } catch (error) {
    if (error instanceof Stopped) return error.reason;
    throw error;
  }
}
