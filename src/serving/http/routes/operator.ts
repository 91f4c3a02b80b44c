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

/** What a registry refuses is the state's conflict with the wish, not the service's failure, unless its disk is full or failed. */
async function ordered<T>(operated: OperatedRegistry, act: (registry: Registry) => Promise<T>): Promise<T> {
  try {
    const result = await act(operated.registry);
    await operated.look();
    return result;
  } catch (error) {
    throw error instanceof DataError ? refusalOf(error) : error;
  }
}

function registryOf(operated: OperatedRegistry | undefined): OperatedRegistry {
  if (operated) return operated;
  throw new HttpError(409, "no_registry", "The service was started with --model; start it with --registry to change versions while it runs.");
}

function bodyWith(properties: object, required: readonly string[]): object {
  return { type: "object", additionalProperties: false, properties, required };
}

/** Listing, activating, canaries and rollback, for keys with the scope `operate`; every change is in the audit log. */
export function registerOperator(server: FastifyInstance, operated: OperatedRegistry | undefined): void {
  const config = { scope: "operate" } as const;
  const schemaOf = (summary: string, body?: object) => ({ tags: ["operate"], summary, ...(body ? { body } : {}), response: ERRORS });
  server.get("/v1/operate/versions", { config, schema: schemaOf("All versions, and which answer") }, () => {
    const { registry } = registryOf(operated);
    return { slots: readState(registry).slots, versions: listVersions(registry) };
  });
  const parameters = { params: bodyWith({ version: VERSION }, ["version"]) };
  server.get<{ Params: { version: string } }>("/v1/operate/versions/:version/lineage", { config, schema: { ...schemaOf("Where a version comes from"), ...parameters } },
    ({ params }) => ordered(registryOf(operated), async (registry) => lineageOf(registry, params.version)));
  server.post<{ Body: { version: string } }>("/v1/operate/activate", { config, schema: schemaOf("Let a version answer", bodyWith({ version: VERSION }, ["version"])) },
    (request) => ordered(registryOf(operated), (registry) => activate(registry, request.body.version, { actor: actorOf(request), onlyJudged: true })));
  const canaryBody = bodyWith({ version: VERSION, share: { type: "number", exclusiveMinimum: 0, maximum: 0.5 } }, ["version", "share"]);
  server.post<{ Body: { version: string; share: number } }>("/v1/operate/canary", { config, schema: schemaOf("Give a version a share of its slot's requests", canaryBody) },
    (request) => ordered(registryOf(operated), (registry) => startCanary(registry, request.body.version, request.body.share, { actor: actorOf(request), onlyJudged: true })));
  server.post<{ Body: { slot: Slot } }>("/v1/operate/rollback", { config, schema: schemaOf("Undo a slot's last change", bodyWith({ slot: { type: "string", enum: [...SLOTS] } }, ["slot"])) },
    (request) => ordered(registryOf(operated), (registry) => rollback(registry, request.body.slot, { actor: actorOf(request) })));
}
