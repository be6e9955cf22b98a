import { describe, expect, it } from 'vitest';
import { placeMenu } from './placeMenu';

const view = { width: 400, height: 800 };
const menu = { width: 200, height: 300 };
const button = (left: number, top: number) => ({ left, right: left + 40, top, bottom: top + 40 });

describe('where a menu stands', () => {
  it('is below its button, at the side asked for', () => {
    expect(placeMenu(button(100, 100), menu, view, 'below', 'start')).toMatchObject({ left: 100, top: 148 });
    expect(placeMenu(button(300, 100), menu, view, 'below', 'end')).toMatchObject({ left: 140, top: 148 });
    expect(placeMenu(button(180, 100), menu, view, 'below', 'center')).toMatchObject({ left: 100 });
  });

  it('changes sides where it does not fit', () => {
    expect(placeMenu(button(100, 700), menu, view, 'below', 'start').top).toBe(700 - 8 - 300);
    expect(placeMenu(button(100, 20), menu, view, 'above', 'start').top).toBe(68);
  });

  it('stays within the window', () => {
    expect(placeMenu(button(4, 100), menu, view, 'below', 'end').left).toBe(8);
    expect(placeMenu(button(390, 100), menu, view, 'below', 'start').left).toBe(192);
  });

  it('scrolls when neither side holds it', () => {
    expect(placeMenu(button(100, 300), { width: 200, height: 900 }, view, 'below', 'start')).toMatchObject({ top: 348, maxHeight: 444 });
  });
});
