/** Paths into a scenario, as errors print them and as `--set`, `provenance` and counterfactuals write them. */
import { type Fault, shown } from "../schema/scenario-error.js";

/** Where a value stands: keys of maps and indices of lists. */
export type Path = readonly (string | number)[];

/**
 * One step of a written path: a key (or the name of a list item), an index, an item chosen by one of its keys, or
 * everything.
 */
export type Step =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "where"; readonly key: string; readonly equals: string }
  | { readonly kind: "all" };

/**
 * `senders[0].retry.profile`; a key that would read as something else is quoted, `values["a.b"]`. `parsePath` reads it
 * back.
 */
export function pathText(path: Path): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (!PLAIN_KEY.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}

const PLAIN_KEY = /^[^.[\]=*\s"]+$/;
const STEP = /(?:^|(?!^)\.)(?:(\*)|([^.[\]=*\s"]+))|\[(?:(\*)|(\d+)|("(?:[^"\\]|\\.)*")|([\w-]+)=([^\]]+))\]/y;

/**
 * Reads `senders[*].rate`, `senders.shops.rate`, `senders[name=shops].rate`, `storage.*.x`; or says what is wrong with
 * the text.
 */
export function parsePath(text: string): readonly Step[] | Fault {
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const at = STEP.lastIndex;
    const match = STEP.exec(text);
    if (!match || match[0] === "") {
      return { found: `${shown(text)} is not a path from ${shown(text.slice(at))} on`, expected: PATH_FORM };
    }
    steps.push(stepOf(match));
  }
  return steps.length > 0 ? steps : { found: "an empty path", expected: PATH_FORM };
}

const PATH_FORM = "a path such as senders.shops.rate, senders[0].rate or senders[*].rate";

function stepOf([, star, key, allItems, index, quoted, where, equals]: RegExpExecArray): Step {
  if (star !== undefined || allItems !== undefined) return { kind: "all" };
  if (index !== undefined) return { kind: "index", index: Number(index) };
  if (quoted !== undefined) return { kind: "key", key: unquoted(quoted) };
  if (where !== undefined) return { kind: "where", key: where, equals: equals ?? "" };
  return { kind: "key", key: key ?? "" };
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
