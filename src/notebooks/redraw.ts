/** How a terminal's line is cleared before it is drawn anew. */
const ERASE = "\r\u001b[K";
const INTERVAL_MS = 1000;

/**
 * What a program writes for a terminal, as Jupyter understands it: `\r` goes back to the line's start, and nothing erases, so a shorter
 * line is filled up with spaces. Of redraws, each of which says all, at most one a second passes. Made anew for each cell.
 */
export function redrawForJupyter(now: () => number = Date.now): (text: string) => string {
  let width = 0;
  let cleared = false;
  let last = -Infinity;
  const overwrite = (line: string): string => {
    const full = `\r${line.padEnd(width)}`;
    width = Math.max(width, line.length);
    cleared = false;
    return full;
  };
  const redraw = (line: string): string => {
    if (now() - last < INTERVAL_MS) return "";
    last = now();
    return overwrite(line);
  };
  return (text) => {
    const erases = text.startsWith(ERASE);
    const rest = erases ? text.slice(ERASE.length) : text;
    if (erases && rest !== "" && !rest.includes("\n")) return redraw(rest);
    cleared ||= erases && width > 0;
    if (rest === "") return "";
    const [first = "", ...others] = rest.split("\n");
    const shown = cleared ? [overwrite(first), ...others].join("\n") : rest;
    if (others.length > 0) width = 0;
    return shown;
  };
}
