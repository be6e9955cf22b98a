/** Ticks at the interval it is told, in milliseconds, without drift. */
addEventListener('message', ({ data }: MessageEvent<number>) => {
  let next = performance.now() + data;
  const tick = (): void => {
    postMessage(null);
    next = Math.max(next + data, performance.now());
    setTimeout(tick, next - performance.now());
  };
  setTimeout(tick, data);
});
