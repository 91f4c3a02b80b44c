import pc from "picocolors";
import { Stopped, type Dialog, type StopReason } from "../../src/interview/terminal/dialog";

/** A dialog that answers from a list, then stops for a reason. What it was told and asked is in `text`. */
export class ScriptedDialog implements Dialog {
  readonly paint = pc.createColors(false);
  text = "";
  private readonly answers: string[];

  /** `unfinished` is what was being typed when it stopped. */
  constructor(answers: readonly string[], private readonly end: StopReason = "ended", readonly width = 80, private readonly unfinished = "") {
    this.answers = [...answers];
  }

  say(text: string): void {
    this.text += `${text}\n`;
  }

  ask(prompt: string | (() => string)): Promise<string> {
    this.text += `${typeof prompt === "string" ? prompt : prompt()}\n`;
    const answer = this.answers.shift();
    return answer === undefined ? Promise.reject(new Stopped(this.end, this.unfinished)) : Promise.resolve(answer);
  }

  get left(): number {
    return this.answers.length;
  }
}
