/** What the query string asks for. */
export interface PageOptions {
  token: string | null;
  /** Of the server; default the page's own. */
  url: string;
  camera: boolean;
  mic: boolean;
  width: number;
  height: number;
  fps: number;
  slots: number;
  screen: boolean;
  simulcast: boolean;
  fake: FakeMedia | null;
  /** RTCIceServer[] as JSON. */
  iceServers: RTCIceServer[];
  /** Nothing but relayed candidates are used. */
  relay: boolean;
  /** How large the others are asked for: 'auto' (the tile), 'WxH', 'paused', or 'manual': only the page's script asks. */
  view: string;
}

/** A picture of one colour and a tone in place of devices: what a test can recognise at the other end. */
export interface FakeMedia {
  /** Six hexadecimal digits; null: no picture. */
  color: string | null;
  /** Hertz; null: no sound. */
  tone: number | null;
}

export function readOptions(search: string, origin: string): PageOptions {
  const query = new URLSearchParams(search);
  const number = (name: string, fallback: number, max: number): number => {
    const value = Number(query.get(name) ?? fallback);
    return Number.isFinite(value) && value >= 0 ? Math.min(value, max) : fallback;
  };
  return {
    token: query.get('token'),
    url: query.get('url') ?? origin,
    camera: query.get('camera') === '1',
    mic: query.get('mic') === '1',
    width: number('width', 1280, 3840),
    height: number('height', 720, 2160),
    fps: number('fps', 30, 60),
    slots: number('slots', 4, 50),
    screen: query.get('screen') === '1',
    simulcast: query.get('simulcast') !== '0',
    iceServers: JSON.parse(query.get('iceServers') ?? '[]') as RTCIceServer[],
    relay: query.get('relay') === '1',
    fake: readFake(query.get('fake')),
    view: query.get('view') ?? 'auto',
  };
}

/** `color:RRGGBB,tone:440`, either part optional. */
export function readFake(text: string | null): FakeMedia | null {
  if (text === null) return null;
  const color = /(?:^|,)color:([0-9a-f]{6})(?:,|$)/i.exec(text)?.[1] ?? null;
  const tone = /(?:^|,)tone:(\d{2,5})(?:,|$)/.exec(text)?.[1] ?? null;
  return { color, tone: tone === null ? null : Number(tone) };
}
