import { describe, expect, it } from 'vitest';
import type { Person } from '../core/person';
import { planStage, type StageInput } from './stagePlan';

function person(id: string, more: Partial<Person> = {}): Person {
  return {
    id, name: id, picture: null, userId: null, guest: false, self: id === 'me', connected: true, joinedAt: 0, microphone: 'on', camera: 'on', screen: false,
    ...more,
  };
}

function input(ids: string[], more: Partial<StageInput> = {}): StageInput {
  return {
    people: ids.map((id) => person(id)), layout: 'auto', pinned: null, spotlight: null, dominant: null, page: 0, capacity: 9, hideSelf: false, ...more,
  };
}

const keys = (tiles: readonly { key: string }[]): string[] => tiles.map(({ key }) => key);

describe('planStage', () => {
  it('shows ourselves while nobody else is here', () => {
    expect(planStage(input(['me']))).toMatchObject({ mode: 'alone', self: { personId: 'me' } });
  });

  it('gives the stage to the one other person', () => {
    expect(planStage(input(['me', 'a']))).toMatchObject({ mode: 'duo', main: { personId: 'a' }, self: { personId: 'me' } });
    expect(planStage(input(['me', 'a'], { hideSelf: true }))).toMatchObject({ mode: 'duo', self: null });
  });

  it('puts more in a grid, ourselves last, page by page', () => {
    const first = planStage(input(['me', 'a', 'b', 'c', 'd'], { capacity: 3 }));
    expect(first.mode === 'grid' && keys(first.tiles)).toEqual(['a/camera', 'b/camera', 'c/camera']);
    const second = planStage(input(['me', 'a', 'b', 'c', 'd'], { capacity: 3, page: 1 }));
    expect(second).toMatchObject({ mode: 'grid', page: 1, pages: 2 });
    expect(second.mode === 'grid' && keys(second.tiles)).toEqual(['d/camera', 'me/camera']);
  });

  it('goes to the last page when the page it was on is gone', () => {
    expect(planStage(input(['me', 'a', 'b', 'c'], { capacity: 2, page: 7 }))).toMatchObject({ mode: 'grid', page: 1, pages: 2 });
  });

  it('makes a shared screen large by itself, and a tile among others in the grid', () => {
    const people = [person('me'), person('a'), person('b', { screen: true })];
    const auto = planStage(input([], { people }));
    expect(auto).toMatchObject({ mode: 'focus', main: { key: 'b/screen' } });
    expect(auto.mode === 'focus' && keys(auto.strip)).toEqual(['a/camera', 'b/camera', 'me/camera']);
    expect(planStage(input([], { people, layout: 'grid' }))).toMatchObject({ mode: 'grid', tiles: [{ key: 'b/screen' }, {}, {}, {}] });
  });

  it('does not show our own screen to ourselves', () => {
    expect(planStage(input([], { people: [person('me', { screen: true }), person('a')] }))).toMatchObject({ mode: 'duo' });
  });

  it('prefers the pin to the spotlight, and the spotlight to a screen', () => {
    const people = [person('me'), person('a'), person('b', { screen: true }), person('c')];
    expect(planStage(input([], { people, spotlight: 'c' }))).toMatchObject({ mode: 'focus', main: { key: 'c/camera' } });
    expect(planStage(input([], { people, spotlight: 'c', pinned: 'a/camera' }))).toMatchObject({ mode: 'focus', main: { key: 'a/camera' } });
    expect(planStage(input([], { people, pinned: 'gone/camera' }))).toMatchObject({ mode: 'focus', main: { key: 'b/screen' } });
  });

  it('follows who speaks in the speaker view', () => {
    expect(planStage(input(['me', 'a', 'b'], { layout: 'speaker', dominant: 'b' }))).toMatchObject({ mode: 'focus', main: { key: 'b/camera' } });
    expect(planStage(input(['me', 'a', 'b'], { layout: 'speaker', dominant: 'me' }))).toMatchObject({ mode: 'focus', main: { key: 'a/camera' } });
    expect(planStage(input(['me', 'a'], { layout: 'speaker' }))).toMatchObject({ mode: 'duo' });
  });
});
