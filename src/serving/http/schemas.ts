import { SLOTS } from "../slots";
import { PRIORITIES } from "../router/policy";

/** JSON Schemas of requests and answers: what is not named here is refused. */

export const FORMATS = ["json", "iob", "entities"] as const;
export type Format = (typeof FORMATS)[number];

/** How entities are read out of tags that no B- begins. */
export const STRAY_TAGS = ["begin", "discard"] as const;
export type StrayTags = (typeof STRAY_TAGS)[number];

const OPTIONS = {
  model: { type: "string", enum: ["auto", ...SLOTS], default: "auto", description: "Which model answers; auto lets the router choose." },
  priority: { type: "string", enum: [...PRIORITIES], description: "What matters more, when the router chooses." },
  latencyBudgetMs: { type: "number", exclusiveMinimum: 0, maximum: 60000, description: "The router chooses a model whose 95th percentile fits." },
  deadlineMs: {
    type: "number", exclusiveMinimum: 0, maximum: 60000,
    description: "Work on a text is cancelled after so many milliseconds; the service has its own limit.",
  },
  format: { type: "string", enum: [...FORMATS], default: "json", description: "json: tokens and entities; entities: these alone; iob: columns as text." },
  confidences: { type: "boolean", default: true, description: "Whether tokens and entities carry a confidence." },
  explain: { type: "boolean", default: false, description: "Whether the router's decision is told." },
  redact: { type: "boolean", default: false, description: "Entities come back masked by their type." },
  strayTags: {
    type: "string", enum: [...STRAY_TAGS], default: "begin",
    description: "An I- tag without its B- before it begins an entity (begin, as conlleval reads), or is left out of the entities "
      + "(discard, as the project's headline scores read). Tokens and columns show every tag as the model gave it.",
  },
} as const;

const CONTENT = {
  text: { type: "string", description: "Running text; offsets count UTF-16 units of it." },
  tokens: { type: "array", items: { type: "string" }, description: "Tokens, for who tokenizes; offsets are those of the tokens joined by spaces." },
} as const;

export const PREDICT_BODY = {
  type: "object",
  additionalProperties: false,
  properties: { ...CONTENT, ...OPTIONS },
  examples: [{ text: "Anna Lopez flew from Lima to Geneva on Monday.", explain: true }],
} as const;

const TOKEN = {
  type: "object",
  properties: {
    text: { type: "string" }, start: { type: "integer" }, end: { type: "integer" }, tag: { type: "string" }, confidence: { type: "number" },
  },
} as const;

const ENTITY = {
  type: "object",
  properties: {
    text: { type: "string" }, type: { type: "string" }, start: { type: "integer" }, end: { type: "integer" }, confidence: { type: "number" },
  },
} as const;

const ROUTE = {
  type: "object",
  properties: { reason: { type: "string" }, explanation: { type: "string" }, considered: { type: "array", items: { type: "string" } } },
} as const;

export const PREDICT_ANSWER = {
  type: "object",
  properties: {
    requestId: { type: "string" }, model: { type: "string" }, version: { type: "string" },
    tokens: { type: "array", items: TOKEN },
    entities: { type: "array", items: ENTITY, description: "Read out of the tags as strayTags says: by default a stray I- begins one." },
    route: ROUTE,
    cached: { type: "boolean" },
  },
} as const;

const ERROR_ANSWER = {
  type: "object",
  properties: {
    error: {
      type: "object",
      properties: { code: { type: "string" }, message: { type: "string" }, field: { type: "string" } },
    },
  },
} as const;

/** The error answers that every route can give. */
export const ERRORS = { "4xx": ERROR_ANSWER, "5xx": ERROR_ANSWER } as const;

/** The body of a batch of at most so many texts. */
export function batchBody(maximumItems: number) {
  const item = { type: "object", additionalProperties: false, properties: { id: { type: "string", maxLength: 200 }, ...CONTENT } } as const;
  return {
    type: "object",
    additionalProperties: false,
    required: ["items"],
    examples: [{ items: [{ id: "first", text: "Anna Lopez flew to Lima." }, { tokens: ["Geneva", "waits", "."] }], format: "entities" }],
    properties: { items: { type: "array", minItems: 1, maxItems: maximumItems, items: item }, ...OPTIONS },
  } as const;
}
