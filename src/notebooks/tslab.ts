// The one place that knows tslab's insides. tslab 1.0.22 is pinned; what is typed here is what it has, nothing more.
import * as path from "node:path";
import type { DisplayMessage } from "./events";

export type WriteStream = (name: "stdout" | "stderr", text: string) => void;
export type WriteDisplay = (message: DisplayMessage, update: boolean) => void;

export interface Converter { close(): void }

export interface Executor {
  execute(source: string): Promise<boolean>;
  inspect(source: string, position: number): unknown;
  complete(source: string, position: number): unknown;
  reset(): void;
  interrupt(): void;
  close(): void;
  readonly locals: { [name: string]: unknown };
}

interface Console { log(...values: unknown[]): void; error(...values: unknown[]): void }

export interface JupyterMessage {
  header: { msg_type: string };
  parent: object;
  content: unknown;
  createReply(): JupyterMessage;
  signAndSend(key: string, socket: unknown): void;
}

interface ExecuteRequest {
  readonly code: string;
  readonly stop_on_error?: boolean;
}

interface Handler {
  execCount: number;
  execQueue: { reset(delay?: number): void };
  handleKernel(): object;
  handleExecute(request: ExecuteRequest, stream: WriteStream, display: WriteDisplay): Promise<{ status: string; execution_count?: number }>;
}

export interface Server {
  connInfo: { readonly key: string };
  iopub: unknown;
  shell: unknown;
  handler: Handler;
  init(): Promise<void>;
  publishStatus(status: "busy" | "idle", parent: JupyterMessage): void;
  handleShellMessage(socket: unknown, ...frames: unknown[]): Promise<void>;
  handleCommInfoRequest(socket: unknown, message: JupyterMessage): void;
  handleExecute(socket: unknown, message: JupyterMessage & { readonly content: ExecuteRequest }): Promise<void>;
  close(): void;
}

/** A relative import and where about in the code its name stands. */
export interface RelativeImport {
  readonly fileName: string;
  readonly pos: number;
}

export interface Tslab {
  createConverter(options: object): Converter;
  createExecutor(root: string, converters: { node: Converter; browser: Converter; close(): void }, console: Console): Executor;
  readonly jupyter: {
    lastWriteDisplayData: WriteDisplay | null;
    JupyterHandlerImpl: new (executor: Executor, isJs: boolean) => Handler;
    ZmqServer: new (handler: Handler, connectionFile: string) => Server;
  };
  /** The two compilations behind the cell converted last: JavaScript with its inline map, and the map of what became of it. */
  lastCompilation(): { readonly first: string; readonly secondMap: string } | undefined;
  relativeImports(code: string): RelativeImport[];
}

interface Builder { getAllDependencies(file: { readonly fileName: string }): string[] }
interface WatchHost { afterProgramCreate?: (builder: Builder) => void }
interface TypeScript {
  createWatchCompilerHost(files: string[], options: object, ...rest: unknown[]): WatchHost;
  transpileModule(source: string, options: { compilerOptions?: object }): { outputText: string; sourceMapText?: string };
  preProcessFile(code: string, readImports: boolean, detectRequire: boolean): { importedFiles: { fileName: string; pos: number }[] };
}

const SOURCE_MAP_COMMENT = /^\/\/# sourceMappingURL=.*$/gm;

/**
 * tslab compiles and checks every imported project file anew in each process and keeps a module cache of its own.
 * Told that a cell depends on itself alone, it checks the cell against those files' types and leaves loading them to ts-node,
 * so that a module's state exists once, whoever imports it.
 */
function checkOnlyTheCell(builder: Builder): Builder {
  const all = builder.getAllDependencies.bind(builder);
  builder.getAllDependencies = (file) => all(file).filter((dependency) => dependency === file.fileName);
  return builder;
}

function watchHostFor(typescript: TypeScript): TypeScript["createWatchCompilerHost"] {
  return (files, options, ...rest) => {
    const host = typescript.createWatchCompilerHost(files, { ...options, types: ["node"], inlineSourceMap: true }, ...rest);
    let created: WatchHost["afterProgramCreate"];
    Object.defineProperty(host, "afterProgramCreate", {
      get: () => created,
      set: (callback: (builder: Builder) => void) => { created = (builder) => callback(checkOnlyTheCell(builder)); },
    });
    return host;
  };
}

/**
 * tslab runs cells with `breakOnSigint`, after which Node restores the default action of SIGINT although a listener that the
 * cell has set is still registered: Ctrl-C would then kill a training before it saves its state. Cells that await go without it;
 * in all others it stays, for nothing else stops a loop that never ends.
 */
function keepInterruptListeners(): void {
  const vm = require("node:vm") as { runInThisContext(code: string, options?: object): unknown };
  const run = vm.runInThisContext;
  const awaits = (code: string) => code.startsWith("(async function(exports, require)");
  vm.runInThisContext = (code, options) => run(code, awaits(code) ? { ...options, breakOnSigint: false } : options);
}

let loaded: Tslab | undefined;

/** tslab with its TypeScript altered as above and source maps kept. Loading takes a few tenths of a second, once. */
export function loadTslab(): Tslab {
  if (loaded) return loaded;
  const folder = path.dirname(require.resolve("tslab/package.json"));
  const typescriptFile = require.resolve("@tslab/typescript-for-tslab", { paths: [folder] });
  const typescript = require(typescriptFile) as TypeScript;
  let compilation: ReturnType<Tslab["lastCompilation"]>;
  const transpileModule: TypeScript["transpileModule"] = (source, options) => {
    const result = typescript.transpileModule(source, { ...options, compilerOptions: { ...options.compilerOptions, sourceMap: true } });
    compilation = { first: source, secondMap: result.sourceMapText ?? "" };
    return { ...result, outputText: result.outputText.replace(SOURCE_MAP_COMMENT, "") };
  };
  require.cache[typescriptFile]!.exports = { ...typescript, transpileModule, createWatchCompilerHost: watchHostFor(typescript) };
  keepInterruptListeners();
  loaded = {
    createConverter: require("tslab/dist/converter").createConverter,
    createExecutor: require("tslab/dist/executor").createExecutor,
    jupyter: require("tslab/dist/jupyter"),
    lastCompilation: () => compilation,
    relativeImports: (code) => typescript.preProcessFile(code, true, true).importedFiles.filter(({ fileName }) => fileName.startsWith(".")),
  };
  return loaded;
}

/** Where a cell's displays go, or null outside of a notebook. Does not load tslab. */
export function currentDisplay(): WriteDisplay | null {
  const cached = require.cache[require.resolve("tslab/dist/jupyter")];
  return (cached?.exports as Tslab["jupyter"] | undefined)?.lastWriteDisplayData ?? null;
}
