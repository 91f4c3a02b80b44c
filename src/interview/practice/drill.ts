import type { Card } from "../card";
import { intervalsOf, RATING_NAMES, RATINGS, type Rating } from "../schedule/memory";
import type { Progress } from "../schedule/progress";
import { standingOf, type StandingCard } from "../schedule/standing";
import { labelsOf, prose, ruler } from "../terminal/card-text";
import { Stopped, type Clock, type Dialog, type StopReason } from "../terminal/dialog";
import { askUntil } from "../terminal/replies";
import { intervalText } from "./intervals";
import type { NumberCatalog } from "./number-facts";
import { DRILL_HELP, presentCard } from "./present-card";
import { countDue, endOfDay } from "./selection";

export interface DrillSetting {
  readonly dialog: Dialog;
  readonly clock: Clock;
  /** What is asked, in this order. */
  readonly queue: readonly StandingCard[];
  /** All that could be asked: for what is due later. */
  readonly deck: readonly Card[];
  readonly progress: Progress;
  /** Keeps an answer and says what is known then. */
  readonly save: (card: Card, rating: Rating, now: Date) => Promise<Progress>;
  /** Opened when a number is asked for. */
  readonly catalog: () => Promise<NumberCatalog>;
}

export interface Answered {
  readonly card: Card;
  readonly rating: Rating;
}

export interface DrillResult {
  readonly answered: readonly Answered[];
  readonly skipped: number;
  /** `quit`: by `q`. */
  readonly end: "done" | "quit" | StopReason;
  readonly progress: Progress;
}

/** A card that comes due so soon is asked once more in the same drill. */
const AGAIN_WITHIN_MS = 20 * 60_000;

/** A drill under way. */
class Drill {
  private readonly waiting: StandingCard[];
  private readonly answered: Answered[] = [];
  private progress: Progress;
  private done = 0;
  private skipped = 0;

  constructor(private readonly setting: DrillSetting) {
    this.waiting = [...setting.queue];
    this.progress = setting.progress;
  }

  async run(): Promise<DrillResult> {
    return { end: await this.untilTheEnd(), answered: this.answered, skipped: this.skipped, progress: this.progress };
  }

  private async untilTheEnd(): Promise<DrillResult["end"]> {
    try {
      for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
        if ((await this.ask(next)) === "quit") return "quit";
      }
      return "done";
    } catch (error) {
      if (error instanceof Stopped) return error.reason;
      throw error;
    }
  }

  private heading({ card }: StandingCard): string {
    const { dialog, clock, deck } = this.setting;
    const now = clock();
    const here = new Set([card, ...this.waiting.map((each) => each.card)].map(({ id }) => id));
    const later = countDue(deck.filter(({ id }) => !here.has(id)), this.progress, now, endOfDay(now));
    const left = `${this.done + 1} of ${this.done + 1 + this.waiting.length} · ${later} due later today`;
    return ruler(dialog, left, labelsOf(card));
  }

  private async ask(standing: StandingCard): Promise<"next" | "quit"> {
    const { dialog, catalog } = this.setting;
    dialog.say(`\n${this.heading(standing)}\n`);
    const shown = await presentCard(dialog, standing, catalog);
    if (shown === "quit") return "quit";
    const rating = shown === "skip" ? "skip" : await this.askRating(standing);
    if (rating === "quit") return "quit";
    this.done += 1;
    if (rating === "skip") this.skipped += 1;
    else await this.keep(standing.card, rating);
    return "next";
  }

  private async askRating({ card }: StandingCard): Promise<Rating | "skip" | "quit"> {
    const { dialog, clock } = this.setting;
    const intervals = intervalsOf(this.progress.get(card.id)?.memory, clock());
    const choices = RATINGS.map((rating) => `${rating} ${RATING_NAMES[rating]} (${intervalText(intervals[rating])})`).join(" · ");
    dialog.say(prose(dialog, choices));
    const reply = await askUntil(dialog, "How was it, 1 to 4? ", {
      help: DRILL_HELP, wanted: prose(dialog, choices), read: (text) => RATINGS.find((rating) => String(rating) === text),
    });
    return reply.kind === "value" ? reply.value : reply.kind;
  }

  private async keep(card: Card, rating: Rating): Promise<void> {
    const { clock, save } = this.setting;
    const now = clock();
    this.progress = await save(card, rating, now);
    this.answered.push({ card, rating });
    const due = Date.parse(this.progress.get(card.id)!.memory.due);
    if (due - now.getTime() <= AGAIN_WITHIN_MS) this.waiting.push({ ...standingOf(card, this.progress, now), changed: [] });
  }
}

/** Asks card after card until none is left or the person ends it; every rating is saved before the next question. */
export function runDrill(setting: DrillSetting): Promise<DrillResult> {
  return new Drill(setting).run();
}
