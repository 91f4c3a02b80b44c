import type { Card, Round } from "../card";
import { splitFollowUp } from "../follow-up";
import { evidenceText, labelsOf, part, prose, ruler } from "../terminal/card-text";
import { Stopped, type Clock, type Dialog } from "../terminal/dialog";
import { askFor, askUntil, isCommand } from "../terminal/replies";
import { beginCourse, endOf, reply, score, sheetOf, skip, timeLeftText, typing, type Course } from "./course";
import type { PlannedQuestion } from "./plan";
import { DIMENSIONS, readScores, rubricText, RUBRIC } from "./rubric";
import type { InterviewEnd, ScoreSheet } from "./sheet";

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

const SCORE_HELP = `${rubricText()}\nFour digits in this order, such as 3243; one digit stands for all four.`;
export const INTERVIEW_HELP = `Answer as you would to a person: aloud, then Enter, or typed in one line.
You then see a strong answer, are asked the follow-up, and score yourself.
s skips the question, q ends the interview; what was scored is saved.`;
const SCORE_PROMPT = `${DIMENSIONS.map((dimension) => RUBRIC[dimension].title.toLowerCase()).join(", ")}, 0 to 4 each (? for what they mean)`;

type Step = "goes on" | "skip" | "quit";

class Interview {
  private course: Course;

  constructor(private readonly setting: InterviewSetting) {
    this.course = beginCourse(setting, setting.clock());
  }

  async run(): Promise<ScoreSheet> {
    return this.keep(await this.untilTheEnd());
  }

  /** Saves what there is, should the process end before the interview does. */
  private keep(end: InterviewEnd): ScoreSheet {
    const sheet = sheetOf(this.course, end, this.setting.clock());
    if (sheet.attempts.length > 0) this.setting.save(sheet);
    return sheet;
  }

  private async untilTheEnd(): Promise<InterviewEnd> {
    try {
      for (;;) {
        const end = endOf(this.course, this.setting.clock());
        if (end !== undefined) return end;
        if ((await this.ask()) === "quit") return "ended early";
        this.keep("interrupted");
      }
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      // A letter that would have been a command is no answer.
      if (!isCommand(error.unfinished)) this.course = typing(this.course, error.unfinished);
      return error.reason === "interrupted" ? "interrupted" : "ended early";
    }
  }

  private timeLeft(): string {
    return timeLeftText(this.course, this.setting.clock());
  }

  /** Asks the question at hand and leads on to the next one. */
  private async ask(): Promise<"next" | "quit"> {
    const { card, minutes } = this.setting.plan[this.course.position]!;
    this.sayQuestion(card, minutes);
    for (const stage of [() => this.hear(), () => this.hearFollowUp(card), () => this.score(card)]) {
      const step = await stage();
      if (step === "quit") return "quit";
      if (step === "skip") {
        this.course = skip(this.course, this.setting.clock());
        return "next";
      }
    }
    return "next";
  }

  private sayQuestion(card: Card, minutes: number): void {
    const { dialog, plan } = this.setting;
    const heading = `Question ${this.course.position + 1} of ${plan.length} · about ${minutes} min for it, ${this.timeLeft()}`;
    dialog.say(`\n${ruler(dialog, heading, labelsOf(card))}\n`);
    dialog.say(`${dialog.paint.bold(prose(dialog, card.question))}\n`);
  }

  /** An answer or the word that stands for something else. */
  private async hear(): Promise<Step> {
    const heard = await askFor(this.setting.dialog, () => `[${this.timeLeft()}] > `, INTERVIEW_HELP);
    if (heard.kind !== "line") return heard.kind;
    this.course = reply(this.course, heard.text);
    return "goes on";
  }

  private hearFollowUp(card: Card): Promise<Step> {
    const { dialog } = this.setting;
    dialog.say(`\n${part(dialog, "A strong answer", card.answer)}`);
    dialog.say(part(dialog, "They ask next", splitFollowUp(card.followUp).question));
    return this.hear();
  }

  private async score(card: Card): Promise<Step> {
    const { dialog, clock } = this.setting;
    dialog.say(`\n${part(dialog, "And the answer", splitFollowUp(card.followUp).answer)}`);
    dialog.say(evidenceText(dialog, card));
    dialog.say(prose(dialog, `Score yourself: ${SCORE_PROMPT}.`));
    const given = await askUntil(dialog, () => `[${this.timeLeft()}] such as 3243: `, {
      help: SCORE_HELP, wanted: `Four digits from 0 to 4: ${DIMENSIONS.join(", ")}.`, read: readScores,
    });
    if (given.kind !== "value") return given.kind;
    this.course = score(this.course, given.value, clock());
    return "goes on";
  }
}

/** Asks the plan's questions until they or the time are over. What it answers with was saved, unless nothing was said at all. */
export function runInterview(setting: InterviewSetting): Promise<ScoreSheet> {
  return new Interview(setting).run();
}
