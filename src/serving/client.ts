import type { ReadableStream } from "node:stream/web";
import { DataError } from "../errors";
import type { FoundEntity } from "../models/found-entities";
import type { Priority } from "./router/policy";
import type { RolledBack, SlotState, VersionManifest } from "./registry";
import type { PredictedToken } from "./service/prediction";
import type { ServiceDescription } from "./service/description";
import type { ServedVersion, Slot } from "./slots";

/** Options that every question takes. */
export interface PredictOptions {
  readonly model?: "auto" | Slot;
  readonly priority?: Priority;
  readonly latencyBudgetMs?: number;
  readonly deadlineMs?: number;
  readonly confidences?: boolean;
  readonly explain?: boolean;
  readonly redact?: boolean;
  /** Whether an I- tag without its B- begins an entity, which it does unless said otherwise, or is left out of them. */
  readonly strayTags?: "begin" | "discard";
}

/** Running text, or tokens of one's own. */
export type Content = { readonly text: string } | { readonly tokens: readonly string[] };

export interface PredictResponse {
  readonly requestId: string;
  readonly model: Slot;
  readonly version: string;
  readonly tokens: readonly PredictedToken[];
  readonly entities: readonly FoundEntity[];
  readonly route?: { readonly reason: string; readonly explanation: string; readonly considered: readonly string[] };
  readonly cached: boolean;
}

/** A line of a batch's answer: what the item got, or why it got nothing. */
export type BatchLine = { readonly index: number; readonly id?: string } & (PredictResponse | { readonly error: ServiceErrorBody });

export interface ServiceErrorBody {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
}

/** What `GET /v1/operate/versions` tells. */
export interface RegistryContent {
  readonly slots: { readonly [slot in Slot]: SlotState };
  readonly versions: readonly VersionManifest[];
}

/** The service refused or failed; `code` is stable, the message for people. */
export class ServiceError extends DataError {
  constructor(readonly status: number, readonly body: ServiceErrorBody, readonly retryAfterSeconds?: number) {
    super(body.message);
  }
}

export interface ClientSettings {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly key?: string;
  /** Milliseconds after which a request is given up. */
  readonly timeout?: number;
}

type Method = "GET" | "POST";

const DEFAULT_TIMEOUT = 30_000;

async function failure(response: Response): Promise<ServiceError> {
  const text = await response.text();
  const retryAfter = Number(response.headers.get("retry-after"));
  const body = parsedError(text) ?? { code: "unknown", message: `The service answered with status ${response.status}.` };
  return new ServiceError(response.status, body, retryAfter > 0 ? retryAfter : undefined);
}

function parsedError(text: string): ServiceErrorBody | undefined {
  try {
    return (JSON.parse(text) as { error?: ServiceErrorBody }).error;
  } catch {
    return undefined;
  }
}

async function* jsonLines<T>(body: ReadableStream<Uint8Array>): AsyncGenerator<T> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop()!;
    for (const part of parts) yield JSON.parse(part) as T;
  }
}

/** Talks to a running service. Methods throw a ServiceError when it refuses. */
export class NerClient {
  constructor(private readonly settings: ClientSettings) {}

  /** One request as it comes back; throws a ServiceError for any status but success. */
  async send(method: Method, path: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const { url, key, timeout = DEFAULT_TIMEOUT } = this.settings;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeout),
    });
    if (!response.ok) throw await failure(response);
    return response;
  }

  /** Tokens and entities of one text. */
  async predict(content: Content, options: PredictOptions = {}): Promise<PredictResponse> {
    return (await (await this.send("POST", "/v1/predict", { ...content, ...options })).json()) as PredictResponse;
  }

  /** The answer in columns: a token and its tag a line. */
  async predictIob(content: Content, options: PredictOptions = {}): Promise<string> {
    return (await this.send("POST", "/v1/predict", { ...content, ...options, format: "iob" })).text();
  }

  /** Answers in the items' order, as they are ready. */
  async *predictBatch(items: readonly (Content & { readonly id?: string })[], options: PredictOptions = {}): AsyncGenerator<BatchLine> {
    const response = await this.send("POST", "/v1/predict/batch", { items, ...options });
    yield* jsonLines<BatchLine>(response.body as ReadableStream<Uint8Array>);
  }

  /** What is served, as `GET /v1/models` tells it. */
  async models(): Promise<ServiceDescription> {
    return (await (await this.send("GET", "/v1/models")).json()) as ServiceDescription;
  }

  /** All versions of the registry, and which answer. This and what follows needs a key with the scope `operate`. */
  async versions(): Promise<RegistryContent> {
    return (await (await this.send("GET", "/v1/operate/versions")).json()) as RegistryContent;
  }

  /** Lets a version answer. */
  async activate(version: string): Promise<ServedVersion> {
    return (await (await this.send("POST", "/v1/operate/activate", { version })).json()) as ServedVersion;
  }

  /** Gives a version a share of its slot's requests, in (0, 0.5]. */
  async startCanary(version: string, share: number): Promise<ServedVersion> {
    return (await (await this.send("POST", "/v1/operate/canary", { version, share })).json()) as ServedVersion;
  }

  /** Undoes a slot's last change. */
  async rollback(slot: Slot): Promise<Omit<RolledBack, "state">> {
    return (await (await this.send("POST", "/v1/operate/rollback", { slot })).json()) as Omit<RolledBack, "state">;
  }

  /** Whether requests may come. */
  async ready(): Promise<boolean> {
    return this.send("GET", "/readyz").then(() => true, () => false);
  }

  /** All metrics in Prometheus' text format. */
  async metrics(): Promise<string> {
    return (await this.send("GET", "/metrics")).text();
  }
}
