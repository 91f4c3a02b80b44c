import { InterruptedError } from "../../errors";
import { colors } from "../../terminal/colors";
import { withConsole } from "../terminal/console";
import { systemClock, type Dialog } from "../terminal/dialog";
import { perform, type PerformanceEnd } from "./perform";
import { prepareDemo, type DemoMaterial } from "./prepare";

export const PACES = ["speaker", "now"] as const;
export type Pace = (typeof PACES)[number];

export interface DemoOptions {
  readonly pace: Pace;
  /** What a speaker has. */
  readonly seconds: number;
}

const INTERRUPTED = "The demo was stopped; the model it trained is kept, and the next one begins at once.";
const WIDEST = 80;

/** Standard output alone: nothing is asked. */
function printer(): Dialog {
  return {
    width: Math.min(WIDEST, process.stdout.columns ?? WIDEST),
    paint: colors(process.stdout),
    say: (text) => void process.stdout.write(`${text}\n`),
    ask: () => Promise.resolve(""),
  };
}

async function play(material: DemoMaterial, { pace, seconds }: DemoOptions): Promise<PerformanceEnd> {
  if (pace === "now") return perform({ dialog: printer(), clock: systemClock, seconds: null, material });
  return withConsole((dialog) => perform({ dialog, clock: systemClock, seconds, material }));
}

/** Prepares the demo, which trains a small model the first time, and plays it. Throws an InterruptedError after Ctrl-C. */
export async function runDemo(options: DemoOptions): Promise<void> {
  process.stderr.write("Getting ready: the embedded corpus and Model 2 on it, which is trained the first time.\n");
  const material = await prepareDemo();
  if ((await play(material, options)) === "interrupted") throw new InterruptedError(INTERRUPTED);
}
