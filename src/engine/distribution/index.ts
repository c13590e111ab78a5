/** The distributions a scenario may name. To add one: one file, one line here. */
import { z } from "zod";
import { Catalogue, type Chosen } from "../../schema/catalogue.js";
import type { Choice, Options } from "../../schema/choice.js";
import { each } from "../../schema/per-system.js";
import { duration } from "../../schema/quantity.js";
import { boundedPareto } from "./bounded-pareto.js";
import { deterministic } from "./deterministic.js";
import type { Distribution, QuantitySchema } from "./distribution.js";
import { empirical } from "./empirical.js";
import { erlang } from "./erlang.js";
import { exponential } from "./exponential.js";
import { hyperexponential } from "./hyperexponential.js";
import { lognormal } from "./lognormal.js";
import { mixture } from "./mixture.js";
import { normal } from "./normal.js";
import { uniform } from "./uniform.js";
import { weibull } from "./weibull.js";

export type { Distribution, QuantitySchema } from "./distribution.js";

/** A checked distribution: `{ shape: "lognormal", mean: 0.04, scv: 1 }`. */
export type DistributionSpec = Chosen<"shape">;

const shapes = [
  deterministic,
  uniform,
  exponential,
  erlang,
  hyperexponential,
  lognormal,
  boundedPareto,
  weibull,
  normal,
  empirical,
];

/** The catalogue of distributions of one kind of quantity. */
export function distributionsOf(quantity: QuantitySchema): Catalogue<Distribution> {
  const simple = shapes.map((shape) => shape(quantity) as Choice<Options, Distribution>);
  const catalogue = new Catalogue<Distribution>("distribution", simple, "each");
  const mixed = mixture(written(quantity, catalogue), catalogue) as Choice<Options, Distribution>;
  return new Catalogue<Distribution>("distribution", [...simple, mixed], "each");
}

/**
 * How a scenario writes a distribution of a quantity: the quantity alone ("40ms": always so much), or a map with the
 * name of the distribution and its options, `{ shape: lognormal, mean: 40ms, scv: 1 }`.
 */
export function distributionOf(quantity: QuantitySchema) {
  const schema = built.get(quantity) ?? written(quantity, distributionsOf(quantity));
  built.set(quantity, schema);
  return schema;
}

/**
 * What `distributionOf` gave for each quantity: such a schema has some two hundred parts, and most options share one.
 */
const built = new Map<QuantitySchema, ReturnType<typeof written>>();

/** Builds a distribution from what the schema of `distributionOf` has read. */
export function makeDistribution(spec: DistributionSpec): Distribution {
  return durations.make(spec);
}

function written(quantity: QuantitySchema, catalogue: Catalogue<Distribution>) {
  const chosen = catalogue.schema("shape");
  const codec = z.codec(z.unknown(), chosen, {
    decode: (value, context) => {
      if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
      const read = quantity.safeDecode(value as never);
      if (read.success) return { shape: "deterministic", value };
      for (const issue of read.error.issues) context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
      return z.NEVER;
    },
    encode: (value) => {
      const { shape, value: plain } = value as Record<string, unknown>;
      return shape === "deterministic" ? plain : value;
    },
  });
  return each(
    codec.meta({
      description: "A distribution: one value alone, or a map with the name of the shape and its options.",
      get anyOf() {
        return [quantity, chosen].map((one) => {
          const { $schema: _, ...shape } = z.toJSONSchema(one, { io: "input", target: "draft-7" });
          return shape;
        });
      },
    }),
  );
}

/** Distributions are built alike whatever their quantity; this catalogue serves them all. */
const durations = distributionsOf(duration);
durations.schema("shape");
