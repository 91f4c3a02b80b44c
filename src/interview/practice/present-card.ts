import { splitFollowUp } from "../follow-up";
import { changedText, type StandingCard } from "../schedule/standing";
import { evidenceText, part, prose } from "../terminal/card-text";
import type { Dialog } from "../terminal/dialog";
import { askFor } from "../terminal/replies";
import { factsText, type NumberCatalog } from "./number-facts";

export const DRILL_HELP = `Say your answer aloud and press Enter, or type it in one line and press Enter.
Then comes the model answer, then what an interviewer asks next, then the
evidence. Rate how well you did: 1 again, 2 hard, 3 good, 4 easy.
s skips the card, q ends the drill, ? shows this. Every rating is saved at once.`;

const ANSWER_HINT = "Answer aloud and press Enter, or type it (s skip, q end, ? help).";
/** What is asked of every number. */
const NUMBER_QUESTIONS = ["Where does it come from?", "What does it hide?", "What would change it?"];

type Presented = "shown" | "skip" | "quit";

async function waitFor(dialog: Dialog, prompt: string): Promise<Presented> {
  const reply = await askFor(dialog, prompt, DRILL_HELP);
  return reply.kind === "line" ? "shown" : reply.kind;
}

function sayQuestion(dialog: Dialog, { card, changed }: StandingCard): void {
  const { paint } = dialog;
  for (const change of changed) dialog.say(paint.yellow(prose(dialog, changedText(change))));
  dialog.say(`${paint.bold(prose(dialog, card.question))}\n`);
}

async function presentQuestion(dialog: Dialog, { card }: StandingCard): Promise<Presented> {
  const { paint } = dialog;
  const { question, answer } = splitFollowUp(card.followUp);
  dialog.say(paint.dim(prose(dialog, ANSWER_HINT)));
  const answered = await waitFor(dialog, "> ");
  if (answered !== "shown") return answered;
  dialog.say(`\n${part(dialog, "A strong answer", card.answer)}`);
  dialog.say(`${part(dialog, "They ask next", question)}`);
  const followed = await waitFor(dialog, "> ");
  if (followed !== "shown") return followed;
  dialog.say(`\n${part(dialog, "And the answer", answer)}`);
  return "shown";
}

async function presentNumber(dialog: Dialog, { card }: StandingCard, catalog: () => Promise<NumberCatalog>): Promise<Presented> {
  dialog.say(dialog.paint.dim(prose(dialog, ANSWER_HINT)));
  for (const question of NUMBER_QUESTIONS) {
    const answered = await waitFor(dialog, `${question} > `);
    if (answered !== "shown") return answered;
  }
  const [first] = card.numbers;
  const facts = first && (await catalog()).get(first.key);
  dialog.say("");
  if (facts) dialog.say(part(dialog, "What it is", factsText(facts)));
  dialog.say(part(dialog, "A strong answer", `${card.answer}\n\n${card.followUp}`));
  return "shown";
}

/** Asks a card, lets it be answered and shows all of it, up to its evidence. Throws a Stopped. */
export async function presentCard(dialog: Dialog, standing: StandingCard, catalog: () => Promise<NumberCatalog>): Promise<Presented> {
  sayQuestion(dialog, standing);
  const shown = await (standing.card.kind === "number" ? presentNumber(dialog, standing, catalog) : presentQuestion(dialog, standing));
  if (shown === "shown") dialog.say(evidenceText(dialog, standing.card));
  return shown;
}
