/** Checks on the options of distributions that no single option can make. */
import type { z } from "zod";

/** Requires that `from` lies below `to`. */
export function ascending<Options extends z.ZodObject<{ from: z.ZodType<number>; to: z.ZodType<number> }>>(
  options: Options,
): Options {
  return options.refine(({ from, to }) => (from as number) < (to as number), {
    path: ["to"],
    error: "`to` must be more than `from`",
  });
}

/** Requires the options of exactly one way of writing, all of them and none of another way's. */
export function oneWayOf<Options extends z.ZodObject>(options: Options, ways: readonly (readonly string[])[]): Options {
  const wanted = ways.map((way) => way.map((key) => `\`${key}\``).join(" and ")).join(", or ");
  return options.refine(
    (value) => {
      const given = ways.flat().filter((key) => (value as Record<string, unknown>)[key] !== undefined);
      return ways.some((way) => way.length === given.length && way.every((key) => given.includes(key)));
    },
    { error: `give either ${wanted}` },
  );
}
