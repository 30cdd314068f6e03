/** Moves labels apart that would cover each other, as little as need be. Pure. */

type Block = { sum: number; members: number[] };

/**
 * Places for labels in a column.
 * @param wanted where each label would stand, px
 * @param gap least distance between two of them
 * @param top, bottom where the first and the last may stand at most; kept as long as all fit between them
 * @returns a place for each, in the given order
 */
export function spread(
  wanted: readonly number[],
  gap: number,
  top: number,
  bottom: number,
): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  const blocks: Block[] = [];
  for (const index of order) {
    // Without its place in the block, so that a block's mean is where its first label wants to be.
    let block: Block = { sum: wanted[index] ?? 0, members: [index] };
    for (
      let before = blocks.at(-1);
      before !== undefined && overlaps(before, block, gap);
      before = blocks.at(-1)
    ) {
      blocks.pop();
      const shift = before.members.length * gap * block.members.length;
      block = { sum: before.sum + block.sum - shift, members: [...before.members, ...block.members] };
    }
    blocks.push(block);
  }
  const sorted = blocks.flatMap((block) => block.members.map((_, place) => start(block) + place * gap));
  return inBounds(sorted, order, gap, [top, bottom]);
}

function start({ sum, members }: Block): number {
  return sum / members.length;
}

function overlaps(before: Block, block: Block, gap: number): boolean {
  return start(before) + before.members.length * gap > start(block);
}

/** Pushes what stands outside back in, from both ends, keeping the distances. */
function inBounds(
  sorted: readonly number[],
  order: readonly number[],
  gap: number,
  [top, bottom]: readonly [number, number],
): readonly number[] {
  const down: number[] = [];
  for (const place of sorted) down.push(Math.max(place, top, (down.at(-1) ?? -Infinity) + gap));
  const places: number[] = Array.from({ length: sorted.length }, () => 0);
  let limit = bottom;
  for (let index = down.length - 1; index >= 0; index -= 1) {
    const place = Math.min(down[index] ?? 0, limit);
    places[order[index] ?? 0] = place;
    limit = place - gap;
  }
  return places;
}
