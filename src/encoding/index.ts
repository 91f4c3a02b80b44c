export * from "./batches";
export * from "./encode";
export * from "./labels";
export * from "./sequences";
export * from "./tag-set";
export * from "./vocabulary";
