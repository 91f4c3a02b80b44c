export * from "./business-case";
export * from "./inputs";
export * from "./seed-audit";
export * from "./seed-case";
export * from "./sensitivity";
