import { useState } from 'react';
import { characters } from '@/lib/characters';
import { classes } from './classes';

interface AvatarProps {
  name: string;
  picture: string | null | undefined;
  /** Of both sides, as a CSS length. Default 2.5rem. */
  size?: string;
  className?: string;
}

/** A face, or the first letters of a name on a colour that stays the same for that name. Decoration: the name stands beside it. */
export function Avatar({ name, picture, size = '2.5rem', className }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const shown = picture !== null && picture !== undefined && picture !== '' && picture !== broken;
  return (
    <span
      aria-hidden="true"
      className={classes('inline-grid shrink-0 place-items-center overflow-hidden rounded-full font-semibold text-white select-none', className)}
      style={{ width: size, height: size, fontSize: `calc(${size} * 0.38)`, background: shown ? undefined : `oklch(46% 0.1 ${hue(name)})` }}
    >
      {shown ? <img src={picture} alt="" className="size-full object-cover" draggable={false} onError={() => setBroken(picture)} /> : initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => characters(word ?? '')[0] ?? '').join('').toUpperCase() || '?';
}

function hue(name: string): number {
  let sum = 7;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 3600;
  return sum / 10;
}
