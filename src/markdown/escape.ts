/** A text that Markdown shows as it stands: marks that it would take for its own are escaped, those of tables and formulas too. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|$]/g, "\\$&");
}
