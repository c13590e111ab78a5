/**
 * Declarations that differ in one word of their names: `pools.*.good`, one for each pool. The words are a closed list,
 * such as the causes of a reply, or come from the scenario.
 */

import type { EventDeclaration, MetricDeclaration } from "./declaration.js";

/** In place of a list: the scenario says which words there are. */
export const FROM_SCENARIO = "from the scenario";

/** `pools.*.good` with a word in place of the star. */
export type Filled<Pattern extends string, Word extends string> = Pattern extends `${infer Before}*${infer After}`
  ? `${Before}${Word}${After}`
  : never;

export interface Family<Pattern extends string, Word extends string, Member> {
  readonly kind: "family";
  /** With a star for the word. */
  readonly pattern: Pattern;
  /** None when they come from the scenario. */
  readonly words: readonly Word[];
  member(word: Word): Member;
  /** The word that makes this name, if it is one of the family. */
  wordIn(name: string): string | undefined;
}

/** @param make declares one member, under the name that it is given */
export function family<
  const Pattern extends `${string}*${string}`,
  Word extends string,
  Member extends MetricDeclaration | EventDeclaration,
>(
  pattern: Pattern,
  words: readonly Word[] | typeof FROM_SCENARIO,
  make: (name: Filled<Pattern, Word>, word: Word) => Member,
): Family<Pattern, Word, Member> {
  const [before = "", after = ""] = pattern.split("*");
  return {
    kind: "family",
    pattern,
    words: words === FROM_SCENARIO ? [] : words,
    member: (word) => make(`${before}${word}${after}` as Filled<Pattern, Word>, word),
    wordIn(name) {
      const isMember = name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length;
      return isMember ? name.slice(before.length, name.length - after.length) : undefined;
    },
  };
}

/** Declarations as a part lists them, under names for its own code. */
export type Declarations = Readonly<
  Record<string, MetricDeclaration | EventDeclaration | Family<string, string, MetricDeclaration | EventDeclaration>>
>;

/**
 * The declarations in a list that can be told before there is a scenario: all but families whose words come from it.
 */
export function declaredIn(declarations: Declarations): (MetricDeclaration | EventDeclaration)[] {
  return Object.values(declarations).flatMap((one) =>
    one.kind === "family" ? one.words.map((word) => one.member(word)) : [one],
  );
}

type MemberOf<Declared> = Declared extends { readonly kind: "family"; member(word: never): infer Member }
  ? Member
  : Declared;

/** One of the declarations in a list, members of families included. */
export type DeclaredIn<List> = MemberOf<List[keyof List]>;

/** The pattern of one of the families in a list. */
export type FamilyIn<List> = List[keyof List] extends infer Declared
  ? Declared extends { readonly kind: "family"; readonly pattern: infer Pattern }
    ? Pattern
    : never
  : never;
