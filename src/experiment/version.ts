/** The version of the engine: part of every result, since another version may draw other numbers. */

export const ENGINE_VERSION = "1.0.0";
