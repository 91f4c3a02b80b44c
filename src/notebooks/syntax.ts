import * as ts from "typescript";

/** Something in a code cell that a notebook must not hold; `line` counts from 0 within the cell. */
export interface SyntaxFault {
  readonly line: number;
  readonly message: string;
}

function unwrapped(node: ts.Expression): ts.Expression {
  const wraps = ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node);
  return wraps ? unwrapped(node.expression) : node;
}

function isFunction(node: ts.Expression | undefined): boolean {
  if (!node) return false;
  const inner = unwrapped(node);
  return ts.isArrowFunction(inner) || ts.isFunctionExpression(inner) || ts.isClassExpression(inner);
}

function assignedFunction(node: ts.Node): string | undefined {
  if (ts.isVariableDeclaration(node) && isFunction(node.initializer)) return node.name.getText();
  const assigns = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return assigns && isFunction(node.right) ? node.left.getText() : undefined;
}

function definition(node: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(node)) return `the function ${node.name?.getText() ?? "(without a name)"}`;
  if (ts.isClassDeclaration(node)) return `the class ${node.name?.getText() ?? "(without a name)"}`;
  if (ts.isMethodDeclaration(node)) return `the method ${node.name.getText()}`;
  const name = assignedFunction(node);
  return name === undefined ? undefined : `the function ${name}`;
}

function faultOf(node: ts.Node): string | undefined {
  const defined = definition(node);
  if (defined) return `defines ${defined}; functions live in src`;
  if (!ts.isShorthandPropertyAssignment(node)) return undefined;
  const name = node.name.text;
  return `uses the shorthand { ${name} }, which tslab cannot run when ${name} comes from an earlier cell; write { ${name}: ${name} }`;
}

/** Definitions of functions and classes, and object shorthand; a function passed as an argument is fine. */
export function syntaxFaults(source: string): SyntaxFault[] {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest, true);
  const faults: SyntaxFault[] = [];
  const visit = (node: ts.Node): void => {
    const message = faultOf(node);
    if (message) faults.push({ line: file.getLineAndCharacterOfPosition(node.getStart(file)).line, message });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return faults;
}
