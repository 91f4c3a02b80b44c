import { createElement, textOf, type HtmlElement } from "../dom";
import { slugOf } from "../headings";
import { GUIDE, INTERVIEW_FOLDER } from "./places";

/** What becomes one page. */
export interface Part {
  readonly place: string;
  /** The document that it comes from. */
  readonly source: string;
  readonly title: string;
  readonly root: HtmlElement;
  /** The heading that names a chapter; it becomes the page's title. */
  readonly heading?: HtmlElement;
}

const CHAPTER = /^Chapter (\d+): (.+)$/;

function chapterOf(heading: HtmlElement): Part | undefined {
  const match = heading.tagName === "H2" ? CHAPTER.exec(textOf(heading)) : null;
  if (!match) return undefined;
  const [, number, name] = match as unknown as [string, string, string];
  const place = `${INTERVIEW_FOLDER}/${number.padStart(2, "0")}-${slugOf(name)}.html`;
  return { place, source: GUIDE.source, title: `${number}. ${name}`, root: createElement("div"), heading };
}

/** The guide by chapters. What belongs to none, its opening above all, is the first part. */
export function splitGuide(root: HtmlElement): Part[] {
  const opening: Part = { place: GUIDE.place, source: GUIDE.source, title: GUIDE.title, root: createElement("div") };
  const parts = [opening];
  let current = opening;
  for (const node of [...root.childNodes]) {
    const element = node as HtmlElement;
    if (element.tagName === "H2") {
      const chapter = chapterOf(element);
      current = chapter ?? opening;
      if (chapter) parts.push(chapter);
    }
    current.root.append(node);
  }
  return parts;
}

/** Makes a chapter's heading the title of its page. */
export function promoteHeading({ root, heading }: Part): void {
  if (!heading) return;
  const title = createElement("h1");
  title.append(...heading.childNodes);
  heading.replaceWith(title);
  root.prepend(title);
}
