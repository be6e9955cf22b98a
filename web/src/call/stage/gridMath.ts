export interface GridFit {
  columns: number;
  rows: number;
  tileWidth: number;
  tileHeight: number;
}

export interface GridSpace {
  width: number;
  height: number;
  gap: number;
}

/** A tile is between a portrait of 3:4 and 16:9. */
const narrowest = 3 / 4;
const widest = 16 / 9;

export const mostTiles = 25;

/** The columns that make the tiles largest. */
export function fitGrid(count: number, { width, height, gap }: GridSpace): GridFit {
  let best: GridFit = { columns: 1, rows: Math.max(1, count), tileWidth: 0, tileHeight: 0 };
  // Four wide strips on a phone held upright are larger in area than four upright tiles, and show less of a face held so.
  const fewest = height > width * 1.3 && count > 3 ? 2 : 1;
  for (let columns = fewest; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(Math.max(1, count) / columns);
    const cellWidth = (width - gap * (columns - 1)) / columns;
    const cellHeight = (height - gap * (rows - 1)) / rows;
    if (cellWidth <= 0 || cellHeight <= 0) continue;
    const tileWidth = Math.floor(Math.min(cellWidth, cellHeight * widest));
    const tileHeight = Math.floor(Math.min(cellHeight, cellWidth / narrowest));
    if (score(tileWidth, tileHeight) > score(best.tileWidth, best.tileHeight)) best = { columns, rows, tileWidth, tileHeight };
  }
  return best;
}

/** What of a tile shows a face: cameras give 16:9, and what a taller or wider tile cuts off counts half. */
function score(width: number, height: number): number {
  const whole = Math.min(width, height * widest) * Math.min(height, width / (4 / 3));
  return whole + (width * height - whole) * 0.5;
}

/** How many tiles a page may hold so that each is large enough to see a face. */
export function gridCapacity({ width, height, gap }: GridSpace): number {
  const smallest = width < 640 ? { width: 140, height: 110 } : { width: 200, height: 113 };
  const columns = Math.max(1, Math.floor((width + gap) / (smallest.width + gap)));
  const rows = Math.max(1, Math.floor((height + gap) / (smallest.height + gap)));
  return Math.min(mostTiles, columns * rows);
}
