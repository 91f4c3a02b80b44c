import { Option, type Command } from "commander";
import { PACES, runDemo, type DemoOptions } from "../../interview/demo/run-demo";
import { wholeNumber } from "../options";

const DEFAULT_SECONDS = 120;
const LONGEST_SECONDS = 3600;

const HELP = `
It runs on the embedded corpus, without a network: the model is trained the
first time, its predictions are scored before your eyes, and the published
figures come from their records. Each step shows what a speaker says.`;

/** The verb `demo`. */
export function register(program: Command): void {
  program.command("demo").description("The 2-minute demo, live: how a number falls when the ruler changes and the model does not.")
    .addOption(new Option("--pace <pace>", "speaker waits for Enter, now shows all at once").choices(PACES).default("speaker"))
    .addOption(new Option("--seconds <seconds>", "what the speaker has").argParser(wholeNumber(10, LONGEST_SECONDS)).default(DEFAULT_SECONDS))
    .addHelpText("after", HELP)
    .action((options: DemoOptions) => runDemo(options));
}
