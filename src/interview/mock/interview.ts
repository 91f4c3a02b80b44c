import { formatDuration } from "../../terminal/duration";
import type { Card, Round } from "../card";
import { splitFollowUp } from "../follow-up";
import { evidenceText, labelsOf, part, prose, ruler } from "../terminal/card-text";
import { Stopped, type Clock, type Dialog } from "../terminal/dialog";
import { askFor, askUntil, type Reply } from "../terminal/replies";
import type { PlannedQuestion } from "./plan";
import { DIMENSIONS, readScores, rubricText, RUBRIC, type Scores } from "./rubric";
import type { Attempt, InterviewEnd, ScoreSheet } from "./sheet";

export interface InterviewSetting {
  readonly dialog: Dialog;
  readonly clock: Clock;
  readonly round: Round;
  readonly minutes: number;
  readonly seed: number;
  readonly plan: readonly PlannedQuestion[];
  /** Keeps what there is so far; called after every question and at the end. */
  readonly save: (sheet: ScoreSheet) => void;
}

const MINUTE_MS = 60_000;
const SCORE_HELP = `${rubricText()}\nFour digits in this order, such as 3243; one digit stands for all four.`;
export const INTERVIEW_HELP = `Answer as you would to a person: aloud, then Enter, or typed in one line.
You then see a strong answer, are asked the follow-up, and score yourself.
s skips the question, q ends the interview; what was scored is saved.`;
const SCORE_PROMPT = `${DIMENSIONS.map((dimension) => RUBRIC[dimension].title.toLowerCase()).join(", ")}, 0 to 4 each (? for what they mean)`;

/** A question's answer so far; kept up to date, so that an interruption loses nothing. */
interface Draft {
  readonly card: Card;
  readonly begun: Date;
  answer: string;
  followUpAnswer: string;
  scores: Scores | null;
}

class Interview {
  private readonly begun: Date;
  private readonly attempts: Attempt[] = [];
  private draft: Draft | undefined;

  constructor(private readonly setting: InterviewSetting) {
    this.begun = setting.clock();
  }

  async run(): Promise<ScoreSheet> {
    const end = await this.untilTheEnd();
    this.closeDraft();
    return this.keep(end);
  }

  /** Saves what there is, should the process end before the interview does. */
  private keep(end: InterviewEnd): ScoreSheet {
    const sheet = this.sheet(end);
    if (sheet.attempts.length > 0) this.setting.save(sheet);
    return sheet;
  }

  private async untilTheEnd(): Promise<InterviewEnd> {
    try {
      for (const [i, question] of this.setting.plan.entries()) {
        if (this.millisecondsLeft() <= 0) return "time was over";
        if ((await this.ask(question, i + 1)) === "quit") return "ended early";
        this.closeDraft();
        this.keep("interrupted");
      }
      return "all questions asked";
    } catch (error) {
      if (error instanceof Stopped) return error.reason === "interrupted" ? "interrupted" : "ended early";
      throw error;
    }
  }

  private millisecondsLeft(): number {
    return this.begun.getTime() + this.setting.minutes * MINUTE_MS - this.setting.clock().getTime();
  }

  private timeLeft(): string {
    const left = this.millisecondsLeft();
    return left > 0 ? `${formatDuration(left / 1000)} left` : "time is over, finish this one";
  }

  private secondsSince(begun: Date): number {
    return Math.max(0, Math.round((this.setting.clock().getTime() - begun.getTime()) / 1000));
  }

  private sheet(end: InterviewEnd): ScoreSheet {
    const { round, minutes, seed, plan } = this.setting;
    return {
      format: "nerbook mock interview", version: 1, round, startedAt: this.begun.toISOString(), minutes, seconds: this.secondsSince(this.begun),
      seed, planned: plan.length, end, partial: end === "interrupted" || end === "ended early", attempts: [...this.attempts],
    };
  }

  /** A question that nothing was said to leaves no trace. */
  private closeDraft(): void {
    const { draft } = this;
    this.draft = undefined;
    if (draft === undefined || (draft.scores === null && draft.answer === "" && draft.followUpAnswer === "")) return;
    const { card: { id, question, depth, topic, section, page }, answer, followUpAnswer, scores } = draft;
    this.attempts.push({ id, question, depth, topic, section, page, answer, followUpAnswer, seconds: this.secondsSince(draft.begun), scores });
  }

  private wait(words: string): Promise<Reply> {
    return askFor(this.setting.dialog, () => `[${this.timeLeft()}] ${words}> `, INTERVIEW_HELP);
  }

  private async ask({ card, minutes }: PlannedQuestion, number: number): Promise<"next" | "quit"> {
    const { dialog, clock, plan } = this.setting;
    const draft: Draft = (this.draft = { card, begun: clock(), answer: "", followUpAnswer: "", scores: null });
    dialog.say(`\n${ruler(dialog, `Question ${number} of ${plan.length} · ${this.timeLeft()}, about ${minutes} min for this one`, labelsOf(card))}\n`);
    dialog.say(`${dialog.paint.bold(prose(dialog, card.question))}\n`);
    const stages: (() => Promise<Reply | { readonly kind: "value" }>)[] = [
      () => this.wait("").then((reply) => keepLine(reply, (text) => (draft.answer = text))),
      () => this.showAnswer(card).then((reply) => keepLine(reply, (text) => (draft.followUpAnswer = text))),
      () => this.score(card, draft),
    ];
    for (const stage of stages) {
      const { kind } = await stage();
      if (kind === "quit") return "quit";
      if (kind === "skip") return "next";
    }
    return "next";
  }

  private showAnswer(card: Card): Promise<Reply> {
    const { dialog } = this.setting;
    dialog.say(`\n${part(dialog, "A strong answer", card.answer)}`);
    dialog.say(part(dialog, "They ask next", splitFollowUp(card.followUp).question));
    return this.wait("");
  }

  private async score(card: Card, draft: Draft): Promise<Reply | { readonly kind: "value" }> {
    const { dialog } = this.setting;
    dialog.say(`\n${part(dialog, "And the answer", splitFollowUp(card.followUp).answer)}`);
    dialog.say(evidenceText(dialog, card));
    dialog.say(prose(dialog, `Score yourself: ${SCORE_PROMPT}.`));
    const reply = await askUntil(dialog, () => `[${this.timeLeft()}] such as 3243: `, {
      help: SCORE_HELP, wanted: `Four digits from 0 to 4: ${DIMENSIONS.join(", ")}.`, read: readScores,
    });
    if (reply.kind === "value") draft.scores = reply.value;
    return reply;
  }
}

function keepLine(reply: Reply, keep: (text: string) => void): Reply {
  if (reply.kind === "line") keep(reply.text);
  return reply;
}

/** Asks the plan's questions until they or the time are over. What it answers with was saved, unless nothing was said at all. */
export function runInterview(setting: InterviewSetting): Promise<ScoreSheet> {
  return new Interview(setting).run();
}
