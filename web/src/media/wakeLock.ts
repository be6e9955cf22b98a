/** Keeps the screen on until the returned function is called; taken again whenever the page comes back to the front. */
export function keepAwake(): () => void {
  let ended = false;
  let lock: WakeLockSentinel | null = null;
  const take = (): void => {
    if (ended || document.visibilityState !== 'visible') return;
    navigator.wakeLock?.request('screen').then((taken) => {
      if (ended) void taken.release();
      else lock = taken;
    }, () => undefined);
  };
  take();
  document.addEventListener('visibilitychange', take);
  return () => {
    ended = true;
    document.removeEventListener('visibilitychange', take);
    void lock?.release().catch(() => undefined);
  };
}
