export function isFullScreen(): boolean {
  return document.fullscreenElement !== null;
}

export function toggleFullScreen(): void {
  void (isFullScreen() ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => undefined);
}
