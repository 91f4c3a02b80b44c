export * from "./distributions";
export * from "./entity-confidence";
export * from "./evaluate-calibration";
export * from "./judgements";
export { brierScore, topLabelBrierScore } from "./proper-scores";
export * from "./reliability";
export * from "./tag-matrix";
export * from "./temperature";
