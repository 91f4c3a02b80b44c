import pc from "picocolors";

export type Colors = ReturnType<typeof pc.createColors>;

/** Colors for a stream: none when it is no terminal or NO_COLOR is set (https://no-color.org). */
export function colors(stream: NodeJS.WriteStream): Colors {
  return pc.createColors(Boolean(stream.isTTY) && !process.env["NO_COLOR"]);
}
