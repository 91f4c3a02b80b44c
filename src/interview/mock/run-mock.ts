import { InterruptedError, UsageError } from "../../errors";
import { counted } from "../../reports/percent";
import type { Card, Round } from "../card";
import { prose } from "../terminal/card-text";
import { withConsole } from "../terminal/console";
import { Stopped, systemClock, type Dialog } from "../terminal/dialog";
import { askFor } from "../terminal/replies";
import { INTERVIEW_HELP, runInterview } from "./interview";
import { fewestMinutes, planInterview, type PlannedQuestion } from "./plan";
import { roundTitle } from "./sheet";
import { formatSheet } from "./sheet-text";
import { saveSheet, sheetFiles } from "./store";

export interface MockOptions {
  readonly folder: string;
  readonly deck: readonly Card[];
  readonly round: Round;
  readonly minutes: number;
  readonly seed: number;
}

/** Whether the interview begins; Ctrl-C before it is an interruption of nothing. */
async function opening(dialog: Dialog, { round, minutes, seed }: MockOptions, questions: number): Promise<boolean> {
  const words =
    `A ${roundTitle(round)} interview of ${minutes} minutes: ${counted(questions, "question")}, from the warm-up to the deepest. ` +
    `Seed ${seed} asks the same ones again. The clock starts with Enter; ? helps at any time, Ctrl-C saves what there is.`;
  dialog.say(prose(dialog, words));
  try {
    return (await askFor(dialog, "> ", INTERVIEW_HELP)).kind !== "quit";
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    if (error.reason === "interrupted") throw new InterruptedError("The interview had not begun; nothing was to be saved.");
    return false;
  }
}

async function hold(dialog: Dialog, { folder, round, minutes, seed }: MockOptions, plan: readonly PlannedQuestion[]): Promise<void> {
  const files = sheetFiles(folder, { round, startedAt: systemClock().toISOString() });
  const sheet = await runInterview({ dialog, clock: systemClock, round, minutes, seed, plan, save: (each) => saveSheet(files, each) });
  const saved =
    sheet.attempts.length > 0
      ? `The ${sheet.partial ? "partial " : ""}sheet is in ${files.page}, as data beside it.`
      : "Nothing was answered, so no sheet was saved.";
  dialog.say(`\n${formatSheet(sheet, dialog.width)}\n`);
  if (sheet.end === "interrupted") throw new InterruptedError(saved);
  dialog.say(saved);
}

function nothingToAsk({ deck, round, minutes }: MockOptions): UsageError {
  const fewest = fewestMinutes(deck, round);
  if (fewest === undefined) return new UsageError(`No question is of the round ${round}; nerbook drill --topics shows what there is.`);
  return new UsageError(`No question of this choice fits into ${minutes} minutes; --minutes ${fewest} holds the shortest.`);
}

/** A mock interview in the terminal; its sheet is printed and saved. Throws an InterruptedError after Ctrl-C, with the sheet's place. */
export async function mockInterview(options: MockOptions): Promise<void> {
  const { deck, round, minutes, seed } = options;
  const plan = planInterview(deck, round, minutes, seed);
  if (plan.length === 0) throw nothingToAsk(options);
  await withConsole(async (dialog) => {
    if (await opening(dialog, options, plan.length)) await hold(dialog, options, plan);
  });
}
