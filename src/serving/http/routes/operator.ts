import type { FastifyInstance, FastifyRequest } from "fastify";
import { DataError } from "../../../errors";
import { activate, lineageOf, listVersions, readState, rollback, startCanary, type Registry } from "../../registry";
import { SLOTS, type Slot } from "../../slots";
import { HttpError } from "../http-error";
import { ERRORS } from "../schemas";

/** A registry, and what makes a running service look at it at once. */
export interface OperatedRegistry {
  readonly registry: Registry;
  look(): Promise<void>;
}

const VERSION = { type: "string", pattern: "^[0-9a-f]{12}$" } as const;

function actorOf(request: FastifyRequest): string {
  return request.caller?.id ?? "loopback";
}

const FAILURES = new Set(["ENOSPC", "EDQUOT", "EROFS", "EIO", "EMFILE", "ENFILE", "EACCES", "EPERM"]);

/** Whether the disk failed, and not the wish. */
function isDisks(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return FAILURES.has((error as NodeJS.ErrnoException).code ?? "") || isDisks(error.cause);
}

function refusalOf(error: DataError): HttpError {
  return isDisks(error) ? new HttpError(503, "disk_failed", error.message, { retryAfterSeconds: 60 }) : new HttpError(409, "refused", error.message);
}

function registryOf(operated: OperatedRegistry | undefined): OperatedRegistry {
  if (operated) return operated;
  throw new HttpError(409, "no_registry", "The service was started with --model; start it with --registry to change versions while it runs.");
}

/** What a registry refuses is the state's conflict with the wish, not the service's failure, unless its disk is full or failed. */
async function asked<T>(operated: OperatedRegistry | undefined, act: (registry: Registry) => T | Promise<T>): Promise<T> {
  const { registry } = registryOf(operated);
  try {
    return await act(registry);
  } catch (error) {
    throw error instanceof DataError ? refusalOf(error) : error;
  }
}

/** The same for what changes the registry, which the service follows before it answers. */
async function ordered<T>(operated: OperatedRegistry | undefined, act: (registry: Registry) => Promise<T>): Promise<T> {
  const result = await asked(operated, act);
  await operated?.look();
  return result;
}

/** An object with these properties, all of which must be there. */
function objectOf(properties: { readonly [name: string]: object }): object {
  return { type: "object", additionalProperties: false, properties, required: Object.keys(properties) };
}

const SHARE = { type: "number", exclusiveMinimum: 0, maximum: 0.5 } as const;
const SLOT = { type: "string", enum: [...SLOTS] } as const;
const SCOPE = { scope: "operate" } as const;

function routeOf(summary: string, schema: { readonly body?: object; readonly params?: object } = {}) {
  return { config: SCOPE, schema: { tags: ["operate"], summary, ...schema, response: ERRORS } };
}

function registerReading(server: FastifyInstance, operated: OperatedRegistry | undefined): void {
  server.get("/v1/operate/versions", routeOf("All versions, and which answer"), () =>
    asked(operated, (registry) => ({ slots: readState(registry).slots, versions: listVersions(registry) })));
  const lineage = routeOf("Where a version comes from", { params: objectOf({ version: VERSION }) });
  server.get<{ Params: { version: string } }>("/v1/operate/versions/:version/lineage", lineage, ({ params: { version } }) =>
    asked(operated, (registry) => lineageOf(registry, version)));
}

function registerChanges(server: FastifyInstance, operated: OperatedRegistry | undefined): void {
  const orderOf = (request: FastifyRequest) => ({ actor: actorOf(request) });
  const judgedOrderOf = (request: FastifyRequest) => ({ ...orderOf(request), onlyJudged: true });
  const activation = routeOf("Let a version answer", { body: objectOf({ version: VERSION }) });
  server.post<{ Body: { version: string } }>("/v1/operate/activate", activation, (request) =>
    ordered(operated, (registry) => activate(registry, request.body.version, judgedOrderOf(request))));
  const canary = routeOf("Give a version a share of its slot's requests", { body: objectOf({ version: VERSION, share: SHARE }) });
  server.post<{ Body: { version: string; share: number } }>("/v1/operate/canary", canary, (request) =>
    ordered(operated, (registry) => startCanary(registry, request.body.version, request.body.share, judgedOrderOf(request))));
  const undoing = routeOf("Undo a slot's last change", { body: objectOf({ slot: SLOT }) });
  server.post<{ Body: { slot: Slot } }>("/v1/operate/rollback", undoing, (request) =>
    ordered(operated, (registry) => rollback(registry, request.body.slot, orderOf(request))));
}

/** Listing, activating, canaries and rollback, for keys with the scope `operate`; every change is in the audit log. */
export function registerOperator(server: FastifyInstance, operated: OperatedRegistry | undefined): void {
  registerReading(server, operated);
  registerChanges(server, operated);
}
