/** Reads an expression of the metric grammar. Recursive descent; errors name the column, what was found and expected. */

import type { Seconds } from "../../schema/quantity.js";
import { suggest } from "../../schema/suggest.js";
import type { Comparison, Expression, Operand, Point, Range, Test } from "./ast.js";
import { FUNCTIONS, TIMES, VERDICTS } from "./functions.js";
import { fault, type Token, tokens } from "./lexer.js";
import { literalOf, secondsOf } from "./literal.js";

const COMPARISONS: readonly string[] = ["<", "<=", ">", ">=", "="];

/** @throws ScenarioError with the column of the first mistake */
export function parseExpression(text: string): Expression {
  return new Parser(text, tokens(text)).expression();
}

class Parser {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly list: readonly Token[],
  ) {}

  expression(): Expression {
    const never = this.takes("never");
    const left = this.sum();
    let during = this.takes("during") ? this.range() : undefined;
    const test = this.test(left);
    during ??= this.takes("during") ? this.range() : undefined;
    const lasting = this.takes("for") ? secondsOf(this.next()) : undefined;
    during ??= this.takes("during") ? this.range() : undefined;
    const onlyWithAll = this.takes("only");
    if (onlyWithAll) for (const word of ["with", "all"]) this.need(word);
    this.needEnd();
    return { text: this.text, never, left, test, during, lasting, onlyWithAll };
  }

  private test(left: Operand): Test {
    const token = this.peek();
    if (COMPARISONS.includes(token.text)) {
      this.next();
      return { kind: "compare", is: token.text as Comparison, right: this.sum() };
    }
    if (this.takes("between")) return this.between(left);
    if (left.kind === "call" && (VERDICTS.has(left.name) || TIMES.has(left.name))) return { kind: "holds" };
    throw fault(token.column, `"${token.text}"`, "a comparison: <, <=, >, >=, = or between … and …");
  }

  private between(left: Operand): Test {
    if (left.kind === "call" && TIMES.has(left.name)) {
      const from = this.point();
      this.need("and");
      return { kind: "when", from, to: this.point() };
    }
    const low = this.sum();
    this.need("and");
    return { kind: "within", low, high: this.sum() };
  }

  private sum(): Operand {
    let left = this.product();
    for (let sign = this.sign("+", "-"); sign; sign = this.sign("+", "-"))
      left = { kind: "arithmetic", sign, left, right: this.product() };
    if (this.takes("vs")) {
      this.need("control");
      return { kind: "versus", left };
    }
    return left;
  }

  private product(): Operand {
    let left = this.atom();
    for (let sign = this.sign("*", "/"); sign; sign = this.sign("*", "/"))
      left = { kind: "arithmetic", sign, left, right: this.atom() };
    return left;
  }

  private atom(): Operand {
    const token = this.next();
    if (token.kind === "number") return literalOf(token);
    if (token.text === "(") {
      const inner = this.sum();
      this.need(")");
      return inner;
    }
    if (token.kind !== "word") throw fault(token.column, `"${token.text}"`, "a metric, a function or a number");
    return this.peek().text === "(" ? this.call(token) : { kind: "metric", name: token.text, column: token.column };
  }

  private call({ text: name, column }: Token): Operand {
    if (!FUNCTIONS.has(name))
      throw fault(
        column,
        `unknown function "${name}"`,
        `one of ${[...FUNCTIONS].join(", ")}`,
        suggest(name, FUNCTIONS),
      );
    this.need("(");
    const of = this.condition();
    const inner = this.takes("during") ? this.range() : undefined;
    const extra = this.takes(",") ? literalOf(this.next()) : undefined;
    this.need(")");
    return { kind: "call", name, of, extra, during: inner, column };
  }

  private condition(): Operand {
    const left = this.sum();
    const { text } = this.peek();
    if (!COMPARISONS.includes(text)) return left;
    this.next();
    return { kind: "condition", left, is: text as Comparison, right: this.sum() };
  }

  private range(): Range {
    const token = this.peek();
    const from = this.point();
    if (this.takes("..")) return { kind: "between", from, to: this.point() };
    if (from.kind === "operation" && from.edge === "start" && from.plus === 0)
      return { kind: "operation", name: from.name, column: from.column };
    throw fault(token.column, `"${token.text}"`, "a window: two times joined by .., or the name of an operation");
  }

  private point(): Point {
    const sign = this.sign("+", "-");
    const token = this.next();
    if (token.kind === "number") return { kind: "offset", plus: (sign === "-" ? -1 : 1) * secondsOf(token) };
    if (token.kind === "clock") return { kind: "clock", secondOfDay: secondOfDay(token), plus: this.plus() };
    if (token.kind !== "word")
      throw fault(token.column, `"${token.text}"`, "a time: 11:05, an offset such as 2h, or an operation");
    if (token.text === "start") return { kind: "offset", plus: this.plus() };
    if (token.text === "end") return { kind: "end", plus: this.plus() };
    const isEnd = token.text.endsWith(".end");
    const name = isEnd ? token.text.slice(0, -".end".length) : token.text;
    return { kind: "operation", name, edge: isEnd ? "end" : "start", plus: this.plus(), column: token.column };
  }

  private plus(): Seconds {
    const sign = this.sign("+", "-");
    if (!sign) return 0;
    return (sign === "-" ? -1 : 1) * secondsOf(this.next());
  }

  private peek(): Token {
    return this.list[this.at]!;
  }

  private next(): Token {
    const token = this.peek();
    if (token.kind === "end") throw fault(token.column, "the end", "more: the expression is not complete");
    this.at++;
    return token;
  }

  private takes(text: string): boolean {
    if (this.peek().text !== text || this.peek().kind === "end") return false;
    this.at++;
    return true;
  }

  private sign<Sign extends string>(...signs: Sign[]): Sign | undefined {
    const found = signs.find((sign) => this.peek().kind === "sign" && this.peek().text === sign);
    if (found !== undefined) this.at++;
    return found;
  }

  private need(text: string): void {
    const { column, text: found } = this.peek();
    if (!this.takes(text)) throw fault(column, `"${found}"`, `"${text}"`);
  }

  private needEnd(): void {
    const { kind, text, column } = this.peek();
    if (kind !== "end") throw fault(column, `"${text}"`, "the end of the expression");
  }
}

function secondOfDay({ text, column }: Token): Seconds {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(":").map(Number);
  if (hours > 23 || minutes > 59 || seconds > 59) throw fault(column, `"${text}"`, "a time of day up to 23:59:59");
  return hours * 3600 + minutes * 60 + seconds;
}
