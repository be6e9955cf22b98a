import { Mic, PhoneOff, Video } from 'lucide-react';

const faces = [
  { hue: 285, x: 0, y: 0 },
  { hue: 165, x: 1, y: 0 },
  { hue: 35, x: 0, y: 1 },
  { hue: 235, x: 1, y: 1 },
];

/** A drawing of a call, not a photograph: it is as light as text and follows the theme. */
export function HeroPicture() {
  return (
    <div aria-hidden="true" data-theme="stage" className="relative aspect-[4/3] overflow-hidden rounded-3xl bg-base-200 p-3 shadow-2xl max-lg:hidden">
      <div className="grid h-full grid-cols-2 grid-rows-2 gap-3 pb-16">
        {faces.map(({ hue }, index) => (
          <div key={hue} className={`relative overflow-hidden rounded-2xl ${index === 1 ? 'ring-3 ring-accent' : ''}`} style={{ background: `linear-gradient(160deg, oklch(45% 0.07 ${hue}), oklch(30% 0.05 ${hue}))` }}>
            <svg viewBox="0 0 100 75" className="absolute inset-0 size-full" preserveAspectRatio="xMidYMax slice">
              <circle cx="50" cy="36" r="14" fill={`oklch(82% 0.06 ${hue})`} />
              <path d="M20 82c2-19 14-27 30-27s28 8 30 27z" fill={`oklch(66% 0.09 ${hue})`} />
            </svg>
          </div>
        ))}
      </div>
      <div className="absolute inset-x-0 bottom-3 flex justify-center gap-3">
        <span className="grid size-11 place-items-center rounded-full bg-white/15 text-white"><Mic className="size-5" /></span>
        <span className="grid size-11 place-items-center rounded-full bg-white/15 text-white"><Video className="size-5" /></span>
        <span className="grid size-11 place-items-center rounded-full bg-error text-error-content"><PhoneOff className="size-5" /></span>
      </div>
    </div>
  );
}
