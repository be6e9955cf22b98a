import { describe, expect, it } from 'vitest';
import { fitGrid, gridCapacity } from './gridMath';

const laptop = { width: 1416, height: 760, gap: 12 };
const phone = { width: 374, height: 690, gap: 8 };

describe('fitGrid', () => {
  it.each([[1, 1], [2, 2], [3, 2], [4, 2], [5, 3], [9, 3], [16, 4], [25, 5]])('puts %i tiles on a laptop in %i columns', (count, columns) => {
    expect(fitGrid(count, laptop).columns).toBe(columns);
  });

  it.each([[1, 1], [2, 1], [3, 1], [4, 2], [6, 2], [8, 2]])('puts %i tiles on a phone in %i columns', (count, columns) => {
    expect(fitGrid(count, phone).columns).toBe(columns);
  });

  it('never leaves the space, overlaps or makes a tile taller than 3:4 or wider than 16:9', () => {
    for (const space of [laptop, phone, { width: 200, height: 900, gap: 8 }, { width: 2560, height: 300, gap: 12 }]) {
      for (let count = 1; count <= 49; count++) {
        const { columns, rows, tileWidth, tileHeight } = fitGrid(count, space);
        expect(columns * rows).toBeGreaterThanOrEqual(count);
        expect(columns * tileWidth + (columns - 1) * space.gap).toBeLessThanOrEqual(space.width + 0.001);
        expect(rows * tileHeight + (rows - 1) * space.gap).toBeLessThanOrEqual(space.height + 0.001);
        if (tileWidth > 20 && tileHeight > 20) {
          expect(tileWidth / tileHeight).toBeLessThan(1.9);
          expect(tileWidth / tileHeight).toBeGreaterThan(0.7);
        }
      }
    }
  });

  it('holds with no space at all', () => {
    expect(fitGrid(4, { width: 0, height: 0, gap: 8 })).toMatchObject({ tileWidth: 0, tileHeight: 0 });
  });
});

describe('gridCapacity', () => {
  it('is 25 at most and 1 at least', () => {
    expect(gridCapacity({ width: 4000, height: 3000, gap: 8 })).toBe(25);
    expect(gridCapacity({ width: 10, height: 10, gap: 8 })).toBe(1);
    expect(gridCapacity(laptop)).toBe(25);
    expect(gridCapacity(phone)).toBe(10);
  });
});
