/** The last few results of a thread by name, so that tasks with a piece in common compute it once. What fails is forgotten. */
export class Recent<T> {
  private readonly known = new Map<string, Promise<T>>();

  constructor(private readonly most: number) {}

  get(key: string, make: () => Promise<T>): Promise<T> {
    const found = this.known.get(key);
    if (found) {
      // The order of a map is that of insertion: the one asked for last goes last.
      this.known.delete(key);
      this.known.set(key, found);
      return found;
    }
    const made = make();
    this.known.set(key, made);
    made.catch(() => this.known.delete(key));
    for (const oldest of this.known.keys()) {
      if (this.known.size <= this.most) break;
      this.known.delete(oldest);
    }
    return made;
  }
}
