/** Where the parser is in the list of tokens. */

import { fault, type Token, tokens } from "./lexer.js";

export class Cursor {
  private at = 0;
  private readonly list: readonly Token[];

  constructor(readonly text: string) {
    this.list = tokens(text);
  }

  /** The token to be read next; `ahead` of it, the one after. The last is the end. */
  peek(ahead = 0): Token {
    return this.list[Math.min(this.at + ahead, this.list.length - 1)]!;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind === "end") throw this.unexpected("more: the expression is not complete");
    this.at++;
    return token;
  }

  /** Steps over the text if it is next. */
  takes(text: string): boolean {
    if (this.peek().kind === "end" || this.peek().text !== text) return false;
    this.at++;
    return true;
  }

  /** Steps over one of the signs if it is next. */
  sign<Sign extends string>(...signs: readonly Sign[]): Sign | undefined {
    const found = signs.find((sign) => this.peek().kind === "sign" && this.peek().text === sign);
    if (found !== undefined) this.at++;
    return found;
  }

  need(text: string): void {
    if (!this.takes(text)) throw this.unexpected(`"${text}"`);
  }

  /** What was read since a column, without the spaces after it. */
  textSince(column: number): string {
    return this.text.slice(column - 1, this.peek().column - 1).trim();
  }

  unexpected(expected: string, suggestion?: string) {
    const { kind, column, text } = this.peek();
    return fault(column, kind === "end" ? "the end" : `"${text}"`, expected, suggestion);
  }
}
