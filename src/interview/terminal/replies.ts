import { wrap } from "../../terminal/wrap";
import type { Dialog, Prompt } from "./dialog";

/** What came where an answer was asked for. */
export type Reply = { readonly kind: "line"; readonly text: string } | { readonly kind: "skip" } | { readonly kind: "quit" };

const QUIT: readonly string[] = ["q", "quit", "exit"];
const SKIP: readonly string[] = ["s", "skip"];
const HELP: readonly string[] = ["?", "help"];

export function isQuit(text: string): boolean {
  return QUIT.includes(text.toLowerCase());
}

/** Whether a line means something else than an answer. */
export function isCommand(text: string): boolean {
  return [...QUIT, ...SKIP, ...HELP].includes(text.toLowerCase());
}

/** Lines that fit a narrow terminal; the rest of a line that is indented stands under its words. */
function fitted(text: string, width: number): string {
  return text.split("\n").flatMap((line) => {
    const [, lead = "", words = ""] = /^( *(?:\d {2})?)(.*)$/.exec(line)!;
    return wrap(words, width - lead.length).map((each, i) => `${i === 0 ? lead : " ".repeat(lead.length)}${each}`);
  }).join("\n");
}

/** The next line, or what `s` and `q` mean, also in capitals or in full; `?` shows the help and asks again. Throws a Stopped. */
export async function askFor(dialog: Dialog, prompt: Prompt, help: string): Promise<Reply> {
  for (;;) {
    const text = await dialog.ask(prompt);
    const word = text.toLowerCase();
    if (isQuit(text)) return { kind: "quit" };
    if (SKIP.includes(word)) return { kind: "skip" };
    if (!HELP.includes(word)) return { kind: "line", text };
    dialog.say(fitted(help, dialog.width));
  }
}

/** The same until a line can be read; what cannot is answered with what is wanted. */
export async function askUntil<T>(
  dialog: Dialog, prompt: Prompt, { help, wanted, read }: { readonly help: string; readonly wanted: string; readonly read: (text: string) => T | undefined },
): Promise<Exclude<Reply, { kind: "line" }> | { readonly kind: "value"; readonly value: T }> {
  for (;;) {
    const reply = await askFor(dialog, prompt, help);
    if (reply.kind !== "line") return reply;
    const value = read(reply.text);
    if (value !== undefined) return { kind: "value", value };
    dialog.say(fitted(wanted, dialog.width));
  }
}
