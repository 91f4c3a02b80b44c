import { InterruptedError } from "../../errors";
import { counted } from "../../reports/percent";
import type { Card } from "../card";
import { progressFile, readProgress, saveAnswer } from "../schedule/store";
import { standingOf, type StandingCard } from "../schedule/standing";
import { withConsole } from "../terminal/console";
import { systemClock, type Dialog } from "../terminal/dialog";
import { prose } from "../terminal/card-text";
import { runDrill, type DrillResult } from "./drill";
import { intervalText } from "./intervals";
import type { NumberCatalog } from "./number-facts";
import { selectCards, type SelectionOptions } from "./selection";
import { drillSummary } from "./summary";

/** Every live number. What reads them is large and loaded when they are asked for. */
export async function openCatalog(): Promise<NumberCatalog> {
  const { openNumberCatalog } = await import("./number-catalog");
  return openNumberCatalog();
}

/** The same catalog at every call, opened at the first. */
function lazily(open: () => Promise<NumberCatalog>): () => Promise<NumberCatalog> {
  let opened: Promise<NumberCatalog> | undefined;
  return () => (opened ??= open());
}

export interface Practice {
  /** Where progress is kept. */
  readonly folder: string;
  readonly deck: readonly Card[];
  readonly catalog?: NumberCatalog;
}

function nothingToAsk({ folder, deck }: Practice, now: Date): string {
  const progress = readProgress(folder);
  const next = deck.flatMap((card) => standingOf(card, progress, now).due ?? []).sort((a, b) => a.getTime() - b.getTime())[0];
  const when = next && next > now ? ` The next one comes in ${intervalText(next.getTime() - now.getTime())}.` : "";
  return `Nothing is due of ${counted(deck.length, "card")}.${when} A card by its name: nerbook drill --card ID.`;
}

function closing(dialog: Dialog, result: DrillResult, { folder, deck }: Practice, now: Date): void {
  dialog.say(`\n${drillSummary(result, deck, now).map((line) => prose(dialog, line)).join("\n")}`);
  if (result.end !== "interrupted") return;
  const saved = `${counted(result.answered.length, "answer")} of this drill saved in ${progressFile(folder)}`;
  throw new InterruptedError(`${result.answered.length > 0 ? saved : "Nothing was rated in this drill"}; the same command goes on.`);
}

async function ask(practice: Practice, queue: readonly StandingCard[]): Promise<void> {
  const { folder, deck, catalog } = practice;
  await withConsole(async (dialog) => {
    const result = await runDrill({
      dialog, clock: systemClock, queue, deck, progress: readProgress(folder),
      save: (card, rating, now) => saveAnswer(folder, card, rating, now),
      catalog: lazily(async () => catalog ?? openCatalog()),
    });
    closing(dialog, result, practice, systemClock());
  });
}

/** A drill in the terminal. Throws an InterruptedError after Ctrl-C, with what was saved. */
export async function practice(options: Practice, selection: SelectionOptions): Promise<void> {
  const now = systemClock();
  const queue = selectCards(options.deck, readProgress(options.folder), now, selection);
  if (queue.length === 0) return void process.stdout.write(`${nothingToAsk(options, now)}\n`);
  await ask(options, queue);
}

/** One card, due or not. */
export async function practiceCard(options: Practice, card: Card): Promise<void> {
  await ask(options, [standingOf(card, readProgress(options.folder), systemClock())]);
}
