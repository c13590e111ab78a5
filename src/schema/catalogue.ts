/**
 * The closed set of variants of one topic: the only thing that the schema, `tempfail list`, the docs and the contract
 * tests read.
 */
import { z } from "zod";
import type { Choice, Options } from "./choice.js";
import { each } from "./per-system.js";
import { refuse } from "./quantity.js";
import { type Fault, faultText, ScenarioError, shown } from "./scenario-error.js";
import { suggest } from "./suggest.js";

/** A checked choice: `{ [key]: name, ...options }`. */
export type Chosen<Key extends string = string> = { [key in Key]: string } & { [option: string]: unknown };

export class Catalogue<Product, Context extends unknown[] = []> {
  private readonly byName: ReadonlyMap<string, Choice<Options, Product, Context>>;
  /** The keys under which schemas of this catalogue look for the name. */
  private readonly keys = new Set<string>();

  constructor(
    /** What the choices are, in the singular: "retry profile". */
    readonly topic: string,
    readonly choices: readonly Choice<Options, Product, Context>[],
    /** `each`: what the choices describe is one client's, one message's, one draw's, and stays at any scale. */
    readonly extent: "each" | "by option" = "by option",
  ) {
    this.byName = new Map(choices.map((one) => [one.name, one]));
    if (this.byName.size !== choices.length) throw new Error(`two choices of the same name in ${topic}`);
  }

  get names(): string[] {
    return [...this.byName.keys()];
  }

  /**
   * Builds a choice from options as a scenario writes them. Throws a ScenarioError for an unknown name or bad options.
   */
  create(name: string, options: unknown, ...context: Context): Product {
    const found = this.find(name);
    const parsed = found.options.safeDecode((options ?? {}) as z.input<Options>);
    if (parsed.success) return found.create(parsed.data, ...context);
    throw new ScenarioError(
      parsed.error.issues.map(({ path, message }) => ({ path: [name, ...path].join("."), expected: message })),
    );
  }

  /** Builds a choice from what `schema(key)` has parsed. */
  make(value: { readonly [option: string]: unknown }, ...context: Context): Product {
    for (const key of this.keys) {
      const found = this.byName.get(String(value[key]));
      if (!found) continue;
      const { [key]: _, ...options } = value;
      return found.create(options, ...context);
    }
    throw new Error(`no ${this.topic} in ${JSON.stringify(value)}`);
  }

  /**
   * What a scenario may write for this topic: a name alone, or a map with the name under `key` and the choice's options
   * beside it.
   */
  schema<Key extends string>(key: Key) {
    this.keys.add(key);
    const variants = this.choices.map((one) => this.variant(one, key));
    const written = z.union([z.string(), z.looseObject({})], { error: ({ input }) => faultText(this.fault(input)) });
    const chosen = z.discriminatedUnion(key, variants as [z.ZodObject, ...z.ZodObject[]]);
    const codec = z.codec(written, chosen as unknown as z.ZodType<Chosen<Key>, Record<string, unknown>>, {
      decode: (value, context) => this.expand(key, value, context),
      encode: ({ [key]: name, ...options }) => ({ [key]: name, ...options }),
    });
    const described = codec.meta(this.describe(variants));
    return this.extent === "each" ? each(described) : described;
  }

  private find(name: string): Choice<Options, Product, Context> {
    const found = this.byName.get(name);
    if (found) return found;
    throw new ScenarioError([{ path: "", ...this.fault(name) }]);
  }

  private variant({ name, summary, options }: Choice<Options, Product, Context>, key: string): z.ZodObject {
    return options.safeExtend({ [key]: z.literal(name) }).meta({ title: name, description: summary });
  }

  private expand(key: string, written: unknown, context: z.core.ParsePayload): Record<string, unknown> {
    const value = typeof written === "string" ? { [key]: written } : (written as Record<string, unknown>);
    const name = value[key];
    if (typeof name === "string" && this.byName.has(name)) return value;
    const path = typeof written === "string" ? [] : [key];
    return refuse(context, this.fault(name), path);
  }

  private fault(name: unknown): Fault {
    const expected = `one of ${this.names.join(", ")}`;
    if (name === undefined) return { found: `missing ${this.topic}`, expected };
    if (typeof name !== "string") return { found: `${shown(name)} is no ${this.topic}`, expected };
    const meant = suggest(name, this.names);
    return { found: `unknown ${this.topic} ${shown(name)}`, expected, ...(meant && { suggestion: meant }) };
  }

  /** The shape for editors. A codec is described by its written side, which cannot tell the options of each name. */
  private describe(variants: readonly z.ZodObject[]) {
    const { topic, names } = this;
    let shapes: object[] | undefined;
    const shapeOf = (one: z.ZodObject): object => {
      const { $schema: _, ...shape } = z.toJSONSchema(one, { io: "input", target: "draft-7" });
      return shape;
    };
    return {
      description: `The ${topic}: its name, or a map with its options.`,
      // Zod asks for this more than once, and catalogues nest.
      get anyOf() {
        shapes ??= [{ enum: names }, ...variants.map(shapeOf)];
        return shapes;
      },
    };
  }
}
