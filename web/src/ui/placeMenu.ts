interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Extent {
  width: number;
  height: number;
}

const gap = 8;

/** Where a menu stands beside its button: on the wanted side, on the other when it does not fit there, and always within the window. */
export function placeMenu(button: Box, menu: Extent, view: Extent, side: 'below' | 'above', align: 'start' | 'end' | 'center'): { left: number; top: number; maxHeight: number } {
  const room = { below: view.height - button.bottom - 2 * gap, above: button.top - 2 * gap };
  const other = side === 'below' ? 'above' : 'below';
  const chosen = menu.height > room[side] && room[other] > room[side] ? other : side;
  const maxHeight = Math.max(0, room[chosen]);
  const height = Math.min(menu.height, maxHeight);
  const wanted = align === 'start' ? button.left : align === 'end' ? button.right - menu.width : (button.left + button.right - menu.width) / 2;
  return {
    left: Math.max(gap, Math.min(wanted, view.width - menu.width - gap)),
    top: chosen === 'below' ? button.bottom + gap : button.top - gap - height,
    maxHeight,
  };
}
