export * from "./energy";
export * from "./pareto";
export * from "./percentiles";
export * from "./returns";
