/** A follow-up as it is asked, and what is said to it. */
export interface FollowUp {
  readonly question: string;
  readonly answer: string;
}

/** Up to the first question mark and through questions that follow it at once; the mark of `[?](…)` is none. */
const QUESTION = /^(?:(?!\n\n)[\s\S])*?\?["”’)]?(?=\s|$)(?:\s+[^.!?\n]*\?["”’)]?(?=\s|$))*/;
/** Some ask by telling: "Show one number for it." */
const SENTENCE = /^(?:(?!\n\n)[\s\S])*?[.!](?=\s)/;
const ASKED_OF_A_STATEMENT = "Is there more to say about it?";

/** Parts a card's follow-up into what is asked and what is answered. */
export function splitFollowUp(followUp: string): FollowUp {
  for (const form of [QUESTION, SENTENCE]) {
    const question = form.exec(followUp)?.[0] ?? "";
    const answer = followUp.slice(question.length).trim();
    if (question !== "" && answer !== "") return { question: question.trim(), answer };
  }
  return { question: ASKED_OF_A_STATEMENT, answer: followUp };
}
