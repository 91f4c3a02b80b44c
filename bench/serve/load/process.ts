/**
 * The generator in a process of its own, so that it shares no thread with anything that is measured.
 * It is forked; a message is a LoadJob, and its answers are GeneratorMessages.
 */
import type { GeneratorMessage, LoadJob } from "./job";
import { runLoad } from "./load";

function say(message: GeneratorMessage): void {
  process.send!(message);
}

async function obey(job: LoadJob): Promise<void> {
  try {
    const result = await runLoad(job, { begin: () => say({ kind: "begin" }), end: () => say({ kind: "end" }) });
    say({ kind: "done", result });
  } catch (error) {
    say({ kind: "failed", sentence: (error as Error).message });
  }
}

process.on("message", (job: LoadJob) => void obey(job));
process.on("disconnect", () => process.exit(0));
say({ kind: "ready" });
