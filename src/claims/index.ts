/** The room's public face: claims as data, and the verdicts that records give them. */
export { auditClaim, auditClaims, CLAIMS, quotedNumbers, verdictCounts, type ClaimVerdict } from "./audit";
export { committedVerdict, type SpokenVerdict } from "./attention-verdict";
export { VERDICTS, type Claim, type Verdict } from "./claim";
export { evidenceOf, evidenceOfStudy, type Evidence } from "./evidence";
export { publishedEvidence } from "./published";
