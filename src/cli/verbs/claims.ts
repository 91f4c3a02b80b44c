import type { Command } from "commander";
import { auditClaims } from "../../claims/audit";
import { evidenceOfStudy, type Evidence } from "../../claims/evidence";
import { publishedEvidence } from "../../claims/published";
import { formatAudit } from "../../claims/terminal-report";
import { openStudy } from "../../experiments/study";
import { addCommonOptions, type CommonOptions } from "../options";

const HELP = `
Without --corpus the verdicts rest on the published run: the trials that
results/manifest.json lists, and their records in results/ or in the run's own
folder. The corpus itself is not needed, and nothing is trained. With --corpus
they rest on what a run on that corpus left in runs/; claims are about GMB in
the full profile, and elsewhere their numbers are shown without a verdict.`;

async function evidenceFor(options: CommonOptions): Promise<Evidence> {
  if (options.out) process.env["NER_OUT"] = options.out;
  return options.corpus ? evidenceOfStudy(await openStudy(options)) : publishedEvidence();
}

async function run(options: CommonOptions): Promise<void> {
  const evidence = await evidenceFor(options);
  const audited = auditClaims(evidence);
  process.stdout.write(`${options.json ? JSON.stringify(audited, null, 2) : formatAudit(audited, evidence)}\n`);
}

export function register(program: Command): void {
  const command = program
    .command("claims")
    .description("Print every claim of the starting documents with its verdict, derived from records.")
    .addHelpText("after", HELP);
  addCommonOptions(command, "corpus", "split", "profile", "seeds", "offline", "out", "json").action(run);
}
