/** The types of markdownlint's exports map are out of reach for the module resolution of this project; this is what is used of them. */
declare module "markdownlint/sync" {
  interface Fault {
    readonly lineNumber: number;
    readonly ruleNames: readonly string[];
    readonly ruleDescription: string;
    readonly errorDetail: string | null;
  }
  export function lint(options: { readonly strings: Readonly<Record<string, string>>; readonly config: object }): Record<string, Fault[]>;
}
