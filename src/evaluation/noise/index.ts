/** Label noise: equal sentences tagged differently, strings of several types, and the ceilings that follow. */
export { agreementCeiling } from "./agreement";
export type { AgreementBounds, AgreementCeiling } from "./agreement";
export { noiseReport } from "./groups";
export type { NoiseGroup, NoiseReport } from "./groups";
export { oracleCeiling } from "./oracle";
export type { OracleCeiling } from "./oracle";
export { stringReport } from "./strings";
export type { AmbiguousString, StringReport } from "./strings";
