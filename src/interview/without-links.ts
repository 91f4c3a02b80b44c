import { projectPath } from "./project-path";

/** A link's text, and behind it the place of the project's file that it leads to; live numbers are their text alone. */
function placeOf(text: string, target: string): string {
  if (/^https?:/.test(target)) return `[${text}](${target})`;
  const file = projectPath(target).split("#")[0]!;
  return file === "" || file.endsWith("numbers.md") || text.replace(/`/g, "") === file ? text : `${text} (\`${file}\`)`;
}

/** A link whose text may hold code with brackets. A backtick begins code or nothing: were it also a letter, a search could take for ever. */
const LINK = /\[((?:[^[\]`]|`[^`]*`)*)\]\(([^)\s]+)\)/g;

/** Markdown as it can be read away from the project: links into it become words, pictures their descriptions. */
export function withoutLinks(markdown: string): string {
  const described = markdown.replace(/!\[([^\]]*)\]\([^)]*\)/g, "[figure: $1]");
  return described.replace(LINK, (_, text: string, target: string) => placeOf(text, target));
}
