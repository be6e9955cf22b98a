import type { Person } from '../core/person';

export type StageLayout = 'auto' | 'grid' | 'speaker';

/** One picture on the stage: somebody's camera (or their face in its place), or somebody's screen. */
export interface Tile {
  key: string;
  personId: string;
  source: 'camera' | 'screen';
}

export interface StageInput {
  people: readonly Person[];
  layout: StageLayout;
  /** Key of the tile that was pinned on this page. */
  pinned: string | null;
  /** Whom the host shows to everybody. */
  spotlight: string | null;
  dominant: string | null;
  page: number;
  /** Tiles of one page. */
  capacity: number;
  hideSelf: boolean;
}

export type StagePlan =
  /** Nobody else is here. */
  | { mode: 'alone'; self: Tile | null }
  /** One other person has the whole stage, we are small in a corner. */
  | { mode: 'duo'; main: Tile; self: Tile | null }
  | { mode: 'grid'; tiles: readonly Tile[]; page: number; pages: number }
  /** One tile large, everybody else in a strip. */
  | { mode: 'focus'; main: Tile; strip: readonly Tile[] };

export function tileKey(personId: string, source: Tile['source']): string {
  return `${personId}/${source}`;
}

/** Which tiles stand where. Depends on nothing but its input. */
export function planStage(input: StageInput): StagePlan {
  const { people, layout } = input;
  const self = people.find((person) => person.self);
  const others = people.filter((person) => !person.self);
  const screens = [...people].filter((person) => person.screen && !person.self).map((person) => tile(person, 'screen'));
  const selfTile = self === undefined || input.hideSelf ? null : tile(self, 'camera');
  const cameras = others.map((person) => tile(person, 'camera'));
  const all = [...screens, ...cameras, ...(selfTile === null ? [] : [selfTile])];

  const main = chosen(input, all, screens, cameras);
  if (main !== null) return { mode: 'focus', main, strip: all.filter(({ key }) => key !== main.key) };
  const [only, second] = cameras;
  if (only === undefined && screens.length === 0) return { mode: 'alone', self: selfTile };
  if (only !== undefined && second === undefined && screens.length === 0 && layout !== 'grid') return { mode: 'duo', main: only, self: selfTile };
  const pages = Math.max(1, Math.ceil(all.length / input.capacity));
  const page = Math.min(Math.max(0, input.page), pages - 1);
  return { mode: 'grid', tiles: all.slice(page * input.capacity, (page + 1) * input.capacity), page, pages };
}

/** The tile that is to be large: pinned here, else spotlit by the host, else a shared screen, else who speaks. */
function chosen(input: StageInput, all: readonly Tile[], screens: readonly Tile[], cameras: readonly Tile[]): Tile | null {
  const pinned = all.find(({ key }) => key === input.pinned);
  if (pinned !== undefined) return pinned;
  const spotlit = all.find(({ personId }) => personId === input.spotlight);
  if (spotlit !== undefined && all.length > 1) return spotlit;
  if (input.layout === 'grid') return null;
  const screen = screens.at(-1);
  if (screen !== undefined) return screen;
  if (input.layout !== 'speaker' || cameras.length < 2) return null;
  return cameras.find(({ personId }) => personId === input.dominant) ?? cameras[0] ?? null;
}

function tile(person: Person, source: Tile['source']): Tile {
  return { key: tileKey(person.id, source), personId: person.id, source };
}
