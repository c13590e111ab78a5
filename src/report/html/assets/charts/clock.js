// Times of the run, UTC: whole for the reader of a value, short for an axis.
import { data } from "./data.js";

const iso = (at) => new Date((data.startSeconds + at) * 1000).toISOString();

/** As the rest of the page writes a time: with its date when the run spans several days. */
export const clock = {
  time: (at) => `${data.dated ? `${iso(at).slice(0, 10)} ` : ""}${iso(at).slice(11, 19)}Z`,
};

/** `11:05Z`; `05-24 11:05Z`; `05-24` where the ticks are whole days. */
export const tickTime = (at, isDay) => {
  const [day, minute] = [iso(at).slice(5, 10), `${iso(at).slice(11, 16)}Z`];
  if (isDay) return day;
  return data.dated ? `${day} ${minute}` : minute;
};
