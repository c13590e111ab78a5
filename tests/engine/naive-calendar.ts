/** The calendar's contract in its plainest form, to hold the fast one against: a list, searched for every event. */

interface NaiveEvent {
  time: number;
  order: number;
  id: number;
}

export class NaiveCalendar {
  now = 0;
  private order = 0;
  private stopped = false;
  private readonly events: NaiveEvent[] = [];

  after(delay: number, id: number): NaiveEvent {
    const event = { time: this.now + delay, order: this.order++, id };
    this.events.push(event);
    return event;
  }

  cancel(event: NaiveEvent): boolean {
    const index = this.events.indexOf(event);
    if (index >= 0) this.events.splice(index, 1);
    return index >= 0;
  }

  get pending(): number {
    return this.events.length;
  }

  stop(): void {
    this.stopped = true;
  }

  run(until: number, perform: (id: number) => void): void {
    this.stopped = false;
    while (!this.stopped) {
      let first: NaiveEvent | undefined;
      for (const event of this.events)
        if (!first || event.time < first.time || (event.time === first.time && event.order < first.order))
          first = event;
      if (!first || first.time > until) break;
      this.cancel(first);
      this.now = first.time;
      perform(first.id);
    }
    if (!this.stopped) this.now = Math.max(this.now, until);
  }
}
