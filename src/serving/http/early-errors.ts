import { STATUS_CODES, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { errorBody, httpErrorOf } from "./errors";
import { HttpError } from "./http-error";

/** What refuses a request before the framework's hooks, where nobody adds headers, carries these. */
const HEADERS: { readonly [name: string]: string } = {
  "content-type": "application/json; charset=utf-8",
  "content-security-policy": "default-src 'none';frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "SAMEORIGIN",
  "referrer-policy": "no-referrer",
  connection: "close",
};

function errorOf(code: string | undefined): HttpError {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new HttpError(408, "timeout", "The request did not arrive whole in time.");
  if (code === "HPE_HEADER_OVERFLOW") return new HttpError(431, "too_large", "The headers are too large.");
  return new HttpError(400, "invalid_request", "This is no HTTP/1.1 request that the service understands.");
}

function written(error: HttpError): string {
  const body = JSON.stringify(errorBody(error));
  const headers = Object.entries({ ...HEADERS, "content-length": String(Buffer.byteLength(body)) }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}\r\n${headers.join("")}\r\n${body}`;
}

/** Whether an answer is on its way, into which an error must not be written. */
function isAnswering(socket: Socket & { readonly _httpMessage?: ServerResponse | null }): boolean {
  return socket._httpMessage?.headersSent === true;
}

/** For what is no HTTP, too large in its headers, or too slow to arrive. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code !== "ECONNRESET" && socket.writable && !isAnswering(socket)) socket.write(written(errorOf(error.code)));
  socket.destroySoon();
}

/** For addresses that the router cannot read. */
export function answerBadAddress(error: Error, _: FastifyRequest, reply: FastifyReply): void {
  const { status } = httpErrorOf(error);
  const code = status === 414 ? "too_long" : "invalid_request";
  const told = new HttpError(status, code, "The address of the request is too long, or not encoded as addresses are.");
  void reply.code(status).headers(HEADERS).send(JSON.stringify(errorBody(told)));
}

/** For expectations other than 100-continue, which Node.js answers without a body. */
export function answerExpectations(server: FastifyInstance): void {
  server.server.on("checkExpectation", (_: IncomingMessage, response: ServerResponse) => {
    const told = new HttpError(417, "invalid_request", "The service meets no expectation but 100-continue.");
    response.writeHead(told.status, HEADERS).end(JSON.stringify(errorBody(told)));
  });
}
