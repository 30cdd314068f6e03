/** Lets one at a time of each block of addresses go, in the order they came, so that workers on many machines do not meet at one hoster. Pure. */

export type Lines = {
  /**
   * Calls `go` at once, or when all before it have left. `null`: there is no line.
   * @returns how to leave, also before one's turn
   */
  enter(block: string | null, go: () => void): () => void;
};

export function makeLines(): Lines {
  const lines = new Map<string, (() => void)[]>();
  return {
    enter(block, go) {
      if (block === null) {
        go();
        return () => undefined;
      }
      const line = lines.get(block) ?? [];
      lines.set(block, line);
      line.push(go);
      if (line.length === 1) go();
      return () => {
        const index = line.indexOf(go);
        if (index < 0) return;
        line.splice(index, 1);
        if (line.length === 0) lines.delete(block);
        else if (index === 0) line[0]?.();
      };
    },
  };
}
